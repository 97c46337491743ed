"""CDA of level 1: the right type for each kind of line, valid, and the sheet comes back."""

from dataclasses import replace

import pytest

from ordonnance.adapters.cda.parsing import parse
from ordonnance.adapters.xml.writing import write
from ordonnance.bootstrap.clinical import read_cda
from ordonnance.bootstrap.xdm import archived, read_archive
from ordonnance.documents.cda.codes import FLAG_NAMES
from ordonnance.documents.cda.level_one import ReadSheet, level_one
from ordonnance.documents.cda.prescription import Issued, prescription
from ordonnance.documents.cda.read_prescription import read_prescription
from ordonnance.documents.cda.reading import CdaInvalid
from ordonnance.domain.prescription import Category, Ordonnance
from tests.conformance.cda.official import PRESCRIPTION, rules_of, schema_errors
from tests.conformance.cda.written import PDF, ROOT
from tests.unit.documents.situations import ISSUED_AT, NUMBER, SITUATIONS

TYPES = {
    Category.MEDICINE: "57833-6",
    Category.PREPARATION: "57833-6",
    Category.DEVICE: "57833-6",
    Category.BIOLOGY: "PRESC-BIO",
    Category.NURSING: "PRESC-INF",
    Category.PHYSIOTHERAPY: "PRESC-KINE",
    Category.SPEECH_THERAPY: "PRESC-ORTHOPHO",
    Category.ORTHOPTICS: "PRESC-ORTHOPTIE",
    Category.PODIATRY: "PRESC-PEDI",
}


def of(*kinds: Category) -> Ordonnance:
    made = SITUATIONS["simple"]().build()
    lines = (replace(each, category=kind) for each, kind in zip(made.lines, kinds, strict=False))
    return replace(made, lines=tuple(lines))


def issued(**changes: object) -> Issued:
    return Issued(
        number=NUMBER, number_root=ROOT, sealed_at=ISSUED_AT, pdf=PDF, medicines={}, **changes
    )  # type: ignore[arg-type]  # fields of Issued


def written(*kinds: Category) -> bytes:
    return write(level_one(of(*kinds), issued()))


@pytest.mark.parametrize("kind", Category)
def test_every_kind_of_line_has_its_type_and_no_error(kind: Category) -> None:
    document = written(kind)
    assert schema_errors(document) == []
    found = read_cda(document)
    assert isinstance(found, ReadSheet)
    assert (found.type, found.pdf) == (TYPES[kind], PDF)
    assert found.number == (ROOT, NUMBER.value)
    assert found.ordonnance.patient == replace(
        SITUATIONS["simple"]().patient, weight_kg=None, height_cm=None
    )


def test_kinds_together_are_another_prescription() -> None:
    found = read_cda(written(Category.NURSING, Category.BIOLOGY))
    assert isinstance(found, ReadSheet)
    assert found.type == "57828-6"


def test_it_travels_as_a_pdf_within_a_cda() -> None:
    (found,) = read_archive(archived((written(Category.NURSING),), "ordonnance")).documents
    assert found.entry.class_code.code == "42"
    assert found.entry.type_code.system == "1.2.250.1.213.1.1.4.12"
    assert found.entry.format_code.code == "urn:ihe:iti:xds-sd:pdf:2008"


@pytest.mark.parametrize(
    ("right", "spoiled"),
    [(b"application/pdf", b"text/html"), (b'"B64"', b'"TXT"'), (b">JVBER", b">*VBER")],
)
def test_a_body_that_is_no_pdf_is_refused(right: bytes, spoiled: bytes) -> None:
    document = written(Category.NURSING)
    assert right in document
    with pytest.raises(CdaInvalid):
        read_cda(document.replace(right, spoiled))


def test_every_flag_is_written_and_read_back() -> None:
    ordonnance = SITUATIONS["ald"]().build()
    document = write(prescription(ordonnance, issued(flags=frozenset(FLAG_NAMES))))
    assert schema_errors(document) == []
    assert rules_of(document, PRESCRIPTION).failed == ()
    assert read_prescription(parse(document)).flags == tuple(FLAG_NAMES)


def test_an_unknown_flag_is_not_written() -> None:
    with pytest.raises(ValueError, match="marque"):
        prescription(SITUATIONS["ald"]().build(), issued(flags=frozenset({"MED-0"})))
