"""METADATA.XML read: the submission and its documents, from whoever wrote them."""

import re
from collections.abc import Iterator

from ordonnance.documents.cda.reading import CdaInvalid
from ordonnance.documents.xdm.entry import Author, DocumentEntry
from ordonnance.documents.xdm.hl7 import Identifier, Someone, Structure, specialty_read
from ordonnance.documents.xdm.schemes import Coded, DocumentScheme, SetScheme
from ordonnance.documents.xdm.submission import Submission
from ordonnance.domain.markup import Element

MOST_DOCUMENTS = 100
_SHA1 = re.compile(r"[0-9a-f]{40}")
_SIZE = re.compile(r"\d{1,9}")


def read_request(request: Element) -> Submission:
    """What METADATA.XML says. Raises CdaInvalid: where, and why."""
    objects = request.first("rim:RegistryObjectList")
    package = objects.first("rim:RegistryPackage") if objects is not None else None
    if objects is None or package is None:
        raise CdaInvalid("METADATA.XML", "le lot de soumission (RegistryPackage) manque")
    found = list(objects.all("rim:ExtrinsicObject"))
    if not found:
        raise CdaInvalid("METADATA.XML", "aucun document (ExtrinsicObject)")
    if len(found) > MOST_DOCUMENTS:
        raise CdaInvalid("METADATA.XML", f"{MOST_DOCUMENTS} documents au plus sont lus")
    return Submission(
        unique_id=_identifier(package, SetScheme.UNIQUE_ID, "RegistryPackage"),
        source_id=_identifier(package, SetScheme.SOURCE_ID, "RegistryPackage"),
        patient_id=Identifier.read(_identifier(package, SetScheme.PATIENT_ID, "RegistryPackage")),
        submitted_at=_slot(package, "submissionTime") or "",
        title=_name(package),
        content_type=_one(package, SetScheme.CONTENT_TYPE, "RegistryPackage"),
        authors=tuple(_authors(package, SetScheme.AUTHOR)),
        documents=tuple(_document(each, rank) for rank, each in enumerate(found, start=1)),
    )


def _document(found: Element, rank: int) -> DocumentEntry:
    at = f"ExtrinsicObject[{rank}]"
    patient_id = Identifier.read(_identifier(found, DocumentScheme.PATIENT_ID, at))
    source = _slot(found, "sourcePatientId")
    authenticator = _slot(found, "legalAuthenticator")
    return DocumentEntry(
        uri=_slot(found, "URI") or "",
        unique_id=_identifier(found, DocumentScheme.UNIQUE_ID, at),
        sha1=_checked(_slot(found, "hash"), _SHA1, f"{at}/hash"),
        size=int(_checked(_slot(found, "size"), _SIZE, f"{at}/size")),
        title=_name(found),
        created_at=_slot(found, "creationTime") or "",
        language=_slot(found, "languageCode") or "",
        patient_id=patient_id,
        source_patient_id=Identifier.read(source) if source else patient_id,
        patient_info=tuple(_values(found, "sourcePatientInfo")),
        authors=tuple(_authors(found, DocumentScheme.AUTHOR)),
        legal_authenticator=Someone.read(authenticator) if authenticator else None,
        starts_at=_slot(found, "serviceStartTime"),
        stops_at=_slot(found, "serviceStopTime"),
        class_code=_one(found, DocumentScheme.CLASS, at),
        type_code=_one(found, DocumentScheme.TYPE, at),
        format_code=_one(found, DocumentScheme.FORMAT, at),
        facility=_one(found, DocumentScheme.FACILITY, at),
        practice=_one(found, DocumentScheme.PRACTICE, at),
        confidentiality=tuple(_codes(found, DocumentScheme.CONFIDENTIALITY)),
        events=tuple(_codes(found, DocumentScheme.EVENT)),
        mime=found.get("mimeType") or "",
    )


def _values(found: Element, name: str) -> Iterator[str]:
    for slot in found.all("rim:Slot"):
        if slot.get("name") == name:
            yield from (each.text for each in slot.all("rim:ValueList", "rim:Value"))


def _slot(found: Element, name: str) -> str | None:
    return next((value for value in _values(found, name) if value), None)


def _checked(value: str | None, form: re.Pattern[str], at: str) -> str:
    said = (value or "").lower()
    if not form.fullmatch(said):
        raise CdaInvalid(at, "la valeur manque ou n’a pas la forme attendue")
    return said


def _name(found: Element) -> str:
    said = found.first("rim:Name", "rim:LocalizedString")
    return " ".join((said.get("value") or "").split()) if said is not None else ""


def _classified(found: Element, scheme: str) -> Iterator[Element]:
    for each in found.all("rim:Classification"):
        if each.get("classificationScheme") == scheme:
            yield each


def _codes(found: Element, scheme: str) -> Iterator[Coded]:
    for each in _classified(found, scheme):
        code = each.get("nodeRepresentation") or ""
        yield Coded(code, _slot(each, "codingScheme") or "", _name(each) or code)


def _one(found: Element, scheme: DocumentScheme | SetScheme, at: str) -> Coded:
    code = next(_codes(found, scheme), None)
    if code is None:
        raise CdaInvalid(at, f"une classification manque ({scheme.name.lower()})")
    return code


def _authors(found: Element, scheme: str) -> Iterator[Author]:
    for each in _classified(found, scheme):
        structure, specialty = _slot(each, "authorInstitution"), _slot(each, "authorSpecialty")
        yield Author(
            Someone.read(_slot(each, "authorPerson") or ""),
            Structure.read(structure) if structure else None,
            specialty_read(specialty) if specialty else None,
        )


def _identifier(found: Element, scheme: DocumentScheme | SetScheme, at: str) -> str:
    for each in found.all("rim:ExternalIdentifier"):
        if each.get("identificationScheme") == scheme and each.get("value"):
            return each.get("value") or ""
    raise CdaInvalid(at, f"un identifiant manque ({scheme.name.lower()})")
