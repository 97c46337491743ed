"""On which routes the texts of the thesaurus mean what they say.

Some classes carry a route in their name; some advices begin with « Avec le … par voie injectable ».
Nothing else of a text is interpreted: a couple without such words holds for every route.
"""

import re
from collections.abc import Iterable

from ordonnance.domain.drug import folded
from ordonnance.domain.interactions import Couple, Routes
from ordonnance.domain.substance_names import significant_words, whole_key, words_of_name

VEIN = frozenset({"intraveineuse", "intraarterielle", "intracoronaire", "voie parenterale autre"})
INJECTED = VEIN | {
    "intramusculaire", "sous-cutanee", "intradermique", "intrathecale", "peridurale",
    "intraperitoneale", "intraosseuse",
}  # fmt: skip
BY_MOUTH = frozenset({"orale", "gastrique", "gastro-enterale", "intestinale"})
IN_MOUTH = frozenset(
    {"dentaire", "gingivale", "buccogingivale", "perineurale", "infiltration",
     "voie buccale autre", "sous-muqueuse"}
)  # fmt: skip

_OF_TERM = {
    "adrénaline (voie bucco-dentaire ou sous-cutanée)": IN_MOUTH | {"sous-cutanee"},
    "sympathomimétiques alpha (voies orale et/ou nasale)": BY_MOUTH | {"nasale"},
    "sympathomimétiques alpha et bêta (voie IM et IV)": VEIN | {"intramusculaire"},
    "sels de fer par voie injectable": INJECTED,
    "médicaments administrés par voie orale": BY_MOUTH,
    "médicaments utilisés par voie vaginale": frozenset({"vaginale"}),
}
_SAID = re.compile(
    r"^(?:avec|pour) (?:le |la |les |l['’])?(?:sels de |sels d['’])?(?P<who>[^.:;]{3,60}?)"
    r"(?: \([^)]*\))? ?(?:en |utilisee?s?|administree?s?)? ?(?:par )?(?:la )?voie "
    r"(?P<route>iv|intraveineuse|injectable|orale)\b[^.]{0,30}:"
)
_ROUTES = {"iv": VEIN, "intraveineuse": VEIN, "injectable": INJECTED, "orale": BY_MOUTH}
_ANY_ROUTE = re.compile(r"quelle que soit la voie|gel buccal|voie locale|usage local|collyre")


def routes_of(couples: Iterable[Couple]) -> Routes:
    """What the names of the terms and the first words of the advices say of routes."""
    held = tuple(couples)
    said = {each: found for each in held if (found := _said(each)) is not None}
    local = frozenset(each for each in held if _counts_locally(each))
    return Routes({whole_key(term): where for term, where in _OF_TERM.items()}, said, local)


def _said(couple: Couple) -> tuple[frozenset[str] | None, frozenset[str] | None] | None:
    """The routes of each side, when the only advice begins by naming one side with its route."""
    if len(couple.advices) != 1:
        return None
    match = _SAID.match(folded(couple.mechanism))
    if match is None or " voie " in folded(couple.mechanism)[match.end() :]:
        return None
    where = _ROUTES[match["route"]]
    who = set(words_of_name(match["who"]))
    first, second = (_names(who, term) for term in (couple.first, couple.second))
    if first is second:
        return None
    return (where, None) if first else (None, where)


def _names(who: set[str], term: str) -> bool:
    words = significant_words(term) or words_of_name(term)
    return any(word in who or word.rstrip("s") in who for word in words)


def _counts_locally(couple: Couple) -> bool:
    texts = (couple.first, couple.second, couple.mechanism, *(a.conduct for a in couple.advices))
    return any(_ANY_ROUTE.search(folded(text)) for text in texts)
