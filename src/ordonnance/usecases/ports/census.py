"""The census of derogatory prescriptions. Its rows are written by `Base.issue`."""

from datetime import date, datetime
from typing import Protocol

from ordonnance.domain.census import CensusFlag, CensusRow
from ordonnance.domain.ids import Finess
from ordonnance.domain.number import OrdonnanceNumber


class Census(Protocol):
    """Rows of the census. Nothing takes one away."""

    async def between(
        self, first: date, last: date, centre: Finess | None = None
    ) -> tuple[CensusRow, ...]:
        """Rows prescribed on those days, both included, by day then id; of one centre if given."""
        ...

    async def first_day(self, centre: Finess | None = None) -> date | None:
        """The day of the oldest row, None without any; of one centre if given."""
        ...

    async def flag(self, number: OrdonnanceNumber, flag: CensusFlag, at: datetime) -> bool:
        """Mark what happened since; the first time is kept. False when it is not counted."""
        ...

    async def words(self, number: OrdonnanceNumber) -> str | None:
        """The motive in the author's own words, for whoever may open that ordonnance."""
        ...
