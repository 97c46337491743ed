"""The port Base in memory.

No method awaits between reading and writing, so that each is one transaction on its event loop;
what could fail is computed before anything is kept.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from ordonnance.adapters.memory.census import MemoryCensus
from ordonnance.adapters.memory.outbox import MemoryOutbox, checked
from ordonnance.adapters.memory.pilots import MemoryPilots
from ordonnance.adapters.memory.registers import MemoryRegisters
from ordonnance.adapters.memory.stock import MemoryStock
from ordonnance.domain.dispensing import Progress
from ordonnance.domain.execution import OrdonnanceState
from ordonnance.domain.ids import Ins
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases.ports import (
    EVERYTHING,
    Answered,
    AnswerScope,
    Change,
    Journaled,
    JournalEntry,
    NewOrdonnance,
    Stored,
    StoredReservation,
    Window,
    Written,
)


@dataclass(slots=True)
class _Held:
    new: NewOrdonnance
    progress: Progress
    state: OrdonnanceState = OrdonnanceState.ISSUED
    journal: list[Journaled] = field(default_factory=list)
    answers: dict[tuple[str, str], Answered] = field(default_factory=dict)

    def stored(self, answered: Answered | None = None) -> Stored:
        new = self.new
        return Stored(
            new.number,
            new.document,
            new.content_type,
            new.seal,
            new.issued_at.astimezone(UTC),
            self.progress,
            answered,
        )

    def record(self, entry: JournalEntry) -> None:
        previous = self.journal[-1].hash if self.journal else b""
        sequence = len(self.journal) + 1
        fields = (self.new.number.value, sequence, entry.at.astimezone(UTC), *_texts(entry))
        hashed = hashlib.sha256(previous + repr(fields).encode()).digest()
        self.journal.append(Journaled(sequence, entry, hashed))


@dataclass(frozen=True, slots=True)
class _HeldReservation:
    reservation: StoredReservation
    at: datetime
    answered: Answered


class MemoryBase:
    """The store of ordonnances; `outbox` receives what the acts leave to do."""

    def __init__(self, outbox: MemoryOutbox | None = None) -> None:
        self.outbox = outbox or MemoryOutbox()
        self.registers = MemoryRegisters()
        self.stock = MemoryStock()
        self.census = MemoryCensus()
        self.pilots = MemoryPilots()
        self._held: dict[str, _Held] = {}
        self._reservations: dict[tuple[str, str], _HeldReservation] = {}
        self._revoked: dict[str, datetime] = {}
        self._revoked_numbers: dict[str, datetime] = {}

    async def read(
        self, number: OrdonnanceNumber, scope: AnswerScope | None = None
    ) -> Stored | None:
        """The ordonnance with that number, with the former answer to `scope`; None if unknown."""
        held = self._held.get(number.value)
        if held is None:
            return None
        return held.stored(held.answers.get((scope.caller, scope.key)) if scope else None)

    async def issue(self, new: NewOrdonnance) -> Written:
        """Write a new ordonnance; CONFLICT if the number exists or was revoked."""
        refused = self._refused_issue(new)
        if refused is None:
            self._issue(new)
        return refused or Written.WRITTEN

    async def apply(self, number: OrdonnanceNumber, expected: int, change: Change) -> Written:
        """Move an ordonnance on if its version is still `expected`; CONFLICT when unknown."""
        refused = self._refused_apply(number, expected, change)
        if refused is None:
            self._apply(number, change)
        return refused or Written.WRITTEN

    async def replace(
        self, number: OrdonnanceNumber, expected: int, change: Change, new: NewOrdonnance
    ) -> Written:
        """End one ordonnance and issue its corrected one, both or neither."""
        if new.census is not None:
            raise ValueError("a derogatory prescription is withdrawn, not corrected")
        refused = self._refused_apply(number, expected, change) or self._refused_issue(new)
        if refused is None:
            self._apply(number, change)
            self._issue(new)
        return refused or Written.WRITTEN

    async def record_access(self, number: OrdonnanceNumber, entry: JournalEntry) -> None:
        """Journal a reading; LookupError for a number that is not in the base."""
        held = self._held.get(number.value)
        if held is None:
            raise LookupError("an access is journaled on an ordonnance of the base")
        held.record(entry)

    async def journal(self, number: OrdonnanceNumber) -> tuple[Journaled, ...]:
        """All journal entries of an ordonnance, oldest first."""
        held = self._held.get(number.value)
        return tuple(held.journal) if held else ()

    async def by_author(
        self, author: str, limit: int, window: Window = EVERYTHING
    ) -> tuple[Stored, ...]:
        """The latest ordonnances of an author (RPPS) in a window, newest first."""
        return self._latest(lambda new: new.author == author, limit, window)

    async def by_patient(
        self, patient: Ins, limit: int, window: Window = EVERYTHING
    ) -> tuple[Stored, ...]:
        """The latest of a patient (INS) in a window, newest first; anonymous ones never."""
        return self._latest(lambda new: new.patient == patient, limit, window)

    async def reserve(
        self, scope: AnswerScope, reservation: StoredReservation, result: object, at: datetime
    ) -> Answered | None:
        """Keep the answer to a reservation; returns the former answer for this key, if any."""
        key = (scope.caller, scope.key)
        former = self._reservations.get(key)
        if former is not None:
            return former.answered
        answered = Answered(scope.digest, result)
        self._reservations[key] = _HeldReservation(reservation, at, answered)
        return None

    async def reservation_revoked(self, reservation: str) -> bool:
        """True when that list of numbers was revoked."""
        return reservation in self._revoked

    async def reservations(self, caller: str, day: date) -> tuple[StoredReservation, ...]:
        """The lists of a caller (their key) that may still be used that day."""
        return tuple(
            held.reservation
            for (whose, _), held in self._reservations.items()
            if whose == caller
            and held.reservation.expires_on >= day
            and held.reservation.id not in self._revoked
        )

    async def revoke_reservation(
        self, reservation: str, at: datetime, numbers: tuple[str, ...] = ()
    ) -> None:
        """Refuse from now on every number of that list not yet issued, and know its `numbers`."""
        self._revoked.setdefault(reservation, at)
        for number in numbers:
            self._revoked_numbers.setdefault(number, at)

    async def number_revoked(self, number: OrdonnanceNumber) -> datetime | None:
        """When the list of that number was revoked, None unless it was."""
        return self._revoked_numbers.get(number.value)

    def _refused_issue(self, new: NewOrdonnance) -> Written | None:
        checked(new.outbox)
        held = self._held.get(new.number.value)
        if held is None:
            return Written.CONFLICT if new.number.value in self._revoked_numbers else None
        return Written.ANSWERED if _has_answer(held, new.answer) else Written.CONFLICT

    def _issue(self, new: NewOrdonnance) -> None:
        held = self._held[new.number.value] = _Held(new, new.progress)
        self._trace(held, new)
        if new.census is not None:
            self.census.count(new.number, new.census)

    def _refused_apply(
        self, number: OrdonnanceNumber, expected: int, change: Change
    ) -> Written | None:
        if change.progress.version != expected + 1:
            raise ValueError("an act moves the version on by one")
        checked(change.outbox)
        held = self._held.get(number.value)
        if held is not None and _has_answer(held, change.answer):
            return Written.ANSWERED
        if held is None or held.progress.version != expected:
            return Written.CONFLICT
        return None

    def _apply(self, number: OrdonnanceNumber, change: Change) -> None:
        held = self._held[number.value]
        held.progress, held.state = change.progress, change.state
        self._trace(held, change)
        if change.register is not None:
            self.registers.write(change.register)

    def _trace(self, held: _Held, act: NewOrdonnance | Change) -> None:
        held.record(act.entry)
        key = (act.answer.caller, act.answer.key)
        held.answers[key] = Answered(act.answer.digest, act.result)
        self.outbox.put(held.new.number, act.progress.version, act.outbox)

    def _latest(
        self, wanted: Callable[[NewOrdonnance], bool], limit: int, window: Window
    ) -> tuple[Stored, ...]:
        found: Iterable[_Held] = (
            held
            for held in self._held.values()
            if wanted(held.new) and window.holds(held.new.issued_at, held.new.established_on)
        )
        newest: Sequence[_Held] = sorted(
            found, key=lambda held: (held.new.issued_at, held.new.number.value), reverse=True
        )
        return tuple(held.stored() for held in newest[:limit])


def _has_answer(held: _Held, scope: AnswerScope) -> bool:
    return (scope.caller, scope.key) in held.answers


def _texts(entry: JournalEntry) -> tuple[object, ...]:
    entry = replace(entry, details=dict(entry.details))
    return (
        entry.act, entry.role, entry.actor, entry.actor_name, entry.place, entry.client,
        sorted(entry.details.items()),
    )  # fmt: skip
