"""Lines of one substance on one ordonnance, one after the other: how long they last together.

A maximum bounds a treatment, not a line: two lines of twenty-eight days, the second one begun when
the first is over, make fifty-six. Lines taken at the same time are not added up (ADR 0047).
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from ordonnance.domain.drug import Medicine
from ordonnance.domain.prescription import Line, RelationKind
from ordonnance.law.case import LineCase
from ordonnance.law.drugs import row_of
from ordonnance.law.rhythm import counted_from
from ordonnance.law.substances import words_of
from ordonnance.law.treatment import treatment_days

_FOLLOWS = re.compile(
    r"\b(?:à la suite|en relais|à commencer (?:après|à la fin)|après la (?:première )?ligne)\b"
    r"|^\s*(?:puis|ensuite)\b",
    re.IGNORECASE,
)
"""Words that place a line after another; « après le repas » does not."""


def with_former(line: LineCase) -> tuple[int, int] | None:
    """Days in all with the lines of the same substance before it, and the number of the first one.

    None when there is none, or when a length is not known.
    """
    alike = _alike_before(line)
    spans = _spans(line, alike) if alike else None
    return None if spans is None else (_days(spans), alike[0].number)


def end_to_end(line: LineCase) -> int | None:
    """Days of those lines one after the other, when words alone say that this one follows.

    « À la suite de la ligne 1 » gives no day; None when nothing says so, or when a day is written.
    """
    written = line.line
    dated = written.not_before or any(r.kind is RelationKind.AFTER for r in written.relations)
    said = (written.posology.text or "", written.advice or "", *written.other_mentions)
    if dated or not any(_FOLLOWS.search(each) for each in said):
        return None
    spans = _spans(line, _alike_before(line))
    return None if spans is None else sum((last - first).days + 1 for first, last in spans)


def _alike_before(line: LineCase) -> list[Line]:
    """The lines of the same substance that come before this one."""
    numbered = line.line.number
    if numbered == 1 or line.medicine is None:
        return []
    mine, medicines = _key(line.medicine), line.case.medicines
    return [
        each
        for each in line.case.ordonnance.lines
        if each.number < numbered
        and (medicine := medicines.get(each.number)) is not None
        and _key(medicine) == mine
    ]


def _spans(line: LineCase, alike: list[Line]) -> list[tuple[date, date]] | None:
    """When each of those lines and this one are taken; None when a length is not known."""
    spans = [span for each in (*alike, line.line) if (span := _span(line, each)) is not None]
    return spans if len(spans) > len(alike) else None


def _key(medicine: Medicine) -> object:
    row = row_of(medicine)
    if row is not None:
        return row.substance
    return frozenset(words_of(each.name) for each in medicine.substances) or medicine.name


def _span(line: LineCase, each: Line, depth: int = 0) -> tuple[date, date] | None:
    """First and last day of a line, as far as it says when it begins."""
    start = line.case.established_on
    length = treatment_days(each, line.case.medicines.get(each.number), start)
    if length is None:
        return None
    first = max(start, each.not_before or start)
    if each.posology.steps:
        first = max(first, counted_from(each.posology, length[1], first))
    former = next((r for r in each.relations if r.kind is RelationKind.AFTER), None)
    other = line.case.ordonnance.line(former.other) if former and depth < 1 else None
    if former is not None and not former.instead and other is not None:
        before = _span(line, other, depth + 1)
        first = max(first, before[1] + timedelta(days=1)) if before else first
    return first, first + timedelta(days=length[1] - 1)


def _days(spans: Iterable[tuple[date, date]]) -> int:
    """Days that belong to one of them at least."""
    total, until = 0, date.min
    for first, last in sorted(spans):
        begins = max(first, until + timedelta(days=1)) if until > date.min else first
        total += max((last - begins).days + 1, 0)
        until = max(until, last)
    return total
