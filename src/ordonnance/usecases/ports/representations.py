"""Who acts for whom: what was recorded, what ended it, and the accounts that are theirs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class KeptRepresentation:
    """One representation as it is kept; `ended` None while nobody ended it."""

    id: str
    held: bytes = field(repr=False)
    ended: bytes | None = field(repr=False)


class Representations(Protocol):
    """By represented person, by traits of a representative (`Traits.key`), by account; all of it
    encrypted at rest. What is recorded is never rewritten: an end is written beside it, once."""

    async def record(self, represented: str, id: str, held: bytes, at: datetime) -> None:
        """Keep a new representation of that person."""
        ...

    async def end(self, represented: str, id: str, held: bytes, at: datetime) -> None:
        """Keep how it ended; the first end stays, and one of nothing is no fault."""
        ...

    async def of(self, represented: str) -> Sequence[KeptRepresentation]:
        """Every representation of that person, the oldest first."""
        ...

    async def offer(
        self, identity: str, id: str, code: str, held: bytes, at: datetime, until: datetime
    ) -> None:
        """Keep a code for that representation, in the place of its former one."""
        ...

    async def tried(self, identity: str, code: str, at: datetime) -> bytes | None:
        """What the code opens, which is then gone; None for another code, late, or tried too often.

        A wrong one counts on every code of that identity; a right one on none, or who represents
        six people would be shut out by their own codes.
        """
        ...

    async def link(self, account: str, id: str, held: bytes, at: datetime) -> None:
        """From now on that account is of the representative, for that representation too.

        Linked again, it holds the new words in the place of the former ones.
        """
        ...

    async def linked(self, account: str) -> Sequence[bytes]:
        """What each link of the account holds, the oldest first."""
        ...
