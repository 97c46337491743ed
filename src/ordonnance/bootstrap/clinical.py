"""Reading a CDA document that somebody gives, without a base."""

from ordonnance.adapters.cda.parsing import parse
from ordonnance.adapters.xml.reading import XmlUnreadable
from ordonnance.documents.cda.read_dispensation import MODEL as DISPENSED
from ordonnance.documents.cda.read_dispensation import ReadDispensation, read_dispensation
from ordonnance.documents.cda.read_prescription import ReadPrescription, read_prescription
from ordonnance.documents.cda.reading import CdaInvalid, has_template

ReadCda = ReadPrescription | ReadDispensation


def read_cda(body: bytes) -> ReadCda:
    """The prescription or the dispensing of a CDA document. Raises CdaInvalid: where, and why."""
    try:
        document = parse(body)
    except XmlUnreadable as error:
        raise CdaInvalid("document XML", str(error)) from error
    if has_template(document, DISPENSED):
        return read_dispensation(document)
    return read_prescription(document)
