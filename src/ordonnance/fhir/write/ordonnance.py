"""An ordonnance as a Bundle `collection`."""

from uuid import NAMESPACE_URL, uuid5

from ordonnance.domain.derogation import Derogation
from ordonnance.domain.people import Prescriber
from ordonnance.domain.prescription import Ordonnance
from ordonnance.fhir.codec import encode
from ordonnance.fhir.extensions import definition
from ordonnance.fhir.resources.bundle import Bundle, Entered, Entry
from ordonnance.fhir.resources.datatypes import (
    Extension,
    ExtensionPart,
    Identifier,
    Meta,
    Reference,
)
from ordonnance.fhir.systems import DEFAULT_SYSTEMS, Systems
from ordonnance.fhir.write import people
from ordonnance.fhir.write.line import medication_request
from ordonnance.fhir.write.relations import linked_numbers, request_group

ANONYMOUS = "Anonyme (IVG)"


def write_ordonnance(ordonnance: Ordonnance, systems: Systems = DEFAULT_SYSTEMS) -> bytes:
    """The JSON of its Bundle: the same ordonnance always gives the same bytes.

    Raises Refusal (OUT_OF_SCOPE) for a line that is neither a medicine nor a preparation, and
    ValueError for what R4 cannot say (a duration beside a start date, a line duration that
    contradicts its posology).
    """
    return encode(bundle_of(ordonnance, systems))


def bundle_of(ordonnance: Ordonnance, systems: Systems = DEFAULT_SYSTEMS) -> Bundle:
    """The Bundle itself: people first, then the lines in their order."""
    writing = _Writing(ordonnance, systems)
    subject = writing.patient()
    requester = writing.prescriber(ordonnance.prescriber)
    group = None
    if ordonnance.reserved is not None:
        group = Identifier(system=systems.number, value=ordonnance.reserved.value)
    linked = linked_numbers(ordonnance.lines)
    authored = ordonnance.established_at.isoformat()
    for line in ordonnance.lines:
        request = medication_request(
            line, subject, requester, authored, group, systems, linked=line.number in linked
        )
        writing.entries.append(Entry(full_url=f"urn:uuid:{line.id}", resource=request))
    if linked:
        together = request_group(ordonnance.lines, linked, subject, group, systems)
        writing.add("together", together)
    return Bundle(
        meta=_document(ordonnance, systems),
        language=None if ordonnance.language == "fr" else ordonnance.language,
        type="collection",
        entry=tuple(writing.entries),
    )


class _Writing:
    """The entries of one Bundle; addresses follow from the first line, so that they are stable."""

    def __init__(self, ordonnance: Ordonnance, systems: Systems) -> None:
        self._ordonnance = ordonnance
        self._systems = systems
        self.entries: list[Entry] = []

    def add(self, name: str, resource: Entered) -> Reference:
        """Add a resource under an address of its own."""
        seed = f"urn:ordonnance:{self._ordonnance.lines[0].id}:{name}"
        address = f"urn:uuid:{uuid5(NAMESPACE_URL, seed)}"
        self.entries.append(Entry(full_url=address, resource=resource))
        return Reference(reference=address)

    def patient(self) -> Reference:
        """Add the patient and their measures; a masked reference when anonymous."""
        patient = self._ordonnance.patient
        if patient is None:
            absent = definition("absent").url(self._systems)
            masked = ExtensionPart(url=absent, value_code="masked")
            return Reference(extension=(masked,), display=ANONYMOUS)
        subject = self.add("patient", people.patient(patient, self._systems))
        at = self._ordonnance.established_at
        for index, each in enumerate(people.measures(patient, subject, at, self._systems)):
            self.add(f"measure-{index}", each)
        return subject

    def prescriber(self, prescriber: Prescriber) -> Reference:
        """Add the prescriber and, when something is known of it, their role and place."""
        author = self.add("prescriber", people.practitioner(prescriber, self._systems))
        place = None
        if prescriber.practice is not None:
            practice = people.organization(prescriber.practice, self._systems)
            place = self.add("practice", practice)
        role = people.role(prescriber, author, place, self._systems)
        if role != type(role)(practitioner=author):
            self.add("role", role)
        return author


def _document(ordonnance: Ordonnance, systems: Systems) -> Meta | None:
    found = [
        Extension(url=definition(name).url(systems), value_boolean=True)
        for name, stands in (
            ("anonymous", ordonnance.anonymous),
            ("objection", ordonnance.objection),
            ("hidden-from-representative", ordonnance.hidden_from_representative),
        )
        if stands
    ]
    found += [
        Extension(url=definition(name).url(systems), value_string=text)
        for name, text in (
            ("hospital-service", ordonnance.hospital_service),
            ("advice", ordonnance.advice),
        )
        if text is not None
    ]
    if ordonnance.derogation is not None:
        found.append(_derogation(ordonnance.derogation, systems))
    return Meta(extension=tuple(found)) if found else None


def _derogation(said: Derogation, systems: Systems) -> Extension:
    parts = [ExtensionPart(url="circuit", value_code=said.circuit.value)]
    for name, structure in (("recipient", said.recipient), ("pharmacy", said.pharmacy)):
        if structure is not None:
            parts.append(ExtensionPart(url=name, value_string=structure.name))
            if structure.finess is not None:
                parts.append(
                    ExtensionPart(url=f"{name}-finess", value_string=structure.finess.value)
                )
    return Extension(url=definition("derogation").url(systems), extension=tuple(parts))
