"""The registers of pharmacies: numbered with the act that they record, in its transaction."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from ordonnance.domain.register import Registered, RegisterEntry, RegisterKind


@dataclass(frozen=True, slots=True)
class Registering:
    """What an act writes in the registers of a pharmacy (`place`, its key).

    A dispensing adds entries, numbered in their order without a gap; an undoing marks those of
    the dispensing `reference` as undone at that instant.
    """

    place: str
    number: str
    reference: str
    on: date
    entries: tuple[RegisterEntry, ...] = ()
    undone_at: datetime | None = None

    def __repr__(self) -> str:
        return f"Registering({len(self.entries)})"


class Registers(Protocol):
    """Read the registers of one pharmacy; `Base.apply` writes them."""

    async def between(
        self, place: str, kind: RegisterKind, first: date, last: date, after: int, limit: int
    ) -> tuple[Registered, ...]:
        """Entries of those days, both included, numbered above `after`, in order."""
        ...

    async def of_act(self, place: str, number: str, reference: str) -> tuple[Registered, ...]:
        """The entries of one dispensing, by register, in order."""
        ...
