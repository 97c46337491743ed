"""The process that reads one message: `python -m ordonnance.bootstrap.message_child`.

Whoever writes to a mailbox chooses every byte: message, archive and XML are taken apart here, in a
process that can open nothing and reach nobody. PDF and pictures are read after, each in its own.
"""

import codecs
import email.generator
import email.iterators
import encodings
import pkgutil
from base64 import b64encode
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from ordonnance.adapters.cda.parsing import parse
from ordonnance.adapters.scans import child
from ordonnance.adapters.scans.confinement import Forbidden
from ordonnance.adapters.scans.limits import Refused
from ordonnance.adapters.xml.reading import XmlUnreadable
from ordonnance.bootstrap.xdm import read_archive
from ordonnance.documents.cda.level_one import is_level_one, read_level_one
from ordonnance.documents.cda.read_prescription import number_of, read_prescription
from ordonnance.documents.cda.reading import CdaInvalid
from ordonnance.documents.mail.heads import PRESCRIPTION_CODES
from ordonnance.documents.mail.message import LARGEST_MESSAGE
from ordonnance.documents.mail.reading import MessageUnreadable, Received, received
from ordonnance.domain.calendar import ZONES
from ordonnance.domain.markup import Element
from ordonnance.domain.people import Patient

_LOADED = (email.generator, email.iterators, *(ZoneInfo(each) for each in ZONES))
"""What the parser would otherwise load when a message calls for it."""

_STRANGE = "ce que dit le document n’a pas de sens"

MOST_FILES = 12
"""Files of one message that are taken out of it."""


def read(body: bytes) -> dict[str, Any]:
    """What a message holds, as plain values. Raises Refused."""
    try:
        return _taken(received(body))
    except MessageUnreadable as error:
        raise Refused("MESSAGE_UNREADABLE", reason=str(error)) from error
    except Forbidden as error:
        reason = "il demande ce qu’un message ne demande pas"
        raise Refused("MESSAGE_UNREADABLE", reason=reason) from error


def _taken(found: Received) -> dict[str, Any]:
    asked, report = found.asks_receipt_to, found.report
    files = list(_files(found))
    return {
        "id": str(found.id) if found.id else "",
        "sender_name": found.sender_name,
        "sender": str(found.sender) if found.sender else "",
        "subject": found.subject,
        "text": found.text,
        "codes": found.codes[:MOST_FILES],
        "asks_receipt_to": str(asked) if asked else "",
        "receipt_to_sender": found.receipt_to_sender,
        "ends_exchange": found.ends_exchange,
        "report": report.outcome.value if report else "",
        "files": files[:MOST_FILES],
        "left_out": found.others + max(0, len(files) - MOST_FILES),
    }


def _files(found: Received) -> Iterator[dict[str, Any]]:
    pdfs = list(found.pdfs)
    for archive in found.archives:
        yield from _archive(archive, pdfs)
    for pdf in dict.fromkeys(pdfs):
        yield _file("pdf", pdf)
    for picture in found.pictures:
        yield _file("jpeg" if picture.startswith(b"\xff\xd8") else "png", picture)


def _archive(archive: bytes, pdfs: list[bytes]) -> Iterator[dict[str, Any]]:
    """The archive, then its documents; without a PDF beside, the copies that they hold."""
    beside = bool(pdfs)
    try:
        documents = read_archive(archive).documents
    except CdaInvalid as error:
        yield _file("zip", archive, trouble=str(error))
        return
    yield _file("zip", archive)
    for each in documents:
        told: dict[str, Any] = {"title": each.entry.title}
        try:
            said, pdf = _document(parse(each.content))
            told |= said
        except (CdaInvalid, XmlUnreadable) as error:
            yield _file("xml", each.content, trouble=str(error), **told)
            continue
        except (ValueError, Forbidden):
            # What no document says: it is kept, offered, and told not to be readable.
            yield _file("xml", each.content, trouble=_STRANGE, **told)
            continue
        yield _file("xml", each.content, **told)
        if pdf is not None and not beside:
            pdfs.append(pdf)


def _document(document: Element) -> tuple[dict[str, Any], bytes | None]:
    """Number and patient of a CDA document, and the copy of its sheet. Raises CdaInvalid."""
    if is_level_one(document):
        sheet = read_level_one(document)
        return _told(sheet.number, sheet.ordonnance.patient), sheet.pdf
    code = document.first("code")
    if code is None or code.get("code") not in PRESCRIPTION_CODES:
        # Another kind of document: kept, offered, not read.
        return _told(number_of(document), None), None
    found = read_prescription(document)
    return _told(found.number, found.ordonnance.patient), found.pdf


def _told(number: tuple[str, str] | None, patient: Patient | None) -> dict[str, Any]:
    told: dict[str, Any] = {"number": number[1] if number else ""}
    if patient is not None:
        named = " ".join(each for each in (patient.family or "", *patient.given[:1]) if each)
        told["patient"] = named
        told["ins"] = patient.ins.matricule if patient.ins and patient.ins_qualified else ""
    return told


def _file(kind: str, content: bytes, **told: Any) -> dict[str, Any]:
    return {"kind": kind, "content": b64encode(content).decode(), **told}


def main() -> None:
    """Load all that a reading may need, then read one message."""
    datetime.strptime("2026", "%Y")  # noqa: DTZ007  # loads what reads days
    for each in pkgutil.iter_modules(encodings.__path__):
        with suppress(LookupError):
            # Some are of another system, some are no encoding.
            codecs.lookup(each.name)
    child.main(read, LARGEST_MESSAGE)


if __name__ == "__main__":
    main()
