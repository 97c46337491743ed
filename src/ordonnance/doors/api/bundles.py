"""The FHIR resources that go beside some answers: dispensings, accesses, consent."""

import dataclasses
from collections.abc import Collection
from typing import Literal

from ordonnance.domain.dispense_record import RecordStatus
from ordonnance.domain.dispensing import Objection, ObjectionOrigin
from ordonnance.fhir import codes
from ordonnance.fhir.systems import Systems
from ordonnance.fhir.write import (
    AuditEntry,
    Execution,
    write_audit,
    write_consent,
    write_executions,
)
from ordonnance.usecases.access import Act
from ordonnance.usecases.executions import ExecutionsRead
from ordonnance.usecases.objection import Object, origin_of
from ordonnance.usecases.results import Executions, JournalRead, ObjectionRecorded

Action = Literal["C", "R", "U", "D", "E"]

ACTIONS: dict[Act, Action] = {
    Act.ISSUE: "C",
    Act.RESERVE: "C",
    Act.REGULATE: "C",
    Act.REPRESENT: "C",
    Act.CONSULT: "R",
    Act.RENDER: "R",
    Act.EXECUTIONS: "R",
    Act.LIST: "R",
    Act.JOURNAL: "R",
    Act.VERIFY: "R",
    Act.MEDICINES: "R",
    Act.REGISTERS: "R",
    Act.DIRECTORY: "R",
    Act.REPRESENTATIVES: "R",
    Act.INBOX: "R",
    Act.DISPENSE: "U",
    Act.UNDO: "U",
    Act.CANCEL: "U",
    Act.REPLACE: "U",
    Act.OBJECT: "U",
    Act.END_REPRESENTATION: "U",
    Act.STOCK: "U",
    Act.MARK_TWIN: "U",
    Act.CHECK: "E",
    Act.DRAFT: "E",
    Act.ACCESS_CODE: "E",
    Act.SEND: "E",
}
"""AuditEvent.action of each act, of every one: whichever is journaled is read by the patient."""


def with_dispenses(read: ExecutionsRead, systems: Systems) -> Executions:
    """The answer with its searchset of MedicationDispense."""
    return dataclasses.replace(read.answer, bundle=dispenses_of(read, systems))


def dispenses_of(
    read: ExecutionsRead,
    systems: Systems,
    statuses: Collection[RecordStatus] = tuple(RecordStatus),
) -> bytes:
    """The searchset of MedicationDispense: those that ended in one of `statuses`."""
    executions = [
        Execution(
            dispense,
            {
                line: codes.Fill.of(first=fill.first, complete=fill.complete)
                for (reference, line), fill in read.fills.items()
                if reference == dispense.reference
            },
        )
        for dispense in read.dispenses
    ]
    return write_executions(read.ordonnance, executions, systems, statuses)


def with_events(read: JournalRead, systems: Systems) -> JournalRead:
    """The answer with its searchset of AuditEvent."""
    entries = [
        AuditEntry(
            access.at,
            access.code,
            access.act,
            ACTIONS[Act(access.code)],
            access.role,
            access.actor or None,
            access.place or None,
            access.refused,
            access.details,
        )
        for access in read.accesses
    ]
    return dataclasses.replace(read, bundle=write_audit(entries, systems))


def with_consent(
    command: Object, recorded: ObjectionRecorded, systems: Systems
) -> ObjectionRecorded:
    """The answer with the Consent in force."""
    origin: ObjectionOrigin = origin_of(command.asked.caller)
    objection = Objection(recorded.since, origin) if recorded.stands else None
    consent = write_consent(objection, recorded.since, systems)
    return dataclasses.replace(recorded, consent=consent)
