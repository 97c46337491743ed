"""What else the patient takes or was served, as far as the caller knows."""

from dataclasses import dataclass
from datetime import date

from ordonnance.domain.calendar import Period
from ordonnance.law.running import Running


@dataclass(frozen=True, slots=True)
class Covered:
    """Days already covered for a substance by another ordonnance.

    `substance` is `Reading.overlap_key`. `own` is True when the same prescriber established it (at
    prescribing) or the same pharmacist executed it (at dispensing): ERRATA 13.
    """

    substance: str
    first: date
    last: date
    own: bool


@dataclass(frozen=True, slots=True)
class History:
    """Every period known to the caller, this ordonnance's own left out; empty means none."""

    covered: tuple[Covered, ...] = ()
    running: tuple[Running, ...] | None = None
    """None when nobody asked what else the patient takes."""

    def over(self, substance: str, period: Period) -> tuple[Covered, ...]:
        """The periods of that substance which share a day with `period`."""
        return tuple(
            each
            for each in self.covered
            if each.substance == substance
            and each.first <= period.last
            and each.last >= period.first
        )
