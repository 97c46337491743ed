"""The six simulated weeks in a register: begun, run, and the traces that belong to them."""

from collections.abc import Iterator

from ordonnance.domain.preserie.traces import Attempt
from ordonnance.usecases.preserie.reading import read_pilot
from ordonnance.usecases.preserie.tracing import MOST_TRACES, keep_posted
from tests.builders import simulated_pilot as simulated
from tests.builders.pilot_registers import (
    CNAM,
    PILOT,
    Room,
    prepared,
    run,
    written,
)
from tests.builders.platform import done

END = simulated.LAST


def begun(room: Room) -> Room:
    done(written(room, prepared()))
    return room


def ended_weeks() -> Room:
    room = begun(Room())
    done(written(room, run()))
    room.clock.on(END)
    return room


def post(room: Room, *attempts: Attempt) -> int:
    state = done(read_pilot(PILOT, CNAM, room)).kept
    return done(keep_posted(PILOT, state, attempts, room)).new


def within() -> tuple[Attempt, ...]:
    """The traces that fall while those of their workstation are on."""
    return tuple(
        each
        for each in simulated.attempts()
        if simulated.FIELD.installations[each.installation].holds(each.at.date())
    )


def batches(attempts: tuple[Attempt, ...]) -> Iterator[tuple[Attempt, ...]]:
    for first in range(0, len(attempts), MOST_TRACES):
        yield attempts[first : first + MOST_TRACES]
