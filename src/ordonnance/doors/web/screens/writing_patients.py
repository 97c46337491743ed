"""Patients for whom this prescriber wrote lately: from their own ordonnances, and no others."""

from dataclasses import dataclass, replace

from ordonnance.bootstrap.reader import FHIR_JSON
from ordonnance.domain.actors import Role
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.people import Patient
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.listing import Search, search_mine

LOOKED_AT, MOST_SHOWN = 30, 6
"""Ordonnances looked at, and patients shown."""


@dataclass(frozen=True, slots=True)
class FormerPatient:
    """One of them, and the handle of the latest ordonnance written for them."""

    patient: Patient
    handle: str


async def former_patients(visit: Visit) -> tuple[FormerPatient, ...]:
    """The latest first, each once; anonymous ordonnances name nobody."""
    if visit.caller.role is not Role.PRESCRIBER:
        return ()
    ports = visit.platform.ports
    page = await search_mine(visit.caller, ports, Search(LOOKED_AT))
    found: dict[Patient, FormerPatient] = {}
    for each in page.mine:
        patient = ports.reader.reopen(each.bundle, FHIR_JSON).ordonnance.patient
        if patient is not None:
            # What was weighed then makes nobody another person.
            person = replace(patient, weight_kg=None, height_cm=None)
            handle = visit.handle(OrdonnanceNumber(each.item.number))
            found.setdefault(person, FormerPatient(person, handle))
    return tuple(found.values())[:MOST_SHOWN]
