"""Domain to CDA and back: every field has its place, and only what is listed may differ."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings

from ordonnance.adapters.cda.parsing import parse
from ordonnance.adapters.xml.writing import write
from ordonnance.documents.cda.prescription import Issued, prescription
from ordonnance.documents.cda.read_prescription import ReadPrescription, read_prescription
from ordonnance.documents.cda.reading import CdaInvalid
from ordonnance.documents.cda.tolerated import PLACES, Means
from ordonnance.domain.calendar import TimeUnit
from ordonnance.domain.markup import Element
from ordonnance.domain.prescription import Ordonnance
from tests.builders.medicines import PARACETAMOL_1G
from tests.builders.prescriptions import an_ordonnance
from tests.conformance.cda.written import PDF, ROOT
from tests.fhir.strategies import ordonnances
from tests.unit.documents.cda.differing import differences, paths
from tests.unit.documents.cda.tolerated_examples import EXAMPLES
from tests.unit.documents.situations import ISSUED_AT, NUMBER, SITUATIONS, taken

TOLERATED = {path for path, place in PLACES.items() if place.means is Means.TOLERATED}
WORDED = {path for path, place in PLACES.items() if place.means is Means.WORDS}


def written(ordonnance: Ordonnance, **changes: Any) -> Element:
    made: dict[str, Any] = {"medicines": {}, **changes}
    issued = Issued(number=NUMBER, number_root=ROOT, sealed_at=ISSUED_AT, pdf=PDF, **made)
    return prescription(ordonnance, issued)


def back(ordonnance: Ordonnance, **changes: Any) -> ReadPrescription:
    return read_prescription(parse(write(written(ordonnance, **changes))))


def outside(found: set[str], allowed: set[str]) -> set[str]:
    """What differs and may not; a value that is gone whole is gone with each of its fields."""
    return {path for path in found if not (held := _held(path)) or not held <= allowed}


def _held(path: str) -> set[str]:
    return {each for each in PLACES if each == path or each.startswith(f"{path}.")}


def test_every_field_of_an_ordonnance_has_its_place() -> None:
    assert set(PLACES) == set(paths(Ordonnance))
    for path, place in PLACES.items():
        assert bool(place.why) == (place.means is Means.TOLERATED), path


@settings(max_examples=60)
@given(ordonnances())
def test_only_what_is_listed_may_differ(given_: Ordonnance) -> None:
    assert outside({*differences(given_, back(given_).ordonnance)}, TOLERATED) == set()


@settings(max_examples=40)
@given(ordonnances())
def test_what_elements_say_comes_back_without_the_words(given_: Ordonnance) -> None:
    silent = _silenced(written(given_))
    read = read_prescription(parse(write(silent))).ordonnance
    assert outside({*differences(given_, read)}, TOLERATED | WORDED) == set()


def _silenced(element: Element) -> Element:
    """The document whose narrative keeps the posologies only, without which nothing is read."""
    if element.tag == "content" and not (element.get("ID") or "").endswith("-posologie"):
        return Element("content", {}, tuple(map(_kept, element.children)))
    return Element(element.tag, element.attributes, tuple(map(_kept, element.children)))


def _kept(child: Element | str) -> Element | str:
    return _silenced(child) if isinstance(child, Element) else child


def test_every_tolerated_difference_has_its_example() -> None:
    assert set(EXAMPLES) == TOLERATED


@pytest.mark.parametrize("path", sorted(TOLERATED))
def test_no_difference_is_tolerated_for_nothing(path: str) -> None:
    example = EXAMPLES[path]
    found = {*differences(example.build(), back(example.build()).ordonnance)}
    assert any(path == each or path.startswith(f"{each}.") for each in found)


@pytest.mark.parametrize("situation", SITUATIONS)
def test_an_ordinary_ordonnance_comes_back(situation: str) -> None:
    given_ = SITUATIONS[situation]().build()
    assert outside({*differences(given_, back(given_).ordonnance)}, TOLERATED) == set()


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


@pytest.mark.parametrize("situation", ["simple", "renewed", "tramadol", "ald"])
def test_takes_that_cda_cannot_structure_are_read_from_their_words(situation: str) -> None:
    """« Matin et soir » has no code in CDA: the sentence gives the same steps back."""
    given_ = SITUATIONS[situation]().build()
    read = back(given_).ordonnance
    steps = [line.posology.steps for line in given_.lines]
    assert all(steps)
    assert [line.posology.steps for line in read.lines] == steps


def test_a_structure_that_contradicts_its_words_keeps_both() -> None:
    """Fifteen in the structure and 1,5 in the words are not the same figure."""
    fifteen = taken(value=15, frequency=1, period=Decimal(6), period_unit=TimeUnit.HOUR)
    document = write(written(an_ordonnance().of(PARACETAMOL_1G, posology=fifteen).build()))
    spoiled = document.replace("15 comprimés".encode(), "1,5 comprimé".encode())
    assert spoiled != document
    posology = read_prescription(parse(spoiled)).ordonnance.lines[0].posology
    assert posology.steps[0].dose == fifteen.steps[0].dose
    assert posology.text is not None
    assert "1,5 comprimé" in posology.text


@pytest.mark.parametrize(
    ("spoiled", "by"),
    [
        (b'<time value="20260105100000+0100"', b'<time value="00010101000000+1400"'),
        (b'<time value="20260105100000+0100"', b'<time value="99991231235959-1200"'),
        (b'value="58"', b'value="-5"'),
        (b'value="58"', b'value="1E+999999"'),
        (b'value="1" unit="{', b'value="1E-999999" unit="{'),
    ],
)
def test_a_figure_that_is_not_plausible_is_refused_with_its_place(
    spoiled: bytes, by: bytes
) -> None:
    made = SITUATIONS["simple"]()
    document = write(written(made.build(), medicines=made.medicines))
    assert spoiled in document
    with pytest.raises(CdaInvalid):
        read_prescription(parse(document.replace(spoiled, by)))
