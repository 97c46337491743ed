"""Reading days and hours counted from the first take: « J1 à J7 », « J0, J7, J21 », « H0, H8 »."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.recurrence import Cycle
from ordonnance.domain.typed.draft import WHEN, Sketch
from ordonnance.domain.typed.phrases import number, said, time_unit, whole
from ordonnance.domain.typed.rhythm import every
from ordonnance.domain.typed.tokens import Token

_LETTERS: Final = {
    "j": TimeUnit.DAY, "h": TimeUnit.HOUR, "s": TimeUnit.WEEK, "m": TimeUnit.MONTH,
}  # fmt: skip
_HOURS: Final = {"h": 1, "j": 24, "s": 168, "m": 730}
_LONGEST: Final = 99
"""Days of a cycle, at most."""
_BEFORE: Final = frozenset({"a", "de", "du", "le", "les"})
_TO: Final = frozenset({"a", "-", "au"})
_AND: Final = frozenset({",", "et", "-", "/", "+"})


def marked(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« J1 à J7 » lasts seven days; « J0, J7 et J21 » is three takes, whose days stay words."""
    start = at + (tokens[at].text in _BEFORE)
    first = _mark(tokens, start)
    if first is None or not sketch.last.has("dose", "calculated"):
        return None
    letter, begins, end = first
    last = _mark(tokens, end + 1) if end < len(tokens) and tokens[end].text in _TO else None
    if letter == "j" and last is not None and last[0] == "j" and _alone(tokens, last[2]):
        again = _again(tokens, last[2], last[1]) if begins == 1 else None
        if again is not None:
            runs = Cycle(tuple(range(1, last[1] + 1)), again[0]) if last[1] < again[0] else None
            return again[1] if runs and sketch.last.put(cycle=runs) else None
        if every(tokens, last[2]) is not None:
            return None
        return last[2] if _lasts(sketch, begins, last[1]) else None
    listed = _listed(tokens, first)
    if len(listed) == 1:
        return end if letter == "j" and _lasts(sketch, begins, begins) else None
    return _several(tokens, sketch, listed)


def begins(tokens: Sequence[Token], at: int) -> bool:
    """True where a day or an hour counted from the first take stands: no part of a name."""
    return _mark(tokens, at) is not None


def _mark(tokens: Sequence[Token], at: int) -> tuple[str, int, int] | None:
    """The letter and the number of « J7 », and the place after it."""
    if at + 1 >= len(tokens) or tokens[at].text not in _LETTERS:
        return None
    rank = tokens[at + 1].value
    if rank is None or not tokens[at + 1].glued or rank != int(rank) or rank > 999:
        return None
    return tokens[at].text, int(rank), at + 2


def _alone(tokens: Sequence[Token], at: int) -> bool:
    """False when another mark follows: « J1-J8-J15 » is a list."""
    follows = at < len(tokens) and tokens[at].text in _AND and _mark(tokens, at + 1)
    return not follows


def _lasts(sketch: Sketch, first: int, last: int) -> bool:
    """The days from one mark to another, when they follow what was said before."""
    before = sketch.drafts[-2].until if len(sketch.drafts) > 1 else None
    expected = (0, 1) if before is None else (before + 1,)
    draft = sketch.last
    if first not in expected or last < first or draft.until is not None:
        return False
    if not draft.put(bounds=Duration(last - first + 1, TimeUnit.DAY)):
        return False
    draft.until, draft.ranked = last, True
    return True


def _listed(tokens: Sequence[Token], first: tuple[str, int, int]) -> list[tuple[str, int, int]]:
    found = [first]
    while True:
        place = found[-1][2]
        while place < len(tokens) and tokens[place].text in _AND:
            place += 1
        place += place < len(tokens) and tokens[place].text in _BEFORE
        mark = _mark(tokens, place)
        if mark is None:
            return found
        found.append(mark)


def _again(tokens: Sequence[Token], at: int, last: int) -> tuple[int, int] | None:
    """The length of the cycle in « tous les 28 jours », and the place after."""
    often = every(tokens, at)
    if often is None or often.longest is not None or often.unit is not TimeUnit.DAY:
        return None
    length = whole(often.period)
    return (length, often.end) if length is not None and last <= length <= _LONGEST else None


def _several(
    tokens: Sequence[Token], sketch: Sketch, listed: Sequence[tuple[str, int, int]]
) -> int | None:
    """So many takes in all; of every cycle when its length is said."""
    end = listed[-1][2]
    ranks = [rank for _, rank, _ in listed]
    hours = [_HOURS[letter] * rank for letter, rank, _ in listed]
    if sketch.last.has(*WHEN) or any(one >= other for one, other in pairwise(hours)):
        return None
    if every(tokens, end) is not None:
        again = _again(tokens, end, ranks[-1]) if {each for each, _, _ in listed} == {"j"} else None
        if again is None or ranks[0] != 1:
            return None
        return again[1] if sketch.last.put(cycle=Cycle(tuple(ranks), again[0])) else None
    sketch.last.put(count=len(ranks))
    sketch.note("prises comptées depuis la première, gardées en toutes lettres")
    marks = [f"{letter.upper()}{rank}" for letter, rank, _ in listed]
    sketch.last.add("instructions", f"à {', '.join(marks[:-1])} et {marks[-1]}")
    return end


def of_a_cycle(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« les jours 1, 8 et 15 de chaque cycle de 28 jours », « le jour 1 de chaque cycle… »."""
    if not (said(tokens, at, "les", "jours") or said(tokens, at, "le", "jour")):
        return None
    days: list[int] = []
    place = at + 2
    while (day := number(tokens, place)) is not None and (one := whole(day[0])) is not None:
        days.append(one)
        place = day[1]
        if said(tokens, place, "a") and len(days) == 1:
            last = number(tokens, place + 1)
            end = whole(last[0]) if last else None
            if last is None or end is None or end <= one or end > _LONGEST:
                return None
            days, place = list(range(one, end + 1)), last[1]
            break
        place += place < len(tokens) and tokens[place].text in (",", "et")
    if not said(tokens, place, "de", "chaque", "cycle", "de"):
        return None
    length = number(tokens, place + 4)
    of = whole(length[0]) if length else None
    if length is None or of is None or time_unit(tokens, length[1]) is not TimeUnit.DAY:
        return None
    regular = days == sorted({*days}) and days[-1] <= of and len(days) < of
    if not regular or of > _LONGEST or sketch.last.has(*WHEN):
        return None
    once = {"frequency": 1, "period": Decimal(of), "period_unit": TimeUnit.DAY}
    # R4 has a word for one take in so many days, as for « 1 jour sur 21 ».
    kept = sketch.last.put(**once) if days == [1] else sketch.last.put(cycle=Cycle(tuple(days), of))
    return length[1] + 1 if kept else None


def following(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« puis 1 cp par jour les 4 jours suivants »: how long what follows goes on."""
    if not said(tokens, at, "les") or sketch.last.stage == 1:
        return None
    amount = number(tokens, at + 1)
    place = amount[1] if amount else at + 1
    unit = time_unit(tokens, place)
    if unit not in (TimeUnit.DAY, TimeUnit.WEEK, TimeUnit.MONTH):
        return None
    if not (said(tokens, place + 1, "suivants") or said(tokens, place + 1, "suivantes")):
        return None
    if amount is None:
        return place + 2
    length = whole(amount[0])
    done = length is not None and sketch.last.put(bounds=Duration(length, unit))
    return place + 2 if done else None
