"""Patient, measures, prescriber and practice as FHIR resources."""

import re
from datetime import datetime

from ordonnance.domain.ids import IdNatPs, Ins
from ordonnance.domain.people import Patient, Practice, Prescriber
from ordonnance.fhir import codes
from ordonnance.fhir.extensions import definition
from ordonnance.fhir.resources import people
from ordonnance.fhir.resources.datatypes import (
    Address,
    CodeableConcept,
    Coding,
    ContactPoint,
    Extension,
    ExtensionPart,
    HumanName,
    Identifier,
    Quantity,
    Reference,
)
from ordonnance.fhir.resources.prescription import Observation
from ordonnance.fhir.systems import Systems
from ordonnance.fhir.write import values

_COMMUNE = re.compile(r"[0-9][0-9AB][0-9]{3}")


def patient(given: Patient, systems: Systems) -> people.Patient:
    """The patient; the identity status always stands, so that nobody has to guess it."""
    names = [HumanName(use="official", family=given.family, given=given.given)]
    if given.used_family is not None:
        names.append(HumanName(use="usual", family=given.used_family))
    reliability = ExtensionPart(
        url="identityStatus",
        value_coding=Coding(system=systems.identity_status, code=given.identity.value),
    )
    extensions = [
        Extension(url=definition("identity-reliability").url(systems), extension=(reliability,))
    ]
    if given.birth_place is not None:
        place = _birth_place(given.birth_place, systems)
        extensions.append(
            Extension(url=definition("birth-place").url(systems), value_address=place)
        )
    return people.Patient(
        extension=tuple(extensions),
        identifier=(_ins(given.ins, systems),) if given.ins else (),
        name=tuple(names),
        gender=given.sex.value if given.sex else None,
        birth_date=given.birth_date.isoformat() if given.birth_date else None,
    )


def _ins(ins: Ins, systems: Systems) -> Identifier:
    return Identifier(
        use="temp" if ins.oid.fhir_type == "INS-NIA" else "official",
        type=values.code(systems.identifier_type, ins.oid.fhir_type),
        system=ins.oid.fhir_system,
        value=ins.matricule,
    )


def _birth_place(place: str, systems: Systems) -> Address:
    if _COMMUNE.fullmatch(place) is None:
        return Address(city=place)
    code = ExtensionPart(
        url=definition("insee-code").url(systems),
        value_coding=Coding(system=systems.commune, code=place),
    )
    return Address(extension=(code,))


def measures(
    given: Patient, subject: Reference, at: datetime, systems: Systems
) -> tuple[Observation, ...]:
    """Weight and height, when they are known."""
    known = (
        (codes.WEIGHT, "Poids", given.weight_kg, "kg"),
        (codes.HEIGHT, "Taille", given.height_cm, "cm"),
    )
    return tuple(
        Observation(
            status="final",
            category=(values.code(systems.observation_category, "vital-signs"),),
            code=CodeableConcept(coding=(Coding(system=systems.loinc, code=code, display=name),)),
            subject=subject,
            effective_date_time=at.isoformat(),
            value_quantity=Quantity(
                value=values.number(value), unit=unit, system=systems.ucum, code=unit
            ),
        )
        for code, name, value, unit in known
        if value is not None
    )


def practitioner(given: Prescriber, systems: Systems) -> people.Practitioner:
    """The person: number and name."""
    identifiers = []
    if given.rpps is not None:
        identifiers.append(_typed("RPPS", systems.rpps, given.rpps.value, systems))
    if given.adeli is not None:
        national = IdNatPs.of(given.adeli).value
        identifiers.append(_typed("IDNPS", systems.id_nat_ps, national, systems))
    name = HumanName(
        family=given.family, given=given.given, prefix=(given.prefix,) if given.prefix else ()
    )
    named = given.family is not None or given.given or given.prefix
    return people.Practitioner(identifier=tuple(identifiers), name=(name,) if named else ())


def _typed(kind: str, system: str, value: str, systems: Systems) -> Identifier:
    return Identifier(type=values.code(systems.identifier_type, kind), system=system, value=value)


def role(
    given: Prescriber, author: Reference, place: Reference | None, systems: Systems
) -> people.PractitionerRole:
    """What the person is at this place."""
    codings = [values.coding(other) for other in given.others]
    if given.profession is not None:
        profession = given.profession
        codings.insert(
            0,
            Coding(system=systems.profession, code=profession.value, display=profession.label),
        )
    return people.PractitionerRole(
        extension=_role_extensions(given, systems),
        practitioner=author,
        organization=place,
        code=(CodeableConcept(coding=tuple(codings)),) if codings else (),
        specialty=(CodeableConcept(coding=(values.coding(given.specialty),)),)
        if given.specialty
        else (),
        telecom=_telecom(given.practice),
    )


def _role_extensions(given: Prescriber, systems: Systems) -> tuple[Extension, ...]:
    found = []
    if given.sector is not None:
        found.append(Extension(url=definition("sector").url(systems), value_string=given.sector))
    if given.replaces is not None:
        replaced = given.replaces
        parts = [ExtensionPart(url="family", value_string=replaced.family)]
        if replaced.rpps is not None:
            parts.insert(0, ExtensionPart(url="rpps", value_string=replaced.rpps.value))
        if replaced.given:
            parts.append(ExtensionPart(url="given", value_string=" ".join(replaced.given)))
        found.append(Extension(url=definition("replaces").url(systems), extension=tuple(parts)))
    return tuple(found)


def _telecom(practice: Practice | None) -> tuple[ContactPoint, ...]:
    if practice is None:
        return ()
    points = []
    if practice.phone is not None:
        points.append(ContactPoint(system="phone", value=practice.phone))
    if practice.email is not None:
        points.append(ContactPoint(system="email", value=practice.email))
    return tuple(points)


def organization(given: Practice, systems: Systems) -> people.Organization:
    """The structure of activity."""
    identifiers = []
    if given.finess is not None:
        identifiers.append(Identifier(system=systems.finess, value=given.finess.value))
    if given.siret is not None:
        identifiers.append(Identifier(system=systems.siret, value=given.siret.value))
    if given.am is not None:
        identifiers.append(Identifier(system=systems.am, value=given.am.value))
    address = Address(
        line=given.lines, postal_code=given.postcode, city=given.city, country=given.country
    )
    service = definition("service").url(systems)
    return people.Organization(
        extension=(Extension(url=service, value_string=given.service),) if given.service else (),
        identifier=tuple(identifiers),
        name=given.name,
        address=(address,) if address != Address() else (),
    )
