"""From what an import kept to the thesaurus that acts consult."""

from collections.abc import Iterable
from dataclasses import replace

from ordonnance.adapters.interactions.other_names import FAMILIES, OTHER_NAMES
from ordonnance.adapters.interactions.routes import routes_of
from ordonnance.domain.interactions import Couple, ListedSubstance, Thesaurus, ThesaurusVersion
from ordonnance.domain.substance_names import whole_key

_OTHERS = {whole_key(name): others for name, others in OTHER_NAMES.items()}


def built(
    version: ThesaurusVersion, couples: Iterable[Couple], substances: Iterable[ListedSubstance]
) -> Thesaurus:
    """The thesaurus, other names of its substances included."""
    named = (replace(each, also=_OTHERS.get(whole_key(each.name), ())) for each in substances)
    held = tuple(couples)
    return Thesaurus.of(version, held, named, routes_of(held), FAMILIES)
