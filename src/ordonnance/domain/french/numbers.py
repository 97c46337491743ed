"""Numbers in French words (traditional spelling) and in French figures."""

from decimal import Decimal
from enum import StrEnum

from ordonnance.domain.french.typography import NARROW
from ordonnance.domain.quantity import checked_amount, third_of

HALVES_UP_TO = 9_999
"""Above, a half is said « virgule cinq »: « un million et demi » would mean another number."""

_SMALL = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
    "douze", "treize", "quatorze", "quinze", "seize",
)  # fmt: skip
_TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante"}
_HALF = Decimal("0.5")


class Gender(StrEnum):
    """Grammatical gender of what is counted."""

    MASCULINE = "m"
    FEMININE = "f"


def in_words(
    value: Decimal | int, gender: Gender = Gender.MASCULINE, *, halves: bool = True
) -> str:
    """The number in words: « vingt et un », « deux et demi », « zéro virgule vingt-cinq ».

    Traditional hyphens: inside a number below one hundred, except around « et ». With `halves`
    false, 2.5 is « deux virgule cinq ». Raises ValueError below 0, above 999 999 999 or beyond
    three decimals.
    """
    number = checked_amount(Decimal(value) if isinstance(value, int) else value)
    whole = int(number)
    rest = number - whole
    if not rest:
        return _whole(whole, gender)
    if (third := third_in_words(number)) is not None:
        return f"{_whole(whole, gender)} et {third}" if whole else third
    if halves and rest == _HALF and whole <= HALVES_UP_TO:
        half = "demie" if gender is Gender.FEMININE else "demi"
        if whole == 0:
            return f"{_whole(1, gender)} {half}"
        return f"{_whole(whole, gender)} et {half}"
    digits = f"{rest.normalize():f}".removeprefix("0.")
    zeros = len(digits) - len(digits.lstrip("0"))
    decimals = ["zéro"] * zeros + [_whole(int(digits), Gender.MASCULINE)]
    return f"{_whole(whole, gender)} virgule {' '.join(decimals)}"


def in_figures(value: Decimal | int) -> str:
    """The number in figures: « 1 000 », « 2,5 » (decimal comma, narrow no-break spaces)."""
    number = checked_amount(Decimal(value) if isinstance(value, int) else value)
    if (third := third_of(number)) is not None:
        over = f"{third.numerator % 3}/3"
        return f"{in_figures(int(third))} {over}" if third > 1 else over
    whole, _, decimals = f"{number:f}".partition(".")
    decimals = decimals.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", NARROW)
    return f"{grouped},{decimals}" if decimals else grouped


def third_in_words(value: Decimal) -> str | None:
    """« un tiers », « deux tiers »: what a value is above its whole part, None when no third."""
    third = third_of(value)
    return None if third is None else {1: "un tiers", 2: "deux tiers"}[third.numerator % 3]


def _whole(number: int, gender: Gender) -> str:
    if number < 1_000:
        return _below_thousand(number, gender, final=True)
    parts: list[str] = []
    millions, below = divmod(number, 1_000_000)
    if millions:
        noun = "million" if millions == 1 else "millions"
        parts.append(f"{_below_thousand(millions, Gender.MASCULINE, final=True)} {noun}")
    thousands, units = divmod(below, 1_000)
    if thousands > 1:
        parts.append(_below_thousand(thousands, Gender.MASCULINE, final=False))
    if thousands:
        parts.append("mille")
    if units:
        parts.append(_below_thousand(units, gender, final=True))
    return " ".join(parts)


def _below_thousand(number: int, gender: Gender, *, final: bool) -> str:
    """`final` False before « mille », where « cent » and « quatre-vingt » take no s."""
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _below_hundred(rest, gender, final=final)
    if hundreds == 1:
        head = "cent"
    else:
        head = f"{_SMALL[hundreds]} {'cents' if final and not rest else 'cent'}"
    return f"{head} {_below_hundred(rest, gender, final=final)}" if rest else head


def _below_hundred(number: int, gender: Gender, *, final: bool) -> str:
    if number < 20:
        return _below_twenty(number, gender)
    if number == 80:
        return "quatre-vingts" if final else "quatre-vingt"
    if number > 80:
        return f"quatre-vingt-{_below_twenty(number - 80, gender)}"
    if number >= 60:
        tens, units = "soixante", number - 60
    else:
        tens, units = _TENS[number // 10], number % 10
    if not units:
        return tens
    link = " et " if units in {1, 11} else "-"
    return f"{tens}{link}{_below_twenty(units, gender)}"


def _below_twenty(number: int, gender: Gender) -> str:
    if number == 1 and gender is Gender.FEMININE:
        return "une"
    return _SMALL[number] if number <= 16 else f"dix-{_SMALL[number - 10]}"
