"""Reading a CDA document that somebody gives, without a base."""

from ordonnance.adapters.cda.parsing import parse
from ordonnance.adapters.xml.reading import XmlUnreadable
from ordonnance.documents.cda.level_one import ReadSheet, is_level_one, read_level_one
from ordonnance.documents.cda.read_dispensation import MODEL as DISPENSED
from ordonnance.documents.cda.read_dispensation import ReadDispensation, read_dispensation
from ordonnance.documents.cda.read_prescription import ReadPrescription, read_prescription
from ordonnance.documents.cda.reading import CdaInvalid, has_template

ReadCda = ReadPrescription | ReadDispensation | ReadSheet


def read_cda(body: bytes) -> ReadCda:
    """What a CDA document says: prescription, dispensing, or the sheet that it carries.

    Raises CdaInvalid: where, and why.
    """
    try:
        document = parse(body)
    except XmlUnreadable as error:
        raise CdaInvalid("document XML", str(error)) from error
    if is_level_one(document):
        return read_level_one(document)
    if has_template(document, DISPENSED):
        return read_dispensation(document)
    return read_prescription(document)
