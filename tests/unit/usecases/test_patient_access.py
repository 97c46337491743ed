"""The code handed over at a prescription: whom it opens to, how often, and for how long."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ordonnance.adapters.memory import MemoryPatientAccounts
from ordonnance.domain.civil_identity import CivilIdentity, identity_of
from ordonnance.domain.people import Patient
from ordonnance.usecases.patient_access import LIFE, HandedCode, hand_over, link, linked
from ordonnance.usecases.ports import MOST_TRIES
from tests.builders.counter import CHILD, CLAMOXYL, PATIENT, of
from tests.builders.platform import Platform, a_platform, done, refused

ACCOUNT = "https://fournisseur.example|jeanne"


class World:
    """A platform, an ordonnance, and the accounts of its patients."""

    def __init__(self, patient: Patient = PATIENT) -> None:
        self.platform: Platform = a_platform()
        self.accounts = MemoryPatientAccounts()
        self.number = self.platform.issue(of(CLAMOXYL, days=6, daily=2), patient=patient).number

    def handed(self, by: str = "medecin") -> HandedCode:
        asked = self.platform.asked(self.number, by)
        return done(hand_over(asked, self.platform.ports, self.accounts))

    def typed(self, code: str, identity: CivilIdentity, account: str = ACCOUNT) -> Any:
        at = self.platform.clock.now()
        return done(link(account, identity, code, at, self.accounts))


def jeanne(**changed: Any) -> CivilIdentity:
    found = identity_of(PATIENT)
    assert found is not None
    return replace(found, **changed)


@pytest.mark.parametrize("by", ["medecin", "pharmacien", "preparateur"])
def test_a_code_links_an_account_to_the_ins_of_the_ordonnance(by: str) -> None:
    world = World()
    handed = world.handed(by)
    assert done(linked(ACCOUNT, world.accounts)) is None
    assert world.typed(handed.grouped, jeanne(given=("Jeanne", "Zoé"))) == PATIENT.ins
    assert done(linked(ACCOUNT, world.accounts)) == PATIENT.ins
    assert done(linked("autre", world.accounts)) is None


def test_a_code_is_ten_digits_and_shows_in_no_log() -> None:
    handed = World().handed()
    assert len(handed.code) == 10
    assert handed.code.isdecimal()
    assert handed.grouped.replace(" ", "") == handed.code
    assert handed.code not in repr(handed)


def test_the_patient_reads_in_their_journal_that_a_code_was_handed_over() -> None:
    world = World()
    world.handed("pharmacien")
    told = [str(each) for each in world.platform.journal(world.number).accesses]
    assert sum("remise au patient d" in each for each in told) == 1


@pytest.mark.parametrize("by", ["medecin2", "patient", "representant", "caisse"])
def test_nobody_else_hands_a_code_over(by: str) -> None:
    world = World()
    code = "NUMBER_UNKNOWN" if by == "medecin2" else "NOT_ALLOWED"
    with refused(code):
        world.handed(by)


def test_without_a_whole_identity_there_is_no_code() -> None:
    world = World(replace(PATIENT, birth_place=None))
    with refused("ACCESS_CODE_NO_IDENTITY"):
        world.handed()


@pytest.mark.parametrize("changed", [
    {"family": "AUTRE"}, {"given": ("Zoé", "Jeanne")}, {"birth_date": date(1970, 6, 16)},
    {"birth_place": "75111"},
])  # fmt: skip
def test_the_code_of_another_identity_opens_nothing(changed: dict[str, Any]) -> None:
    world = World()
    handed = world.handed()
    with refused("ACCESS_CODE_REFUSED"):
        world.typed(handed.code, jeanne(**changed))
    assert world.typed(handed.code, jeanne()) == PATIENT.ins


def test_a_code_serves_once() -> None:
    world = World()
    handed = world.handed()
    world.typed(handed.code, jeanne())
    with refused("ACCESS_CODE_REFUSED"):
        world.typed(handed.code, jeanne(), "un autre compte")


def test_a_new_code_takes_the_place_of_the_former_one() -> None:
    world = World()
    former, handed = world.handed(), world.handed()
    if former.code != handed.code:
        with refused("ACCESS_CODE_REFUSED"):
            world.typed(former.code, jeanne())
    assert world.typed(handed.code, jeanne()) == PATIENT.ins


def test_after_five_tries_even_the_right_code_opens_nothing() -> None:
    world = World()
    handed = world.handed()
    wrong = f"{(int(handed.code) + 1) % 10**10:010}"
    for _ in range(MOST_TRIES):
        with refused("ACCESS_CODE_REFUSED"):
            world.typed(wrong, jeanne())
    with refused("ACCESS_CODE_REFUSED"):
        world.typed(handed.code, jeanne())


@pytest.mark.parametrize("typed", ["", "12345", "1234567890a", "١٢٣٤٥٦٧٨٩٠", "12345678901"])
def test_what_is_no_code_is_refused_and_costs_no_try(typed: str) -> None:
    world = World()
    handed = world.handed()
    for _ in range(MOST_TRIES):
        with refused("ACCESS_CODE_REFUSED"):
            world.typed(typed, jeanne())
    assert world.typed(handed.code, jeanne()) == PATIENT.ins


def test_a_code_serves_seven_days() -> None:
    world = World()
    handed = world.handed()
    assert handed.until == world.platform.clock.now() + LIFE
    world.platform.later(days=7)
    with refused("ACCESS_CODE_REFUSED"):
        world.typed(handed.code, jeanne())


def test_a_twin_by_another_given_name_has_a_code_of_their_own() -> None:
    world = World()
    handed = world.handed()
    with refused("ACCESS_CODE_REFUSED"):
        world.typed(handed.code, jeanne(given=("Marie",)))
    child = identity_of(CHILD)
    assert child is not None
    with refused("ACCESS_CODE_REFUSED"):
        world.typed(handed.code, child)
