"""Sets of sheet numbers, as the ranges that people write: « 12-15, 18 »."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

LARGEST = 999_999_999
"""Largest number of a sheet: nine figures."""
MOST_RANGES = 50
"""Most ranges that one text may name."""

_RANGE = re.compile(r"(\d{1,9})(?:\s*(?:-|–|à)\s*(\d{1,9}))?")

Range = tuple[int, int]


class SpansInvalid(ValueError):
    """A text that names no sheets; `reason` is French, without a final stop."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Spans:
    """Numbers, as ranges in order that neither meet nor touch, both ends included."""

    ranges: tuple[Range, ...] = ()

    @classmethod
    def of(cls, ranges: Iterable[Range]) -> Self:
        """The numbers of these ranges, in any order, together."""
        found: list[Range] = []
        for first, last in sorted(ranges):
            if found and first <= found[-1][1] + 1:
                found[-1] = (found[-1][0], max(found[-1][1], last))
            else:
                found.append((first, last))
        return cls(tuple(found))

    @classmethod
    def parse(cls, text: str) -> Self:
        """« 12 », « 12-15 », « 0012 à 0015, 18 ». Raises SpansInvalid."""
        parts = [part.strip() for part in re.split(r"[,;]", text) if part.strip()]
        if not parts:
            raise SpansInvalid("aucun numéro n'est donné")
        if len(parts) > MOST_RANGES:
            raise SpansInvalid(f"plus de {MOST_RANGES} plages")
        found = []
        for part in parts:
            read = _RANGE.fullmatch(part)
            if read is None:
                raise SpansInvalid("un numéro s'écrit avec des chiffres, neuf au plus")
            first, last = int(read[1]), int(read[2] or read[1])
            if last < first:
                raise SpansInvalid("le dernier numéro d'une plage précède le premier")
            found.append((first, last))
        return cls.of(found)

    def __len__(self) -> int:
        return sum(last - first + 1 for first, last in self.ranges)

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and any(
            first <= number <= last for first, last in self.ranges
        )

    def __or__(self, other: "Spans") -> "Spans":
        return Spans.of((*self.ranges, *other.ranges))

    def __and__(self, other: "Spans") -> "Spans":
        return Spans.of(
            (max(first, start), min(last, end))
            for first, last in self.ranges
            for start, end in other.ranges
            if max(first, start) <= min(last, end)
        )

    def __sub__(self, other: "Spans") -> "Spans":
        return Spans.of(piece for each in self.ranges for piece in _without(each, other.ranges))

    def __str__(self) -> str:
        """« 12 à 15, 18 »."""
        return ", ".join(
            f"{first}" if first == last else f"{first} à {last}" for first, last in self.ranges
        )


def _without(given: Range, removed: tuple[Range, ...]) -> Iterator[Range]:
    """What is left of one range, `removed` being in order."""
    first, last = given
    for start, end in removed:
        if end < first or start > last:
            continue
        if first < start:
            yield first, start - 1
        first = end + 1
    if first <= last:
        yield first, last
