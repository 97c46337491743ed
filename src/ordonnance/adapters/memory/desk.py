"""The desk in memory: one process, gone with it."""

from dataclasses import dataclass
from datetime import datetime

from ordonnance.usecases.ports import MOST_SHEETS, DeskKind, DeskSheet


@dataclass(frozen=True, slots=True)
class _Kept:
    sheet: DeskSheet
    until: datetime


class MemoryDesk:
    """The port `Desk`, in a dictionary."""

    def __init__(self) -> None:
        self._sheets: dict[tuple[str, DeskKind, str], _Kept] = {}

    async def put(self, owner: str, kind: DeskKind, sheet: DeskSheet, until: datetime) -> bool:
        """Write the sheet after its former version."""
        over = [key for key, kept in self._sheets.items() if kept.until <= sheet.written_at]
        for key in over:
            del self._sheets[key]
        former = self._sheets.get((owner, kind, sheet.id))
        if sheet.version != 1 + (former.sheet.version if former else 0):
            return False
        self._sheets[owner, kind, sheet.id] = _Kept(sheet, until)
        return True

    async def get(self, owner: str, kind: DeskKind, id: str, at: datetime) -> DeskSheet | None:
        """The sheet, None when its time is over."""
        kept = self._sheets.get((owner, kind, id))
        return kept.sheet if kept is not None and kept.until > at else None

    async def all(self, owner: str, kind: DeskKind, at: datetime) -> tuple[DeskSheet, ...]:
        """The latest written first."""
        mine = [
            kept.sheet
            for (whose, what, _), kept in self._sheets.items()
            if (whose, what) == (owner, kind) and kept.until > at
        ]
        mine.sort(key=lambda sheet: (sheet.written_at, sheet.id), reverse=True)
        return tuple(mine[:MOST_SHEETS])

    async def drop(self, owner: str, kind: DeskKind, id: str) -> None:
        """Throw it away."""
        self._sheets.pop((owner, kind, id), None)

    async def drop_seen(self, owner: str, kind: DeskKind, id: str, version: int) -> bool:
        """Throw it away if nobody wrote since."""
        kept = self._sheets.get((owner, kind, id))
        if kept is None or kept.sheet.version != version:
            return False
        del self._sheets[owner, kind, id]
        return True
