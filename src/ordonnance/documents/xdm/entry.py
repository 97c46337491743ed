"""The XDS metadata of a CDA document, all of them from its own header."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from uuid import UUID

from ordonnance.documents.cda.reading import CdaInvalid, instant_of, required
from ordonnance.documents.cda.values import oid
from ordonnance.documents.xdm.hl7 import Identifier, Someone, Structure, escaped
from ordonnance.documents.xdm.schemes import AMBULATORY, NO_SECTOR, Coded, kind_of
from ordonnance.domain.ids import InsOid
from ordonnance.domain.markup import Element

MIME = "text/xml"
_INS = frozenset(each.value for each in InsOid)
_OID = re.compile(r"[0-2](\.(0|[1-9]\d*))+")
_DAY = re.compile(r"\d{8}")


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote, where, and as what."""

    person: Someone
    structure: Structure | None
    specialty: Coded | None


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """The metadata of one document. Times are as XDS writes them, in UTC, as exact as they were.

    `sha1` is in lower-case hexadecimal, `size` in bytes; `patient_info` are the fields of PID.
    """

    uri: str
    unique_id: str
    sha1: str
    size: int
    title: str
    created_at: str
    language: str
    patient_id: Identifier
    source_patient_id: Identifier
    patient_info: tuple[str, ...]
    authors: tuple[Author, ...]
    legal_authenticator: Someone | None
    starts_at: str | None
    stops_at: str | None
    class_code: Coded
    type_code: Coded
    format_code: Coded
    facility: Coded
    practice: Coded
    confidentiality: tuple[Coded, ...] = ()
    events: tuple[Coded, ...] = ()
    mime: str = MIME


@dataclass(frozen=True, slots=True)
class Stored:
    """One document as bytes: its name in the archive, its digest and its size."""

    uri: str
    sha1: str
    size: int


def entry_of(document: Element, stored: Stored) -> DocumentEntry:
    """The metadata of a document. Raises CdaInvalid: what its header lacks."""
    unique_id = _unique_id(document)
    type_code = _coded(required(document.first("code"), "code"))
    unstructured = document.first("component", "nonXMLBody") is not None
    kind = kind_of(type_code.code, unstructured=unstructured)
    patient_id, source_id = _patient_ids(document, unique_id)
    main = _main_event(document)
    performer = ("performer", "assignedEntity", "representedOrganization")
    setting = main.first(*performer, "standardIndustryClassCode") if main else None
    place = ("componentOf", "encompassingEncounter", "location", "healthCareFacility", "code")
    return DocumentEntry(
        uri=stored.uri,
        unique_id=unique_id,
        sha1=stored.sha1,
        size=stored.size,
        title=required(document.first("title"), "title").text,
        created_at=_time(document, "effectiveTime") or "",
        language=_attribute(document.first("languageCode"), "code") or "fr-FR",
        patient_id=patient_id,
        source_patient_id=source_id,
        patient_info=tuple(_patient_info(document)),
        authors=tuple(_author(each) for each in document.all("author")),
        legal_authenticator=_authenticator(document),
        starts_at=_time(main, "effectiveTime", "low"),
        stops_at=_time(main, "effectiveTime", "high"),
        class_code=kind.class_code,
        type_code=type_code,
        format_code=kind.format,
        facility=_known(document.first(*place)) or NO_SECTOR,
        practice=_known(setting) or AMBULATORY,
        confidentiality=tuple(
            found for each in document.all("confidentialityCode") if (found := _known(each))
        ),
        events=tuple(
            found
            for each in document.all("documentationOf", "serviceEvent", "code")
            if (found := _known(each))
        ),
    )


def _unique_id(document: Element) -> str:
    """The id of the document as XDS wants it: an OID, and the extension when there is one."""
    identifier = required(document.first("id"), "id")
    root, extension = identifier.get("root") or "", identifier.get("extension")
    named = _as_oid(root)
    if named is None:
        raise CdaInvalid("id", "l’identifiant n’est ni un OID ni un UUID")
    return f"{named}^{extension}" if extension else named


def _as_oid(root: str) -> str | None:
    if _OID.fullmatch(root):
        return root
    try:
        return oid(UUID(root))
    except ValueError:
        return None


def _attribute(element: Element | None, name: str) -> str | None:
    return element.get(name) if element is not None else None


def _known(code: Element | None) -> Coded | None:
    """The code; None where it is not told, or said to be unknown."""
    return _coded(code) if code is not None and code.get("code") else None


def _coded(code: Element) -> Coded:
    value = code.get("code") or ""
    return Coded(value, code.get("codeSystem") or "", code.get("displayName") or value)


def _time(parent: Element | None, *path: str) -> str | None:
    """« 20260105083000 » in UTC; a day stays a day."""
    value = _attribute(parent.first(*path) if parent is not None else None, "value")
    if value is None:
        return None
    if _DAY.fullmatch(value):
        return value
    return instant_of(value, "/".join(path)).astimezone(UTC).strftime("%Y%m%d%H%M%S")


def _main_event(document: Element) -> Element | None:
    """The act documented; those of class INFO are flags."""
    events = document.all("documentationOf", "serviceEvent")
    return next((each for each in events if each.get("classCode") != "INFO"), None)


# --- The patient


def _patient_ids(document: Element, unique_id: str) -> tuple[Identifier, Identifier]:
    """The INS, and the identifier of the source: each stands for the other where it is missing.

    Without any, an identifier of this document alone, which says nothing of the patient.
    """
    at = "recordTarget/patientRole"
    role = required(document.first("recordTarget", "patientRole"), at)
    found = [
        Identifier(each.get("extension") or "", each.get("root") or "", _kind(each))
        for each in role.all("id")
        if each.get("extension") and each.get("root")
    ]
    ins = next((each for each in found if each.kind == "NH"), None)
    own = next((each for each in found if each.kind == "PI"), None)
    alone = Identifier("PATIENT", unique_id.partition("^")[0], "PI")
    return ins or own or alone, own or ins or alone


def _kind(identifier: Element) -> str:
    return "NH" if identifier.get("root") in _INS else "PI"


def _patient_info(document: Element) -> Iterator[str]:
    person = document.first("recordTarget", "patientRole", "patient")
    if person is None:
        return
    yield from _names(person.first("name"))
    born = _attribute(person.first("birthTime"), "value")
    if born:
        yield f"PID-7|{born[:8]}"
    gender = _attribute(person.first("administrativeGenderCode"), "code")
    if gender:
        yield f"PID-8|{escaped(gender)}"
    place = person.first("birthplace", "place", "addr", "county")
    if place is not None and place.text:
        yield f"PID-11|^^^^^^BDL^^{escaped(place.text)}"


def _names(name: Element | None) -> Iterator[str]:
    """The name at birth (L), and the name used (D)."""
    if name is None:
        return
    born = _part(name, "family", "BR") or _part(name, "family", None)
    every = _part(name, "given", None)
    first = _part(name, "given", "BR") or every.partition(" ")[0]
    if born:
        yield f"PID-5|{escaped(born)}^{escaped(first)}^{escaped(every)}^^^^L"
    used = _part(name, "family", "CL")
    if used:
        yield f"PID-5|{escaped(used)}^{escaped(first)}^^^^^D"


def _part(name: Element, part: str, qualifier: str | None) -> str:
    found = (each.text for each in name.all(part) if each.get("qualifier") == qualifier)
    return next((text for text in found if text), "")


# --- Who wrote


def _author(author: Element) -> Author:
    entity = required(author.first("assignedAuthor"), "author/assignedAuthor")
    organization = entity.first("representedOrganization")
    return Author(
        _someone(entity),
        _structure(organization) if organization is not None else None,
        _known(entity.first("code")),
    )


def _someone(entity: Element) -> Someone:
    identifier = entity.first("id")
    value = _attribute(identifier, "extension") or ""
    root = _attribute(identifier, "root") or ""
    software = entity.first("assignedAuthoringDevice", "softwareName")
    if software is not None:
        return Someone(value, root, software.text, ".", is_device=True)
    name = entity.first("assignedPerson", "name")
    if name is None:
        return Someone(value, root, "", "")
    return Someone(value, root, _part(name, "family", None), _part(name, "given", None))


def _structure(organization: Element) -> Structure:
    name, identifier = organization.first("name"), organization.first("id")
    return Structure(
        name.text if name is not None else "",
        _attribute(identifier, "root") or "",
        _attribute(identifier, "extension") or "",
    )


def _authenticator(document: Element) -> Someone | None:
    entity = document.first("legalAuthenticator", "assignedEntity")
    return _someone(entity) if entity is not None else None


def custodian_of(document: Element) -> Structure:
    """The structure that keeps the document."""
    path = ("custodian", "assignedCustodian", "representedCustodianOrganization")
    return _structure(required(document.first(*path), "/".join(path)))
