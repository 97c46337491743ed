"""Liste II renewed by the pharmacist (R.5132-22): what is served, and what a reader is told of it.

The line stays served: these servings are kept apart, under their own text (ADR 0047).
"""

from ordonnance.domain.counter import Exceptional
from ordonnance.domain.dispensing import Progress, Served
from ordonnance.domain.drug import Presentation
from ordonnance.domain.errors import Refusal
from ordonnance.domain.execution import LineState
from ordonnance.domain.french.dates import short
from ordonnance.domain.prescription import Line
from ordonnance.law.due import Due, NotDue
from ordonnance.law.renewing import begins_too_late, in_order, renewable, renewed_due, renewed_line
from ordonnance.usecases.acting import Opened
from ordonnance.usecases.counter_views import Remaining, RenewalView
from ordonnance.usecases.line_request import LineRequest
from ordonnance.usecases.not_due import not_due
from ordonnance.usecases.packs import usual_pack
from ordonnance.usecases.serving import early, quantity_served


def renewed_served(opened: Opened, line: Line, request: LineRequest) -> Served:
    """What would be served for a line today as a renewal by the pharmacist.

    Raises Refusal: LINE_NOT_DUE, LINE_ALREADY_SERVED, LINE_ENDED, and those of `quantity_served`.
    Whether the line may be renewed at all is for RX-L2-02.
    """
    progress = opened.stored.progress

    soon = early(opened, line, request)

    def owed_of(pack: Presentation | None) -> Due:
        return _owed(opened, line, progress, pack, anticipate=soon)

    owed = owed_of(_pack(opened, line, progress))
    if owed.state_reason is NotDue.SERVED:
        # What packs held above the days prescribed makes this renewal.
        raise Refusal.of("LINE_ALREADY_SERVED", line=line.number)
    if owed.state_reason is NotDue.ENDED:
        state = f"délai dépassé le {short(owed.last_on)}" if owed.last_on else ""
        raise Refusal.of("LINE_ENDED", line=line.number, state=state)
    waits = owed.state_reason in (NotDue.NOT_YET, NotDue.NOT_BEFORE)
    if waits or begins_too_late(owed):
        raise not_due(opened, line, owed)
    return quantity_served(opened, line, request, opened.catalogue, owed_of)


def renewal_view(
    opened: Opened, line: Line, progress: Progress, state: LineState
) -> RenewalView | None:
    """What the pharmacist may still renew of a line served whole; None when nothing."""
    medicine = opened.medicines.get(line.number)
    over = state is not LineState.EXECUTED or progress.ending is not None
    if over or not renewable(line, medicine, opened.ordonnance):
        return None
    owed = _owed(opened, line, progress, _pack(opened, line, progress))
    waiting = owed.state_reason in (None, NotDue.NOT_YET)
    if not waiting or owed.earliest is None or begins_too_late(owed):
        return None
    return RenewalView(
        owed.next_on,
        owed.last_on,
        Remaining(owed.remaining_packs, owed.remaining_days, owed.remaining_units),
        Remaining(owed.portion_packs, owed.portion_days, owed.portion_units),
    )


def _all_served(progress: Progress, line: Line) -> tuple[Served, ...]:
    renewed = progress.exceptional(line.number, Exceptional.LISTE_II)
    return in_order(progress.served(line.number), renewed)


def _owed(
    opened: Opened, line: Line, progress: Progress, pack: Presentation | None, *,
    anticipate: bool = False,
) -> Due:  # fmt: skip
    return renewed_due(
        line, opened.medicines.get(line.number), opened.ordonnance.established_on,
        _all_served(progress, line), opened.day, packs_of=pack, anticipate=anticipate,
    )  # fmt: skip


def _pack(opened: Opened, line: Line, progress: Progress) -> Presentation | None:
    """The pack in which to count before one is scanned: that of the last serving, if known."""
    medicine, start = opened.medicines.get(line.number), opened.ordonnance.established_on
    served = _all_served(progress, line)
    again = renewed_line(line, medicine, start, served, opened.day)
    return usual_pack(again, medicine, start, served, opened.day)
