"""What a workstation needs before the software is deployed elsewhere, as a présérie found it."""

from dataclasses import dataclass
from datetime import date

from ordonnance.domain.ids import AmNumber


@dataclass(frozen=True, slots=True)
class TechnicalNeed:
    """One need: what it is, where and when it was found, how it is met."""

    told: str
    found: date
    met_by: str
    sites: tuple[AmNumber, ...] = ()


@dataclass(frozen=True, slots=True)
class TechnicalNeeds:
    """The needs, and the day when the editor declared the list whole (empty ones too)."""

    needs: tuple[TechnicalNeed, ...] = ()
    whole: date | None = None

    def is_whole(self, day: date) -> bool:
        """True when the list was declared whole by a day, and nothing was found since."""
        if self.whole is None or self.whole > day:
            return False
        return all(each.found <= self.whole for each in self.needs if each.found <= day)


NO_NEEDS = TechnicalNeeds()
"""Nothing found yet, nothing declared."""
