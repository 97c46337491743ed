"""A change that makes a finding go, applicable in one step."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ordonnance.domain.prescription import Ordonnance


@dataclass(frozen=True, slots=True)
class Correction:
    """What would make the ordonnance right: new values for fields of a line, or lines set apart.

    `label` is French, an infinitive (« Mettre 84 jours »). `changes` are fields of `Line` for the
    line `line`; `apart` are the numbers of the lines that go on an ordonnance of their own.
    """

    label: str
    line: int | None = None
    changes: Mapping[str, object] | None = None
    apart: tuple[int, ...] = ()

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
