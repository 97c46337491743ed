"""Reading how much: doses, and schedules such as 1-0-1."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from ordonnance.domain.calendar import TimeUnit
from ordonnance.domain.dosage import Dose, Moment, Rate
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.domain.typed.draft import Draft, Sketch
from ordonnance.domain.typed.expressions import DURING, OTHER_DAY
from ordonnance.domain.typed.phrases import found, longest, number, said, span, time_unit
from ordonnance.domain.typed.tokens import Token
from ordonnance.domain.typed.vocabulary import MEASURES, MOMENTS, PER_BODY, READ_WITH_CARE, UNITS
from ordonnance.domain.typed.weekdays import weekday

UNSAID = "unité de prise"
"""What « 1-0-1 » alone counts."""

EVERY_OTHER = Decimal(2)
"""The period of « un jour sur deux », to which a second dose may answer."""

_NO_LENGTH = frozenset({"/", "les", "par", "sur", "a", "dans", "apres", "de", "chaque", "fois"})
_LENGTH_WITHIN = 12
"""Words after a dose among which its own length is looked for."""

_TIMES_OF_DAY = frozenset({"matin", "midi", "soir", "coucher", "nuit", "mat"})

_SUMS = frozenset("*/=<>")
"""Signs of a sum to be done (« poids * 75 / 200 ml »): what follows is no dose."""


class Counted(NamedTuple):
    """An amount with its unit, the place after it, and a word that had two readings."""

    low: Decimal
    high: Decimal
    unit: str
    end: int
    note: str | None = None


def counted(tokens: Sequence[Token], at: int) -> Counted | None:
    """« 1 à 2 comprimés », « 1 cp et demi », « trois quarts de comprimé », « 2,5 ml »."""
    amount = span(tokens, at)
    if amount is None:
        return None
    low, high, end = amount
    if end < len(tokens) and tokens[end].text in ("de", "d") and 0 < low < 1:
        end += 1
    named, note = found(tokens, end, UNITS), None
    if named is None:
        careful = found(tokens, end, READ_WITH_CARE)
        if careful is None:
            return None
        named, note = (careful[0][0], careful[1]), careful[0][1]
    unit, end = named
    if said(tokens, end, "et", "demi") or said(tokens, end, "et", "demie"):
        low, high, end = low + Decimal("0.5"), high + Decimal("0.5"), end + 2
    elif unit not in MEASURES and low == high and (part := _part(tokens, end)) is not None:
        low, high, end = low + part, high + part, end + 3
    return Counted(low, high, unit, end, note)


def _part(tokens: Sequence[Token], at: int) -> Decimal | None:
    """« 1 cp 1/2 »: the part after the unit, unless a rhythm follows it (« 1 cp 1/j »)."""
    part = number(tokens, at)
    halves = part is not None and part[1] == at + 3 and 0 < part[0] < 1
    return part[0] if part is not None and halves else None


def dose(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """A dose: of the step being read when it has none, else of a new one linked to it."""
    if at > 0 and (tokens[at - 1].text in _SUMS or _may_be_thousands(tokens, at)):
        return None
    read = counted(tokens, at)
    if read is None:
        return _again(tokens, at, sketch)
    if read.high == 0:
        return None
    body = found(tokens, read.end + 1, PER_BODY) if said(tokens, read.end, "/") else None
    label, end, name = read.unit, read.end, "dose"
    if body is not None and label in MEASURES:
        label, end, name = f"{label}/{body[0]}", body[1], "calculated"
    flow = _flow(tokens, end) if read.unit in MEASURES else None
    follows = _follows(tokens, end, sketch)
    draft = sketch.begin(stage=1) if follows else _open(sketch, label)
    if follows:
        sketch.note("étapes lues l'une après l'autre")
    if draft is None:
        return None
    if flow is not None:
        rate = Rate(Quantity(read.high, Unit(label)), Decimal(1), flow)
        return end + 2 if read.low == read.high and draft.put(rate=rate) else None
    draft.put(**{name: Dose(read.low, read.high, Unit(label))})
    if read.note:
        sketch.note(read.note)
    return end


def rather(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« 1 cp voire 2 »: a range, said after the unit."""
    held = sketch.last.fields.get("dose")
    amount = number(tokens, at + 1) if said(tokens, at, "voire") else None
    if amount is None or held is None or held.low != held.high or amount[0] <= held.high:
        return None
    if set(sketch.last.fields) != {"dose"}:
        return None
    sketch.last.fields["dose"] = Dose(held.low, amount[0], held.unit)
    unit = found(tokens, amount[1], UNITS)
    return unit[1] if unit is not None and unit[0] == held.unit.label else amount[1]


def _may_be_thousands(tokens: Sequence[Token], at: int) -> bool:
    """True at the 500 of « 1 500 mg »: one of 500 mg, or fifteen hundred."""
    before, here = tokens[at - 1], tokens[at]
    return before.value is not None and here.value is not None and here.end - here.start == 3


def _follows(tokens: Sequence[Token], at: int, sketch: Sketch) -> bool:
    """« 3 cp/j pdt 3 j, 2 cp/j pdt 3 j »: each dose has its own length, so one follows the other.

    True when the step before has one, and when one comes before the next dose, unless another
    moment does: « 2 cp le matin 7 j, 1 cp le soir 7 j » is one day.
    """
    last = sketch.last
    if not (sketch.comma or sketch.linked) or not last.has("dose") or not last.has("bounds"):
        return False
    if last.has("as_needed", "count", "band", "cycle"):
        return False
    for place in range(at, min(at + _LENGTH_WITHIN, len(tokens))):
        if tokens[place].text == "puis" or (place > at and counted(tokens, place)):
            return False
        moment = found(tokens, place, MOMENTS)
        if moment is not None and moment[0] not in last.fields.get("moments", (moment[0],)):
            return False
        opened = longest(tokens, place, DURING)
        length = number(tokens, place + opened)
        unit = time_unit(tokens, length[1]) if length else None
        every_so_many = not opened and tokens[place - 1].text in _NO_LENGTH
        if unit not in (None, TimeUnit.MINUTE, TimeUnit.HOUR) and not every_so_many:
            return True
    return False


def _flow(tokens: Sequence[Token], at: int) -> TimeUnit | None:
    """« /h », « / min » after a measure: it flows; « /8 h » is how often it is given."""
    unit = time_unit(tokens, at + 1) if said(tokens, at, "/") else None
    return unit if unit in (TimeUnit.HOUR, TimeUnit.MINUTE) else None


def _again(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« …, 1 le soir », « … et 1 à 20 h », « puis 2 le soir »: a bare number counts the same."""
    held = sketch.last.fields.get("dose")
    if held is None and len(sketch.drafts) > 1 and not sketch.last.fields:
        held = sketch.drafts[-2].fields.get("dose")
    amount = span(tokens, at)
    if held is None or amount is None or amount[1] == 0:
        return None
    low, high, end = amount
    if low != high and time_unit(tokens, end) is TimeUnit.HOUR:
        low, end = number(tokens, at) or (low, end)
        high = low  # « et 1 à 22 h »: one, at ten in the evening.
    if not (sketch.linked or sketch.comma):
        # « 1 cp matin 1/2 midi »: a moment right after the number, as after the first.
        follows = sketch.last.has("moments") and tokens[at - 1].text in _TIMES_OF_DAY
        if not (follows and end < len(tokens) and tokens[end].text in _TIMES_OF_DAY):
            return None
        sketch.linked = True
    hour = said(tokens, end, "a") and number(tokens, end + 1) is not None
    named = longest(tokens, end, OTHER_DAY) or _day(tokens, end) or _for_what(tokens, end)
    linked = sketch.linked and (named or hour)
    if not (longest(tokens, end, MOMENTS) or linked):
        return None
    draft = _open(sketch, held.unit.label)
    if draft is None:
        return None
    draft.put(dose=Dose(low, high, held.unit))
    return end


def _day(tokens: Sequence[Token], at: int) -> bool:
    """True for « le mardi », « du mardi au vendredi »."""
    if said(tokens, at, "tous", "les", "jours", "sauf"):
        return True
    named = at < len(tokens) and tokens[at].text in ("le", "du", "tous")
    return named and weekday(tokens, at + 1) is not None


def _for_what(tokens: Sequence[Token], at: int) -> bool:
    """True for « si besoin », « en cas de crise »."""
    return said(tokens, at, "si") or said(tokens, at, "en", "cas")


def _open(sketch: Sketch, unit: str) -> Draft | None:
    """The step that this dose belongs to; None when nothing links it to what was read."""
    last = sketch.last
    if not last.has("dose", "calculated", "rate"):
        return last
    if last.ranked:
        return sketch.begin(stage=1)
    if last.has("band"):
        return sketch.begin()
    held = last.fields.get("dose")
    timed = last.has("moments", "times_of_day", "weekdays")
    timed = timed or last.fields.get("period") == EVERY_OTHER
    if held is None or not timed or not (sketch.linked or sketch.comma):
        same = held is not None and held.unit.label == unit
        return sketch.begin() if timed and same else None
    comparable = (held.unit.label in MEASURES) == (unit in MEASURES)
    return sketch.begin() if comparable else None


def schedule(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« 1-0-1 »: morning, noon, evening, and bedtime when there are four."""
    if at > 0 and tokens[at - 1].text == "-" and tokens[at - 1].glued:
        return None  # The end of a longer one.
    amounts: list[Decimal] = []
    unit_said: str | None = None
    end = at
    while end < len(tokens) and len(amounts) < 5:
        amount = number(tokens, end)
        if amount is None:
            break
        amounts.append(amount[0])
        end = amount[1]
        named = found(tokens, end, UNITS)
        if named is not None and said(tokens, named[1], "-"):
            if unit_said not in (None, named[0]):
                return None
            unit_said, end = named[0], named[1]
        if not (said(tokens, end, "-") and number(tokens, end + 1)):
            break
        end += 1
    if len(amounts) not in (3, 4) or not any(amounts):
        return None
    unit = found(tokens, end, UNITS)
    if unit_said is not None and (unit is None or unit[0] != unit_said):
        return None
    if unit is not None and not sketch.last.has("dose"):
        return unit[1] if _scheduled(sketch, amounts, unit[0]) else None
    held = sketch.last.fields.get("dose")
    if held is None:
        sketch.note("l'unité de prise n'est pas dite")
        return end if _scheduled(sketch, amounts, UNSAID) else None
    if (held.low, held.high) != (1, 1):
        return None
    del sketch.last.fields["dose"]
    return end if _scheduled(sketch, amounts, held.unit.label) else None


def _scheduled(sketch: Sketch, amounts: Sequence[Decimal], unit: str) -> bool:
    if sketch.last.has("moments", "times_of_day", "frequency"):
        return False
    at = (Moment.MORNING, Moment.NOON, Moment.EVENING, Moment.BEDTIME)
    shared = dict(sketch.last.fields)
    for value in dict.fromkeys(amount for amount in amounts if amount):
        taken = tuple(m for m, amount in zip(at, amounts, strict=False) if amount == value)
        draft = sketch.begin() if sketch.last.has("dose") else sketch.last
        draft.fields |= shared | {"dose": Dose.of(value, Unit(unit)), "moments": taken}
    return True
