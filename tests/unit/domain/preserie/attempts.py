"""Attempts of the présérie that the tests spoil."""

from datetime import UTC, date, datetime

from ordonnance.domain.preserie.executions import Field
from ordonnance.domain.preserie.traces import Attempt, Installation, Operation, Outcome, Paper
from tests.unit.domain.preserie.pilots import FIRST, am

FIELD = Field({f"poste-{rank}": Installation(f"poste-{rank}", am(rank), "comptoir", FIRST)
               for rank in range(1, 6)})  # fmt: skip
USUAL = date(2026, 4, 1)


def hexed(*parts: int) -> str:
    """A UUID-like text made of numbers, the same for the same numbers."""
    return "".join(f"{each:08x}" for each in (*parts, 0, 0, 0, 0)[:4])


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """An instant of a day."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def dispensed(
    site: int, rank: int, *, ok: bool, day: date = USUAL, hour: int = 10,
    paper: Paper = Paper.NOT_KNOWN,
) -> Attempt:  # fmt: skip
    """One attempt to record the execution of that rank at a site."""
    return Attempt(
        id=hexed(site, rank, day.toordinal(), hour), installation=f"poste-{site}",
        operation=Operation.DISPENSE, at=at(day, hour),
        outcome=Outcome.SUCCESS if ok else Outcome.UNREACHABLE, version="4.1",
        module_version="2.3", reference=hexed(site, rank), paper=paper,
    )  # fmt: skip
