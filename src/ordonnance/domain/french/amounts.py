"""A number with its unit: « 1 comprimé et demi », « deux milligrammes et demi »."""

from decimal import Decimal

from ordonnance.domain.french.numbers import (
    HALVES_UP_TO,
    Gender,
    in_figures,
    in_words,
    third_in_words,
)
from ordonnance.domain.french.plurals import Noun, noun_of
from ordonnance.domain.french.typography import NARROW, elided

_HALF = Decimal("0.5")
_PARTS = {
    Decimal("0.25"): "un quart", Decimal("0.5"): "un demi", Decimal("0.75"): "trois quarts",
}  # fmt: skip
_QUARTERS = {Decimal("0.25"): "un quart", Decimal("0.75"): "trois quarts"}


def amount_in_figures(value: Decimal, label: str) -> str:
    """« 2 comprimés », « 1 gélule et demie », « un demi-comprimé », « 2,5 mg »."""
    noun = noun_of(label)
    if noun.symbol is not None:
        return f"{in_figures(value)}{NARROW}{noun.symbol}"
    part = _part(value, noun, quarters=True)
    if part is not None:
        return part
    whole = int(value)
    if (third := third_in_words(value)) is not None:
        return f"{in_figures(whole)} {_agreed(noun, value)} et {third}"
    if value - whole == _HALF:
        return f"{in_figures(whole)} {_agreed(noun, value)} et {_half(noun)}"
    return f"{in_figures(value)} {_agreed(noun, value)}"


def amount_in_words(value: Decimal, label: str) -> str:
    """« deux comprimés », « deux milligrammes et demi », « zéro virgule un milligramme »."""
    noun = noun_of(label)
    part = _part(value, noun, quarters=noun.symbol is None)
    if part is not None:
        return part
    whole = int(value)
    if (third := third_in_words(value)) is not None:
        return f"{in_words(whole, noun.gender)} {_agreed(noun, value)} et {third}"
    if value - whole == _HALF and whole <= HALVES_UP_TO:
        return f"{in_words(whole, noun.gender)} {_agreed(noun, value)} et {_half(noun)}"
    said = in_words(value, noun.gender, halves=False)
    if said.endswith(("million", "millions")):
        return f"{said} {elided('de', noun.plural)}"
    return f"{said} {_agreed(noun, value)}"


def range_in_figures(low: Decimal, high: Decimal, label: str) -> str:
    """« 1 à 2 comprimés »; a single amount when both ends are equal."""
    if low == high:
        return amount_in_figures(high, label)
    noun = noun_of(label)
    if noun.symbol is not None:
        return f"{in_figures(low)} à {in_figures(high)}{NARROW}{noun.symbol}"
    least = _PARTS.get(low, in_figures(low))
    return f"{least} à {in_figures(high)} {_agreed(noun, high)}"


def range_in_words(low: Decimal, high: Decimal, label: str) -> str:
    """« un à deux comprimés », « un demi à un comprimé »."""
    if low == high:
        return amount_in_words(high, label)
    return f"{in_words(low, noun_of(label).gender)} à {amount_in_words(high, label)}"


def _part(value: Decimal, noun: Noun, *, quarters: bool) -> str | None:
    if value == _HALF:
        return f"{in_words(1, noun.gender)} demi-{noun.singular}"
    if value < 1 and (third := third_in_words(value)) is not None:
        return f"{third} {elided('de', noun.singular)}"
    if quarters and value in _QUARTERS:
        return f"{_QUARTERS[value]} {elided('de', noun.singular)}"
    return None


def _half(noun: Noun) -> str:
    return "demie" if noun.gender is Gender.FEMININE else "demi"


def _agreed(noun: Noun, value: Decimal) -> str:
    """French plurals begin at two: « 1,5 comprimé », « 0 comprimé »."""
    return noun.plural if value >= 2 else noun.singular
