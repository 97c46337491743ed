"""The reasoning as it is answered: plain values, every text French."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ordonnance.domain.french.posology import sentence
from ordonnance.domain.prescription import Line
from ordonnance.law.changes import Changes
from ordonnance.law.drugs import Reading
from ordonnance.law.due import Due, NotDue
from ordonnance.law.finding import Outcome
from ordonnance.law.french import duration_text
from ordonnance.law.reasoning import Applied, Aside, LineReasoning, Reasoning
from ordonnance.law.rule import Clock
from ordonnance.law.treatment import one_duration
from ordonnance.usecases.judging import views
from ordonnance.usecases.results import FindingView


@dataclass(frozen=True, slots=True)
class FactView:
    """One fact that a finding used, by its name in the rule."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class AppliedRuleView:
    """A rule that applied. `selected_on`: the day, of the clock named, that chose the version."""

    title: str
    since: date | None
    until: date | None
    clock: str
    selected_on: date
    article: str
    text: str
    legiarti: str | None
    facts: tuple[FactView, ...]
    finding: FindingView


@dataclass(frozen=True, slots=True)
class AsideView:
    """Rules that did not apply, by their ids, and why."""

    reason: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MedicineTold:
    """How the law reads a medicine. `from_table`: by the table of substances, else by labels."""

    name: str
    regime: str
    articles: tuple[str, ...]
    maximum: str | None
    fraction: str | None
    from_table: bool
    source: str
    tolerance: date | None
    differences: tuple[str, ...]
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DueTold:
    """What a line allows that day; None where it cannot be counted. `reason`: why nothing is due.

    `next_on` is set when it is still to come.
    """

    reason: str | None
    days: int | None
    packs: Decimal | None
    units: Decimal | None
    lost_days: int
    fraction_days: int | None
    next_on: date | None
    last_on: date | None


@dataclass(frozen=True, slots=True)
class LineTold:
    """One line: as written, its medicine, what is due, the rules that applied and the others."""

    line: int
    label: str
    posology: str
    duration: str | None
    renewals: int | None
    packs: int | None
    medicine: MedicineTold | None
    due: DueTold | None
    rules: tuple[AppliedRuleView, ...]
    aside: tuple[AsideView, ...]


@dataclass(frozen=True, slots=True)
class MomentTold:
    """The reasoning at one moment. `day` is that of the moment; each rule says its own clock.

    `aside`: rules on the whole ordonnance, and every rule of another moment or of another time.
    """

    moment: str
    established_on: date
    day: date
    form: str
    outcome: str
    rules: tuple[AppliedRuleView, ...]
    aside: tuple[AsideView, ...]
    lines: tuple[LineTold, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """The drug facts used, what reading the document says, and each moment explained."""

    facts: str
    findings: tuple[FindingView, ...]
    moments: tuple[MomentTold, ...]


NOT_DUE = {
    NotDue.NOT_YET: "la période servie n’est pas finie",
    NotDue.ENDED: "le délai pour délivrer est dépassé",
    NotDue.SERVED: "tout est délivré",
    NotDue.NOT_BEFORE: "le prescripteur a écrit de ne pas délivrer avant un autre jour",
}


def moment_view(told: Reasoning) -> MomentTold:
    """One moment as it is answered."""
    found = [each.finding for line in told.lines for each in line.applied]
    found += [each.finding for each in told.document]
    return MomentTold(
        moment=told.moment.label,
        established_on=told.days[Clock.PRESCRIBING],
        day=told.days[Clock.DISPENSING],
        form=told.form.label,
        outcome=max((each.outcome for each in found), key=lambda each: each.rank,
                    default=Outcome.ALLOWED).value,
        rules=tuple(_applied(each) for each in told.document),
        aside=_aside(told.aside),
        lines=tuple(_line(each) for each in told.lines),
    )  # fmt: skip


def _applied(told: Applied) -> AppliedRuleView:
    rule, finding = told.rule, told.finding
    (view,) = views((finding,))
    return AppliedRuleView(
        title=rule.title,
        since=rule.since,
        until=rule.until,
        clock=rule.clock.label,
        selected_on=told.selected_on,
        article=rule.citation.article,
        text=rule.citation.text,
        legiarti=rule.citation.legiarti,
        facts=tuple(FactView(name, str(value)) for name, value in finding.facts.items()),
        finding=view,
    )


def _aside(told: tuple[Aside, ...]) -> tuple[AsideView, ...]:
    return tuple(AsideView(each.reason, tuple(rule.id for rule in each.rules)) for each in told)


def _line(told: LineReasoning) -> LineTold:
    case, line = told.case, told.case.line
    medicine, day = case.medicine, case.case.established_on
    read = _medicine(medicine.name, told.reading, day) if medicine and told.reading else None
    return LineTold(
        line=line.number,
        label=line.label,
        posology=sentence(line.posology),
        duration=_duration(line),
        renewals=line.renewals,
        packs=line.packs,
        medicine=read,
        due=_due(case.due, case.case.day) if case.case.dispensing and medicine else None,
        rules=tuple(_applied(each) for each in told.applied),
        aside=_aside(told.aside),
    )


def _duration(line: Line) -> str | None:
    one = one_duration(line)
    return None if one is None else duration_text(one)


def _medicine(name: str, law: Reading, day: date) -> MedicineTold:
    return MedicineTold(
        name=name,
        regime=law.regime.label,
        articles=tuple(sorted(article.label for article in law.articles)),
        maximum=duration_text(law.maximum) if law.maximum else None,
        fraction=duration_text(law.fraction) if law.fraction else None,
        from_table=law.row is not None,
        source=law.source,
        tolerance=law.tolerance if law.tolerance and day <= law.tolerance else None,
        differences=law.differences,
        unread=law.unread,
    )


def _due(due: Due, day: date) -> DueTold:
    return DueTold(
        reason=NOT_DUE[due.state_reason] if due.state_reason else None,
        days=due.portion_days,
        packs=due.portion_packs,
        units=due.portion_units,
        lost_days=due.lost_days,
        fraction_days=due.fraction_days,
        next_on=due.next_on if due.next_on and due.next_on > day else None,
        last_on=due.last_on,
    )


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One change of a rule, or of a row of a table, told before and after; empty: nothing."""

    on: date
    kind: str
    rule: str | None
    table: str | None
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangesView:
    """What changed after `first`, up to `last` included."""

    first: date
    last: date
    changes: tuple[ChangeView, ...]


def changes_view(told: Changes) -> ChangesView:
    """The changes as they are answered."""
    rules = [
        ChangeView(
            each.on, each.kind.value, each.rule, None,
            each.title,
            each.before.why if each.before else "", each.after.why if each.after else "",
        )
        for each in told.rules
    ]  # fmt: skip
    rows = [
        ChangeView(each.on, each.kind.value, None, each.table, each.name, each.before, each.after)
        for each in told.rows
    ]
    return ChangesView(told.first, told.last, (*rules, *rows))
