"""What a reader may see of an ordonnance today.

While an objection stands, the author's view is computed from a progress without dispensings:
nothing that depends on one can leak, because nothing downstream ever sees it.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from ordonnance.domain.counter import CounterFacts
from ordonnance.domain.dispensing import Declined, Dispense, Progress, Served
from ordonnance.domain.execution import LineAct, LineState, OrdonnanceState, after, of_lines
from ordonnance.domain.french.posology import sentence
from ordonnance.domain.prescription import Line
from ordonnance.law.due import Due, NotDue
from ordonnance.law.serving import due
from ordonnance.usecases.access import Relation
from ordonnance.usecases.acting import Opened
from ordonnance.usecases.counter_views import CounterView, Remaining, SeenView
from ordonnance.usecases.not_due import no_day_left
from ordonnance.usecases.packs import usual_pack
from ordonnance.usecases.renewing import renewal_view
from ordonnance.usecases.results import (
    DeclinedView,
    ExecutionView,
    LineView,
    ServedView,
)

_NOTHING = Remaining(Decimal(0), 0, Decimal(0))


def visible_progress(opened: Opened) -> Progress:
    """The progress that this reader may know; the author's is blind while an objection stands."""
    progress = opened.stored.progress
    if Relation.REPRESENTED in opened.relations:
        # The other one may be what a minor keeps secret.
        return replace(progress, twins=())
    if not opened.as_author:
        return progress
    if progress.objection is not None:
        return replace(progress, version=progress.author_version, dispenses=(), twins=())
    return replace(progress, version=progress.author_version)


def seen_by(
    opened: Opened, progress: Progress | None = None
) -> tuple[OrdonnanceState, tuple[LineView, ...]]:
    """State of the whole, and each line as its reader may see it on the reader's day."""
    seen = visible_progress(opened) if progress is None else progress
    lines = tuple(line_view(opened, line, seen) for line in opened.ordonnance.lines)
    return of_lines(line.state for line in lines), lines


def line_view(opened: Opened, line: Line, progress: Progress) -> LineView:
    """One line on the reader's day."""
    state, owed = line_state(opened, line, progress)
    still = state in (LineState.OPEN, LineState.PARTLY_EXECUTED)
    return LineView(
        line.number,
        line.label,
        sentence(line.posology),
        state,
        Remaining(owed.remaining_packs, owed.remaining_days, owed.remaining_units)
        if still
        else _NOTHING,
        owed.next_on if still and not no_day_left(opened, line, owed) else None,
        owed.last_on,
        Remaining(owed.portion_packs, owed.portion_days, owed.portion_units) if still else _NOTHING,
        line.renewals,
        renewal=renewal_view(opened, line, progress, state),
    )


def owed_on(opened: Opened, line: Line, progress: Progress, day: date) -> Due:
    """What the law lets be served for a line on a day."""
    medicine = opened.medicines.get(line.number)
    established_on = opened.ordonnance.established_on
    served = progress.served(line.number)
    pack = usual_pack(line, medicine, established_on, served, day)
    return due(line, medicine, established_on, served, day, packs_of=pack)


def line_state(opened: Opened, line: Line, progress: Progress) -> tuple[LineState, Due]:
    """State of a line and what is owed, by walking the transition table over what was recorded."""
    owed = owed_on(opened, line, progress, opened.day)
    served = progress.served(line.number)
    state = LineState.OPEN
    if served:
        finished = owed.state_reason is NotDue.SERVED or _over(opened, line, progress)
        state = _moved(state, LineAct.SERVE_REST if finished else LineAct.SERVE_PART)
    if progress.ending is not None:
        replaced = progress.ending.replaced_by is not None
        state = _moved(state, LineAct.REPLACE if replaced else LineAct.CANCEL)
    elif owed.state_reason is NotDue.ENDED:
        state = _moved(state, LineAct.LAPSE)
    return state, owed


def _over(opened: Opened, line: Line, progress: Progress) -> bool:
    """True of a line of the SAMU-SAS served once; what the same act gives is one serving."""
    return opened.ordonnance.derogation is not None and any(
        each.line == line.number
        for dispense in progress.dispenses
        if dispense.reference and dispense.undone is None
        for each in dispense.served
    )


def _moved(state: LineState, act: LineAct) -> LineState:
    moved = after(state, act)
    if moved is None:
        raise ValueError(f"{act} is not possible on a line that is {state}")
    return moved


def state_of(opened: Opened, progress: Progress | None = None) -> OrdonnanceState:
    """State of the whole ordonnance for this reader."""
    seen = visible_progress(opened) if progress is None else progress
    return of_lines(line_state(opened, line, seen)[0] for line in opened.ordonnance.lines)


def served_view(item: Served) -> ServedView:
    """One served line as answered."""
    return ServedView(
        item.line,
        item.label,
        item.packs,
        item.units,
        item.days,
        item.cip13,
        item.substitution.kind.value if item.substitution else None,
        item.lot,
        _counter_view(item.facts) if item.facts else None,
    )


def _counter_view(facts: CounterFacts) -> CounterView:
    agreement, result, exceptional = facts.agreement, facts.result, facts.exceptional
    return CounterView(
        exceptional=exceptional.value if exceptional else None,
        mention=exceptional.mention if exceptional else None,
        agreement_by=agreement.by if agreement else None,
        agreement_on=agreement.on if agreement else None,
        agreement_text=agreement.text if agreement else None,
        agreement_points=tuple(sorted(agreement.points)) if agreement else (),
        test=result.test.value if result else None,
        positive=result.positive if result else None,
        tested_on=result.on if result else None,
        seen=tuple(SeenView(each.document.value, each.on) for each in facts.seen),
        bearer=facts.bearer.code if facts.bearer else None,
        by_the_unit=facts.by_the_unit or None,
        expiry=facts.expiry,
        generic_refused=facts.generic_refused or None,
    )


def declined_view(item: Declined) -> DeclinedView:
    """One line not served as answered."""
    return DeclinedView(item.line, item.reason.value, item.text or "")


def execution_view(dispense: Dispense) -> ExecutionView:
    """One dispensing as answered."""
    return ExecutionView(
        dispense.reference,
        dispense.at,
        dispense.on,
        dispense.executant.place_label,
        dispense.executant.name,
        tuple(served_view(item) for item in dispense.served),
        tuple(declined_view(item) for item in dispense.declined),
        dispense.undone.reason.value if dispense.undone else None,
    )
