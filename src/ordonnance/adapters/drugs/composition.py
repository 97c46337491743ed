"""From the rows of a composition to the substances that people prescribe.

The public file writes a salt (nature SA) and, linked to it by a number, the part that acts (FT, or
ST). The one kept is the one whose amount stands in the denomination: metformine is known by its
hydrochloride (850 mg), amlodipine by its base (5 mg). When the denomination settles nothing, the
acting part is kept if its amount is given, else the salt.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from ordonnance.adapters.drugs.strengths import amount, amounts_in, strength
from ordonnance.domain.drug import Substance

SALT = "SA"
ACTING_PART = frozenset({"FT", "ST"})
NATURES = ACTING_PART | {SALT}


@dataclass(frozen=True, slots=True)
class Ingredient:
    """One row of the composition file, in words."""

    element: str
    code: str
    name: str
    dosage: str
    reference: str
    nature: str
    link: str


def substances(denomination: str, rows: Iterable[Ingredient]) -> tuple[Substance, ...]:
    """One substance per link, in the order of the file."""
    linked: dict[tuple[str, str], list[Ingredient]] = {}
    for row in rows:
        linked.setdefault((row.element, row.link), []).append(row)
    named = tuple(amounts_in(denomination))
    return tuple(_substance(_kept(group, named)) for group in linked.values())


def _kept(group: list[Ingredient], named: Collection[object]) -> Ingredient:
    """The row that people prescribe among a salt and its acting part."""
    acting_first = sorted(group, key=lambda row: row.nature == SALT)
    dosed = [row for row in acting_first if row.dosage] or acting_first
    return next((row for row in dosed if amount(row.dosage) in named), dosed[0])


def _substance(row: Ingredient) -> Substance:
    return Substance(row.name, row.code or None, strength(row.dosage, row.reference))
