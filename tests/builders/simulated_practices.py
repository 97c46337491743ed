"""A présérie of prescribers that never was: seven practices, four weeks, each attempt to issue.

One never issues, one works with an old version; a lost answer is asked again; some ordonnances are
stopped by the law and given up; the base is down one afternoon. The same each time.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from ordonnance.domain.ids import AmNumber
from ordonnance.domain.preserie.balance import Observed
from ordonnance.domain.preserie.executions import Field
from ordonnance.domain.preserie.pilot import (
    Done,
    Evidence,
    Module,
    Pilot,
    PilotAct,
    Prerequisite,
    Site,
    Software,
)
from ordonnance.domain.preserie.questionnaire import PRESCRIBER_QUESTIONS, Answers
from ordonnance.domain.preserie.technical import TechnicalNeeds
from ordonnance.domain.preserie.terms import PRESCRIBERS
from ordonnance.domain.preserie.traces import Attempt, Installation, Operation, Outage, Outcome

MODULE = Module("ORDO-EXEMPLE", "1.0", "serveur local", "écran unique")
FIRST, LAST = date(2026, 9, 7), date(2026, 10, 4)
OUTAGE = Outage(datetime(2026, 9, 16, 12, tzinfo=UTC), datetime(2026, 9, 16, 16, tzinfo=UTC))
RANKS = range(1, 8)
SILENT, OLD = 4, 6
STARTS = (0, 1, 3, 7, 8, 9, 10)
"""Days between the first installation and each."""


def am(rank: int) -> AmNumber:
    """A number of billing that is nobody's."""
    return AmNumber(f"5710000{rank:02d}")


def start(rank: int) -> date:
    """The day of an installation."""
    return FIRST + timedelta(days=STARTS[rank - 1])


def pilot() -> Pilot:
    """The présérie, with its acts; its CPAM is no referent of the pharmacists."""
    before = (
        Done(PilotAct.COMMUNICATE, date(2026, 8, 24)), Done(PilotAct.INFORM, date(2026, 8, 26)),
        Done(PilotAct.MEET, date(2026, 9, 2)),
    )  # fmt: skip
    return Pilot(
        title="LAP EXEMPLE, présérie simulée", editor="EXEMPLE SANTÉ", terms=PRESCRIBERS,
        module=MODULE, software=(Software("LAP EXEMPLE", "7.0", MODULE),), share=None,
        prerequisites={
            each: Evidence(date(2026, 8, 3), "courrier fictif") for each in Prerequisite
        },
        departments=("57",),
        sites=tuple(Site(am(rank), "57", date(2026, 8, 10), date(2026, 8, 11), start(rank),
                         start(rank)) for rank in RANKS),
        done=(*before, *(Done(PilotAct.INSTALL, start(rank), am(rank)) for rank in RANKS)),
    )  # fmt: skip


FIELD = Field(
    {f"poste-{rank}": Installation(f"poste-{rank}", am(rank), "cabinet 1", start(rank))
     for rank in RANKS},
    (OUTAGE,), frozenset({"7.0"}),
)  # fmt: skip


def attempts() -> tuple[Attempt, ...]:
    """Every trace, shuffled, one in twelve twice."""
    draw = random.Random(20260907)
    told = [
        each
        for rank in RANKS
        if rank != SILENT
        for offset in range((LAST - start(rank)).days + 1)
        if (start(rank) + timedelta(days=offset)).weekday() < 5
        for _ in range(draw.randint(3, 9))
        for each in _written(draw, rank, start(rank) + timedelta(days=offset))
    ]
    told += [each for each in told if draw.random() < 1 / 12]
    draw.shuffle(told)
    return tuple(told)


def _written(draw: random.Random, rank: int, day: date) -> Iterator[Attempt]:
    """One ordonnance: reserved for, issued or not, sometimes cancelled or replaced."""
    at = datetime(day.year, day.month, day.day, 7, tzinfo=UTC) + timedelta(
        minutes=draw.randint(0, 600)
    )
    one = Attempt(
        _id(draw), f"poste-{rank}", Operation.ISSUE, at, Outcome.SUCCESS,
        "6.4" if rank == OLD else "7.0", "1.0", _id(draw), duration_ms=draw.randint(60, 800),
        test=draw.random() < 0.02,
    )  # fmt: skip
    chance = draw.random()
    if chance < 0.1:
        yield replace(one, id=_id(draw), operation=Operation.RESERVE, reference=None)
    if OUTAGE.covers(at):
        yield replace(one, outcome=Outcome.REFUSED, code="BASE_UNAVAILABLE", served=True)
    elif chance < 0.08:
        yield replace(one, outcome=Outcome.REFUSED, code="LAW_BLOCKED")
    elif chance < 0.16:
        yield replace(one, outcome=Outcome.UNREACHABLE, served=True)
        if chance < 0.13:
            yield replace(one, id=_id(draw), at=at + timedelta(minutes=4))
    elif chance < 0.21:
        yield replace(one, outcome=Outcome.REFUSED, code="LAW_BLOCKED")
        yield replace(one, id=_id(draw), at=at + timedelta(minutes=2))
    elif chance < 0.24:
        yield replace(one, outcome=Outcome.NOT_TRIED, served=True)
    else:
        yield one
        if chance > 0.97:
            kind = Operation.CANCEL if chance > 0.985 else Operation.REPLACE
            yield replace(one, id=_id(draw), operation=kind, at=at + timedelta(hours=1))


def _id(draw: random.Random) -> str:
    return f"{draw.getrandbits(128):032x}"


def answers() -> tuple[Answers, ...]:
    """What the practices that work with it answered."""
    return tuple(
        Answers(f"{rank:032x}", am(rank), date(2026, 10, 1),
                {each.id: 3 + (rank + place) % 3 for place, each in enumerate(
                    PRESCRIBER_QUESTIONS)})
        for rank in RANKS
        if rank != SILENT
    )  # fmt: skip


def observed() -> Observed:
    """Everything that the balance sheet is made from."""
    return Observed(pilot(), FIELD, attempts(), (), TechnicalNeeds((), date(2026, 10, 2)),
                    answers())  # fmt: skip
