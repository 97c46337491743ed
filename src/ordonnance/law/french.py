"""French pieces of the sentences of findings: durations, dates, quantities."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from ordonnance.domain.calendar import Duration, TimeUnit

_UNITS = {
    TimeUnit.DAY: ("jour", "jours"),
    TimeUnit.WEEK: ("semaine", "semaines"),
    TimeUnit.MONTH: ("mois", "mois"),
    TimeUnit.YEAR: ("an", "ans"),
}


def duration_text(duration: Duration) -> str:
    """« 12 semaines »."""
    one, many = _UNITS[duration.unit]
    return f"{duration.value} {many if duration.value > 1 else one}"


def opening(text: str) -> str:
    """The same text with a capital, to open a sentence: « Le tramadol par voie orale »."""
    return f"{text[:1].upper()}{text[1:]}"


_CONTRACTED = {"de": {"le": "du", "les": "des"}, "à": {"le": "au", "les": "aux"}}


_VOWELS = frozenset("aàâäeéèêëhiîïoôöœuùûü")


def filled(template: str, facts: Mapping[str, str]) -> str:
    """The sentence with its facts: « du tramadol », not « de le », and a capital to open it."""
    subject = facts.get("subject", "")
    article, _, named = subject.partition(" ")
    for preposition, forms in _CONTRACTED.items():
        if article in forms:
            said = f"{forms[article]} {named}".replace("{", "{{").replace("}", "}}")
            template = template.replace(f"{preposition} {{subject}}", said)
    if subject[:1].casefold() in _VOWELS:
        template = template.replace("de {subject}", "d’{subject}")
    return opening(template.format_map(facts))


def days_text(days: int) -> str:
    """« 1 jour », « 84 jours »."""
    return f"{days} jour" if -2 < days < 2 else f"{days} jours"


def date_text(day: date) -> str:
    """« 12/03/2026 »."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


_SPACED = {"« ": "«\u202f", " »": "\u202f»", " :": "\u202f:", " ;": "\u202f;", " !": "\u202f!",
           " ?": "\u202f?"}  # fmt: skip


@lru_cache(maxsize=1024)
def typographic(text: str) -> str:
    """The same text with narrow no-break spaces inside quotes and before double punctuation.

    Kept: most are templates of the rules.
    """
    for plain, spaced in _SPACED.items():
        text = text.replace(plain, spaced)
    return text


def plural(value: Decimal | int, one: str, many: str) -> str:
    """« 1 boîte », « 2,5 boîtes »."""
    return f"{number_text(value)} {one if -2 < value < 2 else many}"


def number_text(value: Decimal | Fraction | int) -> str:
    """A number with a decimal comma and at most three decimals."""
    if isinstance(value, Fraction):
        value = Decimal(value.numerator) / Decimal(value.denominator)
    rounded = Decimal(value).quantize(Decimal("0.001"))
    text = f"{rounded:f}".rstrip("0").rstrip(".") if rounded % 1 else f"{int(rounded)}"
    return text.replace(".", ",")
