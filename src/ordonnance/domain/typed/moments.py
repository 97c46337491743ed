"""Reading moments of the day: « matin et soir », « avant les 3 repas », « 30 min avant dîner »."""

from collections.abc import Sequence
from decimal import Decimal

from ordonnance.domain.calendar import TimeUnit
from ordonnance.domain.dosage import ANY_MEAL, MAX_OFFSET, Moment
from ordonnance.domain.typed.clock import HOURS_OF, hour_ahead, part_holds
from ordonnance.domain.typed.draft import Sketch
from ordonnance.domain.typed.phrases import (
    found,
    longest,
    number,
    said,
    time_unit,
)
from ordonnance.domain.typed.tokens import Token
from ordonnance.domain.typed.vocabulary import (
    AT_MEALS,
    DAY_TIMES,
    MOMENTS,
    THREE_MEALS,
)

_LASTING = ("pendant", "pdt", "durant", "pd")
_CLOSER = frozenset({"a", "au", "en", "avant", "apres", "pendant", "avec"})
_PARTS_OF_DAY = {
    Moment.MORNING: (
        Moment.WAKING, Moment.EARLY_MORNING, Moment.LATE_MORNING, Moment.BREAKFAST,
        Moment.BEFORE_BREAKFAST, Moment.AFTER_BREAKFAST,
    ),
    Moment.NOON: (Moment.LUNCH, Moment.BEFORE_LUNCH, Moment.AFTER_LUNCH),
    Moment.EVENING: (
        Moment.BEDTIME, Moment.EARLY_EVENING, Moment.LATE_EVENING, Moment.DINNER,
        Moment.BEFORE_DINNER, Moment.AFTER_DINNER,
    ),
}  # fmt: skip
"""What one may say more closely of each part of the day."""
_EVERY_MEAL = frozenset({"les", "chaque", "aux"})
_APART = frozenset({*AT_MEALS, *AT_MEALS[Moment.BEFORE_MEALS], *AT_MEALS[Moment.AFTER_MEALS]})
"""Moments that say before or after by themselves."""
_MEAL_OF = {
    part: (AT_MEALS[Moment.BEFORE_MEALS][rank], AT_MEALS[Moment.AFTER_MEALS][rank])
    for rank, part in enumerate(DAY_TIMES)
}


def moment(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« matin et soir », « à midi », « avant les repas »; three meals when moments precede."""
    three = found(tokens, at, THREE_MEALS)
    if three is not None:
        return _three_meals(sketch, three[0]) and three[1]
    named = found(tokens, at, MOMENTS)
    if named is None:
        return None
    when, end = named
    if _before_its_dose(tokens, end, sketch):
        sketch.begin()
    last = sketch.last
    if when in ANY_MEAL and tokens[end - 2].text in _EVERY_MEAL and _meals_of_each(sketch, when):
        return end
    if when in ANY_MEAL and not sketch.comma and (meals := _meals(sketch, when)):
        last.fields["moments"] = meals
        return end
    if not last.has("moments") and hour_ahead(tokens, end) in HOURS_OF.get(when, ()):
        return end  # « le matin à 8 h et le soir à 20 h »: the hours say it.
    hours_said = last.fields.get("times_of_day", ())
    if not sketch.linked and not sketch.comma and len(hours_said) == 1:
        return end if part_holds((when,), hours_said[0].hour) else None
    if _refines(tokens, at, sketch, when):
        if sketch.comma:
            sketch.note("deux moments séparés d'une virgule, lus comme un seul")
        last.fields["moments"] = last.fields["moments"][:-1]
    if last.has("times_of_day", "offset") or not last.add("moments", when):
        return None
    return end


def _before_its_dose(tokens: Sequence[Token], end: int, sketch: Sketch) -> bool:
    """« matin : 1 cp, soir : 2 cp »: each moment stands before its dose, as the first one did."""
    order = [name for name in sketch.last.fields if name in ("moments", "dose")]
    if order != ["moments", "dose"]:
        return False
    place = end + said(tokens, end, ":")
    return number(tokens, place) is not None and not said(tokens, place + 1, "/")


def _refines(tokens: Sequence[Token], at: int, sketch: Sketch, when: Moment) -> bool:
    """« tous les soirs au coucher », « le matin au réveil » is one take, said more closely."""
    held: tuple[Moment, ...] = sketch.last.fields.get("moments", ())
    if sketch.linked or not held or tokens[at].text not in _CLOSER:
        return False
    # « matin midi soir au coucher » may be four takes; « … et soir au dîner » is no other one.
    alone = len(held) == 1 or (when is not Moment.BEDTIME and not sketch.comma)
    return alone and when in _PARTS_OF_DAY.get(held[-1], ())


def _three_meals(sketch: Sketch, when: Moment) -> bool | None:
    """« avant les 3 repas »: the meals of morning, noon and evening, when nothing else was said."""
    last = sketch.last
    said_before = {*last.fields.get("moments", ())}
    if last.has("times_of_day", "offset") or not said_before <= {*DAY_TIMES}:
        return None
    held = last.fields.get("moments", DAY_TIMES)
    if len(held) != len(DAY_TIMES) or last.fields.get("frequency", 3) != 3:
        return None
    last.fields["moments"] = AT_MEALS[when]
    return True


def _meals_of_each(sketch: Sketch, when: Moment) -> bool:
    """« 6 UI le matin, 8 UI à midi et 6 UI le soir avant les repas »: said for the three."""
    together = [
        draft for draft in sketch.drafts
        if (draft.stage, draft.group) == (sketch.last.stage, sketch.last.group)
    ]  # fmt: skip
    meals = dict(zip(DAY_TIMES, AT_MEALS[when], strict=True))
    held = [draft.fields.get("moments", ()) for draft in together]
    if len(together) < 2 or not all(each and set(each) <= set(meals) for each in held):
        return False
    for draft in together:
        draft.fields["moments"] = tuple(meals[each] for each in draft.fields["moments"])
    return True


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
        length = _half_hour(tokens, at) or number(tokens, at)
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
    if named[0] not in _APART:
        return None  # « 1 h avant le coucher »: R4 counts from bedtime onwards, never before.
    last = sketch.last
    if _within(last.fields.get("moments"), named[0]) and not sketch.linked:
        del last.fields["moments"]  # « le matin, 30 minutes avant le petit déjeuner » is one take.
    if last.has("times_of_day") or (last.has("moments") and not last.has("offset")):
        return None
    return named[1] if last.put(offset=offset) and last.add("moments", named[0]) else None


def _half_hour(tokens: Sequence[Token], at: int) -> tuple[Decimal, int] | None:
    """« 1/2 h avant le repas »: a part that a unit of time follows is read nowhere else."""
    part = tokens[at : at + 3]
    if [token.text for token in part] != ["1", "/", "2"] or (at > 0 and tokens[at - 1].value):
        return None
    return (Decimal("0.5"), at + 3) if time_unit(tokens, at + 3) is TimeUnit.HOUR else None


def moment_begins(tokens: Sequence[Token], at: int) -> bool:
    """True where a moment of the day is named."""
    return longest(tokens, at, MOMENTS) > 0
