"""Exact amounts with a unit: decimals, never binary floating point."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

MAX_DECIMALS = 3
"""Places after the comma: one microgram is the finest step of a dose written in milligrams."""

MOST_OF_A_THIRD = 12
"""Decimals of a third, at most."""

MAX_VALUE = Decimal(999_999_999)
"""The largest amount that can be written in words (penicillins are dosed in millions of UI)."""


def checked_amount(value: Decimal, *, name: str = "quantité") -> Decimal:
    """Return `value` unchanged, or raise ValueError: finite, 0 to `MAX_VALUE`, 3 decimals at most
    or a rounded third.

    A float or an int raises TypeError: an amount is a Decimal from the door inwards.
    """
    if not isinstance(value, Decimal):
        raise TypeError(f"{name} : un Decimal est attendu")
    if not value.is_finite():
        raise ValueError(f"{name} : la valeur doit être un nombre fini")
    if value < 0:
        raise ValueError(f"{name} : la valeur ne peut pas être négative")
    if value > MAX_VALUE:
        raise ValueError(f"{name} : la valeur est trop grande")
    if value.is_zero():
        return value
    exponent = value.normalize().as_tuple().exponent
    if (not isinstance(exponent, int) or exponent < -MAX_DECIMALS) and third_of(value) is None:
        raise ValueError(f"{name} : trois décimales au plus, ou un tiers")
    return value


def third_of(value: Decimal) -> Fraction | None:
    """The thirds that a value with four to twelve decimals rounds, None when it rounds none.

    0.3333333 is one third of a tablet, as software writes it; 0.333 is 333 thousandths.
    """
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or not MAX_DECIMALS < -exponent <= MOST_OF_A_THIRD:
        return None
    if value > MAX_VALUE:
        return None
    near = Fraction(round(value * 3), 3)
    scaled = near * 10**-exponent
    # Rounded to the nearest, or cut (0.666 666): both are written.
    rounded = Fraction(value) * 10**-exponent in (round(scaled), floor(scaled))
    return near if rounded and near.denominator == 3 else None


def exact(value: Decimal) -> Fraction:
    """What a value is in arithmetic: itself, or the third that it rounds."""
    third = third_of(value)
    return Fraction(value) if third is None else third


@dataclass(frozen=True, slots=True)
class Unit:
    """What is counted: the French singular (« comprimé », « ml »), and its code if it has one."""

    label: str
    code: str | None = None
    system: str | None = None

    def __post_init__(self) -> None:
        if not self.label.strip():
            raise ValueError("unité : le libellé est obligatoire")
        if (self.code is None) != (self.system is None):
            raise ValueError("unité : un code va avec son système de codage")

    def same_as(self, other: "Unit") -> bool:
        """True when both count the same thing: same code, or same label when a code is missing."""
        if self.code is not None and other.code is not None:
            return (self.system, self.code) == (other.system, other.code)
        return self.label.strip().casefold() == other.label.strip().casefold()


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount of a unit, such as 2.5 ml. Raises ValueError on a value that is not exact."""

    value: Decimal
    unit: Unit

    def __post_init__(self) -> None:
        checked_amount(self.value)
