"""Reading a CDA document that somebody gives, without a base."""

from ordonnance.adapters.cda.parsing import CdaUnreadable, parse
from ordonnance.documents.cda.read_prescription import ReadPrescription, read_prescription
from ordonnance.documents.cda.reading import CdaInvalid


def read_cda(body: bytes) -> ReadPrescription:
    """The prescription of a CDA document. Raises CdaInvalid: where, and why."""
    try:
        document = parse(body)
    except CdaUnreadable as error:
        raise CdaInvalid("document XML", str(error)) from error
    return read_prescription(document)
