"""CDA documents written from our own situations."""

from ordonnance.adapters.cda.writing import write
from ordonnance.documents.cda.prescription import Issued, prescription
from tests.unit.documents.situations import IN_WORDS, ISSUED_AT, NUMBER, SITUATIONS

ROOT = "2.25.329800735698586629295641978511506172918"
PDF = b"%PDF-1.7 exemple"


def a_prescription(situation: str = "simple") -> bytes:
    """One of the situations of the sheet, as eP-MED-DM."""
    made = SITUATIONS[situation]()
    issued = Issued(
        number=NUMBER,
        number_root=ROOT,
        sealed_at=ISSUED_AT,
        pdf=PDF,
        code=b"image",
        medicines=made.medicines,
        in_words=IN_WORDS.get(situation, frozenset()),
        secured=situation in IN_WORDS,
    )
    return write(prescription(made.build(), issued))
