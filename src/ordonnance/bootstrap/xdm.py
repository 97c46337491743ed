"""Archives of secure mail (IHE XDM): CDA documents put in, and taken out after every check."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from ordonnance.adapters.cda.parsing import parse
from ordonnance.adapters.xdm.reading import ArchiveUnreadable, unzipped
from ordonnance.adapters.xdm.writing import zipped
from ordonnance.adapters.xml.reading import XmlUnreadable, read
from ordonnance.adapters.xml.writing import write
from ordonnance.documents.cda.reading import CdaInvalid
from ordonnance.documents.xdm.entry import DocumentEntry, Stored, custodian_of, entry_of
from ordonnance.documents.xdm.folder import (
    FOLDER,
    INDEX,
    METADATA,
    README,
    XHTML,
    document_name,
    index,
    readme,
)
from ordonnance.documents.xdm.reading import read_request
from ordonnance.documents.xdm.registering import NAMESPACES, request
from ordonnance.documents.xdm.submission import Submission, submission_of
from ordonnance.domain.markup import Element


def archived(documents: Sequence[bytes], software: str) -> bytes:
    """IHE_XDM.ZIP with these CDA documents, of one patient; the same bytes for the same documents.

    Raises CdaInvalid: a document cannot be read, or they are not of one patient.
    """
    entries: list[DocumentEntry] = []
    source = None
    for rank, body in enumerate(documents, start=1):
        document = _cda(body)
        stored = Stored(document_name(rank), _sha1(body), len(body))
        entries.append(entry_of(document, stored))
        source = source or custodian_of(document)
    if source is None:
        raise CdaInvalid("archive", "aucun document")
    submission = submission_of(entries, source)
    members = [
        (README, readme(submission, software).encode("utf-8")),
        (INDEX, write(index(submission), XHTML)),
        (f"{FOLDER}/{METADATA}", write(request(submission), NAMESPACES)),
    ]
    for entry, body in zip(entries, documents, strict=True):
        members.append((f"{FOLDER}/{entry.uri}", body))
    return zipped(members)


@dataclass(frozen=True, slots=True)
class Archived:
    """One document taken out: what the metadata say of it, and its bytes."""

    entry: DocumentEntry
    content: bytes


@dataclass(frozen=True, slots=True)
class ReadArchive:
    """An archive that holds what it says. `others` are the files that no metadata describe."""

    submission: Submission
    documents: tuple[Archived, ...]
    others: tuple[str, ...]


def read_archive(body: bytes) -> ReadArchive:
    """The documents of an archive, each checked against its metadata (size, SHA-1).

    Raises CdaInvalid: where, and why.
    """
    try:
        members = unzipped(body)
    except ArchiveUnreadable as error:
        raise CdaInvalid("archive ZIP", str(error)) from error
    found = sorted(name for name in members if name.upper().endswith(f"/{METADATA}"))
    if len(found) != 1:
        raise CdaInvalid("archive ZIP", "un lot, et un seul, avec METADATA.XML est attendu")
    folder = found[0].rpartition("/")[0]
    submission = read_request(_metadata(members[found[0]]))
    documents = tuple(
        Archived(entry, _checked(members, f"{folder}/{entry.uri}", entry))
        for entry in submission.documents
    )
    named = {found[0], *(f"{folder}/{each.uri}" for each in submission.documents)}
    return ReadArchive(submission, documents, tuple(sorted(members.keys() - named)))


def _metadata(body: bytes) -> Element:
    try:
        return read(body, NAMESPACES, "lcm:SubmitObjectsRequest")
    except XmlUnreadable as error:
        raise CdaInvalid(METADATA, str(error)) from error


def _cda(body: bytes) -> Element:
    try:
        return parse(body)
    except XmlUnreadable as error:
        raise CdaInvalid("document XML", str(error)) from error


def _checked(members: dict[str, bytes], name: str, entry: DocumentEntry) -> bytes:
    content = members.get(name)
    if content is None:
        raise CdaInvalid(entry.uri or "URI", "le document annoncé n’est pas dans l’archive")
    if len(content) != entry.size:
        raise CdaInvalid(entry.uri, "le document n’a pas la taille annoncée")
    if _sha1(content) != entry.sha1:
        raise CdaInvalid(entry.uri, "le document n’a pas l’empreinte annoncée")
    return content


def _sha1(content: bytes) -> str:
    """The digest that XDS asks for: it finds accidents, it proves nothing about who wrote."""
    return hashlib.sha1(content, usedforsecurity=False).hexdigest()
