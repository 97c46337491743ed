"""A line in DCI, or of a medicine nobody knows: what may be handed over for it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ordonnance.domain.dispensing import Substitution, SubstitutionKind
from ordonnance.domain.ids import Cis
from ordonnance.domain.prescription import DciSubstance, Product
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.law.case import Asked, Case, ServingRequest
from ordonnance.law.check import check
from ordonnance.law.examples import RAMIPRIL, WRITTEN, a_case, at_counter, days

MG = Unit("mg")
HELD = replace(RAMIPRIL.substances[0], strength=Quantity(Decimal(5), MG))
SERVED = replace(RAMIPRIL, cis=Cis("60000098"), substances=(HELD,))


def handing(product: Product, why: Substitution | None = None) -> Case:
    case = at_counter(a_case(None, duration=days(30), product=product), WRITTEN)
    asked = Asked(1, packs=Decimal(1), medicine=SERVED, substitution=why)
    return replace(case, serving=ServingRequest("p", "l", (asked,)))


def in_dci(name: str, strength: int | None) -> Product:
    amount = None if strength is None else Quantity(Decimal(strength), MG)
    return Product(name, substances=(DciSubstance(name, None, amount),))


@pytest.mark.parametrize(
    ("product", "stops"),
    [
        (in_dci("ramipril", None), True),
        (in_dci("ramipril", 5), False),
        (in_dci("ramipril", 10), True),
        (in_dci("périndopril", 5), True),
    ],
)
def test_a_line_in_dci_is_served_by_its_substance_and_strength(
    product: Product, stops: bool
) -> None:
    assert ("DI-GEN-01" in {each.rule for each in check(handing(product)).blocking()}) is stops


@pytest.mark.parametrize(
    ("why", "stops"),
    [
        (Substitution(SubstitutionKind.GENERIC), True),
        (Substitution(SubstitutionKind.PRESCRIBER_AGREEMENT), True),
        (Substitution(SubstitutionKind.PRESCRIBER_AGREEMENT, "accord au téléphone"), False),
    ],
)
def test_only_its_prescriber_says_what_replaces_the_unknown(why: Substitution, stops: bool) -> None:
    case = handing(Product("INCONNU", cis=Cis("60000097")), why)
    assert ("DI-GEN-01" in {each.rule for each in check(case).blocking()}) is stops


def test_a_line_without_its_strength_is_sent_back_to_its_prescriber() -> None:
    found = check(handing(in_dci("ramipril", None))).blocking()
    (told,) = (each for each in found if each.rule == "DI-GEN-01")
    assert "ne dit pas le dosage" in told.message
