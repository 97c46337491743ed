"""What a document says beside the domain is carried, written back, and nothing else differs."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ordonnance.domain.carried import CarriedKind
from ordonnance.domain.errors import Refusal
from ordonnance.domain.prescription import Ordonnance
from ordonnance.fhir.carry import canonical, carried_parts, differences, written_back
from ordonnance.fhir.read import read_draft
from ordonnance.fhir.systems import DEFAULT_SYSTEMS as SYSTEMS
from ordonnance.fhir.write import write_ordonnance
from tests.builders.mutations import mutant
from tests.fhir import bundles
from tests.fhir.bundles import BUNDLES, Json
from tests.fhir.strategies import ordonnances

SETTINGS = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
LINE = 4
DOSE = "dosageInstruction.0"


def changed(path: str, value: Any) -> bytes:
    """The simple prescription whose line has one element more."""
    bundle = deepcopy(bundles.amoxicillin())
    at: Any = bundle["entry"][LINE]["resource"]
    *parents, last = path.split(".")
    for word in parents:
        at = at[int(word)] if word.isdigit() else at[word]
    at[last] = value
    return bundles.body(bundle)


def kinds(document: bytes) -> set[CarriedKind]:
    return {each.kind for each in carried_parts(document, read_draft(document).ordonnance)}


def assert_whole(document: bytes) -> Ordonnance:
    """Nothing is lost, nothing is carried outside the table; the ordonnance read."""
    found = read_draft(document).ordonnance
    carried = carried_parts(document, found)
    assert CarriedKind.UNLISTED not in {each.kind for each in carried}, carried
    again = written_back(found, carried)
    assert differences(canonical(document), canonical(again)) == ()
    return found


@SETTINGS
@given(ordonnances())
def test_what_the_domain_says_needs_nothing_carried(ordonnance: Ordonnance) -> None:
    document = write_ordonnance(ordonnance)
    assert carried_parts(document, ordonnance) == ()
    assert differences(canonical(document), canonical(written_back(ordonnance, ()))) == ()


@pytest.mark.parametrize("name", sorted(BUNDLES))
def test_a_prescription_in_the_official_shape_comes_back_whole(name: str) -> None:
    assert_whole(bundles.body(BUNDLES[name]()))


@SETTINGS
@given(st.sampled_from(sorted(BUNDLES)), st.randoms(use_true_random=False))
def test_whatever_can_be_read_of_a_faulty_document_comes_back(name: str, random: Any) -> None:
    document = mutant(0, bundles.body(BUNDLES[name]()), random).body
    try:
        found = read_draft(document).ordonnance
    except Refusal:
        return
    carried = carried_parts(document, found)
    again = written_back(found, carried)
    assert differences(canonical(document), canonical(again)) == ()


def snomed(code: str, text: str) -> Json:
    return {"coding": [{"system": SYSTEMS.snomed, "code": code, "display": text}], "text": text}


@pytest.mark.parametrize(
    ("path", "value", "kind"),
    [
        ("reasonCode", [snomed("54150009", "angine")], CarriedKind.CODE),
        ("encounter", {"identifier": {"system": "urn:x", "value": "7"}}, CarriedKind.LOCAL),
        ("note", [{"text": "une"}, {"text": "deux"}], CarriedKind.HOSPITAL),
    ],
)
def test_a_code_beside_words_and_what_is_local_are_kept(
    path: str, value: Any, kind: CarriedKind
) -> None:
    document = changed(path, value)
    plain = kinds(bundles.body(bundles.amoxicillin()))
    assert kind in kinds(document) - plain or kind in plain
    assert_whole(document)


def test_the_exact_hour_of_a_start_is_kept_and_its_day_is_read() -> None:
    bounds = {"start": "2026-03-02T21:00:00+01:00", "end": "2026-03-09T20:59:59+01:00"}
    document = changed(f"{DOSE}.timing.repeat", {"boundsPeriod": bounds, "when": ["EVE"]})
    found = assert_whole(document)
    assert CarriedKind.INSTANT in kinds(document)
    step = found.lines[0].posology.steps[0]
    assert (str(step.bounds_start), str(step.bounds_end)) == ("2026-03-02", "2026-03-08")


def test_the_codes_of_a_medicine_have_no_order() -> None:
    cis = deepcopy(bundles.amoxicillin())["entry"][LINE]["resource"]["medicationCodeableConcept"]
    local = {"system": "urn:x", "code": "MV1", "display": "un code local"}
    for codings in ([local, *cis["coding"]], [*cis["coding"], local]):
        assert_whole(changed("medicationCodeableConcept", cis | {"coding": codings}))


def test_a_dose_read_wrong_would_be_seen() -> None:
    document = bundles.body(bundles.amoxicillin())
    other = bundles.body(bundles.amoxicillin()).replace(b'"value":1,', b'"value":2,')
    assert other != document
    carried = carried_parts(document, read_draft(other).ordonnance)
    assert CarriedKind.UNLISTED in {each.kind for each in carried}
