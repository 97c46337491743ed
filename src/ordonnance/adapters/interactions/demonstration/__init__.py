"""The demonstration list: some couples that show the four levels, typed by hand.

Only a base of demonstration consults it, and every answer says so. Not a source for care.
"""

import hashlib
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files

from ordonnance.adapters.interactions.building import built
from ordonnance.domain.interactions import (
    Advice,
    Couple,
    Level,
    ListedSubstance,
    Thesaurus,
    ThesaurusVersion,
)

LABEL = "Liste de démonstration"
SOURCE = "thésaurus des interactions de l’ANSM (octobre 2020), choix de couples dits à notre façon"
DATED = date(2026, 11, 22)
_COUPLES, _SUBSTANCES = "couples.txt", "substances.txt"


@cache
def load_demonstration() -> Thesaurus:
    """The demonstration list, read once per process."""
    folder = files(__name__)
    texts = [folder.joinpath(name).read_text("utf-8") for name in (_COUPLES, _SUBSTANCES)]
    digest = hashlib.sha256("\0".join(texts).encode()).hexdigest()
    version = ThesaurusVersion(LABEL, SOURCE, DATED, digest, demonstration=True)
    levels = {level.label: level for level in Level}
    couples = [
        Couple(first, second, (Advice(levels[level], conduct),), risk)
        for level, first, second, risk, conduct in _rows(texts[0])
    ]
    substances = [
        ListedSubstance(name, tuple(classes.split(";")) if classes else ())
        for name, classes in _rows(texts[1])
    ]
    return built(version, couples, substances)


def _rows(text: str) -> Iterator[list[str]]:
    for line in text.splitlines():
        if not line.startswith("#"):
            yield line.split("\t")
