"""The base: where issued ordonnances live, with their journal, answers and outbox.

One call of `issue`, `apply`, `replace` or `record_access` is one transaction: rows, journal entry,
answer and outbox messages commit together, or nothing does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Protocol

from ordonnance.domain.census import Counted
from ordonnance.domain.dispensing import Progress
from ordonnance.domain.execution import OrdonnanceState
from ordonnance.domain.ids import Ins
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases.ports.registers import Registering


@dataclass(frozen=True, slots=True)
class AnswerScope:
    """Idempotency: who asks (caller key), with which key, over which body (SHA-256)."""

    caller: str
    key: str
    digest: bytes


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer given before to the same caller and key.

    `result` is one of the result types of `ordonnance.usecases.results`; `digest` is that of the
    body answered then.
    """

    digest: bytes
    result: object


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One access or act, as the patient may read it. Encrypted at rest, chained by the base."""

    at: datetime
    act: str
    role: str
    actor: str
    actor_name: str
    place: str
    client: str
    details: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"JournalEntry({self.act})"


@dataclass(frozen=True, slots=True)
class Journaled:
    """A journal entry as read back: its rank in the chain of its ordonnance and its hash."""

    sequence: int
    entry: JournalEntry
    hash: bytes


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """Something to do outside after the commit, at least once (`kind` names the consumer)."""

    kind: str
    payload: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NewOrdonnance:
    """What `issue` writes. `document` is kept as received, byte for byte.

    `state` and `closes_on` (last day on which anything may still happen) are kept in clear for
    retention; the keyed hashes of author and patient are made by the base.
    """

    number: OrdonnanceNumber
    document: bytes
    content_type: str
    seal: str
    seal_key: str
    issued_at: datetime
    established_on: date
    closes_on: date
    author: str
    patient: Ins | None
    progress: Progress
    entry: JournalEntry
    answer: AnswerScope
    result: object
    outbox: tuple[OutboxMessage, ...] = ()
    census: Counted | None = None
    """What a derogatory prescription adds to the census, in the same transaction."""


@dataclass(frozen=True, slots=True)
class Change:
    """What `apply` writes: the next progress, its state in clear, journal, answer, outbox."""

    progress: Progress
    state: OrdonnanceState
    entry: JournalEntry
    answer: AnswerScope
    result: object
    outbox: tuple[OutboxMessage, ...] = ()
    register: Registering | None = None
    """What the act writes in the registers of its pharmacy, in the same transaction."""


@dataclass(frozen=True, slots=True)
class Stored:
    """An ordonnance as the base holds it. `answered` is the former answer to the scope asked."""

    number: OrdonnanceNumber
    document: bytes
    content_type: str
    seal: str
    issued_at: datetime
    progress: Progress
    answered: Answered | None = None

    def __repr__(self) -> str:
        return f"Stored({self.number!r}, version {self.progress.version})"


class Written(StrEnum):
    """How a conditional write ended."""

    WRITTEN = "written"
    CONFLICT = "conflict"
    """The version read is no longer the current one (or, at issue, the number is taken)."""
    ANSWERED = "answered"
    """This caller already had an answer for this key: read it again."""


@dataclass(frozen=True, slots=True)
class StoredReservation:
    """A reservation as answered: its identifier, the signed list, its numbers, its last day."""

    id: str
    token: str
    numbers: tuple[str, ...] = ()
    expires_on: date = date.min

    def __repr__(self) -> str:
        return f"StoredReservation({len(self.numbers)})"


@dataclass(frozen=True, slots=True)
class Window:
    """Part of a list: issued at `until` or before, established from `first` to `last` included.

    `without` are days of establishment left out.
    """

    until: datetime = datetime(9999, 12, 31, tzinfo=UTC)
    first: date = date.min
    last: date = date.max
    without: tuple[date, ...] = ()

    def holds(self, issued_at: datetime, established_on: date) -> bool:
        """True for an ordonnance of this part."""
        established = self.first <= established_on <= self.last
        return issued_at <= self.until and established and established_on not in self.without


EVERYTHING = Window()
"""The whole list."""


class Base(Protocol):
    """The store of ordonnances."""

    async def read(
        self, number: OrdonnanceNumber, scope: AnswerScope | None = None
    ) -> Stored | None:
        """The ordonnance with that number, with the former answer to `scope`; None if unknown."""
        ...

    async def issue(self, new: NewOrdonnance) -> Written:
        """Write a new ordonnance; CONFLICT if the number exists or was revoked."""
        ...

    async def apply(self, number: OrdonnanceNumber, expected: int, change: Change) -> Written:
        """Move an ordonnance on if its version is still `expected`."""
        ...

    async def replace(
        self, number: OrdonnanceNumber, expected: int, change: Change, new: NewOrdonnance
    ) -> Written:
        """End one ordonnance and issue its corrected one, in one transaction.

        ValueError when the new one is counted in the census: a derogatory prescription is
        withdrawn, and another one made.
        """
        ...

    async def record_access(self, number: OrdonnanceNumber, entry: JournalEntry) -> None:
        """Journal a reading; the version of the ordonnance does not move."""
        ...

    async def journal(self, number: OrdonnanceNumber) -> tuple[Journaled, ...]:
        """All journal entries of an ordonnance, oldest first."""
        ...

    async def by_author(
        self, author: str, limit: int, window: Window = EVERYTHING
    ) -> tuple[Stored, ...]:
        """The latest ordonnances of an author (RPPS) in a window, newest first."""
        ...

    async def by_patient(
        self, patient: Ins, limit: int, window: Window = EVERYTHING
    ) -> tuple[Stored, ...]:
        """The latest of a patient (INS) in a window, newest first; anonymous ones never."""
        ...

    async def reserve(
        self, scope: AnswerScope, reservation: StoredReservation, result: object, at: datetime
    ) -> Answered | None:
        """Keep the answer to a reservation; returns the former answer for this key, if any."""
        ...

    async def reservation_revoked(self, reservation: str) -> bool:
        """True when that list of numbers was revoked."""
        ...

    async def reservations(self, caller: str, day: date) -> tuple[StoredReservation, ...]:
        """The lists of a caller (their key) that may still be used that day."""
        ...

    async def revoke_reservation(
        self, reservation: str, at: datetime, numbers: tuple[str, ...] = ()
    ) -> None:
        """Refuse from now on every number of that list not yet issued, and know its `numbers`."""
        ...

    async def number_revoked(self, number: OrdonnanceNumber) -> datetime | None:
        """When the list of that number was revoked, None unless it was."""
        ...
