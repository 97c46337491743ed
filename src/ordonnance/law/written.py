"""Cases written by people: what they expect of the law, and where the law answers otherwise."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ordonnance.law.case import Case, LineCase
from ordonnance.law.due import Due, NotDue
from ordonnance.law.finding import Finding, Outcome, Report
from ordonnance.law.french import date_text, number_text
from ordonnance.law.handed_over import check_handed
from ordonnance.law.rule import Verdict

OUTCOME_WORDS: Mapping[Outcome, str] = {
    Outcome.ALLOWED: "permis",
    Outcome.WARNING: "avertissement",
    Outcome.CANNOT_TELL: "impossible à dire",
    Outcome.BLOCKED: "bloqué",
}
"""How cases and their answers name an outcome."""

_NOT_DUE_WORDS = {
    NotDue.NOT_YET: "trop tôt",
    NotDue.ENDED: "terminé",
    NotDue.SERVED: "déjà servi",
    NotDue.NOT_BEFORE: "pas avant",
}


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """A rule that a case names, on one line (None: the document, or any line)."""

    rule: str
    line: int | None = None

    def covers(self, finding: Finding) -> bool:
        """True when that finding is the one named."""
        return self.rule == finding.rule and self.line in (None, finding.line)

    def __str__(self) -> str:
        return self.rule if self.line is None else f"{self.rule}/{self.line}"


@dataclass(frozen=True, slots=True)
class ExpectedDue:
    """What a case expects to be due of a line on the day; a field that is None is not looked at.

    `nothing` is why nothing is due. `next_on` and `last_on` as in `Due`.
    """

    line: int
    units: Decimal | None = None
    packs: Decimal | None = None
    days: int | None = None
    nothing: NotDue | None = None
    next_on: date | None = None
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """What a case expects of one moment.

    `deciding` are all the rules whose findings make the outcome; none when it is allowed. `also`
    are findings expected beside them, `met` rules that apply and are respected, `never` rules of
    which nothing may be found. `alone`: no other finding at all.
    """

    outcome: Outcome
    deciding: tuple[Named, ...] = ()
    also: tuple[Named, ...] = ()
    met: tuple[Named, ...] = ()
    never: tuple[Named, ...] = ()
    alone: bool = False
    due: tuple[ExpectedDue, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One moment of a case: the facts, and what is expected of them."""

    case: Case
    expected: Expected


@dataclass(frozen=True, slots=True)
class WrittenCase:
    """A case as somebody wrote it: its name, why it stands so, its moments in order."""

    title: str
    why: str
    file: str
    line: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class JudgedStep:
    """What the law answers to one moment, and each difference with what was expected (French)."""

    step: Step
    report: Report
    dues: tuple[tuple[int, Due], ...]
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A case judged."""

    written: WrittenCase
    steps: tuple[JudgedStep, ...]

    @property
    def passed(self) -> bool:
        """True when the law answers as the case expects."""
        return not any(step.differences for step in self.steps)


def judged(written: WrittenCase) -> Judged:
    """The law's answer to each moment of a case."""
    return Judged(written, tuple(_judged(step) for step in written.steps))


def _judged(step: Step) -> JudgedStep:
    report = check_handed(step.case)
    dues = tuple((each.line.number, each.due) for each in _due_lines(step.case))
    found = (
        *_outcome(report, step.expected),
        *_deciding(report, step.expected),
        *_others(report, step.expected),
        *_dues(dict(dues), step.expected.due),
    )
    return JudgedStep(step, report, dues, found)


def _due_lines(case: Case) -> tuple[LineCase, ...]:
    return case.lines() if case.dispensing else ()


def _outcome(report: Report, expected: Expected) -> Iterator[str]:
    if report.outcome is not expected.outcome:
        yield (
            f"issue : {OUTCOME_WORDS[expected.outcome]} attendue, "
            f"{OUTCOME_WORDS[report.outcome]} obtenue"
        )


def _decisive(report: Report) -> tuple[Finding, ...]:
    """The findings that make the outcome."""
    if report.outcome is Outcome.ALLOWED:
        return ()
    return tuple(each for each in report.findings if each.outcome is report.outcome)


def _deciding(report: Report, expected: Expected) -> Iterator[str]:
    decisive = _decisive(report)
    for named in expected.deciding:
        if not any(named.covers(each) for each in decisive):
            yield f"règle {named} attendue : {_instead(report, named)}"
    for each in decisive:
        if not any(named.covers(each) for named in expected.deciding):
            yield f"règle {_where(each)} décide aussi : {each.message}"


def _instead(report: Report, named: Named) -> str:
    """What is known of a rule that does not decide."""
    found = [each for each in report.all if named.covers(each)]
    if not found:
        return "elle ne s’applique pas ici"
    worst = max(found, key=lambda each: each.outcome.rank)
    if worst.verdict is Verdict.MET:
        return "elle est respectée"
    return f"elle est constatée sans décider ({worst.message})"


def _others(report: Report, expected: Expected) -> Iterator[str]:
    for named in expected.also:
        if not any(named.covers(each) for each in report.findings):
            yield f"constat {named} attendu : {_instead(report, named)}"
    for named in expected.met:
        if not any(named.covers(each) and each.verdict is Verdict.MET for each in report.all):
            yield f"règle {named} attendue comme respectée : {_not_met(report, named)}"
    for named in expected.never:
        for each in report.findings:
            if named.covers(each):
                yield f"constat {_where(each)} exclu par le cas : {each.message}"
    if expected.alone:
        yield from _unnamed(report, (*expected.deciding, *expected.also))


def _not_met(report: Report, named: Named) -> str:
    found = next((each for each in report.findings if named.covers(each)), None)
    return found.message if found else "elle ne s’applique pas ici"


def _unnamed(report: Report, names: Iterable[Named]) -> Iterator[str]:
    known, decisive = tuple(names), _decisive(report)
    for each in report.findings:
        if each not in decisive and not any(named.covers(each) for named in known):
            yield f"autre constat, {_where(each)} : {each.message}"


def _where(finding: Finding) -> str:
    return finding.rule if finding.line is None else f"{finding.rule}/{finding.line}"


def _dues(dues: Mapping[int, Due], expected: Iterable[ExpectedDue]) -> Iterator[str]:
    for each in expected:
        due = dues.get(each.line)
        if due is None:
            yield f"à délivrer, ligne {each.line} : cette ligne n’est pas demandée"
            continue
        for name, wanted, found in _compared(each, due):
            if wanted is not None and wanted != found:
                yield (
                    f"à délivrer, ligne {each.line}, {name} : {_shown(wanted)} attendu, "
                    f"{_shown(found)} obtenu"
                )


def _compared(expected: ExpectedDue, due: Due) -> Iterator[tuple[str, object, object]]:
    yield "unités", expected.units, due.portion_units
    yield "boîtes", expected.packs, due.portion_packs
    yield "jours", expected.days, due.portion_days
    yield "rien", expected.nothing, due.state_reason
    yield "prochaine délivrance", expected.next_on, due.next_on
    yield "dernier jour", expected.last_on, due.last_on


def _shown(value: object) -> str:
    match value:
        case NotDue():
            return _NOT_DUE_WORDS[value]
        case date():
            return date_text(value)
        case Decimal() | int():
            return number_text(value)
        case _:
            return "rien"
