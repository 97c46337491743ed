"""The metadata of a submission as ebRIM (`SubmitObjectsRequest`): METADATA.XML."""

from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID, uuid5

from ordonnance.documents.xdm.entry import Author, DocumentEntry
from ordonnance.documents.xdm.hl7 import specialty_written
from ordonnance.documents.xdm.schemes import STABLE_DOCUMENT, Coded, DocumentScheme, SetScheme
from ordonnance.documents.xdm.submission import Submission
from ordonnance.domain.markup import Element, e

NAMESPACES: Mapping[str, str] = {
    "lcm": "urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0",
    "rim": "urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0",
}
"""Prefix to address in METADATA.XML."""

_REGREP = "urn:oasis:names:tc:ebxml-regrep"
APPROVED = f"{_REGREP}:StatusType:Approved"
HAS_MEMBER = f"{_REGREP}:AssociationType:HasMember"
_OBJECTS = f"{_REGREP}:ObjectType:RegistryObject"


class _Ids:
    """Ids of the objects of one submission: the same each time, each of its own."""

    def __init__(self, space: UUID) -> None:
        self._space = space
        self._count = 0

    def named(self, name: str) -> str:
        return f"urn:uuid:{uuid5(self._space, name)}"

    def next(self) -> str:
        self._count += 1
        return self.named(f"object/{self._count}")


def request(submission: Submission) -> Element:
    """The whole METADATA.XML."""
    ids = _Ids(submission.uuid)
    whole = ids.named("set")
    documents = [ids.named(f"document/{each.uri}") for each in submission.documents]
    objects = (
        _set(submission, whole, ids),
        *(
            _document(each, own, ids)
            for own, each in zip(documents, submission.documents, strict=True)
        ),
        *(_member(whole, own, ids) for own in documents),
    )
    return e("lcm:SubmitObjectsRequest", e("rim:RegistryObjectList", objects))


def _set(submission: Submission, own: str, ids: _Ids) -> Element:
    return e(
        "rim:RegistryPackage",
        _slot("submissionTime", submission.submitted_at),
        _named(submission.title),
        e(
            "rim:Classification",
            id=ids.next(),
            classifiedObject=own,
            classificationNode=SetScheme.NODE,
            objectType=f"{_OBJECTS}:Classification",
        ),
        (_author(each, SetScheme.AUTHOR, own, ids) for each in submission.authors),
        _classified(submission.content_type, SetScheme.CONTENT_TYPE, own, ids),
        _identified(
            submission.patient_id.written(),
            SetScheme.PATIENT_ID,
            "XDSSubmissionSet.patientId",
            own,
            ids,
        ),
        _identified(
            submission.source_id, SetScheme.SOURCE_ID, "XDSSubmissionSet.sourceId", own, ids
        ),
        _identified(
            submission.unique_id, SetScheme.UNIQUE_ID, "XDSSubmissionSet.uniqueId", own, ids
        ),
        id=own,
        objectType=f"{_OBJECTS}:RegistryPackage",
        status=APPROVED,
    )


def _document(entry: DocumentEntry, own: str, ids: _Ids) -> Element:
    patient = entry.patient_id.written()
    return e(
        "rim:ExtrinsicObject",
        (_slot(name, *values) for name, values in _slots(entry) if values),
        _named(entry.title),
        (_author(each, DocumentScheme.AUTHOR, own, ids) for each in entry.authors),
        (_classified(coded, scheme, own, ids) for scheme, coded in _codes(entry)),
        _identified(patient, DocumentScheme.PATIENT_ID, "XDSDocumentEntry.patientId", own, ids),
        _identified(
            entry.unique_id, DocumentScheme.UNIQUE_ID, "XDSDocumentEntry.uniqueId", own, ids
        ),
        id=own,
        objectType=STABLE_DOCUMENT,
        status=APPROVED,
        mimeType=entry.mime,
    )


def _slots(entry: DocumentEntry) -> Iterator[tuple[str, tuple[str, ...]]]:
    who = entry.legal_authenticator
    yield "creationTime", (entry.created_at,)
    yield "hash", (entry.sha1,)
    yield "size", (str(entry.size),)
    yield "URI", (entry.uri,)
    yield "languageCode", (entry.language,)
    yield "legalAuthenticator", (who.written(),) if who else ()
    yield "serviceStartTime", (entry.starts_at,) if entry.starts_at else ()
    yield "serviceStopTime", (entry.stops_at,) if entry.stops_at else ()
    yield "sourcePatientId", (entry.source_patient_id.written(),)
    yield "sourcePatientInfo", entry.patient_info


def _codes(entry: DocumentEntry) -> Iterator[tuple[str, Coded]]:
    for event in entry.events:
        yield DocumentScheme.EVENT, event
    yield DocumentScheme.CLASS, entry.class_code
    for each in entry.confidentiality:
        yield DocumentScheme.CONFIDENTIALITY, each
    yield DocumentScheme.FORMAT, entry.format_code
    yield DocumentScheme.FACILITY, entry.facility
    yield DocumentScheme.PRACTICE, entry.practice
    yield DocumentScheme.TYPE, entry.type_code


def _member(whole: str, part: str, ids: _Ids) -> Element:
    return e(
        "rim:Association",
        _slot("SubmissionSetStatus", "Original"),
        id=ids.next(),
        associationType=HAS_MEMBER,
        sourceObject=whole,
        targetObject=part,
        objectType=f"{_OBJECTS}:Association",
    )


def _slot(name: str, *values: str) -> Element:
    said: Iterable[Element] = (e("rim:Value", value) for value in values)
    return e("rim:Slot", e("rim:ValueList", said), name=name)


def _named(words: str) -> Element:
    return e("rim:Name", e("rim:LocalizedString", value=words))


def _author(author: Author, scheme: str, own: str, ids: _Ids) -> Element:
    structure, specialty = author.structure, author.specialty
    return e(
        "rim:Classification",
        _slot("authorInstitution", structure.written()) if structure else None,
        _slot("authorPerson", author.person.written()),
        _slot("authorSpecialty", specialty_written(specialty)) if specialty else None,
        id=ids.next(),
        classificationScheme=scheme,
        classifiedObject=own,
        nodeRepresentation="",
        objectType=f"{_OBJECTS}:Classification",
    )


def _classified(coded: Coded, scheme: str, own: str, ids: _Ids) -> Element:
    return e(
        "rim:Classification",
        _slot("codingScheme", coded.system),
        _named(coded.words),
        id=ids.next(),
        classificationScheme=scheme,
        classifiedObject=own,
        nodeRepresentation=coded.code,
        objectType=f"{_OBJECTS}:Classification",
    )


def _identified(value: str, scheme: str, name: str, own: str, ids: _Ids) -> Element:
    return e(
        "rim:ExternalIdentifier",
        _named(name),
        id=ids.next(),
        registryObject=own,
        identificationScheme=scheme,
        value=value,
        objectType=f"{_OBJECTS}:ExternalIdentifier",
    )
