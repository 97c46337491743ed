"""Reading how long and until when: « pendant 7 jours », « jusqu'au 12/03/2026 »."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.typed.draft import Sketch
from ordonnance.domain.typed.expressions import DURING
from ordonnance.domain.typed.phrases import longest, number, said, span, time_unit, whole
from ordonnance.domain.typed.tokens import Token

UNSAID_DURING = "durée sans « pendant »"
"""« 7 j » at the end of a phrase may be something else; at the end of a line it is its length."""

_AFTERWARDS = frozenset(
    {"a", "-", "ou", "cycle", "dans", "apres", "avant", "depuis", "vers", "toutes"}
)
"""Before « 3 mois », words that make it anything but a length."""


def duration(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« pendant 7 jours », « qsp 1 mois », « x 10j », and « 7j » at the end with care."""
    first = _first_day(tokens, at)
    if first is not None:
        return first if sketch.last.put(bounds=Duration(1, TimeUnit.DAY)) else None
    size = longest(tokens, at, DURING)
    length = number(tokens, at + size)
    if length is None:
        return None
    if size and (between := _between(tokens, at + size, sketch)) is not None:
        return between
    value, unit = whole(length[0]), time_unit(tokens, length[1])
    end = length[1] + 1
    if value is None or unit is None or unit in (TimeUnit.MINUTE, TimeUnit.HOUR):
        return None
    cycle = said(tokens, end, "sur") and number(tokens, end + 1) is not None
    ranged = at > 0 and (
        tokens[at - 1].text in _AFTERWARDS
        or said(tokens, at - 2, "bout")
        or said(tokens, at - 2, "cycle")
    )
    if cycle or (not size and (ranged or not (end == len(tokens) or _stops(tokens[end])))):
        return None
    dated = sketch.last.has("bounds_end", "bounds_start")
    if dated or not sketch.last.put(bounds=Duration(value, unit)):
        return None
    if not size:
        sketch.note(UNSAID_DURING)
    elif tokens[at].text == "pst":
        sketch.note("« pst » lu « pendant »")
    return end


def _first_day(tokens: Sequence[Token], at: int) -> int | None:
    """« le 1er jour »: one day."""
    place = at + 1 if said(tokens, at, "le") else at
    ranked = place < len(tokens) and tokens[place].value == 1 and said(tokens, place + 1, "er")
    named = said(tokens, place, "premier")
    end = place + 2 if ranked else place + 1
    if not (ranked or named) or time_unit(tokens, end) is not TimeUnit.DAY:
        return None
    return end + 1


def _between(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« pendant 2 à 4 semaines » has no place in the structure: it stays as words."""
    low, high, end = span(tokens, at) or (Decimal(0), Decimal(0), at)
    unit = time_unit(tokens, end)
    if low == high or unit in (None, TimeUnit.MINUTE, TimeUnit.HOUR):
        return None
    sketch.note("durée donnée entre deux bornes, gardée en toutes lettres")
    said_so = f"pendant {low:f} à {high:f} {tokens[end].text}"
    return end + 1 if sketch.last.add("instructions", said_so) else None


def _stops(token: Token) -> bool:
    return token.text in (".", ";", ",", "puis")


def dates(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« du 01/03/2026 au 07/03/2026 », « à partir du … », « jusqu'au … »; ends included."""
    for opening, name in (
        (("du",), "bounds_start"), (("a", "partir", "du"), "bounds_start"),
        (("a", "compter", "du"), "bounds_start"), (("jusqu", "au"), "bounds_end"),
        (("au",), "bounds_end"),
    ):  # fmt: skip
        if not said(tokens, at, *opening):
            continue
        day = _day(tokens, at + len(opening))
        if day is None or (opening == ("au",) and not sketch.last.has("bounds_start")):
            continue
        if sketch.last.has("bounds"):
            return None
        return at + len(opening) + 1 if sketch.last.put(**{name: day}) else None
    return None


def _day(tokens: Sequence[Token], at: int) -> date | None:
    text = tokens[at].text if at < len(tokens) else ""
    if len(text) != 10 or text[2] != "/":
        return None
    try:
        return date(int(text[6:]), int(text[3:5]), int(text[:2]))
    except ValueError:
        return None
