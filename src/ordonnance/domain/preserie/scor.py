"""Whether the scanned ordonnance stopped going to the payer when, and only when, it was recorded.

Two faults: a scan sent for an execution that the base already had, and no scan for one that it does
not have. A scan sent before a late success is no fault: nothing was recorded yet.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ordonnance.domain.ids import AmNumber
from ordonnance.domain.preserie.executions import Exclusion, Execution
from ordonnance.domain.preserie.traces import Paper


class Scan(StrEnum):
    """What became of the scan of one execution."""

    STOPPED = "stopped"
    """Recorded, and no scan: conforming."""
    KEPT = "kept"
    """Not recorded (then), and a scan: conforming."""
    SENT_THOUGH_RECORDED = "sent_though_recorded"
    MISSING = "missing"
    """Not recorded, and no scan."""
    NOT_TOLD = "not_told"

    @property
    def label(self) -> str:
        """French words."""
        return _SCANS[self]

    @property
    def is_fault(self) -> bool:
        """True for the two faults."""
        return self in (Scan.SENT_THOUGH_RECORDED, Scan.MISSING)


_SCANS = {
    Scan.STOPPED: "enregistrée, non envoyée par SCOR",
    Scan.KEPT: "non enregistrée, envoyée par SCOR",
    Scan.SENT_THOUGH_RECORDED: "enregistrée, et pourtant envoyée par SCOR",
    Scan.MISSING: "non enregistrée, et pourtant non envoyée par SCOR",
    Scan.NOT_TOLD: "envoi par SCOR non dit",
}

_NOT_JUDGED = (
    Exclusion.TEST, Exclusion.OUTSIDE, Exclusion.REFUSED, Exclusion.OTHER_VERSION,
    Exclusion.NOT_EXECUTED,
)  # fmt: skip
"""What left nothing to invoice, or says nothing of this software; a base that is down does."""


@dataclass(frozen=True, slots=True)
class ScorMeasure:
    """How many executions of each kind, overall and the faults by site."""

    scans: Mapping[Scan, int]
    faults: Mapping[AmNumber, int]
    not_told: Mapping[AmNumber, int]

    @property
    def fault_count(self) -> int:
        """Both kinds together."""
        return sum(self.faults.values())

    @property
    def judged(self) -> int:
        """How many executions say what became of the scan."""
        return sum(times for scan, times in self.scans.items() if scan is not Scan.NOT_TOLD)


def scan_of(execution: Execution) -> Scan:
    """What became of the scan of an execution."""
    told = [each for each in execution.attempts if each.paper is not Paper.NOT_KNOWN]
    sent = [each for each in told if each.paper is Paper.SENT]
    recorded = execution.recorded_at
    if recorded is None:
        if sent:
            return Scan.KEPT
        return Scan.MISSING if told else Scan.NOT_TOLD
    if any(each.at >= recorded for each in sent):
        return Scan.SENT_THOUGH_RECORDED
    if sent:
        return Scan.KEPT
    return Scan.STOPPED if told else Scan.NOT_TOLD


def measure_scans(found: Iterable[Execution]) -> ScorMeasure:
    """The scans of the executions that something was invoiced for."""
    scans = dict.fromkeys(Scan, 0)
    faults: dict[AmNumber, int] = {}
    not_told: dict[AmNumber, int] = {}
    for each in found:
        if each.exclusion in _NOT_JUDGED:
            continue
        scan = scan_of(each)
        scans[scan] += 1
        if scan.is_fault:
            faults[each.site] = faults.get(each.site, 0) + 1
        if scan is Scan.NOT_TOLD:
            not_told[each.site] = not_told.get(each.site, 0) + 1
    return ScorMeasure(scans, faults, not_told)
