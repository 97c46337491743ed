"""One way to compare a treatment with its longest duration, shared by the articles that set one.

The corrections that bring it back stand beside it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Line
from ordonnance.law.case import LineCase
from ordonnance.law.correction import Correction
from ordonnance.law.french import days_text, duration_text
from ordonnance.law.rule import MET, Answer, breached, cannot_tell
from ordonnance.law.together import end_to_end, with_former
from ordonnance.law.treatment import (
    duration_days,
    duration_words,
    one_duration,
    treatment_days,
)

NO_DURATION = "la durée du traitement n’est ni écrite ni calculable à partir des boîtes"
MESSAGE = "La durée demandée ({asked}) dépasse {limit} pour {subject}."
TOGETHER = "Avec la ligne {other}, la durée demandée ({asked}) dépasse {limit} pour {subject}."
NO_DAY = "la ligne est dite à la suite d’une autre, sans le jour où elle commence"
REMEDY = "Ramener à {allowed}."

_LASTING = re.compile(r"\b(?:jours?|semaines?|mois|ans?|j|sem)\b", re.IGNORECASE)
"""Words of a duration in what a prescriber typed."""

_YEAR_DAYS = 360
"""Shorter maximums are those of a substance: the general one bounds each line."""

MOST_RENEWALS = 100
"""Renewals beyond which the duration is set instead of looking for fewer."""


def within(line: LineCase, limit: Duration) -> Answer:
    """Met when the whole treatment, renewals included, fits in `limit` from the establishment."""
    span = line.treatment()
    if span is None:
        return cannot_tell(NO_DURATION)
    shortest, longest = span
    allowed = limit.days_from(line.case.established_on)
    if longest <= allowed:
        return _within_together(line, limit, allowed)
    if shortest <= allowed:
        return cannot_tell("la durée dépend de la boîte délivrée")
    corrections = shortened(line, limit)
    return breached(
        remedy=_as_corrected(line, corrections[0]) if corrections else None,
        asked=duration_words(line.line, shortest),
        limit=duration_text(limit),
        allowed=_at_most(line, limit, allowed),
        subject=line.law.subject,
        corrections=corrections,
    )


def _within_together(line: LineCase, limit: Duration, allowed: int) -> Answer:
    """The same with the lines of the substance that come before, for a maximum of its own."""
    found = with_former(line) if allowed < _YEAR_DAYS else None
    if found is None:
        return MET
    if found[0] <= allowed:
        return cannot_tell(NO_DAY) if (end_to_end(line) or 0) > allowed else MET
    days, other = found
    return breached(
        message=TOGETHER,
        remedy="Ramener les deux lignes à {allowed} en tout.",
        other=str(other),
        asked=days_text(days),
        limit=duration_text(limit),
        allowed=days_text(allowed),
        subject=line.law.subject,
    )


def _at_most(line: LineCase, limit: Duration, allowed: int) -> str:
    """« 84 jours », « 12 mois, renouvellements compris »: weeks are shown in days."""
    text = duration_text(limit) if limit.exact_days is None else days_text(allowed)
    return f"{text}, renouvellements compris" if line.line.renewals else text


def _as_corrected(line: LineCase, correction: Correction) -> str:
    """What to do is what the correction does: one proposal, and what it makes of the treatment."""
    changes: dict[str, Any] = dict(correction.changes or {})
    total = treatment_days(replace(line.line, **changes), line.medicine, line.case.established_on)
    if set(changes) != {"renewals"} or total is None:
        return f"{correction.label}."
    return f"{correction.label}, soit {days_text(total[1])} en tout."


# --- Corrections


def shortened(line: LineCase, limit: Duration) -> tuple[Correction, ...]:
    """Fewer renewals when that is enough, else the longest duration; none when the packs or the
    words of the line would then say something else."""
    written, case = line.line, line.case
    one = one_duration(written)
    if case.dispensing or one is None or written.packs is not None:
        return ()
    start = case.established_on
    fewer = _fewer_renewals(written, limit.days_from(start), start)
    days = limit.exact_days
    to = limit if days is None else Duration(days, TimeUnit.DAY)
    if fewer is not None:
        label = f"Ramener les renouvellements à {fewer}" if fewer else "Ne pas renouveler"
        changes: dict[str, Any] | None = {"renewals": fewer}
    else:
        again = ", sans renouvellement" if written.renewals else ""
        label, changes = f"Mettre {duration_text(to)}{again}", _lasting(written, one, to)
    return () if changes is None else (Correction(label, written.number, changes),)


def _fewer_renewals(written: Line, allowed: int, start: date) -> int | None:
    """The most renewals, fewer than those written, with which the treatment fits; None: none."""
    for fewer in range(min(written.renewals or 0, MOST_RENEWALS) - 1, -1, -1):
        days = duration_days(replace(written, renewals=fewer), start)
        if days is not None and days <= allowed:
            return fewer
    return None


def _lasting(written: Line, one: Duration, to: Duration) -> dict[str, Any] | None:
    """The duration set where it is written: on the line, in its only step, and in its words."""
    steps = written.posology.steps
    if len(steps) > 1 or any(
        each is not None and _LASTING.search(each) for each in _beside(written)
    ):
        return None
    text = _reworded(written.posology.text, one, to)
    if text is not None and _LASTING.search(text.replace(duration_text(to), "")):
        return None
    changes: dict[str, Any] = {"renewals": 0} if written.renewals else {}
    if written.duration is not None or written.posology.total_duration() is None:
        changes["duration"] = to
    if steps and steps[0].bounds is not None:
        if steps[0].count is not None or steps[0].bounds_start is not None:
            return None
        step = replace(steps[0], bounds=to, text=_reworded(steps[0].text, one, to))
        changes["posology"] = Posology((step,), text)
    elif text != written.posology.text:
        changes["posology"] = Posology(steps, text)
    return changes


def _reworded(text: str | None, one: Duration, to: Duration) -> str | None:
    """The same words with the new duration, where the former one stands."""
    former = duration_text(one)
    return text if text is None else re.sub(rf"\b{re.escape(former)}\b", duration_text(to), text)


def _beside(written: Line) -> Iterator[str | None]:
    """Texts that must tell no duration: nothing here rewrites them."""
    yield written.in_words
    yield written.advice
    for step in written.posology.steps:
        yield step.site
        yield from step.instructions
