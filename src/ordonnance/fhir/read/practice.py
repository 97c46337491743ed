"""The structure where the prescriber practises."""

from ordonnance.domain.ids import AmNumber, Finess, IdNatStruct, Siret
from ordonnance.domain.people import Practice
from ordonnance.fhir.read.identifiers import (
    note_identifier,
    require_active,
    unknown_system,
    value_of,
)
from ordonnance.fhir.read.reading import Reading
from ordonnance.fhir.resources.datatypes import ContactPoint, Identifier
from ordonnance.fhir.resources.people import Organization, PractitionerRole

Structure = tuple[str, Organization] | None
"""The structure of a role and where it stands; None when the role names none."""


def structure_of(reading: Reading, at: str, role: PractitionerRole) -> Structure:
    """The structure that the role names, if it names one."""
    if role.organization is None:
        for element in ("identifier", "telecom"):
            if getattr(role, element):
                reading.issues.add("ELEMENT_MISSING", f"{at}.organization", element="organization")
        return None
    return reading.resolve(role.organization, f"{at}.organization", Organization)


def practice_of(
    reading: Reading, at: str, role: PractitionerRole, structure: Structure
) -> Practice | None:
    """The practice of a role, in that structure."""
    if structure is None:
        return None
    place, organization = structure
    require_active(reading, organization.active, place)
    if organization.name is None:
        reading.issues.add("ELEMENT_MISSING", f"{place}.name", element="name")
    given = organization.identifier
    numbers = reading.once("place", given, lambda: _place_numbers(reading, place, given))
    am = _am(reading, at, role.identifier)
    if am and numbers.am and am != numbers.am:
        note_identifier(reading, f"{at}.identifier[0]", "AM", "deux numéros différents")
    phone, email = _telecom(reading, (at, role.telecom), (place, organization.telecom))
    return _located(reading, place, organization, numbers, am or numbers.am, phone, email)


class _Numbers:
    """The identifiers of a structure while they are gathered."""

    __slots__ = ("am", "finess", "siret")

    def __init__(self) -> None:
        self.finess: Finess | None = None
        self.am: AmNumber | None = None
        self.siret: Siret | None = None


def _located(
    reading: Reading,
    at: str,
    organization: Organization,
    numbers: _Numbers,
    am: AmNumber | None,
    phone: str | None,
    email: str | None,
) -> Practice:
    extensions = reading.extensions(organization.extension, "Organization", at)
    if len(organization.address) > 1:
        reading.issues.too_many(f"{at}.address", "address")
    address = organization.address[0] if organization.address else None
    if address is not None:
        reading.extensions(address.extension, "none", f"{at}.address[0]")
        if address.text is not None:
            reading.issues.add("ELEMENT_UNKNOWN", f"{at}.address[0].text", element="text")
    return Practice(
        name=organization.name or "",
        lines=address.line if address else (),
        postcode=address.postal_code if address else None,
        city=address.city if address else None,
        country=address.country if address else None,
        phone=phone,
        email=email,
        finess=numbers.finess,
        am=am,
        siret=numbers.siret,
        service=extensions.text("service"),
    )


def _am(reading: Reading, at: str, identifiers: tuple[Identifier, ...]) -> AmNumber | None:
    numbers = _Numbers()
    for index, each in enumerate(identifiers):
        place = f"{at}.identifier[{index}]"
        value = value_of(reading, each, place)
        if value is None:
            continue
        if each.system != reading.systems.am:
            unknown_system(reading, each.system, place, reading.systems.am)
        elif numbers.am is not None:
            reading.issues.too_many(place, "identifier")
        else:
            numbers.am = reading.build(f"{place}.value", AmNumber.parse, value)
    return numbers.am


def _place_numbers(reading: Reading, at: str, identifiers: tuple[Identifier, ...]) -> _Numbers:
    systems, numbers = reading.systems, _Numbers()
    for index, each in enumerate(identifiers):
        place = f"{at}.identifier[{index}]"
        value = value_of(reading, each, place)
        if value is None:
            continue
        where = f"{place}.value"
        before = (numbers.finess, numbers.am, numbers.siret)
        if each.system == systems.finess:
            numbers.finess = reading.build(where, Finess.parse, value)
        elif each.system == systems.am:
            numbers.am = reading.build(where, AmNumber.parse, value)
        elif each.system == systems.siret:
            numbers.siret = reading.build(where, Siret.parse, value)
        elif each.system == systems.id_nat_struct:
            _national(reading, place, value, numbers)
        else:
            known = (systems.finess, systems.am, systems.siret, systems.id_nat_struct)
            unknown_system(reading, each.system, place, *known)
        after = (numbers.finess, numbers.am, numbers.siret)
        if any(b is not None and a != b for a, b in zip(after, before, strict=True)):
            note_identifier(reading, place, "de la structure", "deux numéros différents")
    return numbers


def _national(reading: Reading, at: str, value: str, numbers: _Numbers) -> None:
    national = reading.build(f"{at}.value", IdNatStruct.parse, value)
    if national is None:
        return
    if national.finess is None and national.siret is None:
        note_identifier(reading, at, "idNatStruct", "ni FINESS (1) ni SIRET (3)")
    numbers.finess = national.finess or numbers.finess
    numbers.siret = national.siret or numbers.siret


def _telecom(
    reading: Reading, *holders: tuple[str, tuple[ContactPoint, ...]]
) -> tuple[str | None, str | None]:
    """Phone and e-mail of the practice, said by the role or by the structure, once each."""
    found: dict[str, str] = {}
    for at, points in holders:
        for index, point in enumerate(points):
            if found.setdefault(point.system, point.value) != point.value:
                reading.issues.too_many(f"{at}.telecom[{index}]", point.system)
    return found.get("phone"), found.get("email")
