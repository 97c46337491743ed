"""Préséries that editors describe in a file: read and judged, without any base."""

from dataclasses import dataclass
from datetime import date

from ordonnance.adapters.case_files.nodes import CaseUnreadable
from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.pilot_files.reading import read_pilot
from ordonnance.bootstrap.offline import EXAMPLES
from ordonnance.domain.calendar import PARIS, legal_day
from ordonnance.domain.preserie.pilot import Pilot
from ordonnance.domain.preserie.requirements import Judged, judge
from ordonnance.domain.preserie.stages import Stage, stage_after

__all__ = ["SHIPPED", "CaseUnreadable", "JudgedPilot", "judged_file", "today"]

SHIPPED = EXAMPLES / "preserie"
"""The descriptions that come with the program."""


@dataclass(frozen=True, slots=True)
class JudgedPilot:
    """A présérie, where it stands at the end of a day, and each requirement answered."""

    pilot: Pilot
    day: date
    stage: Stage
    answers: tuple[Judged, ...]


def today() -> date:
    """The day in Paris."""
    return legal_day(SystemClock().now(), PARIS)


def judged_file(content: bytes, name: str, day: date) -> JudgedPilot:
    """The présérie that a file describes, judged. Raises CaseUnreadable."""
    pilot = read_pilot(content, name)
    return JudgedPilot(pilot, day, stage_after(pilot.until(day)), judge(pilot, day))
