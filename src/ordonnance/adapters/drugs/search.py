"""Search among the medicines of a catalogue: name, substance, strength, form, code.

Every term typed must be found. Case and accents do not count, words match from their beginning,
a strength may be glued to a name (« doliprane1g ») and grams equal milligrams. Abbreviations are
written out, and a word that nothing matches is looked for by its sound. The index is built once per
catalogue and kept in memory.
"""

import heapq
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property, lru_cache

from ordonnance.adapters.drugs.abbreviations import written_out
from ordonnance.adapters.drugs.spelling import Speller
from ordonnance.domain.drug import Catalogue, GroupRole, Medicine
from ordonnance.law.perimeter import perimeter_problem

MAX_TERMS = 12
"""Terms read in one query; the rest is ignored, a name has fewer."""

_FIRST_WORD, _NAME, _SUBSTANCE, _FORM = 80, 50, 30, 8
"""What a match is worth, by the place of the word."""
_WHOLE_WORD = 20
"""What a whole word is worth more than its beginning."""
_FEW = 500
"""Answers that are gone through one by one for the next term, rather than looked up."""
_FAULT, _LETTER = 10, 15
"""What a word found by its sound is worth less, and less again for each letter that differs."""
_GRAMS = {"g": 1000, "mg": 1}
_UNIT = dict.fromkeys(("mcg", "ug", "\u03bcg", "microgramme", "microgrammes"), "ug")
_UNIT |= {"mg": "mg", "g": "g", "ui": "ui", "unite": "ui", "unites": "ui", "ml": "ml"}
_INJECTED = ("intra", "sous-cutanée", "péri", "épi")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_TERM = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+")
_THOUSANDS = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}\b)")


def search(catalogue: Catalogue, text: str, limit: int = 20) -> list[Medicine]:
    """The medicines that match every term of `text`, best first, at most `limit` of them.

    A CIS or a CIP13 typed alone gives its medicine. An empty query gives nothing.
    """
    code = re.sub(r"\s", "", text)
    exact = catalogue.by_cis.get(code) or catalogue.by_cip13.get(code)
    if exact is not None:
        return [exact]
    return _index(_Same(catalogue)).find(text, limit)


def prepare(catalogue: Catalogue) -> None:
    """Make the index of a catalogue: whoever searches first would wait for it. Use a thread."""
    _index(_Same(catalogue))


class _Same:
    """A catalogue as a key of the cache: by identity, for it is immutable but not hashable."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def __hash__(self) -> int:
        return id(self.catalogue)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.catalogue is self.catalogue


@lru_cache(maxsize=2)
def _index(key: _Same) -> "_Index":
    return _Index(tuple(key.catalogue.by_cis.values()))


class _Index:
    """Sorted vocabulary; for each word, the medicines that have it and what it is worth."""

    def __init__(self, medicines: tuple[Medicine, ...]) -> None:
        self._medicines = tuple(sorted(medicines, key=_rank))
        postings: dict[str, dict[int, int]] = {}
        self._words = tuple(tuple(_words(medicine)) for medicine in self._medicines)
        for place, words in enumerate(self._words):
            for word, worth in words:
                found = postings.setdefault(word, {})
                found[place] = max(worth, found.get(place, 0))
        self._vocabulary = sorted(postings)
        self._postings = postings

    def find(self, text: str, limit: int) -> list[Medicine]:
        """Medicines that match every term, by worth then by rank."""
        terms = list(_terms(written_out(_folded(text))))[:MAX_TERMS]
        if not terms or limit < 1:
            return []
        total = self._narrowed(terms) or self._sought(terms)
        size = len(self._medicines)
        best = heapq.nsmallest(limit, (place - worth * size for place, worth in total.items()))
        return [self._medicines[key % size] for key in best]

    def _narrowed(self, terms: list[str]) -> dict[int, int]:
        """What has every term as typed: the longest is looked up, the others among its answers."""
        longest, *others = sorted(terms, key=len, reverse=True)
        total = self._matching(longest)
        for term in others:
            if len(total) > _FEW:
                total = _in_all([total, self._matching(term)])
            else:
                worths = {place: self._worth(place, term) for place in total}
                total = {place: total[place] + worth for place, worth in worths.items() if worth}
        return total

    def _worth(self, place: int, term: str) -> int:
        """What the term is worth for one medicine; 0 when no word of it starts so."""
        return max(
            (
                worth + (_WHOLE_WORD if word == term else 0)
                for word, worth in self._words[place]
                if _starts(word, term)
            ),
            default=0,
        )

    def _sought(self, terms: list[str]) -> dict[int, int]:
        """What has every term, some of them misspelt."""
        matches = [self._matching(term) or self._sounding(term) for term in terms]
        total = _in_all(matches)
        if not total and all(matches):
            # Each term is a word, yet no medicine has them all: one may be another word misspelt.
            near = [self._sounding(term) for term in terms]
            total = _in_all([_either(*each) for each in zip(matches, near, strict=True)])
        return total

    @cached_property
    def _speller(self) -> Speller:
        return Speller(self._vocabulary)

    def _sounding(self, term: str) -> dict[int, int]:
        """Medicines with a word that the term may be, misspelt."""
        found: dict[int, int] = {}
        for word, distance in self._speller.close_to(term).items():
            less = _FAULT + _LETTER * distance
            for place, worth in self._postings[word].items():
                found[place] = max(worth - less, 1, found.get(place, 0))
        return found

    def _matching(self, term: str) -> dict[int, int]:
        """Medicines with a word that is the term or starts with it."""
        found: dict[int, int] = {}
        vocabulary = self._vocabulary
        for at in range(bisect_left(vocabulary, term), len(vocabulary)):
            word = vocabulary[at]
            if not word.startswith(term):
                break
            if not _starts(word, term):
                continue
            extra = _WHOLE_WORD if word == term else 0
            for place, worth in self._postings[word].items():
                if worth + extra > found.get(place, 0):
                    found[place] = worth + extra
        return found


def _starts(word: str, term: str) -> bool:
    """True for the beginning of a word; a number is not the beginning of a longer one."""
    return word.startswith(term) and not (
        term[0].isdigit() and word[len(term) : len(term) + 1].isdigit()
    )


def _either(one: dict[int, int], other: dict[int, int]) -> dict[int, int]:
    """What either finds, at its best worth."""
    return {place: max(one.get(place, 0), other.get(place, 0)) for place in one | other}


def _in_all(matches: list[dict[int, int]]) -> dict[int, int]:
    """What every term finds, with the sum of the worths."""
    first, *others = sorted(matches, key=len)
    for other in others:
        first = {place: worth + other[place] for place, worth in first.items() if place in other}
    return first


def _rank(medicine: Medicine) -> tuple[bool, bool, bool, bool, int, str]:
    """Order among equals: sold, for towns, not injected, reference first, short names first."""
    group = medicine.generic_group
    follows = group is not None and group.role is not GroupRole.REFERENCE
    hospital = perimeter_problem(medicine) is not None
    injected = all(route.startswith(_INJECTED) for route in medicine.routes)
    name = medicine.name
    return (not medicine.marketed, hospital, injected, follows, len(name), name)


def _words(medicine: Medicine) -> Iterator[tuple[str, int]]:
    """Every word under which a medicine is found, with what it is worth."""
    for place, term in enumerate(_terms(medicine.name)):
        yield term, _FIRST_WORD if place == 0 else _NAME
        if term.endswith("000mg"):
            # « forlax 10 » is 10 g: without its unit a number is compared as it is written.
            yield f"{term[:-5]}g", _NAME
    for substance in medicine.substances:
        for term in _terms(substance.name):
            yield term, _SUBSTANCE
        if substance.strength is not None:
            amount, unit = substance.strength.value, substance.strength.unit.label
            yield _strength(amount, _UNIT.get(_folded(unit), "")), _SUBSTANCE
    for term in _terms(medicine.form):
        yield term, _FORM


def _terms(text: str) -> Iterator[str]:
    """Words and strengths of a text, folded; a number takes the unit that follows it."""
    parts = _TERM.findall(_folded(text))
    at = 0
    while at < len(parts):
        part = parts[at]
        at += 1
        if not _NUMBER.fullmatch(part):
            yield part
            continue
        unit = _UNIT.get(parts[at]) if at < len(parts) else None
        if unit is not None:
            at += 1
        yield _strength(Decimal(part.replace(",", ".")), unit or "")


def _strength(amount: Decimal, unit: str) -> str:
    """Canonical strength: milligrams for grams, no useless zero."""
    amount, unit = amount * _GRAMS.get(unit, 1), "mg" if unit in _GRAMS else unit
    text = format(amount, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) + unit


def _folded(text: str) -> str:
    """Lower case, without accents; figures of a long number together, « l.p. » as « lp »."""
    plain = unicodedata.normalize("NFD", _THOUSANDS.sub("", text.casefold()))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"\b([a-z])\.\s?([a-z])\b\.?", r"\1\2", letters.replace("œ", "oe"))
