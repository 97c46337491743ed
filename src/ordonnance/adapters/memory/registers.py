"""The registers of pharmacies in memory."""

from dataclasses import replace
from datetime import date

from ordonnance.domain.register import Registered, RegisterKind
from ordonnance.usecases.ports import Registering

_Act = tuple[str, str]


class MemoryRegisters:
    """Read the registers of one pharmacy; the base in memory writes them with its acts."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, RegisterKind], list[tuple[_Act, Registered]]] = {}

    async def between(
        self, place: str, kind: RegisterKind, first: date, last: date, after: int, limit: int
    ) -> tuple[Registered, ...]:
        """Entries of those days, both included, numbered above `after`, in order."""
        found = [
            each
            for _, each in self._held.get((place, kind), ())
            if each.rank > after and first <= each.entry.on <= last
        ]
        return tuple(found[:limit])

    async def of_act(self, place: str, number: str, reference: str) -> tuple[Registered, ...]:
        """The entries of one dispensing, by register, in order."""
        return tuple(
            each
            for kind in sorted(RegisterKind)
            for act, each in self._held.get((place, kind), ())
            if act == (number, reference)
        )

    def write(self, given: Registering) -> None:
        """What an act writes, when the act is written."""
        act = (given.number, given.reference)
        if given.undone_at is not None:
            for kind in RegisterKind:
                held = self._held.get((given.place, kind), [])
                held[:] = [
                    (each, replace(one, undone_at=given.undone_at) if each == act else one)
                    for each, one in held
                ]
        for entry in given.entries:
            held = self._held.setdefault((given.place, entry.kind), [])
            held.append((act, Registered(len(held) + 1, entry)))
