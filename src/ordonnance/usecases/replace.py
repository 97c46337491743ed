"""Replace: end what is not served and issue the corrected ordonnance, linked both ways."""

import dataclasses
from dataclasses import dataclass
from datetime import date

from ordonnance.domain.dispensing import CancelReason, Ending
from ordonnance.domain.errors import Refusal
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.people import Patient
from ordonnance.usecases.access import Act, require_role
from ordonnance.usecases.acting import (
    ATTEMPTS,
    Asked,
    Opened,
    entry,
    open_one,
    pause,
    replayed,
    require_version,
)
from ordonnance.usecases.cancel import require_endable
from ordonnance.usecases.coverage import forget, record_establishment
from ordonnance.usecases.issue import Issue, Judged, judge, number_for, prepare
from ordonnance.usecases.judging import LawRefusal
from ordonnance.usecases.looked_up import journal_refused
from ordonnance.usecases.objection import carried_over
from ordonnance.usecases.outside import on_withdrawal
from ordonnance.usecases.ports import Change, NewOrdonnance, Ports, Written
from ordonnance.usecases.results import Replaced
from ordonnance.usecases.twins import mark_twins
from ordonnance.usecases.view import state_of


@dataclass(frozen=True, slots=True)
class Replace:
    """The number to replace and the corrected document."""

    asked: Asked
    corrected: Issue
    reason: CancelReason = CancelReason.ERROR


async def replace(command: Replace, ports: Ports) -> Replaced:
    """End the former, issue the corrected one, in one transaction.

    The old code answers « remplacée » from then on. Raises Refusal: those of `issue` and `cancel`,
    PATIENT_MISMATCH.
    """
    require_role(command.asked.caller, Act.REPLACE)
    for attempt in range(ATTEMPTS):
        opened = await open_one(command.asked, Act.REPLACE, ports)
        if opened.stored.answered is not None:
            return _replaced(replayed(command.asked, opened.stored))
        try:
            judged, change, new = await _decided(opened, command, attempt, ports)
        except Refusal as refusal:
            # Sent twice at once: not judged against what its own first sending wrote meanwhile.
            opened = await open_one(command.asked, Act.REPLACE, ports)
            if opened.stored.answered is None:
                await _journal_refused(command, refusal, ports)
                raise
            return _replaced(replayed(command.asked, opened.stored))
        written = await ports.base.replace(
            command.asked.number, opened.stored.progress.version, change, new
        )
        if written is Written.WRITTEN:
            await forget(command.asked.number, "", ports)
            found = await record_establishment(
                judged.ordonnance, judged.medicines, new.number, ports
            )
            await mark_twins(new.number, found, ports)
            return _replaced(change.result)
        await pause(attempt)
    raise Refusal.of("CONFLICT_RETRY")


async def _journal_refused(command: Replace, refusal: Refusal, ports: Ports) -> None:
    if isinstance(refusal, LawRefusal):
        corrected, former = command.corrected, command.asked.number.value
        read = ports.reader.read(corrected.document, corrected.content_type).ordonnance
        await journal_refused(corrected.caller, read, refusal, ports, former)


async def _decided(
    opened: Opened, command: Replace, attempt: int, ports: Ports
) -> tuple[Judged, Change, NewOrdonnance]:
    """Judge the correction and find its number, then decide."""
    require_version(command.asked, opened)
    require_endable(opened)
    if opened.ordonnance.derogation is not None:
        # Its message names its recipient: it is withdrawn, and another one prescribed.
        raise Refusal.of("SAMU_ACT")
    corrected, former = command.corrected, command.asked.number.value
    document = ports.reader.read(corrected.document, corrected.content_type)
    judged = await judge(corrected, document, ports, former)
    _require_same_patient(opened, judged)
    number = await number_for(corrected, judged.ordonnance, ports, attempt, former)
    if judged.ordonnance.reserved is not None and await ports.base.read(number) is not None:
        raise Refusal.of("NUMBER_TAKEN")
    return judged, *decide(opened, command, judged, number, ports)


def decide(
    opened: Opened, command: Replace, judged: Judged, number: OrdonnanceNumber, ports: Ports
) -> tuple[Change, NewOrdonnance]:
    """What is written on the former and on the corrected ordonnance."""
    asked = command.asked
    new = prepare(
        command.corrected, judged, number, ports, act=Act.REPLACE, replaces=asked.number.value
    )
    ending = Ending(opened.at, command.reason, replaced_by=number.value)
    progress = opened.stored.progress.next(by_author=True, ending=ending)
    result = Replaced(
        number.value,
        1,
        new.issued_at,
        asked.number.value,
        judged.findings,
        new.seal,
        judged.facts,
        judged.shortages,
    )
    change = Change(
        progress,
        state_of(opened, progress),
        entry(asked.caller, Act.REPLACE, opened.at),
        asked.scope,
        result,
        on_withdrawal(
            opened.ordonnance,
            opened.medicines,
            "",
            "REPLACED",
            taken=progress.dispenses,
            running=opened.running,
        ),
    )
    carried = carried_over(opened.stored.progress.objection, new.progress.objection)
    kept = dataclasses.replace(new.progress, objection=carried)
    return change, dataclasses.replace(new, progress=kept, result=result)


def _require_same_patient(opened: Opened, judged: Judged) -> None:
    former, corrected = opened.ordonnance.patient, judged.ordonnance.patient
    if former is None or corrected is None:
        same = former is corrected
    elif former.ins is not None and corrected.ins is not None:
        same = former.ins == corrected.ins
    else:
        # A correction may qualify the INS: then the traits decide.
        same = _traits(former) == _traits(corrected)
    if not same:
        raise Refusal.of("PATIENT_MISMATCH")


def _traits(patient: Patient) -> tuple[str, str, date | None]:
    first = patient.given[0] if patient.given else ""
    return (patient.family or "").casefold(), first.casefold(), patient.birth_date


def _replaced(result: object) -> Replaced:
    if not isinstance(result, Replaced):
        raise Refusal.of("IDEMPOTENCY_KEY_REUSED")
    return result
