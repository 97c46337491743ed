"""A présérie of six weeks that never was: eight pharmacies, each attempt of each of them.

One pharmacy stays silent, one kept an old version, one keeps scanning; an anomaly of the software
stops recordings until it is fixed in the third week; the base is down one afternoon. Drawn from a
fixed seed: the same each time.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from ordonnance.domain.ids import AmNumber
from ordonnance.domain.preserie.anomalies import Anomaly, Fix, Origin
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
from ordonnance.domain.preserie.questionnaire import PHARMACIST_QUESTIONS, Answers
from ordonnance.domain.preserie.technical import TechnicalNeed, TechnicalNeeds
from ordonnance.domain.preserie.terms import PHARMACISTS
from ordonnance.domain.preserie.traces import (
    Attempt,
    Installation,
    Operation,
    Outage,
    Outcome,
    Paper,
)

MODULE = Module("ORDO-EXEMPLE", "2.3", "serveur local", "écran unique")
FIRST, LAST = date(2026, 3, 9), date(2026, 4, 19)
FIXED = date(2026, 3, 25)
"""The day of the version that fixes the anomaly: in the third week."""
OUTAGE = Outage(datetime(2026, 4, 1, 12, tzinfo=UTC), datetime(2026, 4, 1, 15, tzinfo=UTC))
BUG = "LGO_LIGNE_PERDUE"
SILENT, OLD, SCANNING = 6, 7, 8
"""The ranks of the three pharmacies that do otherwise."""
STARTS = (0, 1, 2, 7, 8, 9, 10, 14)
"""Days between the first installation and each."""


def am(rank: int) -> AmNumber:
    """A number of billing that is nobody's."""
    return AmNumber(f"3300000{rank:02d}")


def start(rank: int) -> date:
    """The day of an installation."""
    return FIRST + timedelta(days=STARTS[rank - 1])


def pilot() -> Pilot:
    """The présérie, with its acts."""
    before = (
        Done(PilotAct.COMMUNICATE, date(2026, 2, 16)),
        Done(PilotAct.INFORM, date(2026, 2, 19)),
        Done(PilotAct.MEET, date(2026, 3, 3)),
    )
    ranks = range(1, 9)
    return Pilot(
        title="LGO EXEMPLE, présérie simulée",
        editor="EXEMPLE SANTÉ",
        terms=PHARMACISTS,
        module=MODULE,
        software=(Software("LGO EXEMPLE", "4.1", MODULE),),
        share=Decimal("4.2"),
        prerequisites={
            each: Evidence(date(2026, 1, 12), "courrier fictif") for each in Prerequisite
        },
        departments=("33",),
        sites=tuple(
            Site(am(rank), "33", date(2026, 2, 2), date(2026, 2, 3), start(rank), start(rank))
            for rank in ranks
        ),
        done=(*before, *(Done(PilotAct.INSTALL, start(rank), am(rank)) for rank in ranks)),
    )


FIELD = Field(
    {f"poste-{rank}": Installation(f"poste-{rank}", am(rank), "comptoir 1", start(rank))
     for rank in range(1, 9)},
    (OUTAGE,),
    frozenset({"4.1", "4.2"}),
)  # fmt: skip


@dataclass
class _Drawing:
    """Draws the visits of one pharmacy."""

    rank: int
    draw: random.Random

    def attempts(self) -> Iterator[Attempt]:
        """Every attempt, from two days before the installation to the end."""
        if self.rank == SILENT:
            return
        day = start(self.rank) - timedelta(days=2)
        while day <= LAST:
            if day.weekday() < 6:
                for _ in range(self.draw.randint(2, 6)):
                    minutes = self.draw.randint(0, 10 * 60)
                    yield from self.visit(
                        datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
                        + timedelta(minutes=minutes)
                    )
            day += timedelta(days=1)

    def visit(self, at: datetime) -> Iterator[Attempt]:
        """One visit: opened, recorded (or not), invoiced, sometimes undone."""
        reference = f"{self.draw.getrandbits(128):032x}"
        test = self.draw.random() < 0.03
        one = Attempt(
            self.id(), f"poste-{self.rank}", Operation.CONSULT, at, Outcome.SUCCESS,
            self.version(at.date()), "2.3", reference, duration_ms=self.draw.randint(40, 900),
            test=test,
        )  # fmt: skip
        yield one
        recorded = False
        for each in self.recording(one):
            yield each
            recorded = recorded or each.outcome is Outcome.SUCCESS
        if recorded and self.draw.random() < 0.04:
            yield replace(one, id=self.id(), operation=Operation.UNDO, at=at + timedelta(hours=2))

    def recording(self, one: Attempt) -> Iterator[Attempt]:
        """What the recording of a visit came to, and its invoice."""
        now = one.at + timedelta(minutes=3)
        tried = replace(one, id=self.id(), operation=Operation.DISPENSE, at=now)
        chance = self.draw.random()
        invoice = replace(tried, id=self.id(), operation=Operation.INVOICE,
                          at=now + timedelta(minutes=2))  # fmt: skip
        no_scan = Paper.SENT if self.rank == SCANNING else Paper.NOT_SENT
        if OUTAGE.covers(now):
            yield replace(tried, outcome=Outcome.UNREACHABLE, served=True)
            yield replace(invoice, paper=Paper.SENT)
        elif one.version == "4.1" and chance < 0.3:
            yield replace(tried, outcome=Outcome.FAILED, code=BUG, served=True)
            yield replace(invoice, paper=Paper.SENT if chance < 0.28 else Paper.NOT_SENT)
        elif chance < 0.36:
            yield replace(tried, outcome=Outcome.REFUSED, code="LINE_NOT_DUE")
        elif chance < 0.40:
            yield replace(tried, outcome=Outcome.UNREACHABLE, served=True)
            yield replace(invoice, paper=Paper.SENT)
            late = now + timedelta(hours=self.draw.choice((1, 20)))
            if chance < 0.39:
                yield replace(tried, id=self.id(), at=late)
        else:
            yield tried
            yield replace(invoice, paper=no_scan)

    def version(self, day: date) -> str:
        """What runs there that day."""
        if self.rank == OLD:
            return "3.9"
        return "4.2" if day >= FIXED else "4.1"

    def id(self) -> str:
        """A new id."""
        return f"{self.draw.getrandbits(128):032x}"


def attempts() -> tuple[Attempt, ...]:
    """Every trace as it arrives: out of order, one in ten twice."""
    draw = random.Random(20260309)
    told = [each for rank in range(1, 9) for each in _Drawing(rank, draw).attempts()]
    told += [each for each in told if draw.random() < 0.1]
    draw.shuffle(told)
    return tuple(told)


def anomaly() -> Anomaly:
    """The anomaly that was fixed in the third week, and verified the day after."""
    return Anomaly(
        "ANO-01", date(2026, 3, 12), "la délivrance n’est pas enregistrée après une ligne retirée",
        Operation.DISPENSE, Origin.SOFTWARE, blocking=True, reproduced=date(2026, 3, 16),
        fix=Fix("4.2", FIXED, FIXED + timedelta(days=1)), codes=frozenset({BUG}),
        sites=(am(1), am(2)),
    )  # fmt: skip


def answers() -> tuple[Answers, ...]:
    """What seven pharmacists answered."""
    return tuple(
        Answers(
            f"{rank:032x}", am(rank), date(2026, 4, 15),
            {each.id: 3 + (rank + place) % 3 for place, each in enumerate(PHARMACIST_QUESTIONS)},
        )
        for rank in range(1, 9)
        if rank != SILENT
    )  # fmt: skip


NEEDS = TechnicalNeeds(
    (TechnicalNeed("lecteur de codes en deux dimensions", date(2026, 3, 10), "kit de l’éditeur"),),
    date(2026, 4, 17),
)


def observed() -> Observed:
    """Everything that the balance sheet is made from."""
    return Observed(pilot(), FIELD, attempts(), (anomaly(),), NEEDS, answers())
