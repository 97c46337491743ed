"""The CDA document that a file carries: the base's own, dated otherwise, or another one."""

import io
from dataclasses import replace

import pikepdf
import pytest

from ordonnance.domain.verification import Nature, Point, Proof
from tests.builders import shown_files
from tests.builders.counter import AMLOR, CLAMOXYL, of
from tests.builders.verifying import Desk, a_desk, points

BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE ClinicalDocument [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    b'<ClinicalDocument xmlns="urn:hl7-org:v3"><title>&a;</title></ClinicalDocument>'
)
LAUGHS = (
    b'<!DOCTYPE ClinicalDocument [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<ClinicalDocument xmlns="urn:hl7-org:v3">&b;</ClinicalDocument>'
)
DEEP = b'<ClinicalDocument xmlns="urn:hl7-org:v3">' + b"<a>" * 5000


@pytest.fixture
def desk() -> Desk:
    return a_desk()


@pytest.fixture
def number(desk: Desk) -> str:
    return desk.issue(of(CLAMOXYL, days=24))


def of_point(desk: Desk, content: bytes, about: Point = Point.ATTACHED) -> tuple[Proof, str]:
    (told,) = [each for each in desk.verified(content).points if each.about is about]
    return told.proof, told.message


def test_the_document_of_the_base_is_proven(desk: Desk, number: str) -> None:
    proof, said = of_point(desk, desk.printed(number))
    assert (proof, "octet" in said) == (Proof.PROVEN, True)


def test_other_instants_in_its_header_change_nothing(desk: Desk, number: str) -> None:
    true = desk.cda(number)
    at = true.index(b"<effectiveTime value=") + 22
    dated = true[:at] + b"20250101" + true[at + 8 :]
    assert dated != true
    proof, said = of_point(desk, desk.printed(number, cda=dated))
    assert (proof, "en-tête" in said) == (Proof.PROVEN, True)


def test_words_put_otherwise_around_the_same_codes_are_not_proven(desk: Desk, number: str) -> None:
    said_so = desk.cda(number).replace(b"<caption>", b"<caption>* ", 1)
    if said_so == desk.cda(number):
        said_so = desk.cda(number).replace(b"<title>", b"<title>* ", 1)
    proof, said = of_point(desk, desk.printed(number, cda=said_so))
    assert (proof, "codées" in said) == (Proof.NOT_PROVEN, True)


def test_another_drug_is_contradicted(desk: Desk, number: str) -> None:
    given = desk.given(number)
    (line,) = given.ordonnance.lines
    other = replace(of(AMLOR, days=24), number=1, id=line.id)
    false = replace(given, ordonnance=replace(given.ordonnance, lines=(other,)), medicines={})
    found = desk.verified(desk.printed(number, cda=desk.cda(number, false)))
    assert points(found)[Point.ATTACHED] is Proof.CONTRADICTED
    assert points(found)[Point.PRINTED] is Proof.PROVEN
    assert found.nature is Nature.ALTERED


def test_another_patient_or_another_number_is_contradicted(desk: Desk, number: str) -> None:
    given = desk.given(number)
    patient = given.ordonnance.patient
    assert patient is not None
    somebody = replace(given.ordonnance, patient=replace(patient, family="AUTRE EXEMPLE"))
    for cda in (desk.cda(number, replace(given, ordonnance=somebody)),
                desk.cda(desk.issue(of(CLAMOXYL, days=24)))):  # fmt: skip
        assert of_point(desk, desk.printed(number, cda=cda))[0] is Proof.CONTRADICTED


def test_a_copy_that_prints_something_else_is_contradicted(desk: Desk, number: str) -> None:
    from base64 import b64encode

    from tests.builders.verifying import RENDERER

    other = desk.printed(desk.issue(of(AMLOR, days=28)))
    true = desk.cda(number)
    start = true.index(b'mediaType="application/pdf"')
    start = true.index(b">", start) + 1
    end = true.index(b"<", start)
    false = true[:start] + b64encode(other) + true[end:]
    assert RENDERER is not None
    assert of_point(desk, desk.printed(number, cda=false))[0] is Proof.CONTRADICTED


@pytest.mark.parametrize("hostile", [BOMB, LAUGHS, DEEP, b"<ClinicalDocument"])
def test_hostile_xml_is_refused_and_says_so(desk: Desk, number: str, hostile: bytes) -> None:
    proof, said = of_point(desk, desk.printed(number, cda=hostile))
    assert (proof, "ne se lit pas" in said) == (Proof.CONTRADICTED, True)
    assert "root:" not in said


def test_a_document_where_the_base_writes_none_is_contradicted(desk: Desk, number: str) -> None:
    hidden = desk.issue(of(CLAMOXYL, days=24), hidden_from_representative=True)
    proof, said = of_point(desk, desk.printed(hidden, cda=desk.cda(number)))
    assert (proof, "n'écrit pas" in said) == (Proof.CONTRADICTED, True)


def test_something_else_attached_is_told(desk: Desk, number: str) -> None:
    document = pikepdf.open(io.BytesIO(desk.printed(number)))
    document.attachments["autre.pdf"] = b"%PDF-1.7"
    found = desk.verified(shown_files.saved(document))
    assert points(found)[Point.ATTACHED] is Proof.NOT_PROVEN
    assert Proof.CONTRADICTED not in points(found).values()
