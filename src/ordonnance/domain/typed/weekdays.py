"""Reading days of the week: « le lundi et le jeudi », « sauf le dimanche »."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from ordonnance.domain.calendar import TimeUnit
from ordonnance.domain.typed.draft import Draft, Sketch
from ordonnance.domain.typed.phrases import said
from ordonnance.domain.typed.tokens import Token
from ordonnance.domain.typed.vocabulary import WEEKDAYS, WEEKDAYS_SHORT

_EVERY_DAY: Final = (("tous", "les", "jours"), ("ts", "les", "jours"), ("chaque", "jour"))
_OPENINGS: Final = (("sauf",), ("sf",), ("hors",), ("excepte",), ("pas",))
_ARTICLES: Final = frozenset({"le", "les", "la"})
_WEEKEND: Final = (("week", "end"), ("week", "ends"), ("weekend",), ("weekends",), ("we",))
_DAILY: Final = ("moments", "times_of_day")


def weekdays(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« le lundi et le jeudi », « tous les lundis », « du lundi au vendredi »."""
    place = at
    for opening in (("tous", "les"), ("le",), ("les",), ("chaque",), ("du",)):
        if said(tokens, at, *opening):
            place = at + len(opening)
            break
    first = weekday(tokens, place)
    if first is None:
        return None
    ranged = said(tokens, place + 1, "au") and weekday(tokens, place + 2) not in (None, first)
    if said(tokens, at, "du") or ranged:
        last = weekday(tokens, place + 2) if said(tokens, place + 1, "au") else None
        if last is None or last == first:
            return None
        # « du vendredi au lundi » goes over the end of the week.
        days = sorted(day % 7 for day in range(first, last + 1 + 7 * (last < first)))
        return place + 3 if sketch.last.add("weekdays", *days) else None
    return place + 1 if sketch.last.add("weekdays", first) else None


def weekday(tokens: Sequence[Token], at: int) -> int | None:
    """The day of the week at that place, from 0 (Monday); « lun » beside another short day only."""
    if at >= len(tokens):
        return None
    name = tokens[at].text.removesuffix("s")
    if name in WEEKDAYS:
        return WEEKDAYS.index(name)
    if tokens[at].text not in WEEKDAYS_SHORT:
        return None
    beside = _short_day(tokens, at, 1) or _short_day(tokens, at, -1)
    return WEEKDAYS_SHORT.index(tokens[at].text) if beside else None


def _short_day(tokens: Sequence[Token], at: int, way: int) -> bool:
    """True when another short day is the next word that way."""
    place = at + way
    while 0 <= place < len(tokens) and tokens[place].text in (",", "et", "-", "/", "+"):
        place += way
    return 0 <= place < len(tokens) and tokens[place].text in WEEKDAYS_SHORT


def days_off(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« sauf le dimanche », « hors week-end »: the other days of the week, for every take said."""
    whole = next((words for words in _EVERY_DAY if said(tokens, at, *words)), ())
    place = at + len(whole)
    opening = next((words for words in _OPENINGS if said(tokens, place, *words)), None)
    if opening is None or (at > 0 and tokens[at - 1].text == "ne"):
        return None
    named = _named(tokens, place + len(opening))
    if named is None:
        return None
    off, end = named
    days = tuple(day for day in range(7) if day not in off)
    together = [
        draft for draft in sketch.drafts
        if _place(draft) == _place(sketch.last) and not draft.has("weekdays")
    ]  # fmt: skip
    if (
        not days
        or not together
        or not all(_by_day(draft, said_here=bool(whole)) for draft in together)
    ):
        return None
    for draft in together:
        draft.fields["weekdays"] = days
        if draft.fields.get("period") not in (None, Decimal(1)):
            sketch.note("des jours en moins dans un rythme de plusieurs jours\u202f: à compter")
    return end


def _place(draft: Draft) -> tuple[int, int]:
    return draft.stage, draft.group


def _by_day(draft: Draft, *, said_here: bool) -> bool:
    """True when the step is taken by the day, and no day was said."""
    if draft.has("weekdays", "cycle", "count", "bounds_end") or not draft.has("dose", "calculated"):
        return False
    if draft.has("period"):
        return draft.fields["period_unit"] in (TimeUnit.DAY, TimeUnit.HOUR) and not said_here
    return said_here or draft.has(*_DAILY)


def _named(tokens: Sequence[Token], at: int) -> tuple[set[int], int] | None:
    """The days of « le samedi et le dimanche », « les week-ends », and the place after."""
    days: set[int] = set()
    end = place = at
    while place < len(tokens):
        place += tokens[place].text in _ARTICLES
        size = next((len(words) for words in _WEEKEND if said(tokens, place, *words)), 0)
        day = weekday(tokens, place)
        if not size and day is None:
            break
        days |= {5, 6} if day is None else {day}
        end = place = place + (size or 1)
        place += place < len(tokens) and tokens[place].text in ("et", ",", "-", "ou")
    return (days, end) if days else None


def other_days(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« 3 mg le lundi et 2 mg les autres jours »: every day that the dose before leaves."""
    size = 4 if said(tokens, at, "tous", "les", "autres", "jours") else 3
    if size == 3 and not said(tokens, at, "les", "autres", "jours"):
        return None
    if len(sketch.drafts) < 2 or set(sketch.last.fields) != {"dose"}:
        return None
    before = sketch.drafts[-2]
    taken = before.fields.get("weekdays", ())
    if not taken or before.stage != sketch.last.stage or before.has("frequency", *_DAILY):
        return None
    rest = tuple(day for day in range(7) if day not in taken)
    return at + size if rest and sketch.last.put(weekdays=rest) else None
