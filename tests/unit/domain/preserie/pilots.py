"""A présérie that respects everything, to be spoiled by the tests."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from ordonnance.domain.ids import AmNumber
from ordonnance.domain.preserie.answers import Answer
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
from ordonnance.domain.preserie.requirements import judge
from ordonnance.domain.preserie.terms import PHARMACISTS

MODULE = Module("ORDO-EXEMPLE", "2.3", "serveur local", "écran unique")
END = date(2026, 6, 1)
FIRST = date(2026, 3, 9)
"""The day of the first installation."""


def am(rank: int, department: str = "33") -> AmNumber:
    """A number of billing that is nobody's."""
    return AmNumber(f"{department}00000{rank:02d}")


def site(rank: int, day: date = FIRST) -> Site:
    """A volunteer who agreed, whose equipment was checked, planned for a day."""
    return Site(am(rank), "33", date(2026, 2, 2), date(2026, 2, 3), day, day)


def installed(rank: int, day: date) -> Done:
    """An installation."""
    return Done(PilotAct.INSTALL, day, am(rank))


DAYS = (FIRST, date(2026, 3, 10), date(2026, 3, 11), date(2026, 3, 16), date(2026, 3, 17))
BEFORE = (
    Done(PilotAct.COMMUNICATE, date(2026, 2, 16)),
    Done(PilotAct.INFORM, date(2026, 2, 19)),
    Done(PilotAct.MEET, date(2026, 3, 3)),
)


def a_pilot() -> Pilot:
    """Five pharmacies in Gironde, all installed, three of them the first week."""
    return Pilot(
        title="LGO EXEMPLE, printemps 2026",
        editor="EXEMPLE SANTÉ",
        terms=PHARMACISTS,
        module=MODULE,
        software=(Software("LGO EXEMPLE", "4.1", MODULE),),
        share=Decimal("4.2"),
        prerequisites={
            each: Evidence(date(2026, 1, 12), "courrier fictif") for each in Prerequisite
        },
        departments=("33",),
        sites=tuple(site(rank, day) for rank, day in enumerate(DAYS, 1)),
        done=(*BEFORE, *(installed(rank, day) for rank, day in enumerate(DAYS, 1))),
    )


def with_site(pilot: Pilot, rank: int, changed: Site) -> Pilot:
    """The same présérie, one site told otherwise."""
    return replace(
        pilot, sites=tuple(changed if each.am == am(rank) else each for each in pilot.sites)
    )


def answer(pilot: Pilot, requirement: str, day: date = END) -> Answer:
    """What a requirement comes to."""
    return {each.requirement.id: each.answer for each in judge(pilot, day)}[requirement]
