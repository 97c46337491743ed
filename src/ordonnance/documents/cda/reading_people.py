"""Patient and prescriber of a CDA document."""

from ordonnance.documents.cda.codes import PERSON_ID, PROFESSIONS, STRUCTURE_ID
from ordonnance.documents.cda.reading import CdaInvalid, day_of, required
from ordonnance.domain.actors import Profession
from ordonnance.domain.coding import Coding
from ordonnance.domain.ids import Adeli, Finess, Ins, InsOid, InvalidId, Rpps, Siret
from ordonnance.domain.markup import Element
from ordonnance.domain.people import (
    IdentityStatus,
    Patient,
    Practice,
    Prescriber,
    ReplacedPrescriber,
    Sex,
)

_SEXES = {"F": Sex.FEMALE, "M": Sex.MALE, "UN": Sex.UNKNOWN}
_INS = frozenset(oid.value for oid in InsOid)
SPECIALTY = (
    "https://mos.esante.gouv.fr/NOS/TRE_R38-SpecialiteOrdinale/FHIR/TRE-R38-SpecialiteOrdinale"
)
"""Specialties of the directory (TRE_R38), as FHIR documents name them."""


def patient(document: Element) -> Patient | None:
    """The patient; None when every identity is masked (anonymous)."""
    role = required(document.first("recordTarget", "patientRole"), "recordTarget/patientRole")
    person = required(role.first("patient"), "recordTarget/patientRole/patient")
    name = person.first("name")
    if name is not None and name.get("nullFlavor") == "MSK":
        return None
    ins = _ins(role)
    gender = person.first("administrativeGenderCode")
    born = person.first("birthTime")
    return Patient(
        family=_named(name, "family", "BR") or _named(name, "family", None),
        given=tuple((_named(name, "given", None) or "").split()),
        sex=_SEXES.get(gender.get("code") or "") if gender else None,
        birth_date=day_of(born.get("value"), "birthTime") if born else None,
        ins=ins,
        identity=IdentityStatus.QUALIFIED if ins else IdentityStatus.PROVISIONAL,
        used_family=_named(name, "family", "CL"),
        birth_place=_birth_place(person),
    )


def _ins(role: Element) -> Ins | None:
    for each in role.all("id"):
        if each.get("root") in _INS:
            try:
                return Ins(each.get("extension") or "", InsOid(each.get("root") or ""))
            except InvalidId as error:
                raise CdaInvalid("recordTarget/patientRole/id", error.reason) from error
    return None


def _named(name: Element | None, part: str, qualifier: str | None) -> str | None:
    if name is None:
        return None
    found = (each for each in name.all(part) if each.get("qualifier") == qualifier)
    return next((each.text for each in found if each.text), None)


def _birth_place(person: Element) -> str | None:
    place = person.first("birthplace", "place", "addr")
    if place is None:
        return None
    named = place.first("county") or place.first("city")
    return named.text if named else None


def prescriber(document: Element) -> Prescriber:
    """The author, and the colleague replaced."""
    at = "author/assignedAuthor"
    author = required(document.first("author", "assignedAuthor"), at)
    name = required(author.first("assignedPerson", "name"), f"{at}/assignedPerson/name")
    profession, specialty = _profession(author.first("code"), at)
    rpps, adeli = _national(author, at)
    return Prescriber(
        family=_named(name, "family", None),
        given=tuple((_named(name, "given", None) or "").split()),
        profession=profession,
        practice=_practice(author.first("representedOrganization"), at),
        rpps=rpps,
        adeli=adeli,
        prefix=_text(name.first("suffix")),
        specialty=specialty,
        replaces=_replaced(document),
    )


def _text(element: Element | None) -> str | None:
    return element.text or None if element else None


def _national(entity: Element, at: str) -> tuple[Rpps | None, Adeli | None]:
    """« 8 » and an RPPS number, « 0 » and an ADELI number."""
    for each in entity.all("id"):
        value = each.get("extension") or ""
        if each.get("root") != PERSON_ID:
            continue
        try:
            if value.startswith("8"):
                return Rpps(value[1:]), None
            if value.startswith("0"):
                return None, Adeli(value[1:])
        except InvalidId as error:
            raise CdaInvalid(f"{at}/id", error.reason) from error
    return None, None


def _profession(code: Element | None, at: str) -> tuple[Profession | None, Coding | None]:
    """« G15_10/SM26 »: what CDA joins."""
    if code is None or code.get("codeSystem") != PROFESSIONS.oid:
        return None, None
    main, _, specialty = (code.get("code") or "").removeprefix("G15_").partition("/")
    try:
        found = Profession(main)
    except ValueError:
        raise CdaInvalid(f"{at}/code", "cette profession n’est pas connue") from None
    if not specialty:
        return found, None
    words = (code.get("displayName") or "").partition(" - ")[2]
    return found, Coding(SPECIALTY, specialty, words or None)


def _practice(organization: Element | None, at: str) -> Practice | None:
    if organization is None:
        return None
    address = organization.first("addr")
    finess, siret = _structure(organization, at)
    name = _text(organization.first("name"))
    if not (name or finess or siret or (address and address.get("nullFlavor") is None)):
        return None
    return Practice(
        name=name or "",
        lines=_lines(address),
        postcode=_text(address.first("postalCode")) if address else None,
        city=_text(address.first("city")) if address else None,
        country="FR" if address and address.first("country") else None,
        phone=_reached(organization, "tel:"),
        email=_reached(organization, "mailto:"),
        finess=finess,
        siret=siret,
    )


def _reached(organization: Element, scheme: str) -> str | None:
    every = (each.get("value") or "" for each in organization.all("telecom"))
    return next((each.removeprefix(scheme) for each in every if each.startswith(scheme)), None)


def _lines(address: Element | None) -> tuple[str, ...]:
    """Lines as written, or the number and the way that other software keeps apart."""
    if address is None:
        return ()
    lines = tuple(each.text for each in address.all("streetAddressLine") if each.text)
    parts = (address.first("houseNumber"), address.first("streetName"))
    way = " ".join(each.text for each in parts if each and each.text)
    return lines or ((way,) if way else ())


def _structure(organization: Element, at: str) -> tuple[Finess | None, Siret | None]:
    for each in organization.all("id"):
        value = each.get("extension") or ""
        if each.get("root") != STRUCTURE_ID:
            continue
        try:
            if value.startswith("1"):
                return Finess(value[1:]), None
            if value.startswith("3"):
                return None, Siret(value[1:])
        except InvalidId as error:
            raise CdaInvalid(f"{at}/representedOrganization/id", error.reason) from error
    return None, None


def _replaced(document: Element) -> ReplacedPrescriber | None:
    for each in document.all("participant"):
        function = each.first("functionCode")
        if each.get("typeCode") != "REF" or not function or function.get("code") != "353":
            continue
        at = "participant/associatedEntity"
        entity = required(each.first("associatedEntity"), at)
        name = entity.first("associatedPerson", "name")
        family = _named(name, "family", None)
        if family is None:
            raise CdaInvalid(at, "le nom du confrère remplacé manque")
        given = tuple((_named(name, "given", None) or "").split())
        return ReplacedPrescriber(_national(entity, at)[0], family, given)
    return None
