"""Serve some or all of what an ordonnance still allows. No hold: a line is free until a commit."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ordonnance.domain.actors import Caller
from ordonnance.domain.counter import Exceptional
from ordonnance.domain.dispensing import (
    Acknowledged,
    Declined,
    Dispense,
    Executant,
    Progress,
    Served,
)
from ordonnance.domain.errors import Issue, Refusal
from ordonnance.domain.ids import Rpps
from ordonnance.domain.interactions import InteractionSource
from ordonnance.domain.prescription import Line
from ordonnance.law.finding import Report
from ordonnance.law.history import History
from ordonnance.usecases.access import Act
from ordonnance.usecases.acting import Asked, Opened, change, entry, judged_details, told_facts
from ordonnance.usecases.counter_views import RegisteredView
from ordonnance.usecases.coverage import history_at_counter, record_execution
from ordonnance.usecases.drug_facts import shortages_of
from ordonnance.usecases.drug_views import Facts
from ordonnance.usecases.exceptional import exceptional_served
from ordonnance.usecases.executant import executant_of
from ordonnance.usecases.handed import Handed
from ordonnance.usecases.judging import (
    Acknowledgement,
    LawRefusal,
    judge_serving,
    require_allowed,
    require_known,
    still_to_acknowledge,
    views,
)
from ordonnance.usecases.line_request import LineRequest, by_line
from ordonnance.usecases.outside import execution_reference, on_dispense
from ordonnance.usecases.overlap import consults_history
from ordonnance.usecases.ports import Change, Ports
from ordonnance.usecases.registering import registering
from ordonnance.usecases.renewing import renewed_served
from ordonnance.usecases.results import Dispensed, FindingView, LineView, SkippedLine
from ordonnance.usecases.samu.serving import require_beyond
from ordonnance.usecases.servable import require_due, require_open, require_servable
from ordonnance.usecases.serving import quantity_served
from ordonnance.usecases.view import declined_view, seen_by, served_view


@dataclass(frozen=True, slots=True)
class DispenseCommand:
    """What is handed over: some lines, or everything that is due today as prescribed.

    A préparateur names the pharmacist under whom they serve.
    """

    asked: Asked
    lines: tuple[LineRequest, ...] = ()
    everything: bool = False
    acknowledgements: tuple[Acknowledgement, ...] = ()
    pharmacist: Rpps | None = None


@dataclass(slots=True)
class _Basket:
    """What a dispensing gathers line by line."""

    served: list[Served] = field(default_factory=list)
    declined: list[Declined] = field(default_factory=list)
    skipped: list[SkippedLine] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    findings: list[FindingView] = field(default_factory=list)
    acknowledged: list[Acknowledged] = field(default_factory=list)
    waiting: list[FindingView] = field(default_factory=list)


async def dispense(command: DispenseCommand, ports: Ports) -> Dispensed:
    """Record a dispensing; the answer carries its reference and what remains.

    Raises Refusal: ORDONNANCE_CANCELLED, ORDONNANCE_REPLACED, SAMU_OTHER_PHARMACY,
    SAMU_SERVED_ELSEWHERE, LINE_ALREADY_SERVED, LINE_NOT_DUE, LINE_ENDED, LINE_BLOCKED, the codes of
    quantities and packs, ACKNOWLEDGEMENT_REQUIRED, NOTHING_TO_SERVE, PHARMACIST_REQUIRED.
    """
    executant = executant_of(command.asked.caller, command.pharmacist)
    interactions = ports.interactions.current()

    covering, listed = False, True

    async def decided(opened: Opened) -> Change:
        nonlocal covering, listed
        covering = consults_history(opened.ordonnance, opened.medicines)
        pharmacy = pharmacy_of(command.asked.caller)
        history = await history_at_counter(opened, command.asked.number, pharmacy, ports)
        facts = told_facts(opened.catalogue, opened.day, ports)
        next_one = decide(opened, command, executant, facts, history, interactions)
        listed = next_one.register is not None
        return next_one

    result = await change(command.asked, Act.DISPENSE, ports, decided)
    if not isinstance(result, Dispensed):
        raise Refusal.of("IDEMPOTENCY_KEY_REUSED")
    if covering:
        await record_execution(command.asked.number, result.reference, ports)
    return await _numbered(result, executant.place, ports) if listed else result


async def _numbered(result: Dispensed, place: str, ports: Ports) -> Dispensed:
    """The answer with the numbers that the registers of the pharmacy gave, also when repeated."""
    found = await ports.registers.of_act(place, result.number, result.reference)
    numbered = tuple(RegisteredView(e.entry.line, e.entry.kind, e.rank) for e in found)
    return replace(result, numbered=numbered)


def decide(
    opened: Opened,
    command: DispenseCommand,
    executant: Executant,
    facts: Facts,
    history: History | None,
    interactions: InteractionSource | None = None,
) -> Change:
    """The next progress with this dispensing, or the refusal."""
    require_servable(opened, executant.place)
    basket, handed = _Basket(), Handed.of(opened)
    for line, request in _requested(opened, command):
        given = len(basket.served)
        # What this act gives of other lines counts by `handed` only.
        again = any(item.line == line.number for item in basket.served)
        now = meanwhile(opened, tuple(basket.served), executant) if again else opened
        _gather(basket, now, line, request, command, handed, history, interactions)
        if len(basket.served) > given:
            handed.add(basket.served[-1])
    if basket.waiting:
        raise still_to_acknowledge(tuple(basket.waiting))
    if not basket.served and not basket.declined:
        raise _nothing(basket)
    require_known(command.acknowledgements, tuple(basket.findings))
    return _recorded(opened, command.asked, basket, executant, facts)


def _recorded(
    opened: Opened, asked: Asked, basket: _Basket, executant: Executant, facts: Facts
) -> Change:
    """What the base writes for this basket."""
    progress = opened.stored.progress
    given = Dispense(
        execution_reference(asked.number, len(progress.dispenses) + 1),
        opened.at,
        opened.day,
        executant,
        tuple(basket.served),
        tuple(basket.declined),
        tuple(basket.acknowledged),
    )
    after = progress.next(dispenses=(*progress.dispenses, given))
    state, lines = seen_by(opened, after)
    result = _answer(opened, after, given, basket, lines, facts)
    details = judged_details(
        opened.ordonnance, opened.medicines, given.acknowledged, running=opened.running
    )
    return Change(
        after,
        state,
        entry(asked.caller, Act.DISPENSE, opened.at, reference=given.reference, **details),
        asked.scope,
        result,
        on_dispense(
            opened.ordonnance,
            opened.medicines,
            given,
            running=opened.running,
            silent=progress.objection is not None,
        ),
        registering(opened, given),
    )


def _answer(
    opened: Opened, after: Progress, given: Dispense, basket: _Basket,
    lines: tuple[LineView, ...], facts: Facts,
) -> Dispensed:  # fmt: skip
    """What the counter is told."""
    return Dispensed(
        opened.stored.number.value,
        after.version,
        given.reference,
        tuple(served_view(item) for item in given.served),
        tuple(basket.skipped),
        lines,
        scan_for_payer=False,
        findings=tuple(basket.findings),
        declined=tuple(declined_view(item) for item in given.declined),
        facts=facts,
        shortages=shortages_of(opened.ordonnance, opened.medicines, opened.catalogue),
    )


def _gather(
    basket: _Basket,
    opened: Opened,
    line: Line,
    request: LineRequest,
    command: DispenseCommand,
    handed: Handed,
    history: History | None,
    interactions: InteractionSource | None,
) -> None:
    """Serve or decline one line; with « everything », a line not servable today is skipped."""
    try:
        if request.decline is not None:
            require_open(opened, line)
            basket.declined.append(Declined(line.number, request.decline, request.note))
            return
        item = what_is_asked(opened, line, request)
        report = judge_serving(opened, item, command.asked.caller, handed, history, interactions)
        given = _answered(basket, report, command.acknowledgements, line.number)
    except Refusal as refusal:
        named = any(each.line == line.number for each in command.lines)
        if named or not command.everything:
            raise
        first = refusal.first
        basket.issues.append(first)
        basket.skipped.append(SkippedLine(line.number, first.code, first.message))
        return
    basket.served.append(item)
    # What concerns the whole ordonnance is found again at each line: said once.
    basket.findings.extend(f for f in views(report.findings) if f not in basket.findings)
    basket.acknowledged.extend(given)


def _answered(
    basket: _Basket, report: Report, given: tuple[Acknowledgement, ...], line: int
) -> tuple[Acknowledged, ...]:
    """What was answered on this line; what waits on several lines is asked at once."""
    try:
        return require_allowed(report, given, line)
    except LawRefusal as refusal:
        if refusal.code != "ACKNOWLEDGEMENT_REQUIRED":
            raise
        basket.waiting.extend(f for f in refusal.findings if f not in basket.waiting)
        return ()


def what_is_asked(opened: Opened, line: Line, request: LineRequest) -> Served:
    """What is asked of a line, as written, or beyond under the text that is invoked."""
    kind = request.facts.exceptional
    if kind is not None:
        require_beyond(opened, line)
    if kind is Exceptional.LISTE_II:
        return renewed_served(opened, line, request)
    if kind is not None:
        return exceptional_served(opened, line, request, kind)
    require_due(opened, line, request)
    return quantity_served(opened, line, request, opened.catalogue)


def _requested(opened: Opened, command: DispenseCommand) -> Iterable[tuple[Line, LineRequest]]:
    wanted = by_line(command.lines)
    for number in wanted:
        if opened.ordonnance.line(number) is None:
            raise Refusal.of("LINE_UNKNOWN", line=number)
    whole = (LineRequest(line.number) for line in opened.ordonnance.lines)
    default = {each.line: (each,) for each in whole} if command.everything else {}
    return [
        (line, request)
        for line in opened.ordonnance.lines
        for request in wanted.get(line.number, default.get(line.number, ()))
    ]


def meanwhile(opened: Opened, given: tuple[Served, ...], executant: Executant) -> Opened:
    """As it stands once what this act already gives is served.

    A second pack size completes the portion that the first began, as in a second act (ADR 0009);
    the other lines are set against what is handed over with them.
    """
    progress = opened.stored.progress
    so_far = Dispense("", opened.at, opened.day, executant, given)
    progress = replace(progress, dispenses=(*progress.dispenses, so_far))
    return replace(opened, stored=replace(opened.stored, progress=progress))


def _nothing(basket: _Basket) -> Refusal:
    """Why nothing is served: the reasons of the lines when they agree, else first that it is so."""
    if len({issue.code for issue in basket.issues}) == 1:
        return Refusal(*basket.issues)
    return Refusal(Issue("NOTHING_TO_SERVE"), *basket.issues)


def pharmacy_of(caller: Caller) -> str:
    """The key of the structure that serves."""
    return caller.place.key if caller.place else ""
