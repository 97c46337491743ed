"""How long what was begun may be served again (R.5132-22, ADR 0011)."""

from datetime import date

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.law.drugs import Reading

YEAR = Duration(12, TimeUnit.MONTH)
"""What holds where no text read sets a limit: the longest prescription."""


def last_renewal(law: Reading | None, established_on: date) -> date:
    """The last day on which a line already served may be served again."""
    bound = law.maximum if law is not None and (law.listed or law.narcotic) else None
    return (bound or YEAR).last_day(established_on)
