"""The one patient of all lines, or nobody when the ordonnance is anonymous."""

from collections.abc import Sequence

from ordonnance.domain.people import Patient
from ordonnance.fhir.read.patient import read_patient
from ordonnance.fhir.read.reading import Reading
from ordonnance.fhir.resources import people
from ordonnance.fhir.resources.datatypes import Reference
from ordonnance.fhir.resources.prescription import MedicationRequest

Requests = Sequence[tuple[str, MedicationRequest]]


def read_subject(reading: Reading, requests: Requests, anonymous: bool) -> Patient | None:
    """The patient; one that the document does not describe is nobody yet, and stops the issue."""
    patients = reading.index.of(people.Patient)
    if anonymous:
        for at, _ in patients:
            detail = "le document contient une ressource Patient"
            reading.index.used.add(at)
            reading.issues.add("ANONYMOUS_NOT_ALLOWED", at, detail=detail)
        for where, request in requests:
            _masked(reading, f"{where}.subject", request.subject)
        return None
    found: tuple[str, people.Patient] | None = None
    for at, request in requests:
        same = found is not None and request.subject == requests[0][1].subject
        if same and not reading.issues.found:
            continue
        subject = reading.resolve(request.subject, f"{at}.subject", people.Patient, waits=True)
        if subject is None:
            continue
        if found is not None and subject[0] != found[0]:
            reading.issues.add("PATIENT_MIXED", f"{at}.subject")
        found = found or subject
    if found is None:
        for at, request in requests[1:]:
            if request.subject != requests[0][1].subject:
                reading.issues.add("PATIENT_MIXED", f"{at}.subject")
    for at, _ in patients:
        if found is not None and at not in reading.index.used:
            reading.index.used.add(at)
            reading.issues.add("PATIENT_MIXED", at)
    return read_patient(reading, *found) if found else Patient(None, (), None, None)


def _masked(reading: Reading, at: str, subject: Reference) -> None:
    """The subject of an anonymous line says nothing but that it is masked."""
    extensions = reading.extensions(subject.extension, "Reference", at)
    if extensions.text("absent") not in (None, "masked"):
        code = extensions.text("absent")
        reading.issues.add("CODE_UNKNOWN", extensions.at("absent"), code=code, allowed="masked")
    for element in ("reference", "identifier"):
        if getattr(subject, element) is not None:
            detail = "une ligne désigne une personne"
            reading.issues.add("ANONYMOUS_NOT_ALLOWED", f"{at}.{element}", detail=detail)
