"""The counts of the journals end at the last midnight."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest

from ordonnance.adapters.database.tallying import Kind, Tallied
from ordonnance.bootstrap.overseeing import Overseeing
from ordonnance.bootstrap.vitals import Vitals

pytestmark = pytest.mark.anyio


class Asked:
    """The counts: tells which periods were asked for."""

    def __init__(self) -> None:
        self.periods: set[tuple[datetime, datetime]] = set()

    async def by_day(self, kind: Kind, first: datetime, end: datetime, zone: str) -> list[Any]:
        assert (kind, zone) == (Kind.ACT, "Europe/Paris")
        self.periods.add((first, end))
        return []

    async def whole(self, kind: Kind, first: datetime, end: datetime) -> list[Tallied]:
        assert kind in (Kind.ACT, Kind.REASON)
        self.periods.add((first, end))
        return []


async def test_what_is_done_within_the_day_is_not_told_by_reading_the_counts_again() -> None:
    asked = Asked()
    # From midnight in Paris to the last minute of the day there.
    for at in (datetime(2026, 3, 11, 23, tzinfo=UTC), datetime(2026, 3, 12, 22, 59, tzinfo=UTC)):
        vitals = SimpleNamespace(now=lambda at=at: at, base=SimpleNamespace(tallies=asked))
        seen = Overseeing(cast(Vitals, vitals), cast(Any, None), None, 1)
        found = await seen.journals(7)
        assert (found.days[0], found.days[-1]) == (date(2026, 3, 5), date(2026, 3, 11))
    midnight = datetime(2026, 3, 11, 23, tzinfo=UTC)
    assert asked.periods == {(midnight - timedelta(days=7), midnight)}
