"""The demonstration catalogue: a choice of real specialities, so that everything runs at once.

Facts of the public drug database of May 2026 (names, codes, composition, condition labels, share
reimbursed), in the official layout; see the head of each file. Not a source for care.
"""

from datetime import date
from functools import cache
from importlib.resources import files

from ordonnance.adapters.drugs.availability import SHORTAGES
from ordonnance.adapters.drugs.bdpm import (
    ATC,
    BIOSIMILARS,
    HYBRID_GROUPS,
    HYBRIDS,
    OFFICIAL,
    read_catalogue,
)
from ordonnance.domain.drug import Catalogue

LABEL = "Catalogue de démonstration"
SOURCE = "Base de données publique des médicaments, choix de spécialités"
DATED = date(2026, 5, 19)
"""The last day that the official files of May 2026 mention."""


@cache
def load_demonstration() -> Catalogue:
    """The demonstration catalogue, read once per process."""
    folder = files(__name__)
    names = (*OFFICIAL, ATC, BIOSIMILARS, SHORTAGES, HYBRID_GROUPS, HYBRIDS)
    texts = {name: folder.joinpath(name).read_text("utf-8") for name in names}
    return read_catalogue(texts, label=LABEL, source=SOURCE, dated=DATED, demonstration=True)


class DemonstrationDrugs:
    """The port `Drugs` on the demonstration catalogue."""

    def current(self) -> Catalogue:
        """The catalogue; always the same one."""
        return load_demonstration()
