"""The registers of secured paper: one per structure, written one line after the other."""

from dataclasses import dataclass
from typing import Protocol

from ordonnance.domain.secured_stock import StockEntry, StockNotice
from ordonnance.usecases.ports.base import AnswerScope, Written


@dataclass(frozen=True, slots=True)
class StoredStock:
    """A register as read. `answered`: how many entries it had once the scope asked had written,
    and `digest` the body written then."""

    entries: tuple[StockEntry, ...] = ()
    answered: int | None = None
    digest: bytes = b""

    def __repr__(self) -> str:
        return f"StoredStock({len(self.entries)})"


class SecuredStock(Protocol):
    """The registers of secured paper; nothing written there is ever changed or removed."""

    async def read(self, place: str, scope: AnswerScope | None = None) -> StoredStock:
        """The register of a structure (its key), in order; empty when it never wrote."""
        ...

    async def append(
        self, place: str, expected: int, entry: StockEntry, scope: AnswerScope
    ) -> Written:
        """Write a line after the `expected` ones; the notice that it makes goes with it."""
        ...

    async def notices(self, lot: str) -> tuple[tuple[StockNotice, ...], ...]:
        """What every structure declared of a lot (its key): in order, one tuple for each."""
        ...
