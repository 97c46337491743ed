"""Préséries kept: one suite, in memory and on PostgreSQL."""

import asyncio
import secrets
import uuid
from dataclasses import replace
from datetime import timedelta

import pytest

from ordonnance.adapters.database.sweeping import Sweeping
from ordonnance.domain.preserie.register import Entry
from ordonnance.domain.preserie.traces import Attempt
from ordonnance.usecases.ports import AnswerScope, Written
from ordonnance.usecases.ports.pilots import StoredPilot
from tests.builders import simulated_pilot as simulated
from tests.builders.pilot_registers import prepared, run
from tests.ports.bases import NOON, Opened, a_scope

pytestmark = pytest.mark.anyio
UNTIL = NOON + timedelta(days=400)
STORY = tuple(Entry(NOON, party, said) for _, party, said in (*prepared(), *run()))


def a_pilot() -> str:
    """A présérie that nobody else writes."""
    return str(uuid.uuid4())


def a_trace() -> Attempt:
    """A trace that nobody else has."""
    return replace(simulated.attempts()[0], id=secrets.token_hex(16))


async def append(
    here: Opened, pilot: str, expected: int, scope: AnswerScope | None = None
) -> Written:
    written: Written = await here.base.pilots.append(
        pilot, expected, STORY[expected], scope or a_scope()
    )
    return written


async def test_entries_of_every_kind_are_read_as_they_were_written_and_in_order(
    here: Opened,
) -> None:
    pilot = a_pilot()
    assert await here.base.pilots.read(pilot) == StoredPilot()
    for rank in range(len(STORY)):
        assert await append(here, pilot, rank) is Written.WRITTEN
    assert (await here.base.pilots.read(pilot)).entries == STORY
    assert pilot in await here.base.pilots.all()


async def test_a_presérie_is_found_by_the_names_of_its_sites(here: Opened) -> None:
    pilots, pilot, other = here.base.pilots, a_pilot(), a_pilot()
    name = f"am:{secrets.token_hex(8)}"
    assert await pilots.at((name,)) == ()
    for each, names in ((pilot, (name, "finess:2")), (other, (f"{name}0",))):
        await pilots.append(each, 0, STORY[0], a_scope(), sites=names)
    assert await pilots.at((name,)) == (pilot,)
    await pilots.append(other, 1, STORY[1], a_scope(), sites=(name, name))
    assert set(await pilots.at((name, "siret:1"))) == {pilot, other}
    assert await pilots.at(()) == ()


async def test_the_same_request_is_written_once_and_remembers_its_body(here: Opened) -> None:
    pilot, scope = a_pilot(), a_scope()
    assert await append(here, pilot, 0, scope) is Written.WRITTEN
    assert await append(here, pilot, 1, scope) is Written.ANSWERED
    assert await append(here, pilot, 1) is Written.WRITTEN
    stored = await here.base.pilots.read(pilot, scope)
    assert (stored.answered, stored.digest, len(stored.entries)) == (1, scope.digest, 2)
    other = await here.base.pilots.read(pilot, a_scope())
    assert other.answered is None


async def test_of_two_who_write_at_once_one_finds_a_conflict(here: Opened) -> None:
    pilot = a_pilot()
    found = await asyncio.gather(*(append(here, pilot, 0) for _ in range(4)))
    assert sorted(found) == ["conflict"] * 3 + ["written"]
    assert await append(here, pilot, 4) is Written.CONFLICT, "not after a gap"


async def test_a_trace_is_kept_once_and_one_that_contradicts_it_is_told(here: Opened) -> None:
    pilots, pilot, first = here.base.pilots, a_pilot(), a_trace()
    other = a_trace()
    taken = await pilots.keep(pilot, (first, other, first), NOON, UNTIL)
    assert (taken.new, taken.contradicting) == (2, ())
    changed = replace(first, duration_ms=7)
    taken = await pilots.keep(pilot, (changed, other), NOON, UNTIL)
    assert (taken.new, taken.contradicting) == (0, (first.id,))
    assert set(await pilots.traces(pilot, NOON)) == {first, other}
    assert await pilots.traces(a_pilot(), NOON) == ()


async def test_traces_are_forgotten_in_their_time_and_sooner_once_the_pilot_is_over(
    here: Opened,
) -> None:
    pilots, pilot = here.base.pilots, a_pilot()
    await pilots.keep(pilot, (a_trace(),), NOON, UNTIL)
    assert await pilots.traces(pilot, UNTIL) == ()
    assert len(await pilots.traces(pilot, UNTIL - timedelta(seconds=1))) == 1
    sooner = NOON + timedelta(days=90)
    await pilots.append(pilot, 0, STORY[0], a_scope(), sooner)
    assert await pilots.traces(pilot, sooner) == ()
    assert len(await pilots.traces(pilot, NOON)) == 1


async def test_forgotten_traces_leave_the_base(here: Opened) -> None:
    if here.open is None:
        pytest.skip("memory drops them when it stops")
    pilot, trace = a_pilot(), a_trace()
    past = NOON - timedelta(days=4000)
    await here.base.pilots.keep(pilot, (trace,), past, past + timedelta(days=1))
    idle = timedelta(days=30_000)
    sweeping = Sweeping(here.open.connections, lambda: past + timedelta(days=2), idle)
    assert await sweeping.once() >= 1
    assert await here.base.pilots.traces(pilot, past) == ()
    again = await here.base.pilots.keep(pilot, (trace,), NOON, UNTIL)
    assert again.new == 1, "it was no longer there"
