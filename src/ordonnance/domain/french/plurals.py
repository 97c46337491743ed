"""What units are called in French: gender, plural, and the full name behind a symbol.

Known units come from a table; any other label gets a rule-based plural and the masculine, and
anything that looks like a symbol or an abbreviation is left as it is.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from ordonnance.domain.french.numbers import Gender, in_words
from ordonnance.domain.french.units import (
    ABBREVIATIONS,
    FEMININE,
    IRREGULAR_FEMININE,
    MASCULINE,
    SYMBOLS,
)

_LINKS = frozenset(
    {"à", "au", "aux", "avec", "de", "des", "du", "en", "et", "par", "pour", "sans", "sur"}
)
_REGULAR_AL = frozenset({"bal", "carnaval", "chacal", "festival", "naval", "récital", "régal"})
_REGULAR_EU = frozenset({"bleu", "landau", "pneu"})
_GRADUATED = re.compile(r"(?P<what>[^\d]+?) (?P<rest>de \d{1,3}(?:,\d)? kg)")
_COUNTED = re.compile(r"(?P<count>\d{1,6}) ?(?P<unit>\D+)")


@dataclass(frozen=True, slots=True)
class Noun:
    """A unit as a word. `symbol` is how it is written after figures, when it has a symbol."""

    singular: str
    plural: str
    gender: Gender
    symbol: str | None = None


@lru_cache(maxsize=1024)
def noun_of(label: str) -> Noun:
    """The noun of a unit label: « comprimé », « Gélules », « mg », « µg/h », or anything else."""
    name = " ".join(label.split()).replace("(s)", "")
    if name in SYMBOLS:
        singular, plural, feminine = SYMBOLS[name]
        return Noun(singular, plural, Gender.FEMININE if feminine else Gender.MASCULINE, name)
    known = _known_nouns().get(_bare(name))
    return known or _graduated(name) or _ratio(name) or _unknown(name)


def plural_of(words: str) -> str:
    """The regular plural of a noun and its adjectives, up to « à », « de », « pour »..."""
    done: list[str] = []
    rest = words.split(" ")
    while rest and rest[0].lower() not in _LINKS and not rest[0].lower().startswith(("d'", "d’")):
        word = rest.pop(0)
        done.append(word if word.lower() == "ou" else _plural_word(word))
    return " ".join(done + rest)


def _plural_word(word: str) -> str:
    low = word.lower()
    if not low or low[-1] in "sxz" or not low[-1].isalpha():
        return word
    if low.endswith("al") and low not in _REGULAR_AL:
        return f"{word[:-2]}aux"
    if low.endswith(("au", "eu")) and low not in _REGULAR_EU:
        return f"{word}x"
    return f"{word}s"


@cache
def _known_nouns() -> dict[str, Noun]:
    nouns: dict[str, Noun] = {}
    for names, gender in ((MASCULINE, Gender.MASCULINE), (FEMININE, Gender.FEMININE)):
        for name in names:
            noun = Noun(name, plural_of(name), gender)
            nouns[_bare(noun.singular)] = nouns[_bare(noun.plural)] = noun
    for singular, plural in IRREGULAR_FEMININE.items():
        nouns[_bare(singular)] = nouns[_bare(plural)] = Noun(singular, plural, Gender.FEMININE)
    for short, name in ABBREVIATIONS.items():
        nouns[short] = nouns[_bare(name)]
    return nouns


def _bare(name: str) -> str:
    """Lower case without accents nor typographic apostrophes: « Gélule » and « GELULE » agree."""
    decomposed = unicodedata.normalize("NFD", name.casefold().replace("’", "'"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _ratio(name: str) -> Noun | None:
    """« mg/ml » is « milligramme par millilitre », « mg/5 ml » « par cinq millilitres »."""
    over, slash, under = (part.strip() for part in name.partition("/"))
    if not slash or over not in SYMBOLS:
        return None
    counted = _COUNTED.fullmatch(under)
    unit = counted["unit"].strip() if counted else under
    if unit not in SYMBOLS:
        return None
    top, bottom = noun_of(over), noun_of(unit)
    per = bottom.singular
    if counted and (count := int(counted["count"])) != 1:
        noun = bottom.plural if count > 1 else bottom.singular
        per = f"{in_words(count, bottom.gender)} {noun}"
    return Noun(f"{top.singular} par {per}", f"{top.plural} par {per}", top.gender, name)


def _graduated(name: str) -> Noun | None:
    """« dose-poids de 15 kg », « pipettes de 8 kg »: only the first noun agrees."""
    found = _GRADUATED.fullmatch(name)
    known = _known_nouns().get(_bare(found["what"])) if found else None
    if found is None or known is None:
        return None
    rest = found["rest"]
    return Noun(f"{known.singular} {rest}", f"{known.plural} {rest}", known.gender)


def _unknown(name: str) -> Noun:
    letters = all(char.isalpha() or char in " -'’" for char in name)
    shouted = len(name) > 1 and name.upper() == name
    vowels = any(char in "aeiouy" for char in _bare(name))
    if not letters or shouted or not vowels:
        return Noun(name, name, Gender.MASCULINE, name)
    return Noun(name, plural_of(name), Gender.MASCULINE)
