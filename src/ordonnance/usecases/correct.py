"""Correct a document in one step: each correction asked for, or every one that asserts nothing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from ordonnance.domain.calendar import legal_day
from ordonnance.domain.carried import Carried, CarriedKind
from ordonnance.domain.errors import Refusal
from ordonnance.domain.prescription import Ordonnance
from ordonnance.law.correction import Correction, renumbered, separable
from ordonnance.law.finding import Finding, Outcome, Report
from ordonnance.usecases.corrected import Corrected, CorrectedDocument
from ordonnance.usecases.correction_views import AppliedView
from ordonnance.usecases.drafts import reading_findings
from ordonnance.usecases.judging import judge_prescribing, views
from ordonnance.usecases.medicines import medicines_of, require_one_medicine
from ordonnance.usecases.perimeter import require_perimeter
from ordonnance.usecases.ports import Clock, Drugs, Interactions, OpenedDraft, Reader

FHIR_JSON, SIGNED = "application/fhir+json", "application/jose"

MOST_ROUNDS = 8
"""Most times a document is judged again: each round corrects every line once."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A correction asked for: the rule, its line (None: any), and which one, counted from 1."""

    rule: str
    line: int | None = None
    choice: int = 1


@dataclass(frozen=True, slots=True)
class Correct:
    """A document to correct. Without `wanted`, every correction that asserts nothing is made."""

    document: bytes
    content_type: str
    wanted: tuple[Wanted, ...] = ()
    on: date | None = None


Judge = Callable[[Ordonnance], Report]


@dataclass(frozen=True, slots=True)
class _Step:
    """One correction made, and what the ordonnance became."""

    applied: AppliedView
    after: tuple[Ordonnance, ...]


def correct(
    command: Correct, reader: Reader, drugs: Drugs, clock: Clock, interactions: Interactions
) -> Corrected:
    """The document corrected and judged again; unchanged bytes when nothing was to correct.

    Nothing is kept. What is written is read again and has to say the same: raises Refusal
    DOCUMENT_NOT_WHOLE when a part would be lost, DOCUMENT_SIGNED for a signed one (the signature
    would not hold), CORRECTION_UNKNOWN when a rule asked for offers none.
    """
    if command.content_type == SIGNED:
        raise Refusal.of("DOCUMENT_SIGNED")
    draft = reader.draft(command.document, command.content_type)
    catalogue, consulted = drugs.current(), interactions.current()

    known: dict[int, tuple[Ordonnance, Report]] = {}

    def judge(ordonnance: Ordonnance) -> Report:
        """Once for each: what was judged to find no more correction is what is told."""
        if id(ordonnance) not in known:
            require_one_medicine(ordonnance, catalogue)
            medicines = medicines_of(ordonnance, catalogue)
            require_perimeter(ordonnance, medicines)
            today = command.on or legal_day(clock.now(), ordonnance.prescriber.zone)
            report = judge_prescribing(ordonnance, medicines, today, interactions=consulted)
            known[id(ordonnance)] = ordonnance, report
        return known[id(ordonnance)][1]

    ordonnances, applied = corrected(draft.ordonnance, judge, command.wanted)
    for each in unanswered(command.wanted, applied):
        raise Refusal.of("CORRECTION_UNKNOWN", rule=each.rule[:60])
    documents = [(command.document, draft)]
    if applied:
        documents = [_written(each, draft, len(ordonnances), reader) for each in ordonnances]
    told = [
        _told(document, read, judge(each))
        for each, (document, read) in zip(ordonnances, documents, strict=True)
    ]
    return Corrected(applied, tuple(told))


def _told(document: bytes, draft: OpenedDraft, report: Report) -> CorrectedDocument:
    """The document with what its reading, then the law, still find."""
    outcome = Outcome.BLOCKED if draft.waiting else report.outcome
    found = reading_findings(draft) + views(report.findings)
    return CorrectedDocument(document, outcome.value, found)


def unanswered(wanted: tuple[Wanted, ...], applied: tuple[AppliedView, ...]) -> tuple[Wanted, ...]:
    """The wishes that no correction answers; one correction answers one wish."""
    left, missing = list(applied), []
    for each in sorted(wanted, key=lambda wish: wish.line is None):
        answer = next(
            (m for m in left if m.rule == each.rule and each.line in (None, m.line)), None
        )
        if answer is None:
            missing.append(each)
        else:
            left.remove(answer)
    return tuple(missing)


def corrected(
    ordonnance: Ordonnance, judge: Judge, wanted: tuple[Wanted, ...] = ()
) -> tuple[tuple[Ordonnance, ...], tuple[AppliedView, ...]]:
    """Every line corrected once, then judged again on what that left, until nothing remains."""
    numbers = {line.id: line.number for line in ordonnance.lines}
    applied = list[AppliedView]()
    pending, done, rounds = [ordonnance], list[Ordonnance](), 0
    while pending:
        current = pending.pop(0)
        steps = []
        if rounds < MOST_ROUNDS:
            steps = _round(current, judge(current), wanted, numbers, applied)
        rounds += 1
        if not steps:
            done.append(current)
        else:
            applied += [step.applied for step in steps]
            pending = [*steps[-1].after, *pending]
    return tuple(done), tuple(applied)


def _round(
    current: Ordonnance, report: Report, wanted: tuple[Wanted, ...], numbers: dict[str, int],
    applied: list[AppliedView],
) -> list[_Step]:  # fmt: skip
    """One correction for each line, in the order of the findings; setting lines apart ends it."""
    steps: list[_Step] = []
    touched: set[int | None] = set()
    for finding in report.findings:
        place = current.line(finding.line) if finding.line is not None else None
        line = numbers[place.id] if place is not None else None
        correction = _chosen(finding, line, wanted)
        if correction is None or line in touched or not separable(current, correction.apart):
            continue
        if correction.apart and steps:
            continue  # In the next round, when nothing else moves.
        step = _step(current, finding, line, correction)
        if step is None or step.applied in applied:
            continue
        touched.add(line)
        steps.append(step)
        if correction.apart:
            break
        current = step.after[0]
    return steps


def _step(
    current: Ordonnance, finding: Finding, line: int | None, correction: Correction
) -> _Step | None:
    """What the correction makes of the ordonnance, None when it changes nothing."""
    after = tuple(renumbered(each) for each in correction.applied(current))
    # The second document has no number of its own yet.
    after = (*after[:1], *(replace(each, reserved=None) for each in after[1:]))
    if after == (current,):
        return None
    return _Step(AppliedView(finding.rule, line, correction.label), after)


def _chosen(finding: Finding, line: int | None, wanted: tuple[Wanted, ...]) -> Correction | None:
    """The correction asked for; without a wish, the first that asserts nothing."""
    for each in wanted:
        if each.rule == finding.rule and each.line in (None, line):
            there = 1 <= each.choice <= len(finding.corrections)
            return finding.corrections[each.choice - 1] if there else None
    if wanted or finding.outcome is Outcome.ALLOWED:
        return None
    return next((each for each in finding.corrections if not each.asserts), None)


def _written(
    ordonnance: Ordonnance, draft: OpenedDraft, count: int, reader: Reader
) -> tuple[bytes, OpenedDraft]:
    """The document of a corrected ordonnance, proved whole by reading it again, as read."""
    # Parts carried are addressed by the place of their line: with lines apart, they have none.
    alone = count == 1
    if not alone and any(_matters(each) for each in draft.carried):
        raise Refusal.of("DOCUMENT_NOT_WHOLE")
    try:
        written = reader.rewrite(ordonnance, draft.carried if alone else ())
        again = reader.draft(written, FHIR_JSON)
    except (ValueError, Refusal):
        # A part kept contradicts the correction, or has lost its place.
        raise Refusal.of("DOCUMENT_NOT_WHOLE") from None
    kept = not alone or _said(again.carried) == _said(draft.carried)
    if again.ordonnance != ordonnance or again.waiting != draft.waiting or not kept:
        raise Refusal.of("DOCUMENT_NOT_WHOLE")
    return written, again


def _matters(carried: Carried) -> bool:
    return carried.kind is not CarriedKind.COMPLETED


def _said(carried: tuple[Carried, ...]) -> set[tuple[str, str | None]]:
    return {(each.at, each.content) for each in carried if _matters(each)}
