"""Counts for whoever runs the base: written by several servers, read by day, hour and period."""

import logging
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from ordonnance.adapters.database.alerting import OpeningAlerts
from ordonnance.adapters.database.base_key import BaseKey
from ordonnance.adapters.database.opening import OpenBase
from ordonnance.adapters.database.tallying import LONG, SHORT, Kind, Tallied, Tallies
from ordonnance.adapters.keys import DataKey, SealBroken
from ordonnance.domain.errors import Refusal
from tests.ports.anchored import Watch
from tests.ports.bases import Made, a_new, an_entry, make_base, opened

pytestmark = pytest.mark.anyio
LATE = datetime(2026, 3, 12, 23, 30, tzinfo=UTC)
"""Half past midnight in Paris: already the next day there."""
HOUR = LATE.replace(minute=0)
KEY = BaseKey(DataKey(bytes(range(32))))
EVER = (LATE - timedelta(days=400), LATE + timedelta(days=400))


@pytest.fixture
def made(postgres: Any) -> Made:
    return make_base(postgres, "base_tallies")


@pytest.fixture
async def here(made: Made) -> AsyncIterator[OpenBase]:
    async with opened(made) as base:
        assert base.open is not None
        yield base.open


@pytest.fixture
def watch() -> Watch:
    return Watch(LATE)


@pytest.fixture
def tallies(here: OpenBase, watch: Watch) -> Tallies:
    return Tallies(here.connections, KEY, watch.now)


async def test_counts_of_several_servers_add_up(
    here: OpenBase, tallies: Tallies, watch: Watch
) -> None:
    other = Tallies(here.connections, KEY, watch.now)
    for server in (tallies, other, tallies):
        server.answered("issue", "", 0.004)
        server.answered("issue", "NO_LINE", 0.2)
        await server.flush()
        await server.flush()
    assert await tallies.whole(Kind.ANSWER, *EVER) == [
        Tallied("issue", "", 3), Tallied("issue", "NO_LINE", 3),
    ]  # fmt: skip
    times = await tallies.whole(Kind.TIME, *EVER)
    assert sorted(times, key=lambda each: each.outcome) == [
        Tallied("issue", "200", 3), Tallied("issue", "5", 3),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("seconds", "end"),
    [(0.0, "1"), (0.001, "1"), (0.0011, "2"), (0.05, "50"), (30.0, "30000"), (30.1, "beyond")],
)
async def test_a_time_is_in_the_class_that_it_does_not_pass(
    tallies: Tallies, seconds: float, end: str
) -> None:
    tallies.answered("consult", "", seconds)
    await tallies.flush()
    assert await tallies.whole(Kind.TIME, *EVER) == [Tallied("consult", end, 1)]


async def test_a_day_is_that_of_paris_and_an_hour_is_whole(tallies: Tallies) -> None:
    tallies.journaled(an_entry("issue"))
    await tallies.flush()
    assert await tallies.by_day(Kind.ACT, *EVER, "Europe/Paris") == [
        (date(2026, 3, 13), Tallied("issue", "done", 1))
    ]
    assert await tallies.by_hour(Kind.ACT, *EVER) == [(HOUR, Tallied("issue", "done", 1))]
    assert await tallies.by_hour(Kind.ACT, EVER[0], HOUR) == []


async def test_an_entry_counts_its_act_and_each_reason_once(tallies: Tallies) -> None:
    tallies.journaled(an_entry("cancel", reason="ERROR"))
    tallies.journaled(an_entry("object", withdraw="false"))
    tallies.journaled(an_entry("issue", acknowledged="RX-DUR-01, MP-04, MP-04"))
    tallies.journaled(an_entry("dispense", refused="LINE_NOT_DUE"))
    await tallies.flush()
    assert set(await tallies.whole(Kind.ACT, *EVER)) == {
        Tallied("cancel", "done", 1), Tallied("dispense", "LINE_NOT_DUE", 1),
        Tallied("issue", "done", 1), Tallied("object", "done", 1),
    }  # fmt: skip
    assert set(await tallies.whole(Kind.REASON, *EVER)) == {
        Tallied("cancel", "ERROR", 1), Tallied("issue", "rule:MP-04", 1),
        Tallied("issue", "rule:RX-DUR-01", 1), Tallied("object", "withdraw:false", 1),
    }  # fmt: skip


async def test_reasons_are_covered_and_their_lengths_too(
    here: OpenBase, tallies: Tallies, watch: Watch
) -> None:
    tallies.journaled(an_entry("cancel", reason="ERROR"))
    tallies.journaled(an_entry("issue", acknowledged="condition.not_encoded"))
    tallies.journaled(an_entry("dispense", refused="LINE_NOT_DUE"))
    await tallies.flush()
    rows = await here.connections.rows("SELECT kind, outcome FROM base.tally")
    covered = [row["outcome"] for row in rows if row["outcome"] != "done"]
    assert len(covered) == 3
    assert len({len(each) for each in covered}) == 1
    for code in ("ERROR", "condition", "LINE_NOT_DUE"):
        assert code not in repr(covered)
    other = Tallies(here.connections, BaseKey(DataKey(bytes(32))), watch.now)
    with pytest.raises(SealBroken):
        await other.whole(Kind.REASON, *EVER)


async def test_what_the_base_writes_is_counted_once_and_what_it_refuses_is_not(
    here: OpenBase,
) -> None:
    new = a_new()
    await here.base.issue(new)
    await here.base.issue(new)
    await here.base.record_access(new.number, an_entry("consult"))
    await here.tallies.flush()
    found = {each.what: each.count for each in await _lately(here.tallies)}
    assert found == {new.entry.act: 1, "consult": 1}


async def _lately(tallies: Tallies) -> list[Tallied]:
    """What was counted by the machine's own clock."""
    first = datetime(2020, 1, 1, tzinfo=UTC)
    return list(await tallies.whole(Kind.ACT, first, datetime(2999, 1, 1, tzinfo=UTC)))


async def test_what_is_too_old_goes(tallies: Tallies, watch: Watch) -> None:
    tallies.journaled(an_entry("issue", acknowledged="MP-04"))
    tallies.answered("issue", "", 0.01)
    await tallies.flush()
    watch.at += SHORT + timedelta(hours=1)
    tallies.journaled(an_entry("consult"))
    await tallies.flush()
    assert await tallies.whole(Kind.ANSWER, *EVER) == []
    assert await tallies.whole(Kind.TIME, *EVER) == []
    assert len(await tallies.whole(Kind.ACT, *EVER)) == 2
    watch.at += LONG
    tallies.journaled(an_entry("undo"))
    await tallies.flush()
    assert await tallies.whole(Kind.ACT, *EVER) == [Tallied("undo", "done", 1)]
    assert await tallies.whole(Kind.REASON, *EVER) == []


async def test_out_of_reach_counts_and_alerts_wait(
    here: OpenBase, tallies: Tallies, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> None:
        raise Refusal.of("BASE_UNAVAILABLE")

    tallies.journaled(an_entry("issue"))
    here.alerts.refused("F990000069", LATE)
    with monkeypatch.context() as patch:
        patch.setattr(here.connections, "value", away)
        await tallies.flush()
        await here.alerts.flush()
    here.alerts.refused("F990000069", LATE + timedelta(minutes=1))
    await tallies.flush()
    await here.alerts.flush()
    assert await tallies.whole(Kind.ACT, *EVER) == [Tallied("issue", "done", 1)]
    (alert,) = await here.alerts.read()
    assert (alert.refused, alert.first_at) == (2, LATE)


async def test_counts_that_the_base_refuses_are_dropped_and_told(
    tallies: Tallies, caplog: pytest.LogCaptureFixture
) -> None:
    tallies.answered("issue\x00", "", 0.01)
    with caplog.at_level(logging.ERROR):
        await tallies.flush()
    assert "tallies lost" in caplog.text
    tallies.answered("issue", "", 0.01)
    await tallies.flush()
    assert await tallies.whole(Kind.ANSWER, *EVER) == [Tallied("issue", "", 1)]


async def test_a_structure_is_named_by_its_finess_and_by_nothing_else(
    here: OpenBase, made: Made
) -> None:
    for structure in ("F990000069", "C99990000400014", "Lprénom-nom"):
        here.alerts.refused(structure, LATE)
    await here.alerts.flush()
    named = sorted(each.named for each in await here.alerts.read())
    assert named[0] == "FINESS 990000069"
    marks = {made.cabinet.log_hash(each) for each in ("C99990000400014", "Lprénom-nom")}
    assert set(named[1:]) == {f"sans FINESS, repère {mark}" for mark in marks}
    rows = await here.connections.rows("SELECT * FROM base.opening_alert")
    assert "990000069" not in repr([tuple(row) for row in rows])


async def test_an_alert_is_seen_as_it_was_and_asks_again_when_it_grows(here: OpenBase) -> None:
    here.alerts.refused("F990000069", LATE)
    await here.alerts.flush()
    (alert,) = await here.alerts.read()
    assert alert.awaits
    later = LATE + timedelta(minutes=5)
    assert await _see(here.alerts, alert.hour, LATE, later)
    (alert,) = await here.alerts.read()
    assert (alert.awaits, alert.seen_by, alert.seen_at) == (False, "astreinte", later)
    here.alerts.refused("F990000069", LATE + timedelta(minutes=10))
    await here.alerts.flush()
    (alert,) = await here.alerts.read()
    assert (alert.awaits, alert.refused) == (True, 2)
    assert not await _see(here.alerts, alert.hour, LATE, later)
    here.alerts.refused("F990000069", LATE + timedelta(hours=1))
    await here.alerts.flush()
    assert len(await here.alerts.read()) == 2


async def test_who_saw_an_alert_first_stays_known_when_it_grows(here: OpenBase) -> None:
    first, grown, again = (LATE + timedelta(minutes=each) for each in (5, 10, 15))
    here.alerts.refused("F990000069", LATE)
    await here.alerts.flush()
    assert await _see(here.alerts, HOUR, LATE, first)
    here.alerts.refused("F990000069", grown)
    await here.alerts.flush()
    assert await _see(here.alerts, HOUR, grown, again, "exploitation")
    (alert,) = await here.alerts.read()
    assert (alert.first_seen_at, alert.first_seen_by) == (first, "astreinte")
    assert (alert.seen_at, alert.seen_by) == (again, "exploitation")


async def _see(
    alerts: OpeningAlerts, hour: datetime, last: datetime, at: datetime, by: str = "astreinte"
) -> bool:
    (found,) = [each for each in await alerts.read() if each.hour == hour]
    return await alerts.see(found.structure_hash, hour, last, at, by)
