"""Préséries that editors describe in a file: read and judged, without any base."""

from dataclasses import dataclass
from datetime import date

from ordonnance.adapters.case_files.nodes import CaseUnreadable
from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.pilot_files.reading import read_observed, read_pilot
from ordonnance.adapters.pilot_files.trace_lines import TraceUnreadable, read_lines
from ordonnance.bootstrap.offline import EXAMPLES
from ordonnance.documents.preserie_report import balance_report
from ordonnance.documents.report import Report
from ordonnance.domain.calendar import PARIS, legal_day
from ordonnance.domain.preserie.balance import Balance, weigh
from ordonnance.domain.preserie.pilot import Pilot
from ordonnance.domain.preserie.requirements import Judged, judge
from ordonnance.domain.preserie.stages import Stage, stage_after

__all__ = [
    "SHIPPED", "CaseUnreadable", "JudgedPilot", "TraceUnreadable", "judged_file", "report_of",
    "today", "weighed_files",
]  # fmt: skip

LARGEST_TRACES = 256 * 1024 * 1024
"""Most bytes of a file of traces: ten pharmacies for years."""

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


def weighed_files(content: bytes, name: str, traces: bytes, day: date) -> Balance:
    """The balance sheet of a présérie described in a file, from traces one on each line.

    Raises CaseUnreadable, TraceUnreadable.
    """
    return weigh(read_observed(content, name, read_lines(traces)), day)


def report_of(balance: Balance) -> Report:
    """The report of a balance sheet, dated of now."""
    return balance_report(balance, SystemClock().now().replace(microsecond=0))
