"""The patient: civil identity, INS and its reliability, weight and height."""

from dataclasses import replace
from decimal import Decimal

from ordonnance.domain.ids import Ins, InsOid
from ordonnance.domain.people import IdentityStatus, Patient, Sex
from ordonnance.fhir import codes
from ordonnance.fhir.extensions import Found
from ordonnance.fhir.read.identifiers import require_active, unknown_system, value_of
from ordonnance.fhir.read.reading import Reading
from ordonnance.fhir.read.values import amount, code_among, day, is_instant, one_coding
from ordonnance.fhir.resources import people
from ordonnance.fhir.resources.datatypes import HumanName, Identifier
from ordonnance.fhir.resources.prescription import Observation

_OIDS = {oid.fhir_system: oid for oid in InsOid}
_TYPES = {oid: oid.fhir_type for oid in InsOid}
_MEASURES = {codes.WEIGHT: ("weight_kg", "kg"), codes.HEIGHT: ("height_cm", "cm")}


def read_patient(reading: Reading, at: str, given: people.Patient) -> Patient:
    """The patient of the Bundle, measures included."""
    require_active(reading, given.active, at)
    extensions = reading.extensions(given.extension, "Patient", at)
    official, used = _names(reading, given.name, at)
    patient = Patient(
        family=official.family,
        given=_all_given(reading, official, _place(given.name, official, at)),
        sex=Sex(given.gender) if given.gender else None,
        birth_date=day(reading, given.birth_date, f"{at}.birthDate"),
        ins=_ins(reading, given.identifier, at),
        identity=_status(reading, extensions),
        used_family=used.family if used else None,
        birth_place=_birth_place(reading, extensions),
    )
    return _measured(reading, at, patient)


def _names(
    reading: Reading, names: tuple[HumanName, ...], at: str
) -> tuple[HumanName, HumanName | None]:
    official: HumanName | None = None
    used: HumanName | None = None
    for index, name in enumerate(names):
        place = f"{at}.name[{index}]"
        for element in ("text", "prefix", "suffix"):
            if getattr(name, element):
                reading.issues.add("ELEMENT_UNKNOWN", f"{place}.{element}", element=element)
        if name.use == "usual" and len(names) > 1 and used is None:
            used = name
        elif name.use in (None, "official", "usual") and official is None:
            official = name
        else:
            reading.issues.too_many(place, "name", 2)
    if used is not None and official is not None:
        place = _place(names, used, at)
        reading.extensions(used.extension, "none", place)
        known = _all_given(reading, official, _place(names, official, at))
        if any(word not in known for word in used.given):
            reading.issues.invalid(
                f"{place}.given", "un prénom utilisé absent des prénoms de naissance n'est pas lu"
            )
    return official or HumanName(), used


def _place(names: tuple[HumanName, ...], name: HumanName, at: str) -> str:
    """Where one of the names stands."""
    ranks = (rank for rank, each in enumerate(names) if each is name)
    return f"{at}.name[{next(ranks, 0)}]"


def _all_given(reading: Reading, name: HumanName, at: str) -> tuple[str, ...]:
    """All birth given names: the list of FR Core when it is given, else the names as they are."""
    if not name.extension:
        return name.given
    extensions = reading.extensions(name.extension, "HumanName", at)
    listed = extensions.text("birth-names")
    if listed is None:
        return name.given
    names = tuple(listed.split())
    if name.given and not listed.upper().startswith(name.given[0].upper()):
        reading.issues.invalid(at, "le premier prénom n'ouvre pas la liste des prénoms")
    return names


def _ins(reading: Reading, identifiers: tuple[Identifier, ...], at: str) -> Ins | None:
    found: Ins | None = None
    for index, each in enumerate(identifiers):
        place = f"{at}.identifier[{index}]"
        value = value_of(reading, each, place)
        if value is None:
            continue
        oid = _OIDS.get(each.system or "")
        if oid is None:
            unknown_system(reading, each.system, place, *_OIDS)
            continue
        if index and found is not None:
            reading.issues.too_many(place, "INS")
        if each.use == "old":
            reading.issues.invalid(f"{place}.use", "un matricule INS désactivé ne sert plus")
        _check_type(reading, each, oid, place)
        faults = reading.issues.faults
        found = reading.build(f"{place}.value", Ins.parse, value, oid)
        # A wrong matricule is no identity: it is kept as written, and refused at issue.
        reading.issues.forgive(faults)
    return found


def _check_type(reading: Reading, identifier: Identifier, oid: InsOid, at: str) -> None:
    admitted = _TYPES[oid]
    for index, coding in enumerate(identifier.type.coding if identifier.type else ()):
        if coding.system == reading.systems.identifier_type and coding.code != admitted:
            place = f"{at}.type.coding[{index}].code"
            reading.issues.add("CODE_UNKNOWN", place, code=coding.code, allowed=admitted)


def _status(reading: Reading, extensions: Found) -> IdentityStatus:
    """`VALI` is a validated identity; only `QUAL` makes the INS usable (RNIV)."""
    part = extensions.parts("identity-reliability").get("identityStatus")
    coding = part.value_coding if part else None
    if coding is None:
        return IdentityStatus.PROVISIONAL
    at = f"{extensions.at('identity-reliability')}.extension[0].valueCoding"
    if coding.system != reading.systems.identity_status:
        unknown_system(reading, coding.system, at, reading.systems.identity_status)
    try:
        return IdentityStatus(coding.code or "")
    except ValueError:
        allowed = ", ".join(IdentityStatus)
        reading.issues.add("CODE_UNKNOWN", f"{at}.code", code=coding.code, allowed=allowed)
        return IdentityStatus.PROVISIONAL


def _birth_place(reading: Reading, extensions: Found) -> str | None:
    """The official geographic code of the birth place when it is given, else the town's name."""
    if "birth-place" not in extensions:
        return None
    at = f"{extensions.at('birth-place')}.valueAddress"
    address = extensions.address("birth-place")
    if address is None:
        return None
    for element in ("text", "line", "postal_code", "country"):
        if getattr(address, element):
            reading.issues.add("ELEMENT_UNKNOWN", f"{at}.{element}", element=element)
    coded = reading.extensions(address.extension, "Address", at).get("insee-code")
    coding = coded.value_coding if coded else None
    if coding is None:
        return address.city
    communes = (reading.systems.commune, reading.systems.commune_before)
    if coding.system not in communes:
        unknown_system(reading, coding.system, f"{at}.extension[0].valueCoding", *communes)
    return coding.code


def _measured(reading: Reading, patient_at: str, patient: Patient) -> Patient:
    found: dict[str, Decimal] = {}
    for at, observation in reading.index.of(Observation):
        reading.index.used.add(at)
        _check_subject(reading, at, observation, patient_at)
        loinc, category = reading.systems.loinc, reading.systems.observation_category
        coding = one_coding(reading, observation.code, f"{at}.code", loinc)
        code = coding.code if coding else None
        if code is not None and code not in _MEASURES:
            known = ", ".join(_MEASURES)
            reading.issues.wait(
                "CODE_UNKNOWN", f"{at}.code.coding[0].code", code=code, allowed=known
            )
            continue
        for index, concept in enumerate(observation.category):
            where = f"{at}.category[{index}]"
            code_among(reading, concept, where, category, ("vital-signs",))
        value = amount(reading, observation.value_quantity, f"{at}.valueQuantity")
        if code is None or value is None:
            continue
        name, unit = _MEASURES[code]
        if (value.unit.system, value.unit.code) != (reading.systems.ucum, unit):
            reading.issues.invalid(f"{at}.valueQuantity.code", f"l'unité attendue est {unit}")
        if name in found:
            reading.issues.too_many(at, code)
        found[name] = value.value
    if not found:
        return patient
    return replace(patient, weight_kg=found.get("weight_kg"), height_cm=found.get("height_cm"))


def _check_subject(reading: Reading, at: str, observation: Observation, patient_at: str) -> None:
    reading.extensions(observation.extension, "Observation", at)
    measured_on = observation.effective_date_time
    if measured_on is not None:
        where = f"{at}.effectiveDateTime"
        day(reading, measured_on[:10] if is_instant(measured_on) else measured_on, where)
    if observation.subject is not None:
        found = reading.resolve(observation.subject, f"{at}.subject", people.Patient)
        if found is not None and found[0] != patient_at:
            reading.issues.add("PATIENT_MIXED", f"{at}.subject")
