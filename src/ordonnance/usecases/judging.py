"""Ask the law, and hold the professional's acknowledgements against its findings."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from ordonnance.domain.actors import Caller, Professional
from ordonnance.domain.counter import Exceptional
from ordonnance.domain.dispensing import Acknowledged, Progress, Served
from ordonnance.domain.drug import Medicine, Presentation
from ordonnance.domain.errors import Issue, Refusal
from ordonnance.domain.ids import Cip13
from ordonnance.domain.interactions import InteractionSource
from ordonnance.domain.prescription import Ordonnance
from ordonnance.law import case as law
from ordonnance.law.check import check
from ordonnance.law.finding import Finding, Report
from ordonnance.law.form import Form, Setting
from ordonnance.law.handed_over import check_handed
from ordonnance.law.history import History
from ordonnance.law.regulation import Regulation
from ordonnance.law.restricted import setting_of_place
from ordonnance.law.rule import Moment
from ordonnance.usecases.acting import Opened
from ordonnance.usecases.correction_views import CorrectionView
from ordonnance.usecases.handed import Handed
from ordonnance.usecases.medicines import as_served
from ordonnance.usecases.results import FindingView


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """The professional attests or explains one finding: rule, line (None: the document), reason."""

    rule: str
    line: int | None
    reason: str


class LawRefusal(Refusal):
    """A refusal by the law: the findings that decide, beside the code."""

    def __init__(self, issue: Issue, findings: tuple[FindingView, ...]) -> None:
        super().__init__(issue)
        self.findings = findings


def judge_prescribing(
    ordonnance: Ordonnance,
    medicines: Mapping[int, Medicine | None],
    today: date,
    *,
    history: History | None = None,
    authenticated: bool = False,
    interactions: InteractionSource | None = None,
    session: Professional | None = None,
    regulation: Regulation | None = None,
) -> Report:
    """Every finding on the day of prescribing. `history` None: only informs.

    `session` is the author signed in, None when nobody proved who writes: it tells where they
    practise, and their specialty when the document does not. `regulation` is what is known of the
    sending of a prescription of the SAMU-SAS.
    """
    return check(
        law.Case(
            ordonnance=ordonnance,
            medicines=medicines,
            moment=Moment.PRESCRIBING,
            day=today,
            history=history,
            author_authenticated=authenticated,
            interactions=interactions,
            setting=_setting(session),
            author_specialty=session.specialty.code if session and session.specialty else None,
            form=form_of(ordonnance),
            regulation=regulation,
        )
    )


def form_of(ordonnance: Ordonnance) -> Form:
    """The form in which an ordonnance of the base is."""
    return Form.NUMERIQUE if ordonnance.derogation is None else Form.DEROGATION_SAMU


def _sent(ordonnance: Ordonnance) -> Regulation | None:
    """What the ordonnance itself says of its sending, at the counter."""
    said = ordonnance.derogation
    return None if said is None else Regulation(circuit=said.circuit)


def session_of(caller: Caller) -> Professional | None:
    """Who is signed in, where a professional is."""
    return caller.actor if isinstance(caller.actor, Professional) else None


def _setting(session: Professional | None) -> Setting | None:
    return None if session is None else setting_of_place(session.place, session.profession)


def judge_dispensing(
    ordonnance: Ordonnance,
    medicines: Mapping[int, Medicine | None],
    day: date,
    interactions: InteractionSource | None = None,
) -> Report:
    """Every finding of a first dispensing of the whole ordonnance on a day (for `check`)."""
    return check(
        law.Case(
            ordonnance=ordonnance,
            medicines=medicines,
            moment=Moment.DISPENSING,
            day=day,
            interactions=interactions,
            form=form_of(ordonnance),
            regulation=_sent(ordonnance),
        )
    )


def judge_serving(
    opened: Opened,
    item: Served,
    caller: Caller,
    handed: Handed,
    history: History | None,
    interactions: InteractionSource | None = None,
) -> Report:
    """Every finding of serving this on this line today."""
    catalogue, progress = opened.catalogue, opened.stored.progress
    code = Cip13(item.cip13) if item.cip13 else None
    served = catalogue.with_presentation(code) if code else None
    other = served if served is not None and item.substitution is not None else None
    pack = served.presentation(code) if served and code else None
    asked = _asked(item, pack, other)
    place = caller.place.key if caller.place else ""
    medicines, held = as_served(opened.medicines, handed.medicines, item.line, served)
    case = law.Case(
        ordonnance=opened.ordonnance,
        medicines=medicines,
        moment=Moment.DISPENSING,
        day=opened.day,
        history=history,
        serving=law.ServingRequest(caller.actor.person_key, place, (asked,)),
        served=handed.served,
        handed=held,
        interactions=interactions,
        beyond=_beyond(progress, item),
        renewed={item.line: progress.exceptional(item.line, Exceptional.LISTE_II)},
        objection=progress.objection is not None,
        form=form_of(opened.ordonnance),
        regulation=_sent(opened.ordonnance),
    )
    return check_handed(case)


def _asked(item: Served, pack: Presentation | None, other: Medicine | None) -> law.Asked:
    """What the law is asked; `other`: the medicine served in place of the one prescribed."""
    return law.Asked(
        item.line,
        item.units,
        item.packs,
        item.days or None,
        pack,
        other,
        item.substitution,
        item.quantity_reason,
        replace(item.said, lot=item.lot) if item.lot else item.said,
    )


def _beyond(progress: Progress, item: Served) -> Mapping[int, tuple[Served, ...]]:
    """What was served under the text that is invoked again."""
    kind = item.exceptional
    return {} if kind is None else {item.line: progress.exceptional(item.line, kind)}


def require_allowed(
    report: Report, given: tuple[Acknowledgement, ...], line: int | None = None
) -> tuple[Acknowledged, ...]:
    """The findings acknowledged, or the refusal.

    Raises LAW_BLOCKED (LINE_BLOCKED for a line at the counter), ACKNOWLEDGEMENT_REQUIRED with the
    findings that wait, ACKNOWLEDGEMENT_NOT_POSSIBLE for one that tries to lift a blocking finding.
    """
    blocking = report.blocking()
    if blocking:
        raise LawRefusal(_blocked(blocking, given, line), views(blocking))
    answers = {(each.rule, each.line): each.reason for each in given}
    waiting = report.to_acknowledge()
    missing = [finding for finding in waiting if not _answer(finding, answers)]
    if missing:
        raise still_to_acknowledge(views(tuple(missing)))
    return tuple(
        Acknowledged(f.rule, f.line, _answer(f, answers), f.verdict.value, f.message)
        for f in waiting
    )


def still_to_acknowledge(waiting: tuple[FindingView, ...]) -> LawRefusal:
    """The refusal ACKNOWLEDGEMENT_REQUIRED, with the findings that wait."""
    facts = {"count": str(len(waiting))}
    return LawRefusal(Issue("ACKNOWLEDGEMENT_REQUIRED", facts=facts), waiting)


def require_known(given: tuple[Acknowledgement, ...], findings: tuple[FindingView, ...]) -> None:
    """Refuse an acknowledgement that answers no finding: it was meant for something else."""
    known = {(f.rule, f.line) for f in findings} | {(f.rule, None) for f in findings}
    for each in given:
        if (each.rule, each.line) not in known:
            raise Refusal.of("ACKNOWLEDGEMENT_UNKNOWN", rule=each.rule[:60])


def views(findings: tuple[Finding, ...]) -> tuple[FindingView, ...]:
    """Findings as answered."""
    return tuple(
        [
            FindingView(
                f.rule,
                f.verdict.value,
                f.severity.value,
                f.line,
                f.message,
                f.citation,
                f.remedy,
                f.why,
                f.confidence.value,
                f.attestable,
                f.at,
                tuple([CorrectionView(c.label, c.line, c.apart, c.asserts) for c in f.corrections]),
            )
            for f in findings
        ]
    )


def _answer(finding: Finding, answers: Mapping[tuple[str, int | None], str]) -> str:
    """The reason given for a finding: for its line, else for the rule on the whole document.

    A rule that expects a coded reason takes no other.
    """
    reason = answers.get((finding.rule, finding.line)) or answers.get((finding.rule, None)) or ""
    if finding.reason is not None and reason != finding.reason:
        return ""
    return reason


def _blocked(
    blocking: tuple[Finding, ...], given: tuple[Acknowledgement, ...], line: int | None
) -> Issue:
    named = {each.rule for each in given if each.line is None or each.line == line or line is None}
    lifted = next((finding.rule for finding in blocking if finding.rule in named), None)
    if lifted is not None:
        return Issue("ACKNOWLEDGEMENT_NOT_POSSIBLE", facts={"rule": lifted})
    if line is None:
        return Issue("LAW_BLOCKED", facts={"count": str(len(blocking))})
    return Issue("LINE_BLOCKED", facts={"line": str(line), "reason": blocking[0].message})
