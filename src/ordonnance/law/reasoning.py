"""The whole reasoning on a case: how each medicine is read, each rule applied or left aside.

The findings are those of `ordonnance.law.check`; what is added says why the other rules are silent.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from ordonnance.law.case import Case, LineCase
from ordonnance.law.check import compiled
from ordonnance.law.drugs import Reading
from ordonnance.law.finding import Finding, Outcome, Report, finding_of
from ordonnance.law.form import Form
from ordonnance.law.register import DOCUMENT_RULES, LINE_RULES, AnyRule, versions
from ordonnance.law.rule import Clock, Family, Moment, Rule
from ordonnance.law.substances import Article


@dataclass(frozen=True, slots=True)
class Applied:
    """A rule that applied: the version selected, by which day, and its finding."""

    rule: AnyRule
    selected_on: date
    finding: Finding


@dataclass(frozen=True, slots=True)
class Aside:
    """Rules that did not apply, for one reason in French."""

    reason: str
    rules: tuple[AnyRule, ...]


@dataclass(frozen=True, slots=True)
class LineReasoning:
    """One line: as it is written, its medicine read, and the rules. `case` gives what is due."""

    case: LineCase
    reading: Reading | None
    applied: tuple[Applied, ...]
    aside: tuple[Aside, ...]


@dataclass(frozen=True, slots=True)
class Reasoning:
    """A case told whole. `days` is the day that each clock gives.

    `aside` holds once the rules of another moment or of another time, those on lines included.
    """

    moment: Moment
    days: dict[Clock, date]
    form: Form
    document: tuple[Applied, ...]
    aside: tuple[Aside, ...]
    lines: tuple[LineReasoning, ...]
    report: Report = field(repr=False)

    @property
    def outcome(self) -> Outcome:
        """The worst outcome of all."""
        return self.report.outcome


def reasoned(case: Case) -> Reasoning:
    """The reasoning of a case: same findings as `check`, in the same order."""
    days = {Clock.PRESCRIBING: case.established_on, Clock.DISPENSING: case.day}
    rules = compiled(case.moment, case.established_on, case.day)
    applied = tuple(
        Applied(rule, days[rule.clock], finding_of(rule, rule.check(case), None))
        for rule in rules.document
        if rule.applies(case)
    )
    silent = [rule for rule in rules.document if not rule.applies(case)]
    aside = _grouped(
        [*((_of_the_document(rule), rule) for rule in silent),
         *_elsewhere(DOCUMENT_RULES, rules.document, case.moment, days),
         *_elsewhere(LINE_RULES, rules.line, case.moment, days)]
    )  # fmt: skip
    lines = tuple(_line(line, rules.line, days) for line in case.lines())
    told = [each for line in lines for each in line.applied]
    report = Report(tuple(each.finding for each in (*applied, *told)))
    return Reasoning(case.moment, days, case.form, applied, aside, lines, report)


def _line(
    line: LineCase, rules: tuple[Rule[LineCase], ...], days: dict[Clock, date]
) -> LineReasoning:
    applied: list[Applied] = []
    silent: list[tuple[str, AnyRule]] = []
    for rule in rules:
        if rule.applies(line):
            found = finding_of(rule, rule.check(line), line.line.number)
            applied.append(Applied(rule, days[rule.clock], found))
        else:
            silent.append((_of_the_line(rule, line), rule))
    return LineReasoning(line, line.reading, tuple(applied), _grouped(silent))


def _grouped(reasons: Iterable[tuple[str, AnyRule]]) -> tuple[Aside, ...]:
    found: dict[str, list[AnyRule]] = {}
    for reason, rule in reasons:
        found.setdefault(reason, []).append(rule)
    return tuple(Aside(reason, tuple(rules)) for reason, rules in found.items())


# --- Why a rule is silent


def _elsewhere(
    register: tuple[Rule[Case], ...] | tuple[Rule[LineCase], ...],
    selected: tuple[Rule[Case], ...] | tuple[Rule[LineCase], ...],
    moment: Moment,
    days: dict[Clock, date],
) -> list[tuple[str, AnyRule]]:
    """Rules of another moment, and those without a version on their day; each id once."""
    known = {rule.id for rule in selected}
    found: dict[str, tuple[str, AnyRule]] = {}
    for rule in register:
        if rule.id in known:
            continue
        if moment not in rule.moments:
            when = ", ".join(sorted(each.label for each in rule.moments))
            reason = f"se juge à un autre moment ({when})"
        else:
            reason = _not_in_force(rule.id, days[rule.clock])
        found[rule.id] = (reason, rule)
    return list(found.values())


def _not_in_force(rule_id: str, day: date) -> str:
    starts = [rule.since for rule in versions(rule_id) if rule.since is not None]
    return "n’existait pas encore ce jour-là" if starts and day < min(starts) else (
        "n’était plus en vigueur ce jour-là"
    )  # fmt: skip


_OF_THE_DOCUMENT = "l’ordonnance n’est pas de celles que la règle vise"
_OF_THE_LINE = "les faits de la ligne ne l’appellent pas"


def _of_the_document(rule: AnyRule) -> str:
    return _by_family(rule) or _OF_THE_DOCUMENT


def _by_family(rule: AnyRule) -> str | None:
    return {
        Family.SAMU: "la prescription ne vient pas du SAMU-SAS",
        Family.RETENTION: "rien n’est à conserver à ce titre",
        Family.KERNEL: "rien ici n’échappe à la lecture",
        Family.OTHER_CARE: "la ligne ne prescrit pas ce genre de soin",
    }.get(rule.family)


def _of_the_line(rule: AnyRule, line: LineCase) -> str:
    """A word, drawn from what the medicine is; the rule itself does not say it."""
    law = line.reading
    if law is None and rule.family not in (Family.KERNEL, Family.OTHER_CARE, Family.LINE):
        return "le médicament n’est pas connu du catalogue"
    if law is not None and rule.family is Family.NARCOTIC and not law.narcotic:
        return "le médicament n’est pas un stupéfiant, ou l’article ne le vise pas"
    if law is not None and rule.family is Family.SECURED and not law.has(Article.R5132_5):
        return "la forme sécurisée n’est pas exigée pour ce médicament"
    if rule.family is Family.SAFETY:
        return "rien à comparer, ou rien de demandé"
    if line.case.dispensing and line.asked is None and not line.served:
        return "rien n’est demandé au comptoir pour cette ligne, et rien n’a été servi"
    return _by_family(rule) or _OF_THE_LINE
