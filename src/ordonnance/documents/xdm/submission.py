"""A submission set: documents of one patient that are sent together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_OID, UUID, uuid5

from ordonnance.documents.cda.reading import CdaInvalid
from ordonnance.documents.cda.values import oid
from ordonnance.documents.xdm.entry import Author, DocumentEntry
from ordonnance.documents.xdm.hl7 import Identifier, Structure
from ordonnance.documents.xdm.schemes import Coded

_DIGITS = re.compile(r"0|[1-9]\d*")


@dataclass(frozen=True, slots=True)
class Submission:
    """Documents sent together. `submitted_at` is as XDS writes times, in UTC."""

    unique_id: str
    source_id: str
    patient_id: Identifier
    submitted_at: str
    title: str
    content_type: Coded
    authors: tuple[Author, ...]
    documents: tuple[DocumentEntry, ...]

    @property
    def uuid(self) -> UUID:
        """From which the ids of the objects of this submission are made."""
        return uuid5(NAMESPACE_OID, f"xdm:{self.unique_id}")


def submission_of(documents: Sequence[DocumentEntry], source: Structure) -> Submission:
    """The submission of these documents: the same for the same documents, at any time.

    Raises CdaInvalid: none, or not all of one patient.
    """
    if not documents:
        raise CdaInvalid("archive", "aucun document")
    first = documents[0]
    if any(each.patient_id != first.patient_id for each in documents):
        raise CdaInvalid("archive", "les documents ne sont pas tous du même patient")
    if len({each.unique_id for each in documents}) < len(documents):
        raise CdaInvalid("archive", "un document y est deux fois")
    said = " ".join(f"{each.unique_id} {each.sha1}" for each in documents)
    return Submission(
        unique_id=oid(uuid5(NAMESPACE_OID, f"xdm-set:{said}")),
        source_id=_source_id(source),
        patient_id=first.patient_id,
        submitted_at=max(each.created_at for each in documents),
        title=first.title,
        content_type=first.facility,
        authors=first.authors,
        documents=tuple(documents),
    )


def _source_id(source: Structure) -> str:
    """An OID for the structure: its own under that of its register when it has one."""
    if source.root and _DIGITS.fullmatch(source.value):
        return f"{source.root}.{source.value}"
    return oid(uuid5(NAMESPACE_OID, f"xdm-source:{source.root}/{source.value}/{source.name}"))
