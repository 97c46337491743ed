"""How much is handed over at once, found by trying one pack more each time."""

from fractions import Fraction
from math import ceil

MONTH = 30
FOUR_WEEKS = 28
TWELVE_WEEKS = 84


def lasts(packs: int, pack_units: int, daily: Fraction) -> Fraction:
    """Days that so many packs last."""
    return Fraction(packs * pack_units) / daily


def whole_packs(pack_units: int, daily: Fraction, *, contraceptive: bool = False) -> int:
    """Packs of one serving, whatever remains."""
    if contraceptive:
        packs = 1
        while lasts(packs + 1, pack_units, daily) <= TWELVE_WEEKS:
            packs += 1
        return packs
    if lasts(1, pack_units, daily) > MONTH:
        return 1
    packs = 1
    while lasts(packs + 1, pack_units, daily) <= MONTH:
        packs += 1
    if lasts(packs, pack_units, daily) >= FOUR_WEEKS:
        return packs
    while lasts(packs, pack_units, daily) < MONTH:
        packs += 1
    return packs


def portion(
    remaining_days: int, pack_units: int, daily: Fraction, *, contraceptive: bool = False
) -> int:
    """Packs of one serving, never more than what remains needs."""
    needed = 0
    while lasts(needed, pack_units, daily) < remaining_days:
        needed += 1
    return min(needed, whole_packs(pack_units, daily, contraceptive=contraceptive))


def to_the_unit(days: int, daily: Fraction) -> int:
    """Units for so many days of a stupéfiant, or of one fraction."""
    return ceil(days * daily)
