"""Civil identities: the same person whatever the writing, nobody else."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.civil_identity import CivilIdentity, identity_of
from ordonnance.domain.people import IdentityStatus, Sex
from tests.builders.counter import PATIENT

JEANNE = CivilIdentity(
    "EXEMPLE-DÉMO", ("Jeanne-Ève", "Zoé"), Sex.FEMALE, date(1970, 6, 15), "99999"
)


@pytest.mark.parametrize("changed", [
    {"family": "exemple demo"}, {"family": "Exemple  Démo"}, {"given": ("JEANNE", "EVE", "ZOE")},
    {"given": ("Jeanne Ève, Zoé",)},
])  # fmt: skip
def test_case_accents_and_hyphens_make_nobody_else(changed: dict[str, Any]) -> None:
    other = replace(JEANNE, **changed)
    assert (other.key, other.given_words) == (JEANNE.key, JEANNE.given_words)


@pytest.mark.parametrize("changed", [
    {"family": "EXEMPLE"}, {"given": ("Zoé", "Jeanne")}, {"sex": Sex.MALE},
    {"birth_date": date(1970, 6, 16)}, {"birth_place": "75111"}, {"birth_place": "2A004"},
])  # fmt: skip
def test_each_trait_tells_people_apart(changed: dict[str, Any]) -> None:
    assert replace(JEANNE, **changed).key != JEANNE.key


@pytest.mark.parametrize("changed", [
    {"family": " "}, {"given": ()}, {"given": ("-",)}, {"sex": Sex.UNKNOWN}, {"birth_place": ""},
    {"birth_place": "Paris"}, {"birth_place": "751110"},
])  # fmt: skip
def test_an_identity_is_whole_or_is_not_one(changed: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"a whole identity|an INSEE code"):
        replace(JEANNE, **changed)


def test_the_first_given_names_are_enough_and_whole() -> None:
    assert JEANNE.begins_with(("JEANNE",))
    assert JEANNE.begins_with(("JEANNE", "EVE", "ZOE"))
    assert not JEANNE.begins_with(("JEAN",))
    assert not JEANNE.begins_with(("JEANNE", "ZOE"))
    assert not JEANNE.begins_with(("JEANNE", "EVE", "ZOE", "MARIE"))


def test_only_a_patient_with_a_qualified_ins_and_each_trait_has_one() -> None:
    assert identity_of(PATIENT) is not None
    for changed in (
        {"identity": IdentityStatus.VALIDATED}, {"ins": None}, {"family": None}, {"given": ()},
        {"sex": None}, {"birth_date": None}, {"birth_place": None}, {"birth_place": "Paris"},
    ):  # fmt: skip
        assert identity_of(replace(PATIENT, **changed)) is None  # type: ignore[arg-type]


def test_an_identity_never_shows_in_a_log() -> None:
    assert repr(JEANNE) == "CivilIdentity()"


@given(st.text(min_size=1, max_size=30), st.text(min_size=1, max_size=30))
def test_two_names_that_differ_by_more_than_writing_never_share_a_key(a: str, b: str) -> None:
    try:
        first, second = replace(JEANNE, family=a), replace(JEANNE, family=b)
    except ValueError:
        return
    same = first.key == second.key
    assert same == (first.key.split("|")[0] == second.key.split("|")[0])
    # The separator is no letter: no name reaches into the next trait.
    assert first.key.count("|") == 4
