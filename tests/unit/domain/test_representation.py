"""Which paper, until which day: a minor until the eve of majority, an adult within twenty years."""

from datetime import date, timedelta

import pytest

from ordonnance.domain.civil_identity import Traits
from ordonnance.domain.errors import Refusal
from ordonnance.domain.ids import Ins, InsOid
from ordonnance.domain.people import Sex
from ordonnance.domain.representation import (
    By,
    Proof,
    Representation,
    last_day,
    majority,
    require_recordable,
)
from tests.builders.platform import MORNING, refused

TODAY = date(2026, 11, 23)
LEO = date(2020, 3, 10)
ADULT = date(1950, 1, 1)


def test_a_minor_is_represented_until_the_eve_of_their_eighteenth_birthday() -> None:
    assert majority(LEO) == date(2038, 3, 10)
    assert last_day(LEO, TODAY) == date(2038, 3, 9)
    require_recordable(LEO, Proof.FAMILY_RECORD_BOOK, date(2038, 3, 9), TODAY)
    with refused("REPRESENTATION_UNTIL") as told:
        require_recordable(LEO, Proof.FAMILY_RECORD_BOOK, date(2038, 3, 10), TODAY)
    assert "09/03/2038" in told.value.first.message


def test_who_was_born_on_a_29th_of_february_comes_of_age_on_the_1st_of_march() -> None:
    assert majority(date(2012, 2, 29)) == date(2030, 3, 1)
    assert last_day(date(2012, 2, 29), TODAY) == date(2030, 2, 28)


def test_an_adult_is_represented_until_the_end_of_the_judgment_within_twenty_years() -> None:
    require_recordable(ADULT, Proof.GUARDIANSHIP, TODAY, TODAY)
    require_recordable(ADULT, Proof.GUARDIANSHIP, date(2046, 11, 23), TODAY)
    for until in (TODAY - timedelta(days=1), date(2046, 11, 24)):
        with refused("REPRESENTATION_UNTIL"):
            require_recordable(ADULT, Proof.GUARDIANSHIP, until, TODAY)


@pytest.mark.parametrize("proof", list(Proof))
def test_a_paper_proves_the_representation_of_a_minor_or_that_of_an_adult(proof: Proof) -> None:
    minor, adult = (LEO, date(2030, 1, 1)), (ADULT, date(2030, 1, 1))
    right, wrong = (minor, adult) if proof.of_a_minor else (adult, minor)
    require_recordable(right[0], proof, right[1], TODAY)
    with pytest.raises(Refusal, match="REPRESENTATION_PROOF"):
        require_recordable(wrong[0], proof, wrong[1], TODAY)


def test_on_their_eighteenth_birthday_a_family_record_book_proves_nothing_more() -> None:
    of_age = majority(LEO)
    require_recordable(LEO, Proof.BIRTH_CERTIFICATE, of_age - timedelta(days=1),
                       of_age - timedelta(days=1))  # fmt: skip
    with refused("REPRESENTATION_PROOF") as told:
        require_recordable(LEO, Proof.BIRTH_CERTIFICATE, of_age, of_age)
    assert "majeure" in told.value.first.message


def test_every_paper_has_a_name_in_french() -> None:
    assert len({each.label for each in Proof}) == len(Proof)


def test_it_stands_its_last_day_included_unless_it_was_ended() -> None:
    by = By(MORNING, "prescriber", "899900000011", "Claire EXEMPLE", "Cabinet Exemple")
    made = Representation(
        "a", Ins("120039999900331", InsOid.NIR_DEMO), "Léo DÉMO",
        Traits("DÉMO", ("Marc",), Sex.MALE, date(1988, 9, 12)), Proof.FAMILY_RECORD_BOOK,
        TODAY, by,
    )  # fmt: skip
    assert made.stands(TODAY)
    assert not made.stands(TODAY + timedelta(days=1))
    ended = Representation(
        made.id, made.ins, made.represented, made.representative, made.proof, made.until,
        made.recorded, ended=by,
    )  # fmt: skip
    assert not ended.stands(TODAY)
    assert "DÉMO" not in repr(made)
    assert "899900000011" not in repr(made)


@pytest.mark.parametrize(("matricule", "day", "may"), [
    ("120039999900331", date(2020, 3, 10), True),
    ("120039999900331", date(2020, 4, 10), False),
    ("120039999900331", date(2021, 3, 10), False),
    # A month of incomplete civil status says nothing.
    ("120209999900331", date(2020, 4, 10), True),
])  # fmt: skip
def test_a_matricule_contradicts_another_month_or_year_of_birth(
    matricule: str, day: date, may: bool
) -> None:
    assert Ins(matricule, InsOid.NIR_DEMO).may_be_born_on(day) is may


def test_traits_are_compared_to_the_letter_once_folded() -> None:
    marc = Traits("Démo-Exemple", ("Marc", "Émile"), Sex.MALE, date(1988, 9, 12))
    assert marc.key == Traits("DEMO EXEMPLE", ("marc",), Sex.MALE, date(1988, 9, 12)).key
    assert marc.key != Traits("DEMO EXEMPLE", ("marc",), Sex.MALE, date(1988, 9, 13)).key
    assert marc.is_named("DEMO EXEMPLE", ("MARC", "Paul"))
    assert not marc.is_named("DEMO EXEMPLE", ("Paul",))
    assert not marc.is_named("DEMO", ("Marc",))
    assert marc.name == "Marc Émile DÉMO-EXEMPLE"
    for family, given, sex in (("-", ("Marc",), Sex.MALE), ("Démo", (), Sex.MALE),
                               ("Démo", ("Marc",), Sex.UNKNOWN)):  # fmt: skip
        with pytest.raises(ValueError, match="whole identity"):
            Traits(family, given, sex, date(1988, 9, 12))
