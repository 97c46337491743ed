"""Reading what changes with time: cycles, alternation, weeks that follow, titration."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.dosage import ANY_MEAL, Dose
from ordonnance.domain.recurrence import Cycle
from ordonnance.domain.typed.amounts import counted
from ordonnance.domain.typed.draft import WHEN, Draft, Sketch
from ordonnance.domain.typed.expressions import OTHER_DAY
from ordonnance.domain.typed.moments import moment
from ordonnance.domain.typed.phrases import longest, number, said, time_unit, whole
from ordonnance.domain.typed.rhythm import every, frequency, per
from ordonnance.domain.typed.tokens import Token

MOST_STAGES: Final = 12
"""Steps of a titration; beyond, it stays as words."""

_DAILY: Final = {
    "frequency_max": None, "period": Decimal(1), "period_max": None, "period_unit": TimeUnit.DAY,
}  # fmt: skip
_RANKS: Final = frozenset({"er", "ere", "re", "e", "eme", "me", "nd", "nde"})
_UP: Final = frozenset({"augmenter", "augmentez", "augmente"})
_DOWN: Final = frozenset({"diminuer", "diminuez", "diminue", "reduire", "reduisez"})
_AGAIN: Final = (("et", "ainsi", "de", "suite"), ("puis", "reprendre"), ("puis", "recommencer"))
_OFF: Final = (
    ("sans", "prise"), ("sans", "traitement"), ("d", "arret"), ("de", "pause"), ("sans",),
    ("d", "interruption"),
)  # fmt: skip


def cycle(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« 21 jours sur 28 », « 21 jours de suite, puis 7 jours sans prise, et ainsi de suite »."""
    place = at + 1 if said(tokens, at, "pendant") or said(tokens, at, "pdt") else at
    on = _time(tokens, place)
    if on is None or sketch.last.has("cycle", "weekdays", "bounds"):
        return None
    count, unit, end = on
    if said(tokens, end, "sur") or said(tokens, end, "/"):
        of = number(tokens, end + 1)
        length = whole(of[0]) if of else None
        if of is None or length is None:
            return None
        if said(tokens, end, "/") and time_unit(tokens, of[1]) not in (None, unit):
            return None
        after = of[1] + (time_unit(tokens, of[1]) is unit)
        if count == 1 and length > 1 and not sketch.last.has(*WHEN):
            # R4 has a word for one take in so many days; a cycle says it of several takes.
            once = {"frequency": 1, "period": Decimal(length), "period_unit": unit}
            return after if sketch.last.put(**once) else None
        return after if _cycles(sketch, count, length - count, unit) else None
    return _then_off(tokens, end, sketch, count, unit)


def _then_off(
    tokens: Sequence[Token], at: int, sketch: Sketch, count: int, unit: TimeUnit
) -> int | None:
    end = at + 2 if said(tokens, at, "de", "suite") else at
    end += said(tokens, end, ",")
    if not (said(tokens, end, "puis") or said(tokens, end, "et", "puis")):
        return None
    end += 1 if tokens[end].text == "puis" else 2
    paused = said(tokens, end, "arret") or said(tokens, end, "pause")
    end += paused
    end += said(tokens, end, "de") or said(tokens, end, "pendant")
    off = _time(tokens, end)
    if off is None or off[1] is not unit:
        return None
    end = off[2]
    quiet = next((words for words in _OFF if said(tokens, end, *words)), ())
    if not (paused or quiet):
        return None
    end += len(quiet)
    place = end + 1 if said(tokens, end, ",") else end
    again = next((words for words in _AGAIN if said(tokens, place, *words)), ())
    # Without « et ainsi de suite », nobody says that it begins again.
    return place + len(again) if again and _cycles(sketch, count, off[0], unit) else None


def _time(tokens: Sequence[Token], at: int) -> tuple[int, TimeUnit, int] | None:
    """« 21 jours », « 3 semaines »: how many, of what, and the place after."""
    amount = number(tokens, at)
    count = whole(amount[0]) if amount else None
    unit = time_unit(tokens, amount[1]) if amount else None
    if amount is None or count is None or unit not in (TimeUnit.DAY, TimeUnit.WEEK):
        return None
    return count, unit, amount[1] + 1


def _cycles(sketch: Sketch, on: int, off: int, unit: TimeUnit) -> bool:
    if on < 1 or off < 1 or on + off > 99:
        return False
    return sketch.last.put(cycle=Cycle.on_and_off(on, off, unit))


def other_day(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« 1 comprimé un jour sur deux et 2 l'autre jour »: the two doses alternate."""
    size = longest(tokens, at, OTHER_DAY)
    if not size or len(sketch.drafts) < 2:
        return None
    before, last = sketch.drafts[-2], sketch.last
    one_in_two = {"frequency": 1, "period": Decimal(2), "period_unit": TimeUnit.DAY}
    if any(before.fields.get(name) != value for name, value in one_in_two.items()):
        return None
    if before.stage != last.stage or set(last.fields) != {"dose"}:
        return None
    for name in (*one_in_two, "frequency_max", "period_max"):
        before.fields.pop(name, None)
    before.fields["cycle"], last.fields["cycle"] = Cycle((1,), 2), Cycle((2,), 2)
    return at + size


def one_day(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« 1/2 cp un jour, 3/4 cp le lendemain »: the first of two doses that alternate."""
    if not said(tokens, at, "un", "jour") or set(sketch.last.fields) != {"dose"}:
        return None
    if not any(longest(tokens, place, OTHER_DAY) for place in range(at + 2, len(tokens))):
        return None
    every_other = {"frequency": 1, "period": Decimal(2), "period_unit": TimeUnit.DAY}
    return at + 2 if sketch.last.put(**every_other) else None


def ranked(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« la 1ère semaine », then « la 2e semaine »: each lasts that long and follows the other.

    « à partir de la 3e semaine » is the last one, and says nothing of its length.
    """
    onwards = said(tokens, at, "a", "partir", "de")
    place = at + 3 if onwards else at
    place += said(tokens, place, "la") or said(tokens, place, "le") or said(tokens, place, "du")
    rank = tokens[place].value if place < len(tokens) else None
    if rank is None or place + 2 >= len(tokens) or tokens[place + 1].text not in _RANKS:
        return None
    unit = time_unit(tokens, place + 2)
    if unit not in (TimeUnit.DAY, TimeUnit.WEEK, TimeUnit.MONTH):
        return None
    last = sketch.last
    held = [draft for draft in sketch.drafts if draft.stage == last.stage]
    if rank != last.stage or len(held) != 1 or not last.has("dose") or last.ranked:
        return None
    if rank > 1 and not sketch.drafts[-2].ranked:
        return None
    if not onwards and not last.put(bounds=Duration(1, unit)):
        return None
    last.ranked = True
    return place + 3


def titration(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« puis augmenter de 25 mg tous les 7 jours jusqu'à 100 mg »: the steps, written out.

    In whole steps up to the end. With several takes a day, so much more « par prise », or as often
    as the dose itself, is for each take; « par jour » is shared between them when it divides
    evenly. So much more of nobody knows what stays as words.
    """
    place = at + 1 if said(tokens, at, "puis") else at
    word = tokens[place].text if place < len(tokens) else ""
    if word not in _UP | _DOWN or not said(tokens, place + 1, "de"):
        return None
    by = counted(tokens, place + 2)
    takes = _takes(sketch.last) if len(sketch.drafts) == 1 else 0
    if by is None or by.low != by.high or not by.low or not takes:
        return None
    shared, after = _shared(tokens, by.end, sketch.last, takes)
    often = every(tokens, after) or per(tokens, after)
    if shared is None or often is None or often.longest is not None:
        return None
    target, end = _target(tokens, often.end, sketch.last, takes, stopping=word in _DOWN)
    dose: Dose = sketch.last.fields["dose"]
    length = whole(often.period)
    alike = dose.unit.label == by.unit and dose.low == dose.high
    if target is None or length is None or not alike or by.low % shared:
        return None
    change = by.low / shared if word in _UP else -by.low / shared
    doses = _doses(dose.low, change, target)
    if not doses or often.unit in (TimeUnit.HOUR, TimeUnit.MINUTE):
        return None
    _write_out(sketch, doses, Duration(length, often.unit), ends=target == 0)
    return end


def _shared(
    tokens: Sequence[Token], at: int, draft: Draft, takes: int
) -> tuple[Decimal | None, int]:
    """Between how many takes an amount is shared, and the place after; None when nobody knows."""
    if takes == 1:
        return Decimal(1), at
    if said(tokens, at, "par", "prise") or said(tokens, at, "a", "chaque", "prise"):
        return Decimal(1), at + (2 if tokens[at].text == "par" else 3)
    again = Sketch()
    end = frequency(tokens, at, again) or moment(tokens, at, again)
    if end is None:
        return None, at
    if again.last.fields == {"frequency": 1, **_DAILY}:
        return Decimal(takes), end
    same = all(draft.fields.get(name) == value for name, value in again.last.fields.items())
    return (Decimal(1) if same else None), end


def _target(
    tokens: Sequence[Token], at: int, draft: Draft, takes: int, *, stopping: bool
) -> tuple[Decimal | None, int]:
    """« jusqu'à 100 mg par jour », « jusqu'à l'arrêt »: the dose of one take at the end."""
    if stopping and said(tokens, at, "jusqu", "a", "l", "arret"):
        return Decimal(0), at + 4
    if not said(tokens, at, "jusqu", "a"):
        return None, at
    most = counted(tokens, at + 2)
    if most is None or most.low != most.high:
        return None, at
    if takes > 1:
        shared, end = _shared(tokens, most.end, draft, takes)
        return (None if shared is None else most.low / shared), end
    daily = per(tokens, most.end)
    if daily is not None and (daily.period, daily.unit) == (Decimal(1), TimeUnit.DAY):
        return most.low, daily.end
    return most.low, most.end


def _takes(draft: Draft) -> int:
    """Takes of the dose in one day; 0 when it is not said, or when something else changes."""
    fields = draft.fields
    if "dose" not in fields or draft.has("cycle", "weekdays", "as_needed", "count", "bounds_end"):
        return 0
    if set(fields.get("moments", ())) & set(ANY_MEAL):
        return 0
    named = len(fields.get("moments", ())) + len(fields.get("times_of_day", ()))
    if "frequency" not in fields:
        return named
    daily = all(fields.get(name) == value for name, value in _DAILY.items())
    times = int(fields["frequency"] or 0)
    return times if daily and named in (0, times) else 0


def _doses(first: Decimal, change: Decimal, target: Decimal) -> list[Decimal]:
    """Every dose from the first to the target, empty when they do not meet."""
    if (target - first) * change <= 0 or (target - first) % change:
        return []
    count = int((target - first) / change)
    return [first + change * rank for rank in range(count + 1)] if count < MOST_STAGES else []


def _write_out(sketch: Sketch, doses: Sequence[Decimal], each: Duration, *, ends: bool) -> None:
    base = sketch.last
    shared: dict[str, Any] = {k: v for k, v in base.fields.items() if k not in ("dose", "bounds")}
    unit = base.fields["dose"].unit
    if not base.has("bounds"):
        base.fields["bounds"] = each
        sketch.note("première dose prise aussi longtemps que chaque palier")
    kept = doses[1:-1] if ends else doses[1:]
    for rank, amount in enumerate(kept):
        draft = sketch.begin(stage=1)
        draft.fields |= shared | {"dose": Dose.of(amount, unit)}
        if ends or rank < len(kept) - 1:
            draft.fields["bounds"] = each
    if ends:
        sketch.last.add("instructions", "puis arrêt")
    sketch.note("paliers écrits un par un")
