"""The repr of a value may end in a log: nobody's name, identifier, reason or treatment is in it."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from ordonnance.domain.carried import Carried, CarriedKind
from ordonnance.domain.counter import AgreedPoint, Agreement
from ordonnance.domain.dispense_record import DispenseRecord, RecordPerformer, RecordStatus
from ordonnance.domain.dispensing import Executant
from ordonnance.domain.european import ToldLine, ToldPrescription
from ordonnance.domain.markup import Element, e
from ordonnance.domain.people import Patient, Prescriber, ReplacedPrescriber
from ordonnance.domain.posology import Posology
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.domain.register import RegisterEntry, RegisterKind
from ordonnance.domain.told import Pointer, ToldMedicine, ToldPerson

SECRET = "EXEMPLINE"
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
WHO = Pointer(name=SECRET)
LINE = ToldLine(ToldMedicine(name=SECRET), Posology(text=SECRET))

SHOWN = {
    "Carried(Patient.name, words)": Carried("Patient.name", CarriedKind.WORDS, SECRET),
    "Agreement(•••)": Agreement(SECRET, date(2026, 3, 2), frozenset({AgreedPoint.PACKS}), SECRET),
    "Executant(•••)": Executant(SECRET, SECRET, SECRET, SECRET),
    "Patient(•••)": Patient(SECRET, (SECRET,), None, None),
    "ReplacedPrescriber(•••)": ReplacedPrescriber(None, SECRET),
    "Prescriber(None)": Prescriber(SECRET, (SECRET,), None, None),
    "RegisterEntry(ordonnancier, •••)": RegisterEntry(
        RegisterKind.ORDONNANCIER, AT, date(2026, 3, 2), SECRET, 1, SECRET, "liste-1", Decimal(1),
        None, SECRET, SECRET, date(2026, 3, 2), SECRET,
    ),
    "Pointer(•••)": WHO,
    "ToldPrescription(•••)": ToldPrescription(WHO, WHO, AT, (LINE,)),
    "DispenseRecord(declined, •••)": DispenseRecord(
        RecordStatus.DECLINED, AT, (RecordPerformer(WHO),), Quantity(Decimal(0), Unit("boîte")),
        note=SECRET,
    ),
    "Element(name, 1 attribute, 2 inside)": e("name", SECRET, e("given", SECRET), use=SECRET),
}  # fmt: skip


@pytest.mark.parametrize("shown", SHOWN)
def test_what_a_repr_says_names_nobody(shown: str) -> None:
    assert repr(SHOWN[shown]) == shown


def test_a_person_of_elsewhere_is_shown_no_more_than_a_pointer() -> None:
    person = ToldPerson(name=SECRET, birth_date=date(1985, 4, 12))
    assert SECRET not in repr(person)
    assert "1985" not in repr(person)


def test_an_element_inside_others_is_shown_neither() -> None:
    inside = e("patient", e("name", SECRET, e("given", SECRET)))
    assert SECRET not in repr((inside, [inside.first("name")]))
    assert repr(Element("name")) == "Element(name)"
