"""Reading a dose said twice: « 2 cp/j (1 matin et 1 soir) », « 250 mg (1 cp) matin et soir »."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from ordonnance.domain.calendar import TimeUnit
from ordonnance.domain.dosage import ANY_MEAL, Dose, Moment
from ordonnance.domain.french.amounts import amount_in_figures
from ordonnance.domain.quantity import Unit
from ordonnance.domain.typed.amounts import counted
from ordonnance.domain.typed.draft import FREQUENCY, Draft, Sketch
from ordonnance.domain.typed.phrases import found, number, said
from ordonnance.domain.typed.tokens import Token
from ordonnance.domain.typed.vocabulary import MEASURES, MOMENTS, UNITS

_BETWEEN: Final = frozenset({",", "et", "+", "-"})
_OPENINGS: Final = frozenset({"(", ":", "soit", "dont", "="})
_DAY_OF_FOUR: Final = (Moment.MORNING, Moment.NOON, Moment.EVENING, Moment.BEDTIME)


def by_take(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« 2 cp/j (1 matin et 1 soir) », « 4 cp/j (2-0-2) »: the takes, when they make the day."""
    if tokens[at].text not in _OPENINGS or not _of_a_day(sketch.last):
        return None
    start = at + 1
    listed = _named(tokens, start) or _dashed(tokens, start)
    dose: Dose = sketch.last.fields["dose"]
    if listed is None or sum(amount for amount, _ in listed[0]) != dose.high:
        return None
    takes, end = listed
    shared = {k: v for k, v in sketch.last.fields.items() if k not in (*FREQUENCY, "dose")}
    drafts = [sketch.last]
    drafts[0].fields = {}
    amounts = list(dict.fromkeys(amount for amount, _ in takes))
    for rank, amount in enumerate(amounts):
        draft = drafts[0] if not rank else sketch.begin_beside()
        moments = tuple(moment for each, moment in takes if each == amount)
        draft.fields |= shared | {"dose": Dose.of(amount, dose.unit), "moments": moments}
    return end + said(tokens, end, ")")


def _of_a_day(draft: Draft) -> bool:
    """True for so much a day, and nothing said of when."""
    fields = draft.fields
    if "dose" not in fields or fields["dose"].low != fields["dose"].high:
        return False
    daily = [fields.get(name) for name in ("frequency", "period", "period_unit")]
    rest = set(fields) - {"dose", "route", "bounds", *FREQUENCY}
    return daily == [1, Decimal(1), TimeUnit.DAY] and not rest


def _named(tokens: Sequence[Token], at: int) -> tuple[list[tuple[Decimal, Moment]], int] | None:
    """« 1 matin et 1 soir », with or without the unit, and the place after."""
    takes: list[tuple[Decimal, Moment]] = []
    end = place = at
    while (amount := number(tokens, place)) is not None:
        unit = found(tokens, amount[1], UNITS)
        moment = found(tokens, unit[1] if unit else amount[1], MOMENTS)
        if moment is None or moment[0] in ANY_MEAL or moment[0] in {each for _, each in takes}:
            return None
        takes.append((amount[0], moment[0]))
        end = place = moment[1]
        while place < len(tokens) and tokens[place].text in _BETWEEN:
            place += 1
    return (takes, end) if len(takes) > 1 and all(amount for amount, _ in takes) else None


def _dashed(tokens: Sequence[Token], at: int) -> tuple[list[tuple[Decimal, Moment]], int] | None:
    """« 2-0-2 », and the place after."""
    amounts: list[Decimal] = []
    place = at
    while (amount := number(tokens, place)) is not None and len(amounts) < len(_DAY_OF_FOUR):
        amounts.append(amount[0])
        place = amount[1]
        if not said(tokens, place, "-"):
            break
        place += 1
    if len(amounts) < len(_DAY_OF_FOUR) - 1:
        return None
    takes = list(zip(amounts, _DAY_OF_FOUR, strict=False))
    return [(amount, moment) for amount, moment in takes if amount], place


def two_units(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« 250 mg (1 cp) matin et soir », « 1 cp soit 500 mg »: tablets count, the rest is words."""
    held = sketch.last.fields.get("dose")
    opened = said(tokens, at, "(")
    if held is None or set(sketch.last.fields) != {"dose"}:
        return None
    if not (opened or said(tokens, at, "soit") or said(tokens, at, "=")):
        return None
    other = counted(tokens, at + 1)
    if other is None or other.low != other.high or held.low != held.high or not other.high:
        return None
    if (held.unit.label in MEASURES) == (other.unit in MEASURES):
        return None
    if opened and (held.unit.label not in MEASURES or not said(tokens, other.end, ")")):
        return None  # « 2 cp (500 mg) »: a strength, most likely.
    told = Dose.of(other.high, Unit(other.unit))
    count, measure = (told, held) if held.unit.label in MEASURES else (held, told)
    sketch.last.fields["dose"] = count
    sketch.last.add("instructions", f"soit {amount_in_figures(measure.high, measure.unit.label)}")
    sketch.note("dose dite de deux façons")
    return other.end + opened
