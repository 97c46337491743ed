"""What the base saw of a workstation: whose it is, and once though its writing does not answer."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from ordonnance.adapters.memory.pilots import MemoryPilots
from ordonnance.bootstrap import preserie as preseries
from ordonnance.bootstrap.preserie import Preserie
from ordonnance.bootstrap.traced_workstations import KNOWN_FOR
from ordonnance.domain.actors import Place, SoftwareClient
from ordonnance.domain.errors import Refusal
from ordonnance.domain.ids import Finess
from ordonnance.domain.preserie.parties import Kind
from ordonnance.domain.preserie.register import Said, Workstation
from ordonnance.domain.preserie.traces import Attempt, Installation
from ordonnance.usecases.ports import AnswerScope
from ordonnance.usecases.ports.pilots import StoredPilot, TracesTaken
from ordonnance.usecases.preserie.record import record
from tests.builders import simulated_pilot as simulated
from tests.builders.pilot_registers import (
    EDITOR,
    OPENING,
    OTHER_EDITOR,
    PILOT,
    Room,
    accepted,
    asked,
    prepared,
    run,
    site,
    workstation,
    written,
)
from tests.builders.platform import done

AM = simulated.am(1)
CLIENT = SoftwareClient(product="LGO EXEMPLE", version="4.1", workstation="comptoir 1", am=AM.value)
PLACE = Place(finess=None, siret=None, am=AM, label="PHARMACIE EXEMPLE", address=None,
              postcode=None, zone="Europe/Paris", technical_id="EXEMPLE1")  # fmt: skip
OTHER = "5a0e6a52-0000-4000-8000-000000000002"


class AnswerLost(MemoryPilots):
    """Keeps what it is given, and the first answer is lost on its way back."""

    lost = False

    async def keep(
        self, pilot: str, attempts: Sequence[Attempt], at: datetime, until: datetime
    ) -> TracesTaken:
        """The same as in memory."""
        taken = await super().keep(pilot, attempts, at, until)
        if not self.lost:
            self.lost = True
            raise Refusal.of("BASE_UNAVAILABLE")
        return taken


class OutOfReach(MemoryPilots):
    """Answers no more, once `down`."""

    down = False

    async def read(self, pilot: str, scope: AnswerScope | None = None) -> StoredPilot:
        """The same as in memory."""
        if self.down:
            raise Refusal.of("BASE_UNAVAILABLE")
        return await super().read(pilot, scope)


def traced(room: Room) -> Preserie:
    """The base, a week after the first workstation of that room was installed."""
    done(written(room, prepared()))
    done(written(room, run()))
    room.clock.on(simulated.start(1) + timedelta(days=7))
    return Preserie(room.pilots, room.clock)


def kept_in(room: Room, pilot: str) -> tuple[Attempt, ...]:
    """The traces of a présérie."""
    return done(room.pilots.traces(pilot, room.clock.now()))


def names_it_too(room: Room, day: date) -> None:
    """Another editor opens a présérie with the same workstation, which nobody accepted."""
    room.clock.on(day)
    for said in (
        Said(Kind.OPENED, opening=replace(OPENING, editor=OTHER_EDITOR.organisation)),
        Said(Kind.DEPARTMENTS, departments=("33",)),
        Said(Kind.SITE, site=site(1)),
        workstation(1),
    ):
        done(record(asked(OTHER_EDITOR, said, reason="exemple", pilot=OTHER), room))


def test_an_attempt_written_whose_answer_was_lost_is_written_once() -> None:
    room = Room(pilots=AnswerLost())
    preserie = traced(room)

    async def flushed_twice() -> tuple[int, int]:
        preserie.saw("dispense", "LINE_NOT_DUE", 0.1, CLIENT, "clé-exemple", PLACE)
        return await preserie.flush(), await preserie.flush()

    assert asyncio.run(flushed_twice()) == (0, 0)
    assert len(kept_in(room, PILOT)) == 1


def test_another_editor_does_not_take_over_the_traces_of_a_workstation() -> None:
    room = Room()
    preserie = traced(room)
    names_it_too(room, date(2026, 1, 6))
    room.clock.on(simulated.start(1) + timedelta(days=7))
    preserie.saw("dispense", "", 0.1, CLIENT, "clé-exemple", PLACE)
    assert done(preserie.flush()) == 1
    assert (len(kept_in(room, PILOT)), len(kept_in(room, OTHER))) == (1, 0)


def test_a_presérie_opened_before_that_a_site_never_accepted_holds_no_workstation() -> None:
    room = Room()
    names_it_too(room, date(2026, 1, 2))
    preserie = traced(room)
    preserie.saw("dispense", "", 0.1, CLIENT, "clé-exemple", PLACE)
    assert done(preserie.flush()) == 1
    assert (len(kept_in(room, PILOT)), len(kept_in(room, OTHER))) == (1, 0)


def enter(room: Room) -> SoftwareClient:
    """Another workstation of the site enters the register, elsewhere; what it calls itself."""
    new, start = replace(CLIENT, workstation="comptoir 9"), simulated.start(1)
    entered = Workstation(Installation("poste-9", AM, "comptoir 9", start), start)
    done(record(asked(EDITOR, Said(Kind.WORKSTATION, workstation=entered), reason="exemple"), room))
    done(record(asked(*accepted(9, of=1)), room))
    return new


def test_a_workstation_just_entered_is_known_when_the_list_is_no_longer_believed() -> None:
    room = Room()
    preserie = traced(room)
    preserie.saw("dispense", "", 0.1, CLIENT, "clé-1", PLACE)
    assert done(preserie.flush()) == 1
    new = enter(room)
    preserie.saw("dispense", "", 0.1, new, "clé-2", PLACE)
    assert done(preserie.flush()) == 0, "another server entered it: ours believes its own list"
    room.clock.at += KNOWN_FOR
    preserie.saw("dispense", "", 0.1, new, "clé-3", PLACE)
    assert done(preserie.flush()) == 1


def test_a_list_read_by_a_clock_since_put_back_is_not_believed_until_then() -> None:
    room = Room()
    preserie = traced(room)
    room.clock.at += timedelta(hours=2)
    preserie.saw("dispense", "", 0.1, CLIENT, "clé-1", PLACE)
    assert done(preserie.flush()) == 1
    room.clock.at -= timedelta(hours=2)
    preserie.saw("dispense", "", 0.1, enter(room), "clé-2", PLACE)
    assert done(preserie.flush()) == 1


def test_a_loss_is_told_once_for_each_writing_however_many_are_lost(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(preseries, "MOST_WAITING", 2)
    pilots = OutOfReach()
    room = Room(pilots=pilots)
    preserie = traced(room)
    pilots.down = True
    for rank in range(5):
        preserie.saw("dispense", "", 0.1, CLIENT, f"clé-{rank}", PLACE)
    with caplog.at_level(logging.ERROR):
        assert (done(preserie.flush()), done(preserie.flush())) == (0, 0)
        assert [each.msg for each in caplog.records] == ["traces lost: too many wait"]
    pilots.down = False
    assert done(preserie.flush()) == 2


def test_what_was_seen_while_a_writing_failed_is_not_lost_in_silence(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(preseries, "MOST_WAITING", 1)

    class SeenMeanwhile(OutOfReach):
        async def read(self, pilot: str, scope: AnswerScope | None = None) -> StoredPilot:
            if self.down:
                preserie.saw("dispense", "", 0.1, CLIENT, "clé-2", PLACE)
            return await super().read(pilot, scope)

    pilots = SeenMeanwhile()
    preserie = traced(Room(pilots=pilots))
    pilots.down = True
    preserie.saw("dispense", "", 0.1, CLIENT, "clé-1", PLACE)
    with caplog.at_level(logging.ERROR):
        assert done(preserie.flush()) == 0
    assert [each.msg for each in caplog.records] == ["traces lost: too many wait"]


NOWHERE = replace(PLACE, am=None, finess=Finess.parse("990000028"))


@pytest.mark.parametrize("place", [NOWHERE, replace(PLACE, am=simulated.am(2))])
def test_whoever_is_not_at_the_site_leaves_no_trace_of_it(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    room = Room()
    preserie = traced(room)
    with caplog.at_level(logging.WARNING):
        for rank in range(2):
            preserie.saw("dispense", "", 0.1, CLIENT, f"clé-{rank}", place)
            preserie.saw("dispense", "", 0.1, CLIENT, f"clé-ici-{rank}", PLACE)
            # The first time the list is not read yet; then it refuses at once.
            assert done(preserie.flush()) == 1
    assert [each.getMessage() for each in caplog.records] == [
        "traces refused: TRACES_ELSEWHERE, 1"
    ] * 2
    assert len(kept_in(room, PILOT)) == 2


def test_a_place_without_its_number_is_known_by_what_the_editor_wrote_of_it() -> None:
    room = Room()
    preserie = traced(room)
    known = replace(site(1), finess=NOWHERE.finess)
    done(record(asked(EDITOR, Said(Kind.SITE, site=known)), room))
    preserie.saw("dispense", "", 0.1, CLIENT, "clé-1", NOWHERE)
    other = replace(NOWHERE, finess=Finess.parse("990000069"))
    preserie.saw("dispense", "", 0.1, CLIENT, "clé-2", other)
    assert done(preserie.flush()) == 1


def test_a_version_that_is_not_one_leaves_both_unknown() -> None:
    room = Room()
    preserie = traced(room)
    client = replace(CLIENT, version="4.1 d’essai", module_version="2.3")
    preserie.saw("dispense", "", 0.1, client, "clé-1", PLACE)
    preserie.saw("dispense", "", 0.1, CLIENT, "clé-2", PLACE)
    assert done(preserie.flush()) == 2
    told = {(each.version, each.module_version) for each in kept_in(room, PILOT)}
    assert told == {("unknown", "unknown"), ("4.1", "unknown")}


def test_workstations_of_no_presérie_take_no_room_from_those_that_are_traced(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    preserie = traced(Room())
    preserie.saw("dispense", "", 0.1, CLIENT, "clé-0", PLACE)
    assert done(preserie.flush()) == 1
    monkeypatch.setattr(preseries, "MOST_WAITING", 2)
    elsewhere = replace(CLIENT, workstation="comptoir 9")
    for rank in range(5):
        preserie.saw("dispense", "", 0.1, elsewhere, f"clé-{rank}", PLACE)
    preserie.saw("dispense", "", 0.1, CLIENT, "clé-6", PLACE)
    with caplog.at_level(logging.ERROR):
        assert done(preserie.flush()) == 1
    assert not caplog.records
