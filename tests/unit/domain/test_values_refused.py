"""Values that contradict themselves cannot be made."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from ordonnance.domain.dispense_record import (
    DispenseRecord,
    RecordPerformer,
    RecordStatus,
    RecordSubstitution,
)
from ordonnance.domain.errors import Refusal
from ordonnance.domain.european import ToldPrescription
from ordonnance.domain.execution import of_lines
from ordonnance.domain.interactions import Couple
from ordonnance.domain.quantity import MAX_VALUE, Quantity, Unit, third_of
from ordonnance.domain.told import Concept, Pointer, Strength, ToldMedicine

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
WHO = Pointer(name="Pharmacie DÉMO")
BOX = Unit("boîte")


def recorded(status: RecordStatus, packs: int, medicine: ToldMedicine | None) -> DispenseRecord:
    served = Quantity(Decimal(packs), BOX)
    return DispenseRecord(status, AT, (RecordPerformer(WHO),), served, medicine=medicine)


def test_a_line_declined_serves_nothing_and_one_completed_serves_something() -> None:
    medicine = ToldMedicine(name="EXEMPLINE")
    with pytest.raises(ValueError, match="déclinée"):
        recorded(RecordStatus.DECLINED, 1, medicine)
    with pytest.raises(ValueError, match="rien n'est servi"):
        recorded(RecordStatus.COMPLETED, 0, None)
    assert recorded(RecordStatus.DECLINED, 0, None).medicine is None
    assert recorded(RecordStatus.COMPLETED, 1, medicine).quantity.value == 1
    assert recorded(RecordStatus.ENTERED_IN_ERROR, 1, medicine).medicine == medicine


def test_a_medicine_goes_with_its_quantity_and_somebody_serves_it() -> None:
    with pytest.raises(ValueError, match="vont ensemble"):
        recorded(RecordStatus.ENTERED_IN_ERROR, 0, ToldMedicine(name="EXEMPLINE"))
    with pytest.raises(ValueError, match="qui a servi"):
        DispenseRecord(RecordStatus.DECLINED, AT, (), Quantity(Decimal(0), BOX))
    with pytest.raises(ValueError, match="sans substitution"):
        RecordSubstitution(done=False, kind=Concept(text="équivalent"))


def test_what_is_told_designates_something() -> None:
    with pytest.raises(ValueError, match="identifiant"):
        Pointer()
    with pytest.raises(ValueError, match="libellé"):
        Concept()
    with pytest.raises(ValueError, match="composition"):
        ToldMedicine()
    with pytest.raises(ValueError, match="au moins une ligne"):
        ToldPrescription(WHO, WHO, AT, ())


@pytest.mark.parametrize("per", ["0", "-1", "Infinity"])
def test_a_strength_is_told_for_a_positive_amount(per: str) -> None:
    with pytest.raises(ValueError, match="dénominateur"):
        Strength(Quantity(Decimal(50), Unit("mg")), Decimal(per))


def test_nothing_is_nobodys_group_refusal_or_couple() -> None:
    with pytest.raises(ValueError, match="at least one line"):
        of_lines(())
    with pytest.raises(ValueError, match="at least one issue"):
        Refusal()
    with pytest.raises(ValueError, match="at least one level"):
        Couple("EXEMPLINE", "DÉMOXINE", (), "")


def test_an_amount_too_large_rounds_no_third() -> None:
    assert third_of(Decimal("0.3333")) is not None
    assert third_of(MAX_VALUE + Decimal("0.3333")) is None
    with pytest.raises(ValueError, match="trop grande"):
        Quantity(MAX_VALUE + Decimal("0.3333"), BOX)
