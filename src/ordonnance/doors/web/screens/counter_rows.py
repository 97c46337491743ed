"""The rows of the counter: one line each, what it is, what is due, what may be handed over."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from ordonnance.domain.drug import ShortageKind
from ordonnance.domain.execution import LineState
from ordonnance.domain.french.dates import short
from ordonnance.domain.prescription import Exoneration, Line
from ordonnance.doors.web.screens.counter_answers import Fact, Question, questions
from ordonnance.doors.web.screens.counter_threads import Threads, threads
from ordonnance.law.french import days_text, plural
from ordonnance.usecases.drug_views import Proposal, ShortageView, Unproposed
from ordonnance.usecases.foresee import Foreseen, ForeseenLine, asks_bearer, may_be_exceeded
from ordonnance.usecases.results import FindingView, LineView
from ordonnance.usecases.words import PROPOSALS

_MISSING = {"PACK_REQUIRED": Fact.SUBSTITUTION, "LOT_REQUIRED": Fact.LOT}
_SUBSTITUTES = ("GENERIC", "HYBRID", "BIOSIMILAR")


@dataclass(frozen=True, slots=True)
class Choice:
    """One pack that may be handed over; `kind` is the ground of a substitution, else empty."""

    cip13: str
    medicine: str
    pack: str
    count: Decimal | None
    kind: str
    said: str
    shortage: str | None

    @property
    def value(self) -> str:
        """What the form sends for it."""
        return f"{self.cip13}|{self.kind}"


@dataclass(frozen=True, slots=True)
class Short:
    """What is declared of the supply of a line: what and since when, then the details, its page."""

    title: str
    details: str
    link: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """One line at the counter. `mark` names the shape of its state, `servable` what « tout » does.

    `why` says why nothing is served today; `findings` what the law says, `questions` what it asks;
    `asks_bearer` and `renewable` are those of `foresee`.
    """

    line: int
    view: LineView
    written: Line
    mark: str
    servable: bool
    due: str
    left: str
    why: str
    findings: tuple[FindingView, ...]
    questions: tuple[Question, ...]
    asks_bearer: bool
    renewable: bool
    choices: tuple[Choice, ...] = ()
    unproposed: tuple[str, ...] = ()
    shortages: tuple[Short, ...] = ()
    code: str = ""
    threads: Threads = field(default_factory=Threads)

    @property
    def packs(self) -> Decimal | None:
        """Packs that « tout » would hand over."""
        return self.choices[0].count if self.choices else self.view.due.packs

    @property
    def missing(self) -> Fact | None:
        """What is only left to say before this line can be served."""
        return _MISSING.get(self.code) if self.choices else None

    @property
    def to_choose(self) -> bool:
        """True for a line whose pack was left to the pharmacist: the counter asks which one."""
        return self.code == "PACK_REQUIRED" and bool(self.choices)

    @property
    def instead(self) -> tuple[Choice, ...]:
        """What may be handed over of a line in short supply, and is not declared short itself."""
        return tuple(each for each in self.choices if self.shortages and not each.shortage)

    @property
    def notes(self) -> tuple[FindingView, ...]:
        """What is only said of this line."""
        return tuple(each for each in self.findings if each.severity == "info" and each.line)

    @property
    def warnings(self) -> tuple[FindingView, ...]:
        """What is more than said, and asks for no answer."""
        asked = [each for question in self.questions for each in question.findings]
        return tuple(
            each for each in self.findings if each.severity != "info" and each not in asked
        )

    @property
    def in_ald(self) -> bool:
        """True for a line in the zone of the long illness."""
        return self.written.exoneration is Exoneration.ALD

    @property
    def over(self) -> bool:
        """True when nothing will be served of it any more."""
        return self.view.state not in (LineState.OPEN, LineState.PARTLY_EXECUTED)


def rows(foreseen: Foreseen, asked: tuple[FindingView, ...] = ()) -> tuple[Row, ...]:
    """The rows, in the order of the ordonnance; `asked` waits too, for what was chosen."""
    consulted = foreseen.consulted
    by_line = {each.line: each for each in foreseen.lines}
    joined = threads(
        {each.line: each.meetings for each in foreseen.lines},
        {each.line: each.label.partition(", ")[0] for each in consulted.lines},
    )
    return tuple(
        _row(
            view, foreseen.ordonnance.line(view.line), by_line[view.line],
            _choices(view.line, consulted.proposals),
            _reasons(view.line, consulted.unproposed),
            tuple(_short(each) for each in consulted.shortages if each.line == view.line), asked,
            joined[view.line],
        )
        for view in consulted.lines
    )  # fmt: skip


def _row(
    view: LineView, written: Line | None, foreseen: ForeseenLine, choices: tuple[Choice, ...],
    unproposed: tuple[str, ...], shortages: tuple[Short, ...],
    asked: tuple[FindingView, ...], joined: Threads,
) -> Row:  # fmt: skip
    if written is None:
        raise ValueError(f"line {view.line} is seen and not written")
    return Row(
        view.line, view, written, _mark(view, foreseen), foreseen.served is not None,
        _amount(view.due.packs, view.due.units, view.due.days),
        _amount(view.remaining.packs, view.remaining.units, view.remaining.days),
        _why(foreseen, choices), foreseen.findings,
        questions((*foreseen.waiting, *asked), view.line),
        asks_bearer(foreseen), may_be_exceeded(view), choices, unproposed,
        shortages, foreseen.code, joined,
    )  # fmt: skip


WHICH_LOT = "Médicament biologique : son lot est exigé. Bipez la boîte, il s’inscrit seul."
WHICH_PACK = "Le choix de la boîte vous revient : bipez-la, ou ouvrez « Choisir la boîte »."


def _why(foreseen: ForeseenLine, choices: tuple[Choice, ...]) -> str:
    """Why nothing is served yet; for a pack to choose or a lot to read, how."""
    told = {"PACK_REQUIRED": WHICH_PACK, "LOT_REQUIRED": WHICH_LOT} if choices else {}
    return told.get(foreseen.code, foreseen.message)


def _short(view: ShortageView) -> Short:
    """Said of the line itself: its name is above. Of several specialities, as they are told."""
    label = ShortageKind[view.kind].label
    title = label[:1].upper() + label[1:]
    if view.since is None:
        return Short(title, view.message, view.link)
    details = [f"boîte {view.cip13}"] if view.cip13 else []
    if view.updated is not None and view.updated != view.since:
        details.append(f"déclaration mise à jour le {short(view.updated)}")
    return Short(f"{title} depuis le {short(view.since)}", ", ".join(details), view.link)


def _mark(view: LineView, foreseen: ForeseenLine) -> str:
    if view.state is LineState.EXECUTED:
        return "servie"
    if foreseen.served is None:
        return "bloque" if foreseen.code == "LINE_BLOCKED" else "attention"
    if foreseen.waiting:
        return "inconnu"
    return "partie" if view.state is LineState.PARTLY_EXECUTED else "bon"


def _choices(line: int, proposals: Iterable[Proposal]) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            pack.cip13, each.medicine, _pack(pack.label), pack.count,
            each.kind if each.kind in _SUBSTITUTES else "", PROPOSALS[each.kind],
            each.shortage,
        )
        for each in proposals if each.line == line for pack in each.packs
    )  # fmt: skip


def _pack(label: str) -> str:
    """The official words for a pack; « 30 sachets-doses » are in a « boîte de »."""
    return f"boîte de {label}" if label[:1].isdigit() else label


def _reasons(line: int, unproposed: Iterable[Unproposed]) -> tuple[str, ...]:
    return tuple(each.reason for each in unproposed if each.line == line)


def _amount(packs: Decimal | None, units: Decimal | None, days: int | None) -> str:
    """« 2 boîtes », « 14 unités », « 7 jours »: the first that is known."""
    if packs is not None:
        return plural(packs, "boîte", "boîtes")
    if units is not None:
        return plural(units, "unité", "unités")
    return days_text(days) if days is not None else "—"


def of_document(foreseen: Foreseen, asked: tuple[FindingView, ...] = ()) -> tuple[Question, ...]:
    """What is asked of the whole ordonnance, once."""
    told = (each for line in foreseen.lines for each in line.waiting)
    return questions((*told, *asked), None)


def of_all(shown: tuple[Row, ...]) -> tuple[FindingView, ...]:
    """What is only said of the whole ordonnance, once."""
    told = (each for row in shown for each in row.findings)
    return tuple(dict.fromkeys(each for each in told if each.severity == "info" and not each.line))
