"""Reading hours of the clock: « à 8 h », « 8h 12h 20h », « le soir à 20 h »."""

from collections.abc import Sequence
from datetime import time

from ordonnance.domain.dosage import Moment
from ordonnance.domain.typed.draft import Sketch
from ordonnance.domain.typed.phrases import said, time_unit
from ordonnance.domain.typed.tokens import Token

_LASTING = ("pendant", "pdt", "durant", "pd")
HOURS_OF = {
    Moment.MORNING: range(4, 12), Moment.NOON: range(11, 15), Moment.AFTERNOON: range(12, 19),
    Moment.EVENING: range(17, 24), Moment.BEDTIME: range(19, 24), Moment.WAKING: range(4, 12),
}  # fmt: skip
"""The hours that each part of the day holds."""


def hours(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« à 8 h », « à 20 h 30 », « 8h 12h 20h »."""
    about = said(tokens, at, "vers")
    place = at + 1 if about or said(tokens, at, "a") else at
    if place >= len(tokens) or tokens[place].value is None:
        return None
    counts = len(sketch.drafts) > 1 and set(sketch.last.fields) == {"dose"}
    # « 2 à 4 heures » is no hour; « et 1 à 22 h » is, when the number was the dose.
    ranged = said(tokens, at, "a") and at > 0 and tokens[at - 1].value is not None and not counts
    if at > 0 and (tokens[at - 1].text in _LASTING or ranged):
        return None
    hour, end = tokens[place].value, place + 1
    if not (said(tokens, end, "h") or said(tokens, end, "heures") or _clock(tokens, end)):
        return None
    if place == at and not (sketch.last.has("times_of_day") or _more_hours(tokens, end)):
        return None
    if said(tokens, end + 1, "d", "intervalle"):
        return None
    minute, end = _minutes(tokens, end + 1)
    if hour is None or hour != int(hour) or not 0 <= hour < 24:
        return None
    last = sketch.last
    if not sketch.linked and not sketch.comma and part_holds(last.fields.get("moments"), int(hour)):
        del last.fields["moments"]  # « le soir à 20 h » is one take.
    if last.has("moments") or not last.add("times_of_day", time(int(hour), minute)):
        return None
    if about:
        sketch.note("heure donnée à peu près")
    return end


def part_holds(held: tuple[Moment, ...] | None, hour: int) -> bool:
    """True when the only moment said is the part of the day of that hour."""
    hours_of = HOURS_OF.get(held[0]) if held is not None and len(held) == 1 else None
    return hours_of is not None and hour in hours_of


def hour_ahead(tokens: Sequence[Token], at: int) -> int | None:
    """The hour of « à 20 h » at that place."""
    value = tokens[at + 1].value if said(tokens, at, "a") and at + 1 < len(tokens) else None
    return int(value) if value is not None and said(tokens, at + 2, "h") else None


def _clock(tokens: Sequence[Token], at: int) -> bool:
    """True at the sign of « 8:00 »."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return (
        said(tokens, at, ":") and after is not None and tokens[at].glued and after.glued
        and after.value is not None and after.end - after.start == 2
    )  # fmt: skip


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
    while after < len(tokens) and tokens[after].text in (",", "et", "-", "/"):
        after += 1
    return after + 1 < len(tokens) and tokens[after].value is not None and said(
        tokens, after + 1, "h"
    )  # fmt: skip
