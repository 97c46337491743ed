"""The census of derogatory prescriptions in memory."""

import hmac
import secrets
from datetime import date, datetime

from ordonnance.domain.census import CensusFlag, CensusRow, Counted
from ordonnance.domain.ids import Finess
from ordonnance.domain.number import OrdonnanceNumber


class MemoryCensus:
    """Nothing awaits between reading and writing: each call is one transaction."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._held: dict[str, Counted] = {}
        self._flags: dict[str, set[CensusFlag]] = {}

    def count(self, number: OrdonnanceNumber, counted: Counted) -> None:
        """Keep the row of a prescription just issued."""
        self._held[self._id(number)] = counted

    async def between(
        self, first: date, last: date, centre: Finess | None = None
    ) -> tuple[CensusRow, ...]:
        """Rows prescribed on those days, both included, by day then id; of one centre if given."""
        found = [
            CensusRow(id, each.entry, frozenset(self._flags.get(id, ())))
            for id, each in self._held.items()
            if first <= each.entry.on <= last and centre in (None, each.entry.centre.finess)
        ]
        return tuple(sorted(found, key=lambda row: (row.entry.on, row.id)))

    async def first_day(self, centre: Finess | None = None) -> date | None:
        """The day of the oldest row, None without any; of one centre if given."""
        entries = (each.entry for each in self._held.values())
        days = (each.on for each in entries if centre in (None, each.centre.finess))
        return min(days, default=None)

    async def flag(self, number: OrdonnanceNumber, flag: CensusFlag, _at: datetime) -> bool:
        """Mark what happened since. False when it is not counted."""
        id = self._id(number)
        if id not in self._held:
            return False
        self._flags.setdefault(id, set()).add(flag)
        return True

    async def words(self, number: OrdonnanceNumber) -> str | None:
        """The motive in the author's own words, for whoever may open that ordonnance."""
        held = self._held.get(self._id(number))
        return held.words or None if held else None

    def _id(self, number: OrdonnanceNumber) -> str:
        return hmac.digest(self._key, number.value.encode(), "sha256")[:16].hex()
