"""An issued ordonnance leaves as a CDA document: valid, with its sheet inside."""

import pytest

from ordonnance.adapters.cda.parsing import parse
from ordonnance.documents.cda.read_prescription import read_prescription
from tests.conformance.cda.official import PRESCRIPTION, rules_of, schema_errors
from tests.journeys import documents
from tests.journeys.asking import Door, code_of


def test_the_document_holds_the_sheet_and_the_number(door: Door) -> None:
    number = door.issued(documents.renewed())
    answer = door.ask("render", "medecin", number=number, format="cda")
    assert answer.headers["content-type"] == "application/xml"
    read = read_prescription(parse(answer.content))
    assert read.number is not None
    assert read.number[1] == number
    assert read.pdf is not None
    assert read.pdf.startswith(b"%PDF-1.7")
    assert len(read.ordonnance.lines) == 2


def test_the_document_has_no_error(door: Door) -> None:
    number = door.issued(documents.simple())
    document = door.ask("render", "medecin", number=number, format="cda").content
    assert schema_errors(document) == []
    assert rules_of(document, PRESCRIPTION).failed == ()


@pytest.mark.parametrize("unknown", ["docx", "CDA"])
def test_another_format_is_refused(door: Door, unknown: str) -> None:
    number = door.issued(documents.simple())
    refused = door.ask("render", "medecin", number=number, format=unknown)
    assert code_of(refused) == "CODE_UNKNOWN"
