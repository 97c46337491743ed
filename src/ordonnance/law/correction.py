"""A change that makes a finding go, applicable in one step."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ordonnance.domain.prescription import Line, Ordonnance

MEASURES = frozenset({"duration", "renewals", "fraction", "posology"})
"""Fields of a line that a limit of the law may set without anybody’s word; of a posology, only how
long its steps last."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What would make the ordonnance right: new values for fields of a line, or lines set apart.

    `label` is French, an infinitive (« Mettre 84 jours »). `changes` are fields of `Line` for the
    line `line`; `apart` are the numbers of the lines that go on an ordonnance of their own.
    `asserts`: it writes what only the prescriber knows or decides; it is applied only when it is
    asked for by name. A change of anything but how long and how often always does: a mention is
    somebody’s word.
    """

    label: str
    line: int | None = None
    changes: Mapping[str, object] | None = None
    apart: tuple[int, ...] = ()
    asserts: bool = False

    def __post_init__(self) -> None:
        if self.changes and not MEASURES.issuperset(self.changes):
            object.__setattr__(self, "asserts", True)

    def applied(self, ordonnance: Ordonnance) -> tuple[Ordonnance, ...]:
        """The ordonnance corrected; two when lines were set apart. Numbers of lines stay."""
        lines = tuple(
            replace(line, **self.changes)  # type: ignore[arg-type]  # names are fields of Line
            if self.changes and line.number == self.line
            else line
            for line in ordonnance.lines
        )
        kept = tuple(line for line in lines if line.number not in self.apart)
        moved = tuple(line for line in lines if line.number in self.apart)
        return tuple(replace(ordonnance, lines=each) for each in (kept, moved) if each)


def separable(ordonnance: Ordonnance, apart: tuple[int, ...]) -> bool:
    """True when no line set apart is told in relation to one that stays, or the reverse."""
    return all(
        (line.number in apart) == (relation.other in apart)
        for line in ordonnance.lines
        for relation in line.relations
    )


def renumbered(ordonnance: Ordonnance) -> Ordonnance:
    """The same with its lines numbered from 1, as a document of its own; relations follow."""
    ranks = {line.number: rank for rank, line in enumerate(ordonnance.lines, start=1)}
    return replace(ordonnance, lines=tuple(_moved(line, ranks) for line in ordonnance.lines))


def _moved(line: Line, ranks: Mapping[int, int]) -> Line:
    relations = tuple(replace(each, other=ranks[each.other]) for each in line.relations)
    return replace(line, number=ranks[line.number], relations=relations)
