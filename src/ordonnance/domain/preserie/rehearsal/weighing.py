"""The balance sheet of a rehearsal: the one of a présérie, for one counter and one day."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from ordonnance.domain.calendar import PARIS, legal_day
from ordonnance.domain.ids import AmNumber
from ordonnance.domain.preserie.anomalies import Anomaly, Origin
from ordonnance.domain.preserie.balance import Balance, Observed, weigh
from ordonnance.domain.preserie.executions import Field
from ordonnance.domain.preserie.pilot import Done, Module, Pilot, PilotAct, Site, Software
from ordonnance.domain.preserie.rehearsal.judging import Failing, Played, Replied
from ordonnance.domain.preserie.rehearsal.scenario import Order, Outcome, Step
from ordonnance.domain.preserie.terms import PHARMACISTS
from ordonnance.domain.preserie.traces import (
    Attempt,
    Installation,
    Operation,
    Outage,
    Paper,
    Witness,
)
from ordonnance.domain.preserie.traces import Outcome as Ended

NO_REPLY, UNTRUE = "NO_REPLY", "SAID_UNRECORDED"
"""Codes of failures that the rehearsal sees, and that no software tells."""

_SITE = AmNumber("991000019")
_INSTALLATION = "repetition"
_TERMS = replace(
    PHARMACISTS,
    source="répétition\u202f: un seul comptoir, un seul jour ; " + PHARMACISTS.source,
    least_sites=1,
    least_sites_small=1,
)
_OPERATIONS = {
    Order.OPEN: Operation.CONSULT, Order.SERVE: Operation.DISPENSE,
    Order.SETTLE: Operation.DISPENSE, Order.UNDO: Operation.UNDO, Order.BILL: Operation.INVOICE,
}  # fmt: skip
_BETWEEN = timedelta(milliseconds=1)


def balance_of(name: str, version: str, plays: Sequence[Played], at: datetime) -> Balance:
    """What the note's five criteria come to; the last two wait for real sites."""
    day = legal_day(at, PARIS)
    attempts, outages = _attempts(plays, version, at)
    module = Module(name, version, "non dite", "non dite")
    pilot = Pilot(
        title=f"Répétition de {name}", editor=name, terms=_TERMS, module=module,
        software=(Software(name, version, module),), share=None, prerequisites={}, departments=(),
        sites=(Site(_SITE, "75", agreed=day, equipped=day, planned=day, traces=day),),
        done=(Done(PilotAct.INSTALL, day, _SITE),),
    )  # fmt: skip
    there = Installation(_INSTALLATION, _SITE, "poste de la répétition", since=day)
    field = Field({_INSTALLATION: there}, outages)
    return weigh(Observed(pilot, field, attempts, tuple(_anomalies(plays, day))), day)


def _attempts(
    plays: Iterable[Played], version: str, at: datetime
) -> tuple[tuple[Attempt, ...], tuple[Outage, ...]]:
    """Each step as a trace; where the base never answered, an outage says that it was down."""
    attempts: list[Attempt] = []
    outages: list[Outage] = []
    for played in plays:
        for rank, (step, reply) in enumerate(
            zip(played.scenario.steps, played.replies, strict=True)
        ):
            if reply.outcome in (Outcome.UNREAD, Outcome.NOTHING):
                continue
            instant = at + len(attempts) * _BETWEEN
            attempts.append(_attempt(played, rank, step, reply, version, instant))
            if step.trouble is not None and step.trouble.times is None:
                outages.append(Outage(instant, instant + _BETWEEN))
    return tuple(attempts), tuple(outages)


def _attempt(
    played: Played, rank: int, step: Step, reply: Replied, version: str, at: datetime
) -> Attempt:
    drawn = hashlib.sha256(f"{played.scenario.id}/{rank}".encode()).digest()
    operation = _OPERATIONS[step.order]
    ended, code = _ended(played, operation, reply)
    served = None
    if operation is Operation.DISPENSE:
        served = ended is Ended.SUCCESS or Order.BILL in {each.order for each in
                                                          played.scenario.steps}  # fmt: skip
    paper = Paper.NOT_KNOWN
    if reply.scan is not None and operation is Operation.INVOICE:
        paper = Paper.SENT if reply.scan else Paper.NOT_SENT
    return Attempt(
        id=str(UUID(bytes=drawn[:16])), installation=_INSTALLATION, operation=operation, at=at,
        outcome=ended, version=version, module_version=version,
        reference=hashlib.sha256(played.scenario.id.encode()).hexdigest(), code=code, paper=paper,
        # Taken back or refused: nothing is invoiced, so that nothing says what becomes of the scan.
        served=served, test=played.scenario.scan is None,
        # `_ended` compared it with what the base holds.
        seen_by=Witness.BASE if ended is Ended.SUCCESS else Witness.SOFTWARE,
    )  # fmt: skip


def _ended(played: Played, operation: Operation, reply: Replied) -> tuple[Ended, str | None]:
    """How an attempt ended; a success that the base does not hold is a failure."""
    if reply.outcome is None:
        return Ended.FAILED, NO_REPLY
    if reply.outcome is Outcome.REFUSED:
        return Ended.REFUSED, reply.code or NO_REPLY
    if reply.outcome is not Outcome.DONE:
        return Ended.UNREACHABLE, None
    if operation is Operation.DISPENSE and played.truth.kept < played.scenario.kept[0]:
        return Ended.FAILED, UNTRUE
    return Ended.SUCCESS, None


def _anomalies(plays: Sequence[Played], day: date) -> Iterator[Anomaly]:
    """One anomaly for each thing that goes wrong, with the scenarios that show it."""
    for failing in Failing:
        if failing.scor or failing.recording:
            continue
        shown = [
            each.scenario.id
            for each in plays
            if any(fault.failing is failing for fault in each.faults)
        ]
        if shown:
            yield Anomaly(
                f"REP-{failing.value.upper()}", day, f"{failing.label} ({', '.join(shown)})",
                origin=Origin.SOFTWARE, blocking=True, reproduced=day,
            )  # fmt: skip
