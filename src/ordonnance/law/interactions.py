"""Which couples of the thesaurus two medicines meet, and which substances it does not know.

A medicine is never checked against itself: an association was authorised as a whole. A couple met
only on the skin, in the eye or in the ear is told apart: little passes into the blood.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ordonnance.domain.drug import Medicine, folded
from ordonnance.domain.interactions import Advice, Couple, Level, Thesaurus, worst
from ordonnance.domain.substance_names import (
    is_homeopathic,
    keys_of_name,
    same_substance,
    significant_words,
    whole_key,
    words_of_name,
)

LOCAL = frozenset(
    {
        "cutanee", "ophtalmique", "auriculaire", "sous-conjonctivale", "intravitreenne",
        "intracamerulaire", "peribulbaire", "intraoculaire", "subretinale", "epilesionnelle",
    }
)  # fmt: skip
"""Routes that stay where they are applied; mouth, nose, rectum and vagina do not."""
_TERM_OF_ROUTE = {
    "orale": whole_key("médicaments administrés par voie orale"),
    "vaginale": whole_key("médicaments utilisés par voie vaginale"),
}
"""Terms of the thesaurus that are no substance: whatever is taken by that route."""
_BY_VEIN_ONLY = frozenset({"erythromycine", "vincamine"})
_TORSADES = ("torsades", "torsadogenes")
"""The thesaurus counts these two among the drugs that give torsades by vein only."""
_COMMON = frozenset(
    {
        "acide", "humain", "humaine", "virus", "proteine", "recombinante", "huile", "essentielle",
        "toxine", "immunoglobuline", "lapin", "equine", "type",
    }
)  # fmt: skip
"""Words of many substances: sharing one says nothing."""

Named = tuple[str, frozenset[str]]
"""A substance as written, and the terms that it stands for."""


@dataclass(frozen=True, slots=True)
class Known:
    """A medicine as the thesaurus knows it."""

    named: tuple[Named, ...]
    unsure: tuple[str, ...]
    """Substances whose name has a word of a known one without being it: nothing can be told."""
    absent: tuple[str, ...]
    """Substances that the thesaurus does not name at all."""
    routes: frozenset[str]
    local: bool


@dataclass(frozen=True, slots=True)
class Met:
    """One couple that two medicines meet; `one` and `other` are their substances as written."""

    couple: Couple
    one: str
    other: str
    local: bool
    advices: tuple[Advice, ...]
    """Those of the couple that may hold for these two substances."""

    @property
    def level(self) -> Level:
        """The most serious level that it may have."""
        return worst(self.advices)

    @property
    def weight(self) -> tuple[bool, int, str, str]:
        """The most serious first; the same whichever medicine is named first."""
        return (self.local, self.level.rank, self.couple.first, self.couple.second)


@lru_cache(maxsize=16384)
def known(thesaurus: Thesaurus, medicine: Medicine) -> Known:
    """What the thesaurus knows of a medicine."""
    routes = frozenset(folded(route) for route in medicine.routes)
    by_route = frozenset(term for route, term in _TERM_OF_ROUTE.items() if route in routes)
    named: list[Named] = []
    unsure: list[str] = []
    absent: list[str] = []
    for substance in medicine.substances:
        terms = _terms(thesaurus, substance.name, routes)
        if not terms:
            (unsure if _resembles(thesaurus, substance.name) else absent).append(substance.name)
        named.append((substance.name, terms | by_route))
    local = bool(routes) and routes <= LOCAL
    return Known(tuple(named), tuple(unsure), tuple(absent), routes, local)


@lru_cache(maxsize=16384)
def met(thesaurus: Thesaurus, one: Medicine, other: Medicine) -> tuple[Met, ...]:
    """Every couple that two medicines meet, the most serious first, each once."""
    first, second = known(thesaurus, one), known(thesaurus, other)
    found: dict[Couple, Met] = {}
    for name, terms in first.named:
        for other_name, other_terms in second.named:
            if same_substance(name, other_name):
                continue
            for couple, local in _couples(thesaurus, first, terms, second, other_terms):
                advices = applying(thesaurus, couple, name, other_name)
                here = Met(couple, name, other_name, local, advices)
                # Another substance of an association may meet the same couple more seriously.
                if couple not in found or here.weight < found[couple].weight:
                    found[couple] = here
    return tuple(sorted(found.values(), key=lambda each: each.weight))


def contraindicated(thesaurus: Thesaurus | None, one: Medicine, other: Medicine) -> bool:
    """True when that thesaurus says that two medicines must not be taken together."""
    found = met(thesaurus, one, other) if thesaurus is not None else ()
    return any(each.level is Level.CONTRAINDICATED and not each.local for each in found)


def applying(thesaurus: Thesaurus, couple: Couple, one: str, other: str) -> tuple[Advice, ...]:
    """The advices of a couple that may hold for two of its substances.

    An advice whose first sentence singles out substances (« avec la doxazosine ») is left aside for
    others, unless it names a class of theirs (« entre » names both sides: a substance is needed) or
    speaks of « les autres » too. What depends on a dose or an age always stays, and everything does
    when nothing would remain.
    """
    if len(couple.advices) == 1:
        return couple.advices
    terms = {*words_of_name(couple.first), *words_of_name(couple.second)}
    mine = {*words_of_name(one), *words_of_name(other)}
    own = {whole_key(couple.first), whole_key(couple.second)}
    classes = [set(term.split()) for term in _terms_of_both(thesaurus, one, other) - own]
    kept = []
    for advice in couple.advices:
        first, _, rest = advice.conduct.partition(". ")
        words = set(words_of_name(first))
        singled = (words & thesaurus.single) - terms
        everywhere = words | set(words_of_name(rest))
        named = singled & mine or (
            "entre" not in words and any(each <= everywhere for each in classes)
        )
        if not singled or named or "autres" in everywhere:
            kept.append(advice)
    return tuple(kept) or couple.advices


def _terms_of_both(thesaurus: Thesaurus, one: str, other: str) -> frozenset[str]:
    return thesaurus.terms_of(one) | thesaurus.terms_of(other)


@lru_cache(maxsize=16384)
def shared_substances(one: Medicine, other: Medicine) -> tuple[str, ...]:
    """The active substances that two medicines have in common, as the first writes them.

    Stocks of homeopathy and what is put on the skin, eye or ear do not count.
    """
    if _applied(one) or _applied(other):
        return ()
    return tuple(
        held.name
        for held in one.substances
        if not is_homeopathic(held.name)
        and any(same_substance(held.name, each.name) for each in other.substances)
    )


def _applied(medicine: Medicine) -> bool:
    return bool(medicine.routes) and {folded(route) for route in medicine.routes} <= LOCAL


def _terms(thesaurus: Thesaurus, name: str, routes: frozenset[str]) -> frozenset[str]:
    if is_homeopathic(name):
        return frozenset()
    found = thesaurus.terms_of(name)
    by_vein = "intraveineuse" in routes or not routes
    if not by_vein and not _BY_VEIN_ONLY.isdisjoint(keys_of_name(name)):
        return frozenset(t for t in found if not any(word in t for word in _TORSADES))
    return found


def _resembles(thesaurus: Thesaurus, name: str) -> bool:
    """True when a telling word of the name is that of a substance of the thesaurus."""
    if is_homeopathic(name):
        return False
    words = set(significant_words(name)) - _COMMON
    return not words.isdisjoint(thesaurus.vocabulary)


def _couples(
    thesaurus: Thesaurus,
    first: Known,
    terms: frozenset[str],
    second: Known,
    other_terms: frozenset[str],
) -> Iterator[tuple[Couple, bool]]:
    """The couples between the terms of two substances, and whether they are only met locally."""
    for term in terms:
        reach = thesaurus.reach.get(term)
        if reach is None:
            continue
        for other in reach.keys() & other_terms:
            for side in reach[other]:
                if _meant(side.here, first.routes) and _meant(side.there, second.routes):
                    yield side.couple, (first.local or second.local) and not side.locally


def _meant(said: frozenset[str] | None, routes: frozenset[str]) -> bool:
    """True unless the text names routes and the medicine is known to be taken by none of them."""
    return said is None or not routes or not said.isdisjoint(routes)
