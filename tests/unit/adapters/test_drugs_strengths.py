"""Strengths as exact quantities, and the substance that people prescribe."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.adapters.drugs.composition import Ingredient, substances
from ordonnance.adapters.drugs.strengths import strength

SAID = [
    ("500 mg", "un comprimé", "500", "mg"),
    ("1 g", "un comprimé", "1000", "mg"),
    ("5,00 mg", "une gélule", "5", "mg"),
    ("0,125 mg", "un comprimé", "0.125", "mg"),
    ("120,50  microgrammes", "une dose", "120.5", "µg"),
    ("100 000 UI", "une ampoule de 2 ml", "100000", "UI"),
    ("75 mg", "un sachet-dose de 153,45 mg", "75", "mg"),
    ("20 mg", "1 ml", "20", "mg/ml"),
    ("0,25 g", "100 ml", "2.5", "mg/ml"),
    ("0,050 g", "100 g de pommade", "0.5", "mg/g"),
    ("250 mg", "une cuillère-mesure de 5 ml de suspension", "50", "mg/ml"),
    ("40 mg", "0,4 ml", "100", "mg/ml"),
    ("0,0001 mg", "un comprimé", "0.1", "µg"),
    ("100 unités", "1 ml", "100", "unité/ml"),
]
UNSAID = [
    ("", ""),
    ("2CH à 30CH", "un comprimé"),
    ("500 mg", ""),
    ("500 mg", "0 ml"),
    ("1 mg", "3 ml"),
    ("1 UI", "3 ml"),
    ("9999999999 UI", "un flacon"),
    ("30 microgrammes d'hémagglutinine", "une dose"),
]


@pytest.mark.parametrize(("dosage", "reference", "value", "unit"), SAID)
def test_a_strength_is_read_exactly(dosage: str, reference: str, value: str, unit: str) -> None:
    found = strength(dosage, reference)
    assert found is not None
    assert (found.value, found.unit.label) == (Decimal(value), unit)


@pytest.mark.parametrize(("dosage", "reference"), UNSAID)
def test_what_is_not_a_plain_amount_has_no_strength(dosage: str, reference: str) -> None:
    assert strength(dosage, reference) is None


@given(st.decimals("0.001", "99999", places=3))
def test_a_strength_per_tablet_keeps_every_decimal(value: Decimal) -> None:
    found = strength(f"{value:f} mg".replace(".", ","), "un comprimé")
    assert found is not None
    assert found.value == value


def part(name: str, dosage: str, nature: str, link: str = "1") -> Ingredient:
    return Ingredient("comprimé", "", name, dosage, "un comprimé", nature, link)


def test_the_part_whose_amount_stands_in_the_name_is_the_one_prescribed() -> None:
    salt, base = part("CHLORHYDRATE", "850 mg", "SA"), part("BASE", "662,9 mg", "FT")
    (found,) = substances("EXEMPLE 850 mg, comprimé", [base, salt])
    assert found.name == "CHLORHYDRATE"
    salt, base = part("BÉSILATE", "6,94 mg", "SA"), part("BASE", "5 mg", "ST")
    (found,) = substances("EXEMPLE 5 mg, comprimé", [salt, base])
    assert found.name == "BASE"


def test_without_an_amount_in_the_name_the_acting_part_is_kept_when_it_is_dosed() -> None:
    (found,) = substances("EXEMPLE", [part("SEL", "6 mg", "SA"), part("BASE", "5 mg", "FT")])
    assert found.name == "BASE"
    (found,) = substances("EXEMPLE", [part("SEL", "6 mg", "SA"), part("BASE", "", "FT")])
    assert found.name == "SEL"


def test_an_association_has_one_substance_per_link() -> None:
    rows = [part("A", "1 mg", "SA", "1"), part("B", "2 mg", "SA", "2"), part("BB", "", "FT", "2")]
    assert [found.name for found in substances("EXEMPLE", rows)] == ["A", "B"]
