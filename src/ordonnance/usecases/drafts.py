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
    CarriedKind.UNREAD,
    CarriedKind.UNLISTED,
)
"""Kinds worth a sentence: the others repeat what is read, dress it, or name it elsewhere."""


def reading_findings(draft: OpenedDraft) -> tuple[FindingView, ...]:
    """First what stops the issue, once for each line and sentence; then what is kept as written."""
    said: dict[tuple[str, int | None, str], list[Waiting]] = {}
    for each in draft.waiting:
        said.setdefault((each.issue.code, each.line, each.issue.message), []).append(each)
    return (*map(_waiting, said.values()), *_kept(draft.carried))


def _waiting(same: list[Waiting]) -> FindingView:
    """One finding for all the places of a line where the same thing is wrong."""
    waiting, more = same[0], len(same) - 1
    issue = waiting.issue
    place = f" : {issue.at}" if issue.at else ""
    others = f", et {more} autre{'s' if more > 1 else ''} endroit{'s' if more > 1 else ''}"
    inside = (issue.at or "").partition(".resource.")[2] if waiting.line is not None else ""
    return FindingView(
        rule=issue.code,
        verdict="breached",
        severity="blocking",
        line=waiting.line,
        message=issue.message,
        citation=f"Lecture du document{place}{others if more else ''}",
        remedy=issue.do,
        attestable=False,
        at=inside or None,
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
