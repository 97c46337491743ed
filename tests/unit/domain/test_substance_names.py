"""One substance, many ways of writing it; two substances, never taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.substance_names import (
    is_homeopathic,
    keys_of_name,
    same_substance,
    whole_key,
)

ONE = [
    ("CHLORHYDRATE DE TRAMADOL", "tramadol"),
    ("tramadol (chlorhydrate de)", "CHLORHYDRATE DE TRAMADOL"),
    ("LÉVOTHYROXINE SODIQUE ANHYDRE", "levothyroxine"),
    ("PHOSPHATE DE CODÉINE HÉMIHYDRATÉ", "codéine"),
    ("VALPROATE DE SODIUM", "acide valproïque"),
    ("ALENDRONATE DE SODIUM TRIHYDRATÉ", "acide alendronique"),
    ("FOLINATE DE CALCIUM", "acide folinique"),
    ("PÉRINDOPRIL TERT-BUTYLAMINE", "périndopril arginine"),
    ("TRYPTOPHANE L", "L-TRYPTOPHANE"),
    ("BÉSILATE D’AMLODIPINE", "amlodipine"),
]
TWO = [
    ("VITAMINE A", "VITAMINE D"),
    ("CHLORURE DE SODIUM", "BICARBONATE DE SODIUM"),
    ("CITRATE DE POTASSIUM", "CHLORURE DE POTASSIUM"),
    ("FOLINATE DE CALCIUM", "CARBONATE DE CALCIUM"),
    ("ACIDE FOLIQUE", "ACIDE FOLINIQUE"),
    ("INSULINE ASPARTE", "INSULINE GLARGINE"),
    ("PANTOTHÉNATE DE CALCIUM", "GLUCONATE DE CALCIUM"),
]


@pytest.mark.parametrize(("one", "other"), ONE)
def test_a_salt_its_water_or_its_order_change_nothing(one: str, other: str) -> None:
    assert same_substance(one, other)
    assert same_substance(other, one)


@pytest.mark.parametrize(("one", "other"), TWO)
def test_a_shared_salt_or_word_does_not_make_one_substance(one: str, other: str) -> None:
    assert not same_substance(one, other)


def test_a_bare_salt_keeps_its_name() -> None:
    assert keys_of_name("CHLORURE DE POTASSIUM") == ("chlorure potassium", "potassium")
    assert whole_key("Bêta-bloquants (sauf esmolol)") == "beta bloquants esmolol sauf"


def test_a_stock_of_homeopathy_is_recognised() -> None:
    assert is_homeopathic("ARNICA MONTANA POUR PRÉPARATIONS HOMÉOPATHIQUES")
    assert not is_homeopathic("ARNICA")


@given(st.text(max_size=60))
def test_every_text_has_a_key_and_is_itself(name: str) -> None:
    assert all(key for key in keys_of_name(name))
    assert same_substance(name, name)
