"""Reading when and how long: moments, hours, weekdays, durations, dates."""

from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.dosage import ANY_MEAL, MAX_OFFSET, Moment
from ordonnance.domain.typed.draft import Sketch
from ordonnance.domain.typed.expressions import DURING
from ordonnance.domain.typed.phrases import (
    found,
    longest,
    number,
    said,
    span,
    time_unit,
    whole,
)
from ordonnance.domain.typed.tokens import Token
from ordonnance.domain.typed.vocabulary import AT_MEALS, DAY_TIMES, MOMENTS, WEEKDAYS

_LASTING = ("pendant", "pdt", "durant", "pd")
_MEAL_OF = {
    part: (AT_MEALS[Moment.BEFORE_MEALS][rank], AT_MEALS[Moment.AFTER_MEALS][rank])
    for rank, part in enumerate(DAY_TIMES)
}


def moment(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« matin et soir », « à midi », « avant les repas »; three meals when moments precede."""
    named = found(tokens, at, MOMENTS)
    if named is None:
        return None
    when, end = named
    last = sketch.last
    if when in ANY_MEAL and not sketch.comma and (meals := _meals(sketch, when)):
        last.fields["moments"] = meals
        return end
    if last.has("times_of_day", "offset") or not last.add("moments", when):
        return None
    return end


def _within(held: tuple[Moment, ...] | None, meal: Moment) -> bool:
    """True when the only moment said holds that meal: morning and breakfast."""
    return held is not None and len(held) == 1 and meal in _MEAL_OF.get(held[0], ())


def _meals(sketch: Sketch, when: Moment) -> tuple[Moment, ...]:
    """The meals of the times of day just said, none when other moments were said."""
    held: tuple[Moment, ...] = sketch.last.fields.get("moments", ())
    if not set(held) <= set(DAY_TIMES):
        return ()
    meals = dict(zip(DAY_TIMES, AT_MEALS[when], strict=True))
    return tuple(meals[each] for each in held)


def worn(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« à laisser en place 12 heures », « à laisser pendant 12 h »: how long one take goes on."""
    opening = ("a", "laisser") if said(tokens, at, "a", "laisser") else ("laisser",)
    if not said(tokens, at, *opening):
        return None
    place = at + len(opening)
    place += 2 * said(tokens, place, "en", "place")
    place += tokens[place].text in _LASTING if place < len(tokens) else 0
    length = number(tokens, place)
    unit = time_unit(tokens, length[1]) if length else None
    if length is None or unit not in (TimeUnit.MINUTE, TimeUnit.HOUR) or not length[0]:
        return None
    if not sketch.last.has("dose"):
        return None
    return length[1] + 1 if sketch.last.put(lasting=length[0], lasting_unit=unit) else None


def away(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« 30 minutes avant le petit déjeuner », « juste après les repas »."""
    offset, place = 0, at + 1
    if not said(tokens, at, "juste"):
        length = number(tokens, at)
        unit = time_unit(tokens, length[1]) if length else None
        if length is None or unit not in (TimeUnit.MINUTE, TimeUnit.HOUR):
            return None
        minutes = length[0] * (60 if unit is TimeUnit.HOUR else 1)
        if minutes != int(minutes) or minutes > MAX_OFFSET:
            return None
        offset, place = int(minutes), length[1] + 1
    named = found(tokens, place, MOMENTS)
    if named is None or tokens[place].text not in ("avant", "apres", "ac", "pc"):
        return None
    last = sketch.last
    if _within(last.fields.get("moments"), named[0]) and not sketch.linked:
        del last.fields["moments"]  # « le matin, 30 minutes avant le petit déjeuner » is one take.
    if last.has("times_of_day") or (last.has("moments") and not last.has("offset")):
        return None
    return named[1] if last.put(offset=offset) and last.add("moments", named[0]) else None


def hours(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« à 8 h », « à 20 h 30 », « 8h 12h 20h »."""
    place = at + 1 if said(tokens, at, "a") else at
    if place >= len(tokens) or tokens[place].value is None:
        return None
    if at > 0 and tokens[at - 1].text in _LASTING:
        return None
    hour, end = tokens[place].value, place + 1
    if not (said(tokens, end, "h") or said(tokens, end, "heures")):
        return None
    if place == at and not (sketch.last.has("times_of_day") or _more_hours(tokens, end)):
        return None
    minute, end = _minutes(tokens, end + 1)
    if hour is None or hour != int(hour) or not 0 <= hour < 24:
        return None
    last = sketch.last
    if last.has("moments") or not last.add("times_of_day", time(int(hour), minute)):
        return None
    return end


def _minutes(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """The two figures after « 20 h », when no unit says that they are something else."""
    given = tokens[at].value if at < len(tokens) else None
    figures = given is not None and tokens[at].end - tokens[at].start == 2
    if given is None or not figures or given >= 60 or time_unit(tokens, at + 1):
        return 0, at
    return int(given), at + 1


def _more_hours(tokens: Sequence[Token], at: int) -> bool:
    """True when another hour follows: « 8h 12h », not « 8 heures » alone."""
    after = at + 1
    while after < len(tokens) and tokens[after].text in (",", "et", "-"):
        after += 1
    return after + 1 < len(tokens) and tokens[after].value is not None and said(
        tokens, after + 1, "h"
    )  # fmt: skip


def weekdays(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« le lundi et le jeudi », « tous les lundis », « du lundi au vendredi »."""
    place = at
    for opening in (("tous", "les"), ("le",), ("les",), ("chaque",), ("du",)):
        if said(tokens, at, *opening):
            place = at + len(opening)
            break
    first = _weekday(tokens, place)
    if first is None:
        return None
    if said(tokens, at, "du"):
        last = _weekday(tokens, place + 2) if said(tokens, place + 1, "au") else None
        if last is None or last <= first:
            return None
        return place + 3 if sketch.last.add("weekdays", *range(first, last + 1)) else None
    return place + 1 if sketch.last.add("weekdays", first) else None


def _weekday(tokens: Sequence[Token], at: int) -> int | None:
    if at >= len(tokens):
        return None
    name = tokens[at].text.removesuffix("s")
    return WEEKDAYS.index(name) if name in WEEKDAYS else None


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
    ranged = at > 0 and tokens[at - 1].text in ("a", "-", "ou")
    if cycle or (not size and (ranged or not (end == len(tokens) or _stops(tokens[end])))):
        return None
    dated = sketch.last.has("bounds_end", "bounds_start")
    if dated or not sketch.last.put(bounds=Duration(value, unit)):
        return None
    if not size:
        sketch.note("durée sans « pendant »")
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


def moment_begins(tokens: Sequence[Token], at: int) -> bool:
    """True where a moment of the day is named."""
    return longest(tokens, at, MOMENTS) > 0
