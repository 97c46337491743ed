"""The code handed over at a prescription: whom it opens to, how often, and for how long."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ordonnance.adapters.memory import MemoryPatientAccounts
from ordonnance.domain.civil_identity import CivilIdentity, identity_of
from ordonnance.domain.people import Patient
from ordonnance.usecases.patient_access import (
    LIFE,
    LINKED_FOR,
    HandedCode,
    hand_over,
    link,
    linked,
    unlink,
)
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
        return done(link(account, identity, code, at, self.accounts)).ins

    def known(self, account: str = ACCOUNT) -> Any:
        found = done(linked(account, self.platform.clock.now(), self.accounts))
        return found.ins if found is not None else None


def jeanne(**changed: Any) -> CivilIdentity:
    found = identity_of(PATIENT)
    assert found is not None
    return replace(found, **changed)


@pytest.mark.parametrize("by", ["medecin", "pharmacien", "preparateur"])
def test_a_code_links_an_account_to_the_ins_of_the_ordonnance(by: str) -> None:
    world = World()
    handed = world.handed(by)
    assert world.known() is None
    assert world.typed(handed.grouped, jeanne(given=("Jeanne", "Zoé"))) == PATIENT.ins
    assert world.known() == PATIENT.ins
    assert world.known("autre") is None


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


def accesses(world: World) -> list[str]:
    """What the patient reads of codes and links, oldest first."""
    read = world.platform.journal(world.number).accesses
    return [each.details for each in read if each.code == "access-code"]


def undone(world: World, account: str = ACCOUNT) -> None:
    caller = world.platform.caller("patient")
    done(unlink(caller, account, world.platform.ports, world.accounts))


def test_a_link_says_since_when_and_ends_after_two_years() -> None:
    world = World()
    world.typed(world.handed().code, jeanne())
    now = world.platform.clock.now()
    found = done(linked(ACCOUNT, now, world.accounts))
    assert (found.since, found.until) == (now, now + LINKED_FOR)
    assert str(PATIENT.ins.matricule if PATIENT.ins else "") not in repr(found)
    world.platform.later(days=LINKED_FOR.days - 1)
    assert world.known() == PATIENT.ins
    world.platform.later(days=1)
    assert world.known() is None


def test_a_person_undoes_the_link_and_reads_it_in_the_journal() -> None:
    world = World()
    world.typed(world.handed().code, jeanne())
    undone(world)
    assert world.known() is None
    assert accesses(world) == ["", "lien défait avec votre compte"]
    # Undone again, there is nothing to undo nor to tell.
    undone(world)
    assert len(accesses(world)) == 2
    assert world.typed(world.handed().code, jeanne()) == PATIENT.ins


def test_a_link_made_before_it_had_an_end_still_opens_and_is_undone() -> None:
    world = World()
    ins = PATIENT.ins
    assert ins is not None
    old = f'{{"ins": "{ins.matricule}", "oid": "{ins.oid.value}"}}'.encode()
    done(world.accounts.link(ACCOUNT, old, world.platform.clock.now()))
    assert world.known() == ins
    undone(world)
    assert world.known() is None
    assert accesses(world) == []
