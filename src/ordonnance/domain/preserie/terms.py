"""What the note asks of a présérie, in figures; each side of the counter has its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from ordonnance.domain.preserie.sides import SIDES, Side


@dataclass(frozen=True, slots=True)
class Terms:
    """The figures of a présérie, and the text that gives them. Shares are percentages."""

    profession: str
    source: str
    least_sites: int
    most_sites: int
    first_week: int
    """Most installations in the seven days that begin with the first one."""
    small_share: Decimal | None = None
    """Below this share of the SESAM-Vitale market, `least_sites_small` is enough."""
    least_sites_small: int | None = None
    most_cpam: int | None = None
    referents: Mapping[str, str] | None = None
    """Départements of the CPAM that may take part, with their names; None when none is imposed."""
    least_success: int | None = None
    """Percentage of what is counted that the base must have recorded; None when not given."""
    since: date = date.min
    """The first day on which a présérie may be opened with them."""

    @property
    def side(self) -> Side:
        """What is counted and judged for this profession."""
        return SIDES[self.profession]

    def least(self, share: Decimal | None) -> int:
        """The fewest sites for a software with this share of the market (None: not known)."""
        small = self.small_share is not None and share is not None and share < self.small_share
        if small and self.least_sites_small is not None:
            return self.least_sites_small
        return self.least_sites


REFERENTS = MappingProxyType({
    "08": "Ardennes", "33": "Gironde", "38": "Isère", "44": "Loire-Atlantique",
    "49": "Maine-et-Loire", "51": "Marne", "78": "Yvelines", "80": "Somme", "81": "Tarn",
    "83": "Var", "94": "Val-de-Marne",
})  # fmt: skip
"""The CPAM that accompany préséries of pharmacists, by département (note of July 2025)."""

PHARMACISTS = Terms(
    profession="pharmacien",
    source="Assurance Maladie, modalités d’application de la présérie, pharmaciens, juillet 2025",
    least_sites=5, most_sites=10, first_week=3,
    small_share=Decimal(1), least_sites_small=3,
    most_cpam=3, referents=REFERENTS, least_success=80, since=date(2025, 7, 1),
)  # fmt: skip
PRESCRIBERS = Terms(
    profession="prescripteur",
    source="Aucune note publiée pour les prescripteurs\u202f: chiffres de celle des pharmaciens "
           "(juillet 2025), à confirmer par la Cnam",
    least_sites=5, most_sites=10, first_week=3,
    small_share=Decimal(1), least_sites_small=3,
    # The eleven referents are those of the pharmacists' note: any CPAM here.
    most_cpam=3, least_success=80, since=date(2025, 7, 1),
)  # fmt: skip

TERMS = (PHARMACISTS, PRESCRIBERS)
"""The figures of each side, with the day from which they hold: a new note is a new row."""


def in_force(profession: str, day: date) -> Terms:
    """The terms with which a présérie opens on a day: the last ones by then, else the first."""
    own = sorted((each for each in TERMS if each.profession == profession), key=lambda t: t.since)
    return next((each for each in reversed(own) if each.since <= day), own[0])
