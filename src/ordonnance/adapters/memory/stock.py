"""The registers of secured paper in memory."""

from ordonnance.domain.secured_stock import StockEntry, StockNotice, notice_of
from ordonnance.usecases.ports import AnswerScope, StoredStock, Written


class MemoryStock:
    """Nothing awaits between reading and writing: each call is one transaction."""

    def __init__(self) -> None:
        self._held: dict[str, list[StockEntry]] = {}
        self._answers: dict[tuple[str, str, str], tuple[int, bytes]] = {}

    async def read(self, place: str, scope: AnswerScope | None = None) -> StoredStock:
        """The register of a structure (its key), in order; empty when it never wrote."""
        entries = tuple(self._held.get(place, ()))
        answer = self._answers.get((place, scope.caller, scope.key)) if scope else None
        if answer is None:
            return StoredStock(entries)
        answered, digest = answer
        return StoredStock(entries, answered, digest)

    async def append(
        self, place: str, expected: int, entry: StockEntry, scope: AnswerScope
    ) -> Written:
        """Write a line after the `expected` ones."""
        key = (place, scope.caller, scope.key)
        if key in self._answers:
            return Written.ANSWERED
        held = self._held.setdefault(place, [])
        if len(held) != expected:
            return Written.CONFLICT
        held.append(entry)
        self._answers[key] = (len(held), scope.digest)
        return Written.WRITTEN

    async def notices(self, lot: str) -> tuple[tuple[StockNotice, ...], ...]:
        """What every structure declared of a lot (its key): in order, one tuple for each."""
        found = (
            tuple(notice for each in held if each.key == lot and (notice := notice_of(each)))
            for held in self._held.values()
        )
        return tuple(each for each in found if each)
