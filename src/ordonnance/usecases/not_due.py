"""Why a line cannot be served today: its day is to come, or no day is left for it."""

from datetime import timedelta

from ordonnance.domain.errors import Refusal
from ordonnance.domain.french.dates import short
from ordonnance.domain.prescription import Line
from ordonnance.law.drugs import reading
from ordonnance.law.due import Due, NotDue
from ordonnance.usecases.acting import Opened


def no_day_left(opened: Opened, line: Line, owed: Due) -> bool:
    """True when the next serving could only come after the last day permitted.

    Of a listed medicine the first day covered counts (RX-REN-01), else the day of serving.
    """
    medicine = opened.medicines.get(line.number)
    law = reading(medicine, opened.ordonnance.established_on) if medicine is not None else None
    first = owed.next_on if law is not None and law.listed else owed.earliest
    return first is not None and owed.last_on is not None and first > owed.last_on


def not_due(opened: Opened, line: Line, owed: Due) -> Refusal:
    """LINE_NOT_DUE with the first day on which to come back; LINE_ENDED when there is none."""
    if owed.next_on is None or owed.last_on is None or not no_day_left(opened, line, owed):
        on = short(owed.earliest) if owed.earliest else ""
        return Refusal.of("LINE_NOT_DUE", line=line.number, next_on=on)
    if owed.state_reason is NotDue.NOT_BEFORE:
        waits = f"elle ne se délivre pas avant le {short(owed.next_on)}"
    else:
        waits = f"le patient est couvert jusqu'au {short(owed.next_on - timedelta(days=1))}"
    state = f"{waits}, et rien ne se délivre après le {short(owed.last_on)}"
    return Refusal.of("LINE_ENDED", line=line.number, state=state)
