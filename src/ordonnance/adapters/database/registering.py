"""Acts that write in the registers of pharmacies, sent together and committed once.

The counter of a register is locked until the commit. Act by act, two groups could each hold the
counter that the other one waits for: one call takes a whole group, its ordonnances first, then its
registers, each in the one order that everybody follows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any

from ordonnance.adapters.database.grouping import Grouped

_SCOPES = 8
"""The place of the scopes in the arguments of apply_change; its messages end them."""


@dataclass(frozen=True, slots=True)
class RegisterRows:
    """What one act writes in the registers of its pharmacy: one row for each register.

    A row holds `counts` entries, sealed together in `bodies`; `undone_at` marks those of the act.
    """

    place: bytes
    act: bytes
    on: date
    undone_at: datetime | None
    registers: tuple[str, ...]
    counts: tuple[int, ...]
    bodies: tuple[bytes, ...]

    def __repr__(self) -> str:
        return f"RegisterRows({self.counts})"


class GroupedRegistered(Grouped):
    """Calls of apply_change with the `RegisterRows` of the act after its arguments.

    The value of a call: how the act ended, and the first number given to each of its rows.
    """

    async def _values(self, calls: Sequence[Sequence[object]]) -> Sequence[Any]:
        row = await self._connections.row(self._statement, *arguments(calls))
        if row is None:
            raise LookupError("a group of acts gives one row")
        written, ranks = row["written"], iter(row["ranks"])
        return [
            (how, tuple(next(ranks) for _ in _rows(call).registers))
            for how, call in zip(written, calls, strict=True)
        ]


def arguments(calls: Sequence[Sequence[object]]) -> tuple[object, ...]:
    """The arguments of apply_registered_acts for these acts, in order."""
    changes = list(zip(*(call[:-1] for call in calls), strict=True))
    scopes, kinds, payloads = changes[_SCOPES], changes[-2], changes[-1]
    rows = [_rows(call) for call in calls]
    return (
        *map(list, changes[:_SCOPES]),
        _joined(scopes),
        list(changes[_SCOPES + 1]),
        list(map(len, kinds)),
        _joined(kinds),
        _joined(payloads),
        [each.place for each in rows],
        [each.act for each in rows],
        [each.on for each in rows],
        [each.undone_at for each in rows],
        [rank for rank, each in enumerate(rows, 1) for _ in each.registers],
        _joined(each.registers for each in rows),
        _joined(each.counts for each in rows),
        _joined(each.bodies for each in rows),
    )


def _joined(lists: Any) -> list[Any]:
    return list(chain.from_iterable(lists))


def _rows(call: Sequence[object]) -> RegisterRows:
    rows = call[-1]
    if not isinstance(rows, RegisterRows):
        raise TypeError("the rows of the registers come last")
    return rows
