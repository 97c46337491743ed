"""Which names of pharmacies cannot be somebody's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.french.place_names import common_name


@pytest.mark.parametrize(
    "name",
    ["PHARMACIE DE LA GARE", "Pharmacie du Marché", "PHARMACIE DES HALLES", "PHARMACIE DE LILLE",
     "PHARMACIE DU CENTRE COMMERCIAL", "GRANDE PHARMACIE DE LA PLACE", "PHARMACIE CENTRALE",
     "PHARMACIE DE L'ÉGLISE", "PHARMACIE DU PORT DÉMO", "PHARMACIE MUTUALISTE"],
)  # fmt: skip
def test_a_name_of_common_words_is_given(name: str) -> None:
    assert common_name(name, "LILLE") == name


@pytest.mark.parametrize(
    "name",
    ["PHARMACIE DUPONT", "PHARMACIE EXEMPLE-MARTIN", "PHARMACIE FONTAINE", "SELARL DU PARC",
     "PHARMACIE DE LA GARE DUPONT", "PHARMACIE DU DOCTEUR EXEMPLE", "PHARMACIE MARTIN DE LILLE",
     "PHARMACIE DE", "PHARMACIE ET", "", "DUPONT"],
)  # fmt: skip
def test_a_name_that_may_be_somebody_s_is_left_out(name: str) -> None:
    assert common_name(name, "LILLE") == ""


@given(st.text(max_size=40), st.sampled_from(("LILLE", "SAINT-DENIS", "")))
def test_a_word_that_is_not_known_is_never_let_out(around: str, town: str) -> None:
    for name in (f"{around} ZYXWVUT", f"PHARMACIE DE ZYXWVUT {around}", "PHARMACIE ZYXWVUT"):
        assert common_name(name, town) == ""
