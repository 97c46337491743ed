"""Corrections as answered: offered by a finding, or made."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A change that would make the finding go, in French (« Mettre 84 jours »).

    `apart`: the lines that go on an ordonnance of their own. `asserts`: it writes what only the
    prescriber knows, and is applied only when asked for by its rule.
    """

    label: str
    line: int | None = None
    apart: tuple[int, ...] = ()
    asserts: bool = False


@dataclass(frozen=True, slots=True)
class AppliedView:
    """One correction made: the rule, the line as numbered in the document given, and what."""

    rule: str
    line: int | None
    label: str
