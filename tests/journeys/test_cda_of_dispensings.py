"""A dispensing leaves as a CDA document: valid, tied to the prescription, for who may read it."""

from typing import Any

import httpx
import pytest

from ordonnance.adapters.cda.parsing import parse
from ordonnance.bootstrap.xdm import read_archive
from ordonnance.documents.cda.read_dispensation import read_dispensation
from ordonnance.documents.cda.read_prescription import read_prescription
from tests.conformance.cda.official import DISPENSATION, rules_of, schema_errors
from tests.journeys import documents
from tests.journeys.asking import Door, code_of


def served(door: Door, number: str, **more: Any) -> str:
    """Serve the first line; the reference."""
    given = door.does("dispense", "pharmacien", number=number, line={"line": 1, **more})
    reference: str = given["reference"]
    return reference


def document(door: Door, who: str, number: str, reference: str) -> httpx.Response:
    return door.ask("executions", who, number=number, reference=reference, format="cda")


def test_it_names_the_prescription_and_the_line_that_were_served(door: Door) -> None:
    number = door.issued(documents.renewed())
    reference = served(door, number)
    answer = document(door, "pharmacien", number, reference)
    assert answer.headers["content-type"] == "application/xml"
    read = read_dispensation(parse(answer.content))
    sheet = door.ask("render", "medecin", number=number, format="cda")
    prescribed = read_prescription(parse(sheet.content))
    assert read.prescriptions == (prescribed.document,)
    assert read.items == (prescribed.ordonnance.lines[0].id,)
    assert read.dispense.reference == reference
    assert read.patient == prescribed.ordonnance.patient


def test_it_has_no_error(door: Door) -> None:
    number = door.issued(documents.renewed())
    written = document(door, "pharmacien", number, served(door, number, note="EXEMPLE")).content
    assert schema_errors(written) == []
    assert rules_of(written, DISPENSATION).failed == ()


@pytest.mark.parametrize("who", ["medecin", "patient"])
def test_the_author_and_the_patient_read_it_too(door: Door, who: str) -> None:
    number = door.issued(documents.renewed())
    assert document(door, who, number, served(door, number)).status_code == 200


def test_an_author_under_objection_learns_nothing_of_it(door: Door) -> None:
    number = door.issued(documents.renewed())
    reference = served(door, number)
    door.does("object", "patient", number=number)
    refused = document(door, "medecin", number, reference)
    never = document(door, "medecin", number, "EX-00-999")
    assert code_of(refused) == "DISPENSE_UNKNOWN"
    assert refused.content == never.content


def test_a_dispensing_taken_back_has_no_document(door: Door) -> None:
    number = door.issued(documents.renewed())
    reference = served(door, number)
    door.does("undo", "pharmacien", number=number, reference=reference, reason="MISTAKE")
    assert code_of(document(door, "pharmacien", number, reference)) == "CDA_NO_DISPENSING"


def test_a_dispensing_of_an_anonymous_ordonnance_has_no_document(door: Door) -> None:
    number = documents.issued_anonymously(door)
    reference = served(door, number)
    assert code_of(document(door, "pharmacien", number, reference)) == "CDA_WITHHELD"


def test_the_document_is_asked_whole(door: Door) -> None:
    number = door.issued(documents.renewed())
    reference = served(door, number)
    without = door.ask("executions", "pharmacien", number=number, format="cda")
    assert code_of(without) == "ELEMENT_MISSING"
    as_pdf = door.ask("executions", "pharmacien", number=number, reference=reference, format="pdf")
    assert code_of(as_pdf) == "ELEMENT_INVALID"


def test_a_dispensing_travels_in_an_archive(door: Door) -> None:
    number = door.issued(documents.renewed())
    reference = served(door, number)
    answer = door.ask("executions", "pharmacien", number=number, reference=reference, format="xdm")
    assert answer.headers["content-type"] == "application/zip"
    (found,) = read_archive(answer.content).documents
    assert found.entry.class_code.code == "43"
    assert found.content == document(door, "pharmacien", number, reference).content
