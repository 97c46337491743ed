"""Reading how often: times a day, intervals, abbreviations, takes kept apart."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from ordonnance.domain.calendar import TimeUnit
from ordonnance.domain.dosage import ANY_MEAL, Moment
from ordonnance.domain.french.amounts import amount_in_figures
from ordonnance.domain.french.durations import NAMES
from ordonnance.domain.typed.draft import Sketch
from ordonnance.domain.typed.expressions import AGAIN, MOST_TIMES, NEEDED, ONCE, TOGETHER
from ordonnance.domain.typed.phrases import found, longest, number, said, span, time_unit, whole
from ordonnance.domain.typed.tokens import Token
from ordonnance.domain.typed.vocabulary import MOMENTS, RHYTHMS

PER_DAY = "nombre suivi de « /j » lu comme un nombre de prises"
"""« 2/j » counts takes, or what is taken: the day has as much either way."""

_TIMES = ("fois", "x", "*", "f", "prises", "prise")
_EVERY = (("toutes", "les"), ("tous", "les"), ("ttes", "les"), ("ts", "les"), ("chaque",),
          ("toutes",), ("ttes",),          ("aux",))  # fmt: skip


_UNLINKED = {
    "jour": TimeUnit.DAY, "semaine": TimeUnit.WEEK, "quotidien": TimeUnit.DAY,
    "quotidiennes": TimeUnit.DAY, "quotidienne": TimeUnit.DAY,
}  # fmt: skip
WORN = frozenset({"patch", "dispositif transdermique", "emplâtre", "anneau", "poche", "seringue"})
"""What is changed rather than taken."""


class Every(NamedTuple):
    """« every 4 to 6 hours »: the period, its longest, its unit, and the place after."""

    period: Decimal
    longest: Decimal | None
    unit: TimeUnit
    end: int


def per(tokens: Sequence[Token], at: int) -> Every | None:
    """« par jour », « /j », « / 24 h »."""
    if said(tokens, at, "dans", "la", "journee"):
        return Every(Decimal(1), None, TimeUnit.DAY, at + 3)
    if not (said(tokens, at, "/") or said(tokens, at, "par")):
        return None
    return _length(tokens, at + 1)


def _length(tokens: Sequence[Token], at: int) -> Every | None:
    length = span(tokens, at) or (Decimal(1), Decimal(1), at)
    low, high, end = length
    unit = time_unit(tokens, end)
    if unit is None or low == 0:
        return None
    return Every(low, high if high != low else None, unit, end + 1)


def every(tokens: Sequence[Token], at: int) -> Every | None:
    """« toutes les 4 à 6 heures », « tous les jours », « aux 6 h », « q4-6h », « q 12 h »."""
    if said(tokens, at, "q"):
        length = _length(tokens, at + 1)
        hours = length is not None and length.unit is TimeUnit.HOUR
        return length if hours and number(tokens, at + 1) else None
    for opening in _EVERY:
        if said(tokens, at, *opening):
            return _length(tokens, at + len(opening))
    return None


def frequency(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """Any rhythm, given to the step being read."""
    known = found(tokens, at, RHYTHMS)
    if known is not None:
        (times, period, unit), end = known
        return end if _put(sketch, times, None, Every(Decimal(period), None, unit, end)) else None
    interval = every(tokens, at) or _changed(tokens, at, sketch)
    if interval is not None:
        return interval.end if _put(sketch, 1, None, interval) else None
    return _times(tokens, at, sketch) or _bare(tokens, at, sketch)


def _changed(tokens: Sequence[Token], at: int, sketch: Sketch) -> Every | None:
    """« à changer toutes les 72 heures » for what is worn; « à renouveler toutes les 4 heures »."""
    held = sketch.last.fields.get("dose")
    for verb in ("changer", "remplacer", "renouveler", "repeter"):
        if not said(tokens, at, "a", verb) or held is None:
            continue
        again = every(tokens, at + 2)
        if verb in ("renouveler", "repeter"):
            if again is not None:
                sketch.note("« à renouveler » lu comme un rythme")
            return again
        return again if held.unit.label in WORN else None
    return None


def at_most(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« max 3 fois par jour », « jusqu'à 4 prises par jour »: a ceiling, and no rhythm."""
    size = longest(tokens, at, MOST_TIMES)
    amount = number(tokens, at + size) if size else None
    if amount is None or amount[1] >= len(tokens) or tokens[amount[1]].text not in _TIMES:
        return None
    often, times = per(tokens, amount[1] + 1), whole(amount[0])
    if often is None or often.longest is not None or times is None:
        return None
    if sketch.last.has("frequency", "frequency_max", "moments", "times_of_day"):
        return None
    sketch.last.fields |= {
        "frequency_max": times, "period": often.period, "period_unit": often.unit,
    }  # fmt: skip
    return often.end


def _times(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« 3 fois par jour », « x3/j », « 03*/j », « 2 à 3 x / jour », and « 2/j » with care."""
    start, marked = at, False
    if at < len(tokens) and tokens[at].text in ("x", "*"):
        start, marked = at + 1, True
    amount = span(tokens, start)
    if amount is None:
        return None
    low, high, end = amount
    if end < len(tokens) and tokens[end].text in _TIMES:
        end, marked = end + 1, True
    often = per(tokens, end)
    joined = _UNLINKED.get(tokens[end].text) if end < len(tokens) else None
    if often is None and marked and end > start and joined is not None:
        often = Every(Decimal(1), None, joined, end + 1)
        sketch.note("« 3 fois jour » lu « par jour »")
    times, most = whole(low), whole(high)
    if often is None or times is None or most is None:
        return None
    if not marked and (often.period != 1 or often.unit is TimeUnit.HOUR):
        return None
    end = often.end
    if not _put(sketch, times, most if most != times else None, often):
        return None
    if not marked:
        sketch.note(PER_DAY)
    return end


def _bare(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« par jour », « /12h » after a dose: once per that time."""
    start = at + 1 if said(tokens, at, "*") else at
    often = per(tokens, start)
    unread = start > 0 and tokens[start - 1].value is not None
    if often is not None and often.unit is TimeUnit.MINUTE and not sketch.last.has("dose"):
        return None  # « 2 L/min »: it flows, and nobody read how much.
    if often is None or unread or not _put(sketch, 1, None, often):
        return None
    if said(tokens, at, "/") and often.period != 1 and often.unit is not TimeUnit.HOUR:
        typed = "".join(token.text for token in tokens[at + 1 : often.end])
        length = amount_in_figures(often.period, NAMES[often.unit])
        every_one = "toutes" if often.unit is TimeUnit.WEEK else "tous"
        sketch.note(f"« /{typed} » lu « {every_one} les {length} »")
    return often.end


def _put(sketch: Sketch, times: int, most: int | None, often: Every) -> bool:
    if sketch.last.has("frequency", "frequency_max"):
        return False
    if often.longest is not None and (times, most) != (1, None):
        return False
    return sketch.last.put(
        frequency=times, frequency_max=most, period=often.period, period_max=often.longest,
        period_unit=often.unit,
    )  # fmt: skip


def needed(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« si besoin », « à renouveler si besoin toutes les 6 heures » or « au bout de 4 heures »."""
    size = longest(tokens, at, AGAIN)
    if not size:
        size = longest(tokens, at, NEEDED)
        if size and at + size < len(tokens) and tokens[at + size].text.startswith("renouvel"):
            return None  # « si besoin renouveler »: the ordonnance, not a take.
        also_needed(tokens, at, sketch, begins=size > 0)
        return at + size if size and sketch.last.put(as_needed=True) else None
    after = at + size
    if said(tokens, after, "au", "bout", "de") or said(tokens, after, "apres"):
        after += 3 if tokens[after].text == "au" else 1
        again = _length(tokens, after)
    else:
        again = every(tokens, after)
    if again is None or not _put(sketch, 1, None, again):
        return None
    sketch.last.fields["as_needed"] = True
    return again.end


def _moments_aside(
    tokens: Sequence[Token], at: int, held: tuple[Moment, ...]
) -> tuple[Moment, ...]:
    """The moments said in the parentheses that are open at `at`; none when all are in them."""
    opened = max((place for place in range(at) if tokens[place].text == "("), default=None)
    if opened is None or any(token.text == ")" for token in tokens[opened:at]):
        return ()
    inside = [found(tokens, place, MOMENTS) for place in range(opened + 1, at)]
    said_inside = {each[0] for each in inside if each is not None}
    aside = tuple(each for each in held if each in said_inside)
    return aside if aside and held[-len(aside) :] == aside and len(aside) < len(held) else ()


def also_needed(tokens: Sequence[Token], at: int, sketch: Sketch, *, begins: bool) -> None:
    """« matin et soir et si besoin »: the same dose again, beside the regular takes."""
    last = sketch.last
    aside = _moments_aside(tokens, at, last.fields.get("moments", ())) if begins else ()
    if aside and last.has("dose") and not last.has("as_needed", "frequency"):
        # « 1 cp le matin (et le soir si besoin) »: the morning stays regular.
        dose, held = last.fields["dose"], last.fields["moments"]
        last.fields["moments"] = held[: len(held) - len(aside)]
        sketch.begin_beside().fields |= {"dose": dose, "moments": aside}
        sketch.note("« si besoin » lu pour ce qui est entre parenthèses")
        return
    linked = at > 0 and tokens[at - 1].text in ("et", "+")
    regular = last.has("moments", "times_of_day", "frequency") and not last.has("as_needed")
    if begins and linked and regular and last.has("dose"):
        dose = last.fields["dose"]
        sketch.begin_beside().fields["dose"] = dose
        sketch.note("« et si besoin » lu en plus des prises régulières")


def apart(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« en espaçant les prises d'au moins 4 heures »: a ceiling, once in that time."""
    for opening in (("en", "espacant", "les", "prises", "d", "au", "moins"),
                    ("en", "espacant", "chaque", "prise", "d", "au", "moins"),
                    ("espacer", "les", "prises", "d", "au", "moins"),
                    ("espacees", "d", "au", "moins")):  # fmt: skip
        if not said(tokens, at, *opening):
            continue
        after = at + len(opening)
        interval = _length(tokens, after)
        if interval is None or interval.longest is not None:
            return None
        if sketch.last.has("frequency", "frequency_max"):
            sketch.note("écart entre deux prises, gardé en toutes lettres")
            noun = "heures" if interval.unit is TimeUnit.HOUR else tokens[interval.end - 1].text
            apart_by = f"en espaçant les prises d'au moins {interval.period:f} {noun}"
            return interval.end if sketch.last.add("instructions", apart_by) else None
        sketch.last.fields |= {
            "frequency_max": 1, "period": interval.period, "period_unit": interval.unit,
        }  # fmt: skip
        return interval.end
    return None


def in_all(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« 2 prises en tout »: so many takes, whatever the days."""
    amount = number(tokens, at)
    count = whole(amount[0]) if amount else None
    if amount is None or count is None or not sketch.last.has("dose"):
        return None
    for noun in ("prise", "prises", "injections", "injection", "doses"):
        if said(tokens, amount[1], noun, "en", "tout"):
            return amount[1] + 3 if sketch.last.put(count=count) else None
    return None


def once(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« en prise unique »: one take in all, or, beside a rhythm, how the dose is taken."""
    size = longest(tokens, at, ONCE)
    together = size or longest(tokens, at, TOGETHER)
    if not together:
        return None
    end = at + together
    single = size and "dose" in [token.text for token in tokens[at:end]]
    named = sketch.last.has("moments", "times_of_day") and not (single and _one_moment(sketch))
    if not size or named or sketch.last.has("frequency") or per(tokens, end):
        return end if sketch.last.add("instructions", "en une prise") else None
    sketch.note("« prise unique » lu comme une seule prise en tout")
    return end if sketch.last.put(count=1) else None


def _one_moment(sketch: Sketch) -> bool:
    """True for « le soir en dose unique »: one moment, so one take in all."""
    fields = sketch.last.fields
    moments = (*fields.get("moments", ()), *fields.get("times_of_day", ()))
    return len(moments) == 1 and not set(moments) & ANY_MEAL and "bounds" not in fields
