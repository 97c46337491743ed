"""An issued ordonnance leaves as a CDA document: valid, with its sheet inside."""

import io

import pikepdf
import pytest

from ordonnance.adapters.cda.parsing import parse
from ordonnance.bootstrap.xdm import read_archive
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
    assert read.pdf.startswith(b"%PDF-1.4")
    assert len(read.ordonnance.lines) == 2


def test_the_document_has_no_error(door: Door) -> None:
    number = door.issued(documents.simple())
    document = door.ask("render", "medecin", number=number, format="cda").content
    assert schema_errors(document) == []
    assert rules_of(document, PRESCRIPTION).failed == ()


def test_the_sheet_of_the_patient_carries_that_very_document(door: Door) -> None:
    number = door.issued(documents.renewed())
    document = door.ask("render", "medecin", number=number, format="cda").content
    sheet = door.ask("render", "patient", number=number).content
    with pikepdf.open(io.BytesIO(sheet)) as opened:
        assert opened.attachments["ordonnance.xml"].get_file().read_bytes() == document


def test_the_document_beside_a_second_printing_in_large_letters_holds_the_original(
    door: Door,
) -> None:
    number = door.issued(documents.renewed())
    document = door.ask("render", "medecin", number=number, format="cda").content
    sheet = door.ask("render", "medecin", number=number, duplicate=True, large=True).content
    with pikepdf.open(io.BytesIO(sheet)) as opened:
        assert opened.attachments["ordonnance.xml"].get_file().read_bytes() == document


@pytest.mark.parametrize("options", [
    {"copy": "caisse"}, {"form": "numerique", "copy": "caisse"}, {"format": "cda", "large": True},
    {"format": "xdm", "form": "classique"}, {"language": "en", "form": "classique"},
    {"language": "en", "duplicate": True},
], ids=str)  # fmt: skip
def test_options_that_would_be_dropped_are_refused(door: Door, options: dict[str, object]) -> None:
    number = door.issued(documents.simple())
    assert code_of(door.ask("render", "medecin", number=number, **options)) == "ELEMENT_INVALID"


def test_a_sheet_that_must_not_go_to_the_record_carries_no_document_for_it(door: Door) -> None:
    number = documents.issued_anonymously(door)
    sheet = door.ask("render", "sage-femme", number=number).content
    with pikepdf.open(io.BytesIO(sheet)) as opened:
        assert list(opened.attachments) == ["ordonnance.json"]


@pytest.mark.parametrize(("form", "starts"), [("a1b", b"%PDF-1.4"), ("plain", b"%PDF-1.7")])
def test_mail_and_pre_printed_stock_have_their_forms_of_the_sheet(
    door: Door, form: str, starts: bytes
) -> None:
    number = door.issued(documents.simple())
    sheet = door.ask("render", "medecin", number=number, pdf=form).content
    assert sheet.startswith(starts)
    with pikepdf.open(io.BytesIO(sheet)) as opened:
        assert dict(opened.attachments) == {}


def test_another_form_of_pdf_is_refused(door: Door) -> None:
    number = door.issued(documents.simple())
    refused = door.ask("render", "medecin", number=number, pdf="a4f")
    assert code_of(refused) == "CODE_UNKNOWN"


@pytest.mark.parametrize("unknown", ["docx", "CDA"])
def test_another_format_is_refused(door: Door, unknown: str) -> None:
    number = door.issued(documents.simple())
    refused = door.ask("render", "medecin", number=number, format=unknown)
    assert code_of(refused) == "CODE_UNKNOWN"


def test_an_archive_of_secure_mail_holds_the_very_document(door: Door) -> None:
    number = door.issued(documents.renewed())
    answer = door.ask("render", "medecin", number=number, format="xdm")
    assert answer.headers["content-type"] == "application/zip"
    (found,) = read_archive(answer.content).documents
    assert found.entry.type_code.code == "57833-6"
    read = read_prescription(parse(found.content))
    assert read.number is not None
    assert read.number[1] == number
    assert answer.content == door.ask("render", "medecin", number=number, format="xdm").content
