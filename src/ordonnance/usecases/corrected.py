"""What `$correct` answers."""

from dataclasses import dataclass

from ordonnance.usecases.correction_views import AppliedView
from ordonnance.usecases.results import FindingView


@dataclass(frozen=True, slots=True)
class CorrectedDocument:
    """One document corrected, with what a check still finds on it."""

    document: bytes
    outcome: str
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class Corrected:
    """What was corrected, and the documents: several when lines were set apart."""

    applied: tuple[AppliedView, ...]
    documents: tuple[CorrectedDocument, ...]
