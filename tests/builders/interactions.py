"""A thesaurus built by hand: nothing interacts unless the test says so."""

from datetime import date

from ordonnance.adapters.interactions.building import built
from ordonnance.domain.interactions import (
    Advice,
    Couple,
    InteractionSource,
    Level,
    ListedSubstance,
    Thesaurus,
    ThesaurusVersion,
)

DATED = date(2026, 11, 1)
OLDEST_DAYS = 540


def couple(
    first: str, second: str, level: Level = Level.CONTRAINDICATED, conduct: str = "",
    mechanism: str = "Risque EXEMPLE.",
) -> Couple:  # fmt: skip
    """Two terms at one level."""
    return Couple(first, second, (Advice(level, conduct),), mechanism)


def thesaurus(
    *couples: Couple, substances: dict[str, tuple[str, ...]] | None = None, dated: date = DATED,
) -> Thesaurus:  # fmt: skip
    """A thesaurus of these couples; `substances` gives the classes of each."""
    listed = dict(substances or {})
    for each in couples:
        for term in (each.first, each.second):
            if not any(term in classes for classes in listed.values()):
                listed.setdefault(term, ())
    version = ThesaurusVersion("Thésaurus EXEMPLE", "saisi pour l'essai", dated, "0" * 64)
    held = [ListedSubstance(name, classes) for name, classes in listed.items()]
    return built(version, couples, held)


class KnownInteractions:
    """The port `Interactions` on a thesaurus given, or one where nothing interacts."""

    def __init__(self, given: Thesaurus | None = None, *, none: bool = False) -> None:
        found = None if none else given or thesaurus()
        self.source = InteractionSource(found, OLDEST_DAYS)

    def current(self) -> InteractionSource:
        """What may be consulted; always the same."""
        return self.source
