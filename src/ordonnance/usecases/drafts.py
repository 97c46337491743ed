"""What the reading of a document says beside the law: what stops its issue, what is only kept."""

from collections import Counter
from collections.abc import Iterable, Iterator

from ordonnance.domain.carried import Carried, CarriedKind
from ordonnance.usecases.ports import OpenedDraft, Waiting
from ordonnance.usecases.results import FindingView

KEPT = "document.kept"
"""Id of the finding that tells what is kept without being understood."""

_TOLD = (
    CarriedKind.CLINICAL,
    CarriedKind.HOSPITAL,
    CarriedKind.LOCAL,
    CarriedKind.UNREAD,
    CarriedKind.UNLISTED,
)
"""Kinds worth a sentence: the others repeat what is read, or dress it."""


def reading_findings(draft: OpenedDraft) -> tuple[FindingView, ...]:
    """First what stops the issue, then what is kept as written."""
    return (*map(_waiting, draft.waiting), *_kept(draft.carried))


def _waiting(waiting: Waiting) -> FindingView:
    issue = waiting.issue
    return FindingView(
        rule=issue.code,
        verdict="breached",
        severity="blocking",
        line=waiting.line,
        message=issue.message,
        citation=f"Lecture du document : {issue.at}" if issue.at else "Lecture du document",
        remedy=issue.do,
        attestable=False,
    )


def _kept(carried: Iterable[Carried]) -> Iterator[FindingView]:
    """One finding for each line, one for the document."""
    counts: dict[int | None, Counter[CarriedKind]] = {}
    for each in carried:
        if each.kind in _TOLD:
            counts.setdefault(each.line, Counter())[each.kind] += 1
    for line in sorted(counts, key=lambda number: number or 0):
        said = ", ".join(_said(kind, count) for kind, count in counts[line].items())
        yield FindingView(
            rule=KEPT,
            verdict="breached",
            severity="info",
            line=line,
            message=f"Gardé tel quel dans le document, sans effet ici : {said}.",
            citation="Lecture du document",
            remedy="",
            attestable=False,
        )


def _said(kind: CarriedKind, count: int) -> str:
    return f"{kind.label} ({count})" if count > 1 else kind.label
