"""Domain to CDA and back: what the structures hold comes back, the rest stands in words."""

from dataclasses import fields, replace

import pytest
from hypothesis import given, settings

from ordonnance.adapters.cda.parsing import parse
from ordonnance.adapters.xml.writing import write
from ordonnance.documents.cda.prescription import Issued, prescription
from ordonnance.documents.cda.read_prescription import ReadPrescription, read_prescription
from ordonnance.documents.cda.reading import CdaInvalid
from ordonnance.domain.calendar import TimeUnit
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Category, Exoneration, Line, Ordonnance
from tests.conformance.cda.written import PDF, ROOT
from tests.fhir.strategies import ordonnances
from tests.unit.documents.situations import ISSUED_AT, NUMBER, SITUATIONS

TOLERATED = {
    "id": "only a UUID has a place; issued lines have one",
    "posology": "a step that CDA cannot structure comes back as its sentence",
    "product": "the substances of the catalogue are added to a speciality",
    "duration": "counted in days",
    "not_substitutable": "the reason is a text",
    "named_pharmacy": "in the words of the mentions",
    "single_delivery": "in the words of the mentions",
    "fraction": "in the words of the mentions",
}
"""Fields of a line that may differ on the way back, and why."""


def back(ordonnance: Ordonnance, **changes: object) -> ReadPrescription:
    issued = Issued(
        number=NUMBER, number_root=ROOT, sealed_at=ISSUED_AT, pdf=PDF, medicines={}, **changes
    )  # type: ignore[arg-type]  # fields of Issued
    return read_prescription(parse(write(prescription(ordonnance, issued))))


@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_line_differs_only_where_it_is_said(situation: str) -> None:
    given_ = SITUATIONS[situation]().build()
    read = back(given_).ordonnance
    assert len(read.lines) == len(given_.lines)
    for one, other in zip(given_.lines, read.lines, strict=True):
        differing = {
            each.name
            for each in fields(Line)
            if each.compare and getattr(one, each.name) != getattr(other, each.name)
        }
        assert differing <= set(TOLERATED)


def test_the_number_the_copy_and_the_people_come_back() -> None:
    given_ = SITUATIONS["simple"]().build()
    read = back(given_)
    assert read.number == (ROOT, NUMBER.value)
    assert read.pdf == PDF
    assert read.unread == ()
    assert read.ordonnance.patient == given_.patient
    assert read.ordonnance.established_at == given_.established_at
    assert read.ordonnance.prescriber.rpps == given_.prescriber.rpps
    assert read.ordonnance.prescriber.family == given_.prescriber.family


def test_an_anonymous_patient_stays_masked() -> None:
    read = back(SITUATIONS["anonymous"]().build()).ordonnance
    assert read.anonymous
    assert read.patient is None


def test_a_frequency_comes_back_as_steps() -> None:
    given_ = SITUATIONS["ald"]().build()
    read = back(given_).ordonnance
    assert read.lines[0].posology.steps == given_.lines[0].posology.steps


def _plain(ordonnance: Ordonnance) -> Ordonnance:
    """The lines of the kinds that eP-MED-DM holds."""
    lines = tuple(each for each in ordonnance.lines if each.category is Category.MEDICINE)
    return replace(ordonnance, lines=lines)


@settings(max_examples=25)
@given(ordonnances().map(_plain).filter(lambda each: bool(each.lines)))
def test_whatever_is_prescribed_is_written_and_read_back(given_: Ordonnance) -> None:
    read = back(given_).ordonnance
    kept = {Exoneration.ALD, Exoneration.WORK_ACCIDENT, Exoneration.PREVENTION}
    for one, other in zip(given_.lines, read.lines, strict=True):
        assert other.id == one.id
        assert other.renewals == one.renewals
        assert other.packs == one.packs
        assert other.not_reimbursable == one.not_reimbursable
        assert (other.off_label is None) == (one.off_label is None)
        assert (other.not_substitutable is None) == (one.not_substitutable is None)
        assert other.exoneration == (one.exoneration if one.exoneration in kept else None)
        assert isinstance(other.posology, Posology)
        assert other.product is not None
        assert one.product is not None
        assert (other.product.cis, other.product.cip13) == (one.product.cis, one.product.cip13)
        if (
            one.duration is not None
            and one.duration.unit is TimeUnit.DAY
            and one.not_before is None
        ):
            assert other.duration == one.duration


@pytest.mark.parametrize(
    ("written", "spoiled"),
    [
        (b'<time value="20260105100000+0100"', b'<time value="00010101000000+1400"'),
        (b'<time value="20260105100000+0100"', b'<time value="99991231235959-1200"'),
        (b'value="58"', b'value="-5"'),
        (b'value="58"', b'value="1E+999999"'),
        (b'value="1" unit="{', b'value="1E-999999" unit="{'),
    ],
)
def test_a_figure_that_is_not_plausible_is_refused_with_its_place(
    written: bytes, spoiled: bytes
) -> None:
    made = SITUATIONS["simple"]()
    issued = Issued(
        number=NUMBER, number_root=ROOT, sealed_at=ISSUED_AT, pdf=PDF, medicines=made.medicines
    )
    document = write(prescription(made.build(), issued))
    assert written in document
    with pytest.raises(CdaInvalid):
        read_prescription(parse(document.replace(written, spoiled)))
