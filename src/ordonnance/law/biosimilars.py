"""Groups of similar biological medicines that the pharmacist may substitute (CSP L.5125-23-2).

The public drug database does not tell them: who stands in which group is typed by hand, by brand.
A brand that is not in the table stands in no group, even when its substance does: a medicine made
by synthesis (tériparatide) or another glycoform (époétine bêta) is no biosimilar.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from ordonnance.domain.drug import Substance
from ordonnance.law.rule import Confidence
from ordonnance.law.substances import load, words_of


@dataclass(frozen=True, slots=True)
class Biosimilar:
    """A biological group open to substitution from `since`, that day included."""

    group: str
    words: frozenset[str]
    since: date
    reference: str
    similar: frozenset[str]

    def holds(self, name: str) -> bool:
        """True when the brand, the first word of a denomination, stands in the group."""
        brand = brand_of(name)
        return brand == self.reference or brand in self.similar


def _biosimilar(entry: Mapping[str, Any]) -> Biosimilar:
    return Biosimilar(
        entry["group"],
        words_of(entry["words"]),
        entry["since"],
        entry["reference"],
        frozenset(entry["similar"]),
    )


_TABLE = load("biosimilars.toml")
BIOSIMILARS: tuple[Biosimilar, ...] = tuple(_biosimilar(each) for each in _TABLE["biosimilar"])
BIOSIMILARS_SOURCE: str = _TABLE["source"]
BIOSIMILARS_CONFIDENCE = Confidence(_TABLE["confidence"])


def brand_of(name: str) -> str:
    """The first word of a denomination, in capitals: « HUMIRA »."""
    return name.split(" ", 1)[0].rstrip(",").upper()


def candidates(substances: Iterable[Substance]) -> list[Biosimilar]:
    """The groups of the only substance of a medicine, whatever its brand."""
    held = list(substances)
    if len(held) != 1:
        return []
    named = words_of(held[0].name)
    return [row for row in BIOSIMILARS if row.words <= named]


def similar_group(name: str, substances: Iterable[Substance]) -> str | None:
    """The group of a medicine by its denomination and its composition; None when in none."""
    return next((row.group for row in candidates(substances) if row.holds(name)), None)


_DOSE = re.compile(r"(\d[\d \u00a0\u202f]*(?:[.,]\d+)?) ?(mg|g|ui|mu|unités?|microgrammes?)\b")
_DEVICES = ("seringue", "stylo", "cartouche", "flacon", "ampoule")


def same_dose(one: str, other: str) -> bool:
    """True when two denominations name the same doses, in the same device.

    « 40 mg, solution injectable en stylo prérempli »: the composition may tell a concentration,
    which is that of every size. A denomination without a dose is the same as none.
    """
    mine = _doses(one)
    return bool(mine) and mine == _doses(other)


@lru_cache(maxsize=1024)
def _doses(name: str) -> tuple[frozenset[tuple[Decimal, str]], str] | None:
    text = name.casefold()
    found = frozenset(
        (Decimal(re.sub(r"[ \u00a0\u202f]", "", amount).replace(",", ".")), unit[:2])
        for amount, unit in _DOSE.findall(text)
    )
    device = next((each for each in _DEVICES if each in text), "")
    return (found, device) if found else None
