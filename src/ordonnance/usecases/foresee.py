"""What serving everything due today would give: told before anything is recorded.

The counter sees, line by line, what it may hand over, what the law says of it and what it would
have to attest, by the same decisions as the act. Nothing is written but the access.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from ordonnance.domain.actors import Caller, Professional
from ordonnance.domain.dispensing import Executant, Served
from ordonnance.domain.errors import Refusal
from ordonnance.domain.execution import LineState
from ordonnance.domain.ids import Cip13
from ordonnance.domain.interactions import InteractionSource
from ordonnance.domain.prescription import Line, Ordonnance
from ordonnance.law.finding import Report
from ordonnance.law.history import History
from ordonnance.usecases.access import Act, require_role
from ordonnance.usecases.acting import Asked, Opened, judged_details
from ordonnance.usecases.consult import consulted_of, opened_for_reading
from ordonnance.usecases.coverage import history_at_counter
from ordonnance.usecases.dispense import meanwhile, pharmacy_of, what_is_asked
from ordonnance.usecases.handed import Handed
from ordonnance.usecases.judging import judge_serving, views
from ordonnance.usecases.line_request import LineRequest
from ordonnance.usecases.ports import Ports
from ordonnance.usecases.results import Consulted, FindingView, LineView, ServedView
from ordonnance.usecases.servable import require_servable
from ordonnance.usecases.view import served_view


@dataclass(frozen=True, slots=True)
class Meeting:
    """Another line of the ordonnance that a rule sets beside this one: an interaction, a double."""

    rule: str
    other: int


@dataclass(frozen=True, slots=True)
class ForeseenLine:
    """A line as prescribed, if it were served now: `served`, or why not (`code`, `message`).

    `waiting` are the findings that the pharmacist would have to answer, among `findings`;
    `meetings` the lines that they name.
    """

    line: int
    served: ServedView | None
    findings: tuple[FindingView, ...] = ()
    waiting: tuple[FindingView, ...] = ()
    code: str = ""
    message: str = ""
    meetings: tuple[Meeting, ...] = ()


@dataclass(frozen=True, slots=True)
class Foreseen:
    """An ordonnance at the counter, and what serving it would give."""

    consulted: Consulted
    ordonnance: Ordonnance
    lines: tuple[ForeseenLine, ...]


NO_PACKS: Mapping[int, Cip13] = MappingProxyType({})
"""No pack is proposed."""

BEARER_RULE = "DI-STUP-03"
"""The rule on who presents an ordonnance of stupéfiants."""


def asks_bearer(line: ForeseenLine) -> bool:
    """True where the law looks at who presents the ordonnance (R.5132-35)."""
    return any(each.rule == BEARER_RULE for each in line.findings)


def may_be_exceeded(line: LineView) -> bool:
    """True where a text may allow more than what is written: served whole, or its time over."""
    return line.renewal is not None or line.state in (LineState.EXECUTED, LineState.EXPIRED)


async def foresee(asked: Asked, ports: Ports) -> Foreseen:
    """Open an ordonnance at the counter and foresee its serving.

    Raises Refusal as `consult` does, and NOT_ALLOWED for somebody who does not serve.
    """
    require_role(asked.caller, Act.DISPENSE)
    opened = await opened_for_reading(asked, Act.CONSULT, ports, _looked_up)
    consulted = consulted_of(asked, opened, ports, proposals=True)
    history = await history_at_counter(opened, asked.number, pharmacy_of(asked.caller), ports)
    lines = foreseen_lines(
        opened, asked.caller, history, ports.interactions.current(), _first_packs(consulted)
    )
    return Foreseen(consulted, opened.ordonnance, lines)


def _looked_up(opened: Opened) -> Mapping[str, str]:
    return judged_details(opened.ordonnance, opened.medicines, running=opened.running)


def foreseen_lines(
    opened: Opened,
    caller: Caller,
    history: History | None,
    interactions: InteractionSource | None,
    packs: Mapping[int, Cip13] = NO_PACKS,
) -> tuple[ForeseenLine, ...]:
    """Each line after those before it, as one act serves them.

    What only waits for its lot or its pack (`packs`: the first that is proposed) is told what the
    law would say of it: nobody serves a box before its warnings were shown.
    """
    handed, now = Handed.of(opened), opened
    found: list[ForeseenLine] = []
    given: tuple[Served, ...] = ()
    for line in opened.ordonnance.lines:
        asked = LineRequest(line.number)
        foreseen, item = _foreseen(now, line, asked, caller, handed, history, interactions)
        supposed = _supposed(foreseen.code, line.number, packs.get(line.number))
        if supposed is not None:
            told, _ = _foreseen(now, line, supposed, caller, handed, history, interactions)
            foreseen = replace(
                foreseen, findings=told.findings, waiting=told.waiting, meetings=told.meetings
            )
        found.append(foreseen)
        if item is not None:
            handed.add(item)
            given = (*given, item)
            now = meanwhile(opened, given, _somebody(caller))
    return tuple(found)


def _supposed(code: str, line: int, pack: Cip13 | None) -> LineRequest | None:
    """The line once what is missing is said: any lot, the first pack; None when that is not it."""
    if code == "LOT_REQUIRED":
        return LineRequest(line, lot="à lire")
    if code == "PACK_REQUIRED" and pack is not None:
        return LineRequest(line, cip13=pack, lot="à lire")
    return None


def _first_packs(consulted: Consulted) -> Mapping[int, Cip13]:
    """The first pack proposed for each line that proposes one."""
    found = {
        each.line: Cip13(pack.cip13)
        for each in reversed(consulted.proposals) for pack in each.packs[:1]
    }  # fmt: skip
    return MappingProxyType(found)


def _foreseen(
    opened: Opened,
    line: Line,
    asked: LineRequest,
    caller: Caller,
    handed: Handed,
    history: History | None,
    interactions: InteractionSource | None,
) -> tuple[ForeseenLine, Served | None]:
    try:
        require_servable(opened, pharmacy_of(caller))
        item = what_is_asked(opened, line, asked)
    except Refusal as refusal:
        first = refusal.first
        return ForeseenLine(line.number, None, code=first.code, message=first.message), None
    report = judge_serving(opened, item, caller, handed, history, interactions)
    findings, blocking = views(report.findings), report.blocking()
    if blocking:
        told = ForeseenLine(
            line.number, None, findings, code="LINE_BLOCKED", message=blocking[0].message,
            meetings=_meetings(report),
        )  # fmt: skip
        return told, None
    waiting, met = views(report.to_acknowledge()), _meetings(report)
    return ForeseenLine(line.number, served_view(item), findings, waiting, meetings=met), item


def _meetings(report: Report) -> tuple[Meeting, ...]:
    """The lines that the findings of this line name, each once for each rule."""
    found = (
        Meeting(each.rule, int(other))
        for each in report.findings if each.line is not None and "lines" in each.facts
        for other in each.facts["lines"].split(", ")
    )  # fmt: skip
    return tuple(dict.fromkeys(found))


def _somebody(caller: Caller) -> Executant:
    """Whoever is at the counter: what is foreseen is served by nobody yet."""
    actor = caller.actor
    name = f"{actor.given} {actor.family}" if isinstance(actor, Professional) else ""
    return Executant("", name, pharmacy_of(caller), "")
