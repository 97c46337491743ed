"""One MedicationRequest to one line of the ordonnance."""

import re
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from ordonnance.domain.calendar import Duration
from ordonnance.domain.ids import Finess
from ordonnance.domain.mentions import NamedPharmacy, NonSubstitutionReason, NotSubstitutable
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Category, Line, Preparation
from ordonnance.fhir import codes
from ordonnance.fhir.read.dosing import check_dose_units
from ordonnance.fhir.read.identifiers import unknown_system
from ordonnance.fhir.read.mentions import read_mentions
from ordonnance.fhir.read.posology import read_posology
from ordonnance.fhir.read.product import read_medication
from ordonnance.fhir.read.reading import Reading
from ordonnance.fhir.read.relations import Linked
from ordonnance.fhir.read.values import (
    amount,
    code_among,
    day,
    duration,
    instant,
    is_instant,
    words,
)
from ordonnance.fhir.resources.datatypes import CodeableConcept, Reference
from ordonnance.fhir.resources.prescription import (
    DispenseRequest,
    MedicationRequest,
    Observation,
    Substitution,
)

_URN = "urn:uuid:"
_PLAIN_URN = re.compile(rf"{_URN}[0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}")
UNREAD = "posologie structurée que ce logiciel ne sait pas lire, à relire sur le document d'origine"
_MAX_PACKS = 999


def read_line(
    reading: Reading, at: str, number: int, request: MedicationRequest, linked: Linked
) -> Line | None:
    """The line, or None when it has a fault."""
    before = reading.issues.faults
    _check_status(reading, at, request)
    if request.intent != "order" or linked:
        _check_linked(reading, at, request.intent, linked=number in linked)
    extensions = reading.extensions(request.extension, "MedicationRequest", at)
    named = read_medication(reading, at, request)
    rendered = extensions.text("rendered-dosage")
    place = f"{at}.dosageInstruction"
    posology = _posology(reading, place, request, rendered)
    check_dose_units(reading, place, named, posology)
    served = _served(reading, f"{at}.dispenseRequest", request.dispense_request, posology)
    kept = _not_substitutable(reading, f"{at}.substitution", request.substitution)
    mentions = read_mentions(reading, extensions)
    identity = _identity(reading, at, number, request)
    motive, advice = _motive(reading, at, request), _advice(reading, at, request)
    if reading.issues.faults > before or named is None or posology is None:
        return None
    prepared = isinstance(named, Preparation)
    return Line(
        number=number,
        id=identity,
        category=Category.PREPARATION if prepared else Category.MEDICINE,
        posology=posology,
        product=None if isinstance(named, Preparation) else named,
        preparation=named if isinstance(named, Preparation) else None,
        not_substitutable=kept,
        motive=motive,
        advice=advice,
        relations=linked.get(number, ()) if linked else (),
        **served,
        **mentions,
    )


def _check_status(reading: Reading, at: str, request: MedicationRequest) -> None:
    """Only a firm order in force, executed in town, is read; anything else is named."""
    for name, value, only in (
        ("status", request.status, "active"),
        ("priority", request.priority, "routine"),
    ):
        if value not in (None, only):
            reading.issues.add("CODE_UNKNOWN", f"{at}.{name}", code=value, allowed=only)
    if request.do_not_perform:
        reading.issues.invalid(f"{at}.doNotPerform", "une interdiction n'est pas une prescription")
    for index, concept in enumerate(request.category):
        _check_category(reading, f"{at}.category[{index}]", concept)
    for index, reference in enumerate(request.supporting_information):
        _check_information(reading, f"{at}.supportingInformation[{index}]", reference)
    if request.meta is not None and reading.systems.inpatient in request.meta.profile:
        rank = request.meta.profile.index(reading.systems.inpatient)
        reading.issues.wait("INTRA_HOSPITAL", f"{at}.meta.profile[{rank}]")


def _check_category(reading: Reading, at: str, concept: CodeableConcept) -> None:
    system = reading.systems.request_category
    if any(each.system == system and each.code == codes.INPATIENT for each in concept.coding):
        reading.issues.wait("INTRA_HOSPITAL", at)
        return
    code_among(reading, concept, at, system, tuple(sorted(codes.CATEGORIES_OUTSIDE)))


def _check_information(reading: Reading, at: str, reference: Reference) -> None:
    """Measures of the patient; the units of a hospital are kept, and stop the issue."""
    if not reference.extension:
        reading.resolve(reference, at, Observation)
        return
    reading.extensions(reference.extension, "MedicationRequest.supportingInformation", at)
    reading.issues.wait("HOSPITAL_PART", at, part="l'unité responsable du patient")


def _check_linked(reading: Reading, at: str, intent: str, *, linked: bool) -> None:
    """`option` exactly for the lines of a RequestGroup (ePrescription, « liens »)."""
    if intent not in ("order", "option"):
        reading.issues.add("CODE_UNKNOWN", f"{at}.intent", code=intent, allowed="order, option")
    elif intent == "option" and not linked:
        reading.issues.wait("ELEMENT_MISSING", f"{at}.intent", element="RequestGroup")
    elif intent == "order" and linked:
        reading.issues.wait("CODE_UNKNOWN", f"{at}.intent", code=intent, allowed="option")


def _posology(
    reading: Reading, at: str, request: MedicationRequest, rendered: str | None
) -> Posology | None:
    """The posology; one that cannot be structured keeps its words and stops the issue."""
    before = reading.issues.faults
    found = read_posology(reading, at, request.dosage_instruction, rendered)
    if found is not None:
        return found
    said = [rendered, *(each.text for each in request.dosage_instruction)]
    said += [note.text for note in request.note]
    words = next((each for each in said if each), UNREAD)
    reading.issues.forgive(before)
    return Posology((), words)


def _identity(reading: Reading, at: str, number: int, request: MedicationRequest) -> str:
    """The UUID of the line; without one, a UUID made from the bytes received and the position."""
    if len(request.identifier) == 1 and request.identifier[0].system == reading.systems.uuid:
        return _uuid(reading, f"{at}.identifier[0].value", request.identifier[0].value or "")
    derived = str(uuid5(NAMESPACE_URL, f"urn:ordonnance:line:{reading.digest()}:{number}"))
    found: str | None = None
    for index, given in enumerate(request.identifier):
        place = f"{at}.identifier[{index}]"
        if given.system != reading.systems.uuid:
            unknown_system(reading, given.system, place, reading.systems.uuid)
        elif found is not None:
            reading.issues.too_many(f"{at}.identifier", "identifier")
        else:
            found = _uuid(reading, f"{place}.value", given.value or "")
    return found or derived


def _uuid(reading: Reading, at: str, value: str) -> str:
    if _PLAIN_URN.fullmatch(value) is not None:
        return value[len(_URN) :]
    try:
        if value.startswith(_URN):
            return str(UUID(value.removeprefix(_URN)))
    except ValueError:
        pass
    reading.issues.add("IDENTIFIER_INVALID", at, kind="de la ligne", reason="urn:uuid: est attendu")
    return ""


def _motive(reading: Reading, at: str, request: MedicationRequest) -> str | None:
    if len(request.reason_code) > 1:
        place = f"{at}.reasonCode"
        reading.issues.too_many(place, "reasonCode")
    concept = request.reason_code[0] if request.reason_code else None
    return words(reading, concept, f"{at}.reasonCode[0]")


def _advice(reading: Reading, at: str, request: MedicationRequest) -> str | None:
    """Every note, one a line."""
    for index, note in enumerate(request.note):
        if note.extension:
            reading.extensions(note.extension, "Annotation", f"{at}.note[{index}]")
            place = f"{at}.note[{index}].extension"
            reading.issues.wait("HOSPITAL_PART", place, part="la portée d'une note du PN13")
    return "\n".join(note.text for note in request.note) or None


# --- What may be served


def _served(
    reading: Reading, at: str, given: DispenseRequest | None, posology: Posology | None
) -> dict[str, Any]:
    stated = given or DispenseRequest()
    return {
        "duration": _duration(reading, at, stated, posology),
        "packs": _packs(reading, at, stated),
        "renewals": stated.number_of_repeats_allowed,
        "not_before": _not_before(reading, at, stated),
        "named_pharmacy": _pharmacy(reading, f"{at}.performer", stated.performer),
    }


def _duration(
    reading: Reading, at: str, given: DispenseRequest, posology: Posology | None
) -> Duration | None:
    """Durations live in the posology (French guide); elsewhere they may only repeat it."""
    place = f"{at}.expectedSupplyDuration"
    said = duration(reading, given.expected_supply_duration, place)
    bounded = reading.build(place, posology.total_duration) if posology else None
    if said is not None and bounded is not None and said != bounded:
        reading.issues.invalid(place, "la durée diffère de celle de la posologie")
    return bounded or said


def _packs(reading: Reading, at: str, given: DispenseRequest) -> int | None:
    place = f"{at}.quantity"
    quantity = amount(reading, given.quantity, place)
    if quantity is None:
        return None
    if (quantity.unit.system, quantity.unit.code) != (reading.systems.edqm, codes.BOX):
        reading.issues.invalid(f"{place}.code", f"des boîtes sont attendues (EDQM {codes.BOX})")
    elif not 1 <= quantity.value <= _MAX_PACKS or quantity.value % 1:
        reading.issues.invalid(
            f"{place}.value", f"un nombre entier de 1 à {_MAX_PACKS} est attendu"
        )
    else:
        return int(quantity.value)
    return None


def _not_before(reading: Reading, at: str, given: DispenseRequest) -> date | None:
    if given.validity_period is None:
        return None
    start, place = given.validity_period.start, f"{at}.validityPeriod.start"
    if is_instant(start):
        found = instant(reading, start, place)
        if found is not None:
            reading.issues.invalid(place, "un jour est attendu, sans heure")
        return None
    return day(reading, start, place)


def _pharmacy(reading: Reading, at: str, performer: Reference | None) -> NamedPharmacy | None:
    if performer is None:
        return None
    if performer.reference is not None:
        reading.issues.add("ELEMENT_UNKNOWN", f"{at}.reference", element="reference")
    if performer.type not in (None, "Organization"):
        reading.issues.invalid(f"{at}.type", "Organization est attendu")
    reading.extensions(performer.extension, "none", at)
    finess = None
    if performer.identifier is not None:
        system, value = performer.identifier.system, performer.identifier.value
        if system != reading.systems.finess:
            unknown_system(reading, system, f"{at}.identifier", reading.systems.finess)
        else:
            finess = reading.build(f"{at}.identifier.value", Finess.parse, value or "")
    if performer.display is None:
        reading.issues.add("ELEMENT_MISSING", f"{at}.display", element="display")
        return None
    return NamedPharmacy(performer.display, finess)


def _not_substitutable(
    reading: Reading, at: str, given: Substitution | None
) -> NotSubstitutable | None:
    if given is None:
        return None
    allowed = given.allowed_boolean
    if given.allowed_codeable_concept is not None:
        if allowed is not None:
            reading.issues.too_many(f"{at}.allowedBoolean", "allowed[x]")
        place, system = f"{at}.allowedCodeableConcept", reading.systems.substitution
        allowed = (
            code_among(reading, given.allowed_codeable_concept, place, system, ("N", "G")) == "G"
        )
    if allowed is None:
        reading.issues.add("ELEMENT_MISSING", f"{at}.allowedCodeableConcept", element="allowed[x]")
        return None
    if allowed:
        if given.reason is not None:
            reading.issues.invalid(f"{at}.reason", "un motif ne va qu'avec « non substituable »")
        return None
    return _kept(reading, f"{at}.reason", given)


def _kept(reading: Reading, at: str, given: Substitution) -> NotSubstitutable:
    if given.reason is None:
        return NotSubstitutable(None)
    if not given.reason.coding:
        return NotSubstitutable(None, given.reason.text)
    system = reading.systems.own_code("non-substitution")
    admitted = tuple(NonSubstitutionReason)
    code = code_among(reading, given.reason, at, system, admitted)
    return NotSubstitutable(NonSubstitutionReason(code) if code else None, given.reason.text)
