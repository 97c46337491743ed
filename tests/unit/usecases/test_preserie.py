"""A présérie kept: who writes what, in turn, with the note’s sentence; its balance, its end."""

from dataclasses import replace
from datetime import date

import pytest

from ordonnance.domain.preserie.balance import weigh
from ordonnance.domain.preserie.choices import Consent
from ordonnance.domain.preserie.parties import Kind, PartyRole, may_write
from ordonnance.domain.preserie.pilot import PilotAct
from ordonnance.domain.preserie.register import Said
from ordonnance.domain.preserie.stages import Stage
from ordonnance.usecases.preserie.reading import list_pilots, read_pilot, weighed
from ordonnance.usecases.preserie.record import record
from tests.builders import simulated_pilot as simulated
from tests.builders.pilot_registers import (
    CNAM,
    CPAM,
    EDITOR,
    OPENED,
    OTHER_CPAM,
    OTHER_EDITOR,
    PILOT,
    Room,
    act,
    asked,
    prepared,
    site,
    workstation,
    written,
)
from tests.builders.pilot_weeks import END, batches, begun, ended_weeks, post, within
from tests.builders.platform import done, refused


def test_six_weeks_written_act_by_act_come_to_the_balance_of_the_simulation() -> None:
    room = ended_weeks()
    new = sum(post(room, *each) for each in batches(within()))
    assert new == len({each.id for each in within()}), "what arrived twice is kept once"
    expected = weigh(replace(simulated.observed(), attempts=within()), END)
    balance = done(weighed(PILOT, done(read_pilot(PILOT, CPAM, room)).kept, room))
    told = tuple(replace(each, consent=None) for each in balance.measures.sites)
    assert replace(balance.measures, sites=told) == expected.measures
    assert {each.consent for each in balance.measures.sites} == {Consent.ACCEPTED}
    assert [each.finding for each in balance.criteria] == [
        each.finding for each in expected.criteria
    ]
    assert balance.stage is Stage.RUNNING


def test_only_who_takes_part_sees_a_presérie_and_a_cpam_once_it_was_told() -> None:
    room = Room()
    story = list(prepared())
    done(written(room, iter(story[:-2])))
    for stranger in (OTHER_EDITOR, OTHER_CPAM, CPAM):
        with refused("PILOT_UNKNOWN"):
            done(read_pilot(PILOT, stranger, room))
        assert done(list_pilots(stranger, room)) == ()
    done(written(room, iter(story[-2:])))
    for party in (EDITOR, CPAM, CNAM):
        assert [each.pilot for each in done(list_pilots(party, room))] == [PILOT]
    with refused("PILOT_UNKNOWN"):
        done(read_pilot("00000000-0000-4000-8000-000000000000", CNAM, room))


def test_every_entry_says_who_and_when() -> None:
    room = begun(Room())
    entries = done(read_pilot(PILOT, EDITOR, room)).entries
    assert [each.by.role for each in entries[-3:]] == [
        PartyRole.EDITOR, PartyRole.CNAM, PartyRole.CNAM,
    ]  # fmt: skip
    assert entries[-1].at.date() == date(2026, 3, 3)
    assert "editrice" not in repr(entries[0])


WRITERS = {
    (PartyRole.EDITOR, kind)
    for kind in Kind
    if kind not in (Kind.OUTAGE, Kind.ANSWERS, Kind.DONE, Kind.CHOICE, Kind.REMINDER)
} | {
    (PartyRole.CPAM, Kind.NEED), (PartyRole.CPAM, Kind.ANOMALY), (PartyRole.CPAM, Kind.ANSWERS),
    (PartyRole.CNAM, Kind.NEED), (PartyRole.CNAM, Kind.ANOMALY), (PartyRole.CNAM, Kind.ANSWERS),
    (PartyRole.CNAM, Kind.OUTAGE), (PartyRole.SITE, Kind.CHOICE), (PartyRole.SITE, Kind.ANSWERS),
    (PartyRole.CPAM, Kind.REMINDER), (PartyRole.CNAM, Kind.REMINDER),
}  # fmt: skip
DOERS = {
    PilotAct.COMMUNICATE: "editor", PilotAct.INFORM: "cnam", PilotAct.MEET: "editor cnam",
    PilotAct.INSTALL: "editor", PilotAct.ASSESS: "cnam", PilotAct.GENERALISE: "cnam",
    PilotAct.PROLONG: "cnam", PilotAct.EXTEND: "cnam", PilotAct.ABANDON: "editor cnam",
}  # fmt: skip


@pytest.mark.parametrize("role", list(PartyRole))
def test_each_party_writes_what_its_rows_say_and_nothing_else(role: PartyRole) -> None:
    for kind in Kind:
        if kind is not Kind.DONE:
            assert may_write(role, kind, None) is ((role, kind) in WRITERS)
    for each in PilotAct:
        assert may_write(role, Kind.DONE, each) is (role.value in DOERS[each].split())
    assert not may_write(role, Kind.DONE, None)


def test_what_is_not_yours_to_write_is_refused_and_names_who_does() -> None:
    room = begun(Room())
    with refused("PILOT_NOT_ALLOWED") as refusal:
        done(record(asked(CPAM, act(PilotAct.INSTALL, simulated.FIRST, 1)), room))
    assert refusal.value.first.facts["allowed"] == "l’éditeur"
    with refused("PILOT_UNKNOWN"):
        done(record(asked(OTHER_EDITOR, Said(Kind.VERSION, version="9")), room))
    with refused("PILOT_UNKNOWN"):
        done(record(asked(OTHER_EDITOR, OPENED, pilot=PILOT.replace("1", "2")), room))


def test_acts_come_in_their_turn_and_on_a_day_that_came() -> None:
    room = Room()
    done(written(room, iter(list(prepared())[:-2])))
    with refused("PILOT_OUT_OF_TURN") as refusal:
        done(record(asked(CNAM, act(PilotAct.MEET, date(2026, 2, 16))), room))
    assert refusal.value.first.facts["allowed"] == "information des CPAM, abandon"
    with refused("PILOT_DATE"):
        done(record(asked(CNAM, act(PilotAct.INFORM, date(2026, 2, 20))), room))
    with refused("PILOT_OUT_OF_TURN"):
        done(record(asked(EDITOR, OPENED), room))


def test_a_breach_is_refused_with_the_sentence_of_the_note_or_flagged_with_a_reason() -> None:
    room = begun(Room())
    for rank in (1, 2, 3):
        room.clock.on(simulated.start(rank))
        done(record(asked(EDITOR, workstation(rank)), room))
        done(record(asked(EDITOR, act(PilotAct.INSTALL, simulated.start(rank), rank)), room))
    early = replace(site(4), planned=date(2026, 3, 12), traces=date(2026, 3, 12))
    room.clock.on(date(2026, 3, 12))
    done(record(asked(EDITOR, Said(Kind.SITE, site=early)), room))
    fourth = act(PilotAct.INSTALL, date(2026, 3, 12), 4)
    with refused("PILOT_REQUIREMENT") as refusal:
        done(record(asked(EDITOR, fourth), room))
    assert "SCOR" in refusal.value.first.message
    flagged = done(record(asked(EDITOR, fourth, reason="panne du poste du site 5"), room)).entry
    assert flagged.despite == ("PRE-PLAN-03",)
    assert flagged.reason == "panne du poste du site 5"


def test_a_reason_without_a_breach_is_not_kept() -> None:
    room = begun(Room())
    room.clock.on(simulated.FIRST)
    said = done(record(asked(EDITOR, workstation(1), reason="au cas où"), room)).entry
    assert (said.despite, said.reason) == ((), "")


def test_the_same_key_answers_the_same_and_another_body_is_refused() -> None:
    room = begun(Room())
    room.clock.on(simulated.FIRST)
    command = asked(EDITOR, workstation(1))
    first = done(record(command, room))
    done(record(asked(EDITOR, workstation(2)), room))
    assert done(record(command, room)) == first
    with refused("IDEMPOTENCY_KEY_REUSED"):
        done(record(replace(command, body=b"other"), room))
