"""Exact amounts with a unit: decimals, never binary floating point."""

from dataclasses import dataclass
from decimal import Decimal

MAX_DECIMALS = 3
"""Places after the comma: one microgram is the finest step of a dose written in milligrams."""

MAX_VALUE = Decimal(999_999_999)
"""The largest amount that can be written in words (penicillins are dosed in millions of UI)."""


def checked_amount(value: Decimal, *, name: str = "quantité") -> Decimal:
    """Return `value` unchanged, or raise ValueError: finite, 0 to `MAX_VALUE`, 3 decimals at most.

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
    if not isinstance(exponent, int) or exponent < -MAX_DECIMALS:
        raise ValueError(f"{name} : trois décimales au plus")
    return value


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
