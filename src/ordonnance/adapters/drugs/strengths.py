"""Strengths as exact quantities: « 500 mg » per « un comprimé », « 0,25 g » per « 100 ml ».

A strength per countable unit (tablet, sachet, dose, syringe) is the amount itself; a strength per
volume or mass is a concentration per millilitre or gram. Grams are always said in milligrams, so
that 1 g and 1000 mg are the same strength. What is not a plain amount (homeopathic dilutions,
haemagglutinin, vaccine titres) has no strength here: None, never a guess.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from ordonnance.adapters.drugs.units import (
    DRUG_UNIT,
    GRAM,
    INTERNATIONAL_UNIT,
    MICROGRAM,
    MILLIGRAM,
    MILLILITRE,
    MILLIMOLE,
    MILLION_UNITS,
    per,
)
from ordonnance.domain.quantity import Quantity, Unit

_UNITS: dict[str, tuple[int, Unit]] = {
    "g": (1000, MILLIGRAM),
    "mg": (1, MILLIGRAM),
    "microgramme": (1, MICROGRAM),
    "microgrammes": (1, MICROGRAM),
    "\u00b5g": (1, MICROGRAM),
    "\u03bcg": (1, MICROGRAM),
    "ui": (1, INTERNATIONAL_UNIT),
    "mmol": (1, MILLIMOLE),
    "mu": (1, MILLION_UNITS),
    "unité": (1, DRUG_UNIT),
    "unités": (1, DRUG_UNIT),
}
_NUMBER = r"(\d+(?:[ \u00a0\u202f]\d{3})*(?:,\d+)?)"
_AMOUNT = re.compile(
    rf"{_NUMBER}\s*({'|'.join(sorted(_UNITS, key=len, reverse=True))})(?![a-zé\u00b5\u03bc])",
    re.IGNORECASE,
)
_MEASURE = re.compile(rf"(?:.*\bde )?{_NUMBER}\s*(ml|g)\b.*", re.IGNORECASE)
_SPOON = re.compile(r"cuill[eè]re|gobelet|flacon.*\bml\b", re.IGNORECASE)
_FINER = {MILLIGRAM: MICROGRAM}


def amount(text: str) -> Quantity | None:
    """The amount that the whole text says, or None."""
    match = _AMOUNT.fullmatch(text.strip())
    return _quantity(*_read(match)) if match else None


def amounts_in(text: str) -> Iterator[Quantity]:
    """Every amount that a denomination mentions."""
    for match in _AMOUNT.finditer(text):
        found = _quantity(*_read(match))
        if found is not None:
            yield found


def strength(dosage: str, reference: str) -> Quantity | None:
    """Strength of `dosage` in `reference`, per countable unit or as a concentration, or None."""
    match = _AMOUNT.fullmatch(dosage.strip())
    if match is None:
        return None
    value, unit = _read(match)
    said = reference.strip()
    counted = said.casefold().startswith(("un ", "une ")) and not _SPOON.search(said)
    if counted:
        return _quantity(value, unit)
    measure = _MEASURE.fullmatch(said)
    if measure is None:
        return None
    size = _decimal(measure[1])
    basis = MILLILITRE if measure[2].casefold() == "ml" else GRAM
    return _quantity(value, unit, size, basis) if size else None


def _quantity(
    value: Decimal, unit: Unit, size: Decimal = Decimal(1), basis: Unit | None = None
) -> Quantity | None:
    """`value / size` when it is exact to three decimals, in a finer unit if need be, else None."""
    for scaled, said in ((value, unit), (value * 1000, _FINER.get(unit))):
        if said is None:
            continue
        ratio = scaled / size
        if ratio * size == scaled and ratio == round(ratio, 3):
            try:
                return Quantity(_trimmed(ratio), per(said, basis) if basis else said)
            except ValueError:
                return None
    return None


def _trimmed(value: Decimal) -> Decimal:
    """Without trailing zeros nor exponent."""
    return Decimal(format(value.normalize(), "f"))


def _read(match: re.Match[str]) -> tuple[Decimal, Unit]:
    factor, unit = _UNITS[match[2].lower()]
    return _decimal(match[1]) * factor, unit


def _decimal(text: str) -> Decimal:
    return Decimal(re.sub(r"[ \u00a0\u202f]", "", text).replace(",", "."))
