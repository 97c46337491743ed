"""Interactions between medicines as the ANSM thesaurus states them: terms, couples, levels.

A term is a substance or a class; a couple links two terms and says how serious it is and what to
do. What they mean for an act is decided in `ordonnance.law`, never here.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from ordonnance.domain.drug import folded
from ordonnance.domain.substance_names import METALS, keys_of_name, significant_words, whole_key


class Level(StrEnum):
    """The four official levels, the most serious first."""

    CONTRAINDICATED = "contraindicated"
    NOT_RECOMMENDED = "not-recommended"
    PRECAUTION = "precaution"
    TO_CONSIDER = "to-consider"

    @property
    def label(self) -> str:
        """French words of the thesaurus."""
        return _LABELS[self]

    @property
    def rank(self) -> int:
        """0 for the most serious."""
        return _RANKS[self]


_LABELS = {
    Level.CONTRAINDICATED: "contre-indication",
    Level.NOT_RECOMMENDED: "association déconseillée",
    Level.PRECAUTION: "précaution d’emploi",
    Level.TO_CONSIDER: "à prendre en compte",
}
_RANKS = {level: rank for rank, level in enumerate(Level)}


@dataclass(frozen=True, slots=True)
class Advice:
    """One level of a couple, and what to do or when it applies, as published (may be empty)."""

    level: Level
    conduct: str = ""


def worst(advices: Iterable[Advice]) -> Level:
    """The most serious level of several advices. Raises ValueError when there is none."""
    return min((advice.level for advice in advices), key=lambda level: level.rank)


@dataclass(frozen=True, slots=True)
class Couple:
    """Two terms that interact. Several advices mean that the level depends on what they say."""

    first: str
    second: str
    advices: tuple[Advice, ...]
    mechanism: str

    def __post_init__(self) -> None:
        if not self.advices:
            raise ValueError("a couple states at least one level")

    @property
    def level(self) -> Level:
        """The most serious level that the couple may have."""
        return worst(self.advices)


@dataclass(frozen=True, slots=True)
class ListedSubstance:
    """A substance of the index, with the classes that it belongs to."""

    name: str
    classes: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    """Other names under which the drug database writes it."""


@dataclass(frozen=True, slots=True)
class ThesaurusVersion:
    """Which thesaurus: shown wherever an interaction is shown."""

    label: str
    source: str
    dated: date
    digest: str
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """A term as one couple names it: on which routes (None: any) it is meant."""

    couple: Couple
    here: frozenset[str] | None
    there: frozenset[str] | None
    locally: bool
    """True when what is put on the skin, in the eye or in the ear counts like the rest."""


Families = tuple[tuple[re.Pattern[str], str], ...]
"""Names that vary (a strain, a length of chain), folded, and the term that they belong to."""


@dataclass(frozen=True, slots=True, eq=False)
class Thesaurus:
    """A snapshot of the interactions, immutable: looked up without I/O, swapped whole on import."""

    version: ThesaurusVersion
    couples: tuple[Couple, ...] = field(repr=False)
    substances: tuple[ListedSubstance, ...] = field(repr=False)
    terms: Mapping[str, frozenset[str]] = field(repr=False)
    """The terms (as keys) that each way of writing a substance stands for."""
    reach: Mapping[str, Mapping[str, tuple[Side, ...]]] = field(repr=False)
    """For each term, the terms that it interacts with, and how."""
    single: frozenset[str] = field(repr=False)
    """The names of the substances that one telling word names: an advice may single them out."""
    vocabulary: frozenset[str] = field(repr=False)
    """The telling words of every substance: an unknown name that has one may be a known drug."""
    families: "Families" = field(repr=False)

    @classmethod
    def of(
        cls,
        version: ThesaurusVersion,
        couples: Iterable[Couple],
        substances: Iterable[ListedSubstance],
        routes: "Routes",
        families: "Families" = (),
    ) -> "Thesaurus":
        """Index the couples by term and the terms by name of substance."""
        held, listed = tuple(couples), tuple(substances)
        telling = [significant_words(each.name) for each in listed]
        reach: dict[str, dict[str, list[Side]]] = {}
        for couple in held:
            one, other = whole_key(couple.first), whole_key(couple.second)
            first, second = routes.first(couple), routes.second(couple)
            locally = routes.locally(couple)
            reach.setdefault(one, {}).setdefault(other, []).append(
                Side(couple, first, second, locally)
            )
            reach.setdefault(other, {}).setdefault(one, []).append(
                Side(couple, second, first, locally)
            )
        return cls(
            version,
            held,
            listed,
            _terms(listed, reach),
            {one: {two: tuple(s) for two, s in them.items()} for one, them in reach.items()},
            frozenset(words[0] for words in telling if len(words) == 1),
            frozenset(word for words in telling for word in words),
            families,
        )

    def terms_of(self, name: str) -> frozenset[str]:
        """The terms that a substance stands for, as the drug database writes it."""
        keys = keys_of_name(name)
        found = frozenset[str]().union(*(self.terms.get(key, frozenset()) for key in keys))
        if found:
            return found
        plain = folded(name)
        for pattern, term in self.families:
            if pattern.search(plain):
                key = whole_key(term)
                return self.terms.get(key) or frozenset({key})
        return frozenset()


@dataclass(frozen=True, slots=True)
class Routes:
    """The routes on which the text of a couple means each of its terms."""

    of_term: Mapping[str, frozenset[str]]
    """By term: the class is named with its route."""
    of_couple: Mapping[Couple, tuple[frozenset[str] | None, frozenset[str] | None]]
    """By couple: the advice says the route of one side."""
    local: frozenset[Couple] = frozenset()
    """Couples that hold whatever the route, or name eye drops."""

    def first(self, couple: Couple) -> frozenset[str] | None:
        """On which routes the first term is meant; None for any."""
        return self._meant(couple.first, self.of_couple.get(couple, (None, None))[0])

    def second(self, couple: Couple) -> frozenset[str] | None:
        """The same for the second term."""
        return self._meant(couple.second, self.of_couple.get(couple, (None, None))[1])

    def locally(self, couple: Couple) -> bool:
        """True when a local route counts like the others."""
        return couple in self.local

    def _meant(self, term: str, said: frozenset[str] | None) -> frozenset[str] | None:
        return said or self.of_term.get(whole_key(term))


@dataclass(frozen=True, slots=True)
class Edition:
    """A thesaurus and the day on which it was put in service in this base."""

    since: date
    thesaurus: Thesaurus


@dataclass(frozen=True, slots=True)
class InteractionSource:
    """What an act may consult: a thesaurus or none, and the age that it may have.

    `editions` are those put in service in this base and still known, the oldest first, the one in
    service included; empty when nothing tells since when it is (a demonstration list).
    """

    thesaurus: Thesaurus | None
    oldest_days: int
    editions: tuple[Edition, ...] = ()

    def before(self, day: date) -> Thesaurus | None:
        """The thesaurus that answered the day before `day`; None when there was none."""
        if not self.editions:
            return self.thesaurus
        held = [each.thesaurus for each in self.editions if each.since < day]
        return held[-1] if held else None

    def stale_on(self, day: date) -> bool:
        """True when the thesaurus is older than this base accepts."""
        found = self.thesaurus
        return found is not None and found.version.dated + timedelta(self.oldest_days) < day


def _terms(
    listed: tuple[ListedSubstance, ...], reached: Iterable[str]
) -> dict[str, frozenset[str]]:
    """Under each name, exact or other, the substance itself and its classes; each class is itself.

    A name without its salt stands for the substance only where no other is named so, and never
    for a bare metal: « citrate de potassium » is not every potassium salt.
    """
    found: dict[str, set[str]] = {}
    for key in reached:
        found.setdefault(key, set()).add(key)
    for each in listed:
        own = {whole_key(each.name), *(whole_key(name) for name in each.classes)}
        for name in (each.name, *each.also):
            found.setdefault(whole_key(name), set()).update(own)
    exact = set(found)
    for each in listed:
        own = {whole_key(each.name), *(whole_key(name) for name in each.classes)}
        for key in keys_of_name(each.name)[1:]:
            if key not in exact and key not in METALS:
                found.setdefault(key, set()).update(own)
    return {key: frozenset(terms) for key, terms in found.items()}
