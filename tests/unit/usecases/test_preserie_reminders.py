"""Reminders of the questionnaire: in their time, to sites that are silent, twice and no more."""

from dataclasses import replace
from datetime import date, timedelta

from ordonnance.domain.preserie.parties import Kind, Party, PartyRole
from ordonnance.domain.preserie.pilot import PilotAct
from ordonnance.domain.preserie.register import Said
from ordonnance.domain.preserie.reminders import AGAIN_AFTER, FIRST_AFTER, Reminded
from ordonnance.usecases.preserie.reading import read_pilot
from ordonnance.usecases.preserie.record import record
from tests.builders import simulated_pilot as simulated
from tests.builders.pilot_registers import (
    CNAM,
    CPAM,
    EDITOR,
    PILOT,
    Room,
    act,
    asked,
    prepared,
    workstation,
    written,
)
from tests.builders.platform import done, refused
from tests.unit.domain.preserie.attempts import hexed

REMINDER = Said(Kind.REMINDER, reminded=Reminded(simulated.am(1)))


def installed() -> Room:
    """One pharmacy installed, on the first day."""
    room = Room()
    done(written(room, prepared()))
    room.clock.on(simulated.FIRST)
    done(record(asked(EDITOR, workstation(1)), room))
    done(record(asked(EDITOR, act(PilotAct.INSTALL, simulated.FIRST, 1)), room))
    return room


def due(room: Room) -> date | None:
    return done(read_pilot(PILOT, CNAM, room)).kept.reminded_on(simulated.am(1))


def test_a_site_that_has_not_answered_is_reminded_twice_in_its_time() -> None:
    room = installed()
    first = simulated.FIRST + FIRST_AFTER
    assert due(room) == first
    room.clock.on(first - timedelta(days=1))
    with refused("PILOT_ENTRY"):
        done(record(asked(CPAM, REMINDER), room))
    late = first + timedelta(days=9)
    room.clock.on(late)
    done(record(asked(CPAM, REMINDER), room))
    assert due(room) == late + AGAIN_AFTER, "counted from the day when it left"
    with refused("PILOT_ENTRY"):
        done(record(asked(CNAM, REMINDER), room))
    room.clock.on(late + AGAIN_AFTER)
    done(record(asked(CNAM, REMINDER), room))
    assert due(room) is None
    room.clock.on(late + timedelta(days=300))
    with refused("PILOT_ENTRY"):
        done(record(asked(CNAM, REMINDER), room))


def test_nobody_is_reminded_of_what_was_answered_nor_before_the_installation() -> None:
    room = installed()
    state = done(read_pilot(PILOT, CNAM, room)).kept
    assert state.reminded_on(simulated.am(2)) is None
    room.clock.on(simulated.FIRST + FIRST_AFTER)
    answers = simulated.answers()[0]
    done(record(asked(CPAM, Said(Kind.ANSWERS, answers=answers)), room))
    assert due(room) is None
    with refused("PILOT_ENTRY"):
        done(record(asked(CNAM, REMINDER), room))


def test_nobody_is_reminded_once_the_preserie_is_over() -> None:
    room = installed()
    room.clock.on(simulated.FIRST + FIRST_AFTER)
    done(record(asked(CNAM, act(PilotAct.ABANDON, simulated.FIRST + FIRST_AFTER)), room))
    assert due(room) is None


def test_only_who_writes_at_the_site_signs_an_answer() -> None:
    room = installed()
    room.clock.on(simulated.FIRST + FIRST_AFTER)
    told = replace(simulated.answers()[0], signed=True)
    at_site = Party(PartyRole.SITE, simulated.am(1).value, "pharmacienne-exemple")
    for party in (CPAM, at_site):
        said = replace(told, respondent=hexed(1 if party is CPAM else 2))
        done(record(asked(party, Said(Kind.ANSWERS, answers=said)), room))
    state = done(read_pilot(PILOT, CNAM, room)).kept
    assert [each.signed for each in state.answers] == [False, True]


def test_the_editor_reminds_nobody_of_judging_it() -> None:
    room = installed()
    room.clock.on(simulated.FIRST + FIRST_AFTER)
    with refused("PILOT_NOT_ALLOWED"):
        done(record(asked(EDITOR, REMINDER), room))
