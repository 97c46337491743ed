"""The census of a base, asked beside its servers or without them: rows, report, returns due."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.database.opening import open_base
from ordonnance.bootstrap.directory import directories_of
from ordonnance.bootstrap.key_folder import open_keys
from ordonnance.bootstrap.owning import app_address
from ordonnance.documents.census_report import CensusAsked
from ordonnance.domain.calendar import PARIS, legal_day
from ordonnance.domain.census_returns import (
    Return,
    counted_days,
    published_days,
    returns,
)
from ordonnance.domain.ids import Finess
from ordonnance.settings import Settings
from ordonnance.usecases.equipment import Readiness, readiness
from ordonnance.usecases.ports import Census


@dataclass(frozen=True, slots=True)
class CensusDesk:
    """The census of one base. `data` holds its directory; `demonstration` marks what is written."""

    census: Census
    data: Path
    demonstration: bool = False

    async def asked(
        self,
        first: date | None,
        last: date | None,
        centre: Finess | None = None,
        *,
        published: bool = False,
    ) -> CensusAsked:
        """What a report or a return needs. Without days: from the first row to today.

        Published, one calendar quarter. Raises Refusal BASE_UNAVAILABLE, CENSUS_PERIOD,
        DirectoryRefused when the directory is damaged.
        """
        now = SystemClock().now()
        today = legal_day(now, PARIS)
        if published:
            begun, ended = published_days(first, last, today)
        else:
            began = await self.census.first_day(centre) if first is None else None
            begun, ended = counted_days(first, last, began, today)
        rows = await self.census.between(begun, ended, centre)
        departments = {row.entry.centre.department for row in rows}
        found = await asyncio.to_thread(self._equipment, sorted(departments))
        return CensusAsked(begun, ended, rows, now, published, found, self.demonstration)

    async def due(
        self, start: date | None, centre: Finess | None = None
    ) -> tuple[date, tuple[Return, ...]]:
        """The day, and every return owed; `start` is when the centre began, else its first row."""
        begun = start or await self.census.first_day(centre)
        return legal_day(SystemClock().now(), PARIS), returns(begun)

    def _equipment(self, departments: Iterable[str]) -> tuple[Readiness, ...]:
        found = directories_of(self.data).current()
        if found is None:
            return ()
        version, directory = found
        return tuple(readiness(version, directory, each) for each in departments)


@asynccontextmanager
async def census_desk(settings: Settings, data: Path) -> AsyncIterator[CensusDesk]:
    """The census of a base, beside its servers or without them.

    Raises BaseRefused, PostgresUnavailable, KeysUnavailable.
    """
    async with app_address(settings, data) as dsn:
        now = SystemClock().now()
        keys = open_keys(settings, data, now, demonstration=False, base_exists=True, rotate=False)
        base = await open_base(dsn, keys.cabinet, pool_size=2)
        try:
            yield CensusDesk(base.base.census, data, base.mark.demonstration)
        finally:
            await base.close()
