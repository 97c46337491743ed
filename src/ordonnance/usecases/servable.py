"""What may be served at all: an ordonnance that stands, here, a line that is open and due."""

from ordonnance.domain.errors import Refusal
from ordonnance.domain.execution import LineState
from ordonnance.domain.french.dates import short
from ordonnance.domain.prescription import Line
from ordonnance.law.due import Due, NotDue
from ordonnance.usecases.acting import Opened
from ordonnance.usecases.line_request import LineRequest
from ordonnance.usecases.not_due import not_due
from ordonnance.usecases.samu.serving import require_recipient
from ordonnance.usecases.serving import early
from ordonnance.usecases.view import line_state


def require_servable(opened: Opened, place: str) -> None:
    """Refuse a cancelled or replaced ordonnance, or another place than its own, whatever the line.

    Raises ORDONNANCE_REPLACED, ORDONNANCE_CANCELLED, SAMU_OTHER_PHARMACY, SAMU_SERVED_ELSEWHERE.
    """
    ending = opened.stored.progress.ending
    if ending is not None:
        raise Refusal.of("ORDONNANCE_REPLACED" if ending.replaced_by else "ORDONNANCE_CANCELLED")
    require_recipient(opened, place)


def require_open(opened: Opened, line: Line) -> Due:
    """Refuse a line that is served or ended; what is owed on it otherwise."""
    state, owed = line_state(opened, line, opened.stored.progress)
    if state is LineState.EXECUTED:
        raise Refusal.of("LINE_ALREADY_SERVED", line=line.number)
    if state is LineState.EXPIRED:
        last = short(owed.last_on) if owed.last_on else ""
        raise Refusal.of("LINE_ENDED", line=line.number, state=f"délai dépassé le {last}")
    return owed


def require_due(opened: Opened, line: Line, request: LineRequest) -> None:
    """Refuse a line that is served, ended, or not due yet: what comes early has its reason."""
    owed = require_open(opened, line)
    waits = owed.state_reason is NotDue.NOT_YET and not early(opened, line, request)
    if waits or owed.state_reason is NotDue.NOT_BEFORE:
        raise not_due(opened, line, owed)
