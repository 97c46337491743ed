"""MedicationDispense in the shape of HL7 Europe MPD to records: ours, and those of elsewhere."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar

from ordonnance.domain.dispense_record import (
    DispenseRecord,
    RecordPerformer,
    RecordStatus,
    RecordSubstitution,
)
from ordonnance.domain.dispensing import QuantityReason, Undone, UndoReason
from ordonnance.domain.posology import Posology
from ordonnance.domain.told import ToldMedicine
from ordonnance.fhir.codec import decode, decoder_of, parse_tree
from ordonnance.fhir.extensions import Found
from ordonnance.fhir.read.counter import counter_facts
from ordonnance.fhir.read.document import Document, read_document
from ordonnance.fhir.read.posology import read_posology
from ordonnance.fhir.read.reading import Reading
from ordonnance.fhir.read.told import concept, identified, pointer
from ordonnance.fhir.read.values import amount, day, duration, instant, plain
from ordonnance.fhir.resources.european import MedicationDispense, ToldBundle
from ordonnance.fhir.systems import DEFAULT_SYSTEMS, Systems

T = TypeVar("T")

_bundle = decoder_of(ToldBundle)


def read_dispenses(body: bytes, systems: Systems = DEFAULT_SYSTEMS) -> tuple[DispenseRecord, ...]:
    """Every dispensing of a Bundle (collection or searchset), in its order.

    Raises Refusal with all issues of the first stage that fails: JSON, structure, meaning. What a
    record does not hold is refused: nothing is dropped.
    """
    bundle = decode(body, _bundle, "Bundle")
    document = read_document(bundle, body, systems)
    found = [_record(document, *each) for each in document.of(MedicationDispense)]
    document.refuse_unused()
    document.reading.issues.raise_if_any()
    return tuple(each for each in found if each is not None)


def is_dispensing(body: bytes) -> bool:
    """True for a document with a MedicationDispense. Raises Refusal when it is not JSON."""
    tree = parse_tree(body)
    entries = tree.get("entry") if isinstance(tree, dict) else None
    return any(
        isinstance(each, dict)
        and isinstance(each.get("resource"), dict)
        and each["resource"].get("resourceType") == "MedicationDispense"
        for each in (entries if isinstance(entries, list) else ())
    )


def _record(document: Document, at: str, given: MedicationDispense) -> DispenseRecord | None:
    reading = document.reading
    before = len(reading.issues.found)
    document.used.add(at)
    extensions = reading.extensions(given.extension, "MedicationDispense", at)
    fields = _facts(reading, extensions)
    rendered = extensions.text("rendered-dispense")
    fields |= {
        "status": RecordStatus(given.status),
        "identifiers": identified(reading, given.identifier, f"{at}.identifier"),
        "medicine": _medicine(document, at, given),
        "posology": _posology(reading, at, given, rendered),
        "performers": _performers(document, at, given),
        "prescriptions": tuple(
            found
            for rank, each in enumerate(given.authorizing_prescription)
            if (found := pointer(reading, each, f"{at}.authorizingPrescription[{rank}]"))
        ),
        "subject": document.person(given.subject, f"{at}.subject"),
        "place": pointer(reading, given.location, f"{at}.location"),
        "fill": concept(reading, given.type, f"{at}.type"),
        "reason": concept(
            reading, given.status_reason_codeable_concept, f"{at}.statusReasonCodeableConcept"
        ),
        "quantity": _required(reading, given.quantity, f"{at}.quantity", partial(amount, reading)),
        "days": _days(reading, at, given),
        "handed_over_at": _instant(reading, given.when_handed_over, f"{at}.whenHandedOver"),
        "substitution": _substitution(reading, f"{at}.substitution", given),
        "note": _note(reading, at, given),
    }
    if len(reading.issues.found) > before:
        return None
    return reading.build(at, DispenseRecord, **fields)


def _required(reading: Reading, given: T | None, at: str, read: Callable[[T, str], Any]) -> Any:
    """What MPD wants once (1..1)."""
    if given is None:
        reading.issues.add("ELEMENT_MISSING", at, element=at.rpartition(".")[2])
        return None
    return read(given, at)


def _facts(reading: Reading, extensions: Found) -> dict[str, Any]:
    """The instant of recording, which MPD wants once, and what only our own dispensings tell."""
    found: dict[str, Any] = {}
    recorded = extensions.get("recorded")
    at = extensions.at("recorded")
    given = recorded.value_date_time if recorded else None
    found["recorded_at"] = _required(reading, given, f"{at}.recorded", partial(instant, reading))
    first = extensions.text("first-day")
    found["first_day"] = day(reading, first, extensions.at("first-day"))
    units = extensions.get("units")
    if units is not None and units.value_decimal is not None:
        found["units"] = plain(units.value_decimal)
    why = extensions.text("quantity-reason")
    if why is not None:
        found["quantity_reason"] = _among(reading, QuantityReason, why, extensions.at("units"))
    found["undone"] = _undone(reading, extensions)
    found["facts"] = counter_facts(reading, extensions)
    return found


def _among(reading: Reading, kind: Callable[[str], T], code: str, at: str) -> T | None:
    try:
        return kind(code)
    except ValueError:
        reading.issues.add("CODE_UNKNOWN", at, code=code, allowed="")
        return None


def _undone(reading: Reading, extensions: Found) -> Undone | None:
    parts = extensions.parts("undone")
    if not parts:
        return None
    at = extensions.at("undone")
    when = _instant(reading, parts["at"].value_date_time, f"{at}.at")
    reason = _among(reading, UndoReason, parts["reason"].value_code or "", f"{at}.reason")
    text = parts["text"].value_string if "text" in parts else None
    return Undone(when, reason, "", text) if when and reason else None


def _instant(reading: Reading, text: str | None, at: str) -> datetime | None:
    return None if text is None else instant(reading, text, at)


def _medicine(document: Document, at: str, given: MedicationDispense) -> ToldMedicine | None:
    """The medicine served; none when the document says that nothing was (not performed)."""
    reading, said = document.reading, given.medication_codeable_concept
    place = f"{at}.medicationCodeableConcept"
    if given.medication_reference is not None:
        if said is not None:
            reading.issues.too_many(place, "medication[x]")
        where = f"{at}.medicationReference"
        return document.medicine(given.medication_reference, where, given.contained, at)
    document.refuse_unused_inside(given.contained, at)
    if said is None:
        reading.issues.add("ELEMENT_MISSING", f"{at}.medication", element="medication[x]")
        return None
    if not said.extension:
        return reading.build(place, ToldMedicine, concept(reading, said, place))
    absent = [(each.url, each.value_code) for each in said.extension]
    if absent != [(reading.systems.absent, "not-performed")] or said.coding or said.text:
        reading.issues.invalid(place, "un médicament, ou « not-performed » seul")
    return None


def _posology(
    reading: Reading, at: str, given: MedicationDispense, rendered: str | None
) -> Posology | None:
    if not given.dosage_instruction:
        return Posology((), rendered) if rendered is not None else None
    return read_posology(reading, f"{at}.dosageInstruction", given.dosage_instruction, rendered)


def _performers(
    document: Document, at: str, given: MedicationDispense
) -> tuple[RecordPerformer, ...]:
    found = []
    for rank, each in enumerate(given.performer):
        place = f"{at}.performer[{rank}]"
        actor = document.person(each.actor, f"{place}.actor")
        function = concept(document.reading, each.function, f"{place}.function")
        if actor is not None:
            found.append(RecordPerformer(actor, function))
    return tuple(found)


def _days(reading: Reading, at: str, given: MedicationDispense) -> Decimal | None:
    if given.days_supply is None:
        return None
    lasts = duration(reading, given.days_supply, f"{at}.daysSupply")
    if lasts is None:
        return None
    if lasts.exact_days is None:
        reading.issues.invalid(f"{at}.daysSupply", "un nombre de jours est attendu")
        return None
    return Decimal(lasts.exact_days)


def _substitution(
    reading: Reading, at: str, given: MedicationDispense
) -> RecordSubstitution | None:
    if given.substitution is None:
        return None
    said = given.substitution
    reasons = [
        concept(reading, each, f"{at}.reason[{rank}]") for rank, each in enumerate(said.reason)
    ]
    kind = concept(reading, said.type, f"{at}.type")
    told = tuple(each for each in reasons if each is not None)
    return reading.build(at, RecordSubstitution, said.was_substituted, kind, told)


def _note(reading: Reading, at: str, given: MedicationDispense) -> str | None:
    if len(given.note) > 1:
        reading.issues.too_many(f"{at}.note", "note")
    return given.note[0].text if given.note else None
