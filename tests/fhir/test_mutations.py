"""Whatever is removed, repeated or replaced in a document, the reader answers or refuses."""

import json

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ordonnance.domain.errors import Refusal
from ordonnance.domain.prescription import Ordonnance
from ordonnance.fhir.outcome import outcome_json
from ordonnance.fhir.read import read_ordonnance
from ordonnance.fhir.write import write_ordonnance
from tests.builders.mutations import mutant
from tests.fhir.bundles import BUNDLES
from tests.fhir.strategies import ordonnances

SETTINGS = settings(deadline=None, max_examples=400, suppress_health_check=[HealthCheck.too_slow])
MUTANTS = 3000


def answer(body: bytes) -> Ordonnance | Refusal:
    """What the reader says; anything but a Refusal comes out of the test."""
    try:
        return read_ordonnance(body)
    except Refusal as refusal:
        return refusal


@st.composite
def faulty_bundles(draw: st.DrawFn) -> bytes:
    """One of the five prescriptions with faults."""
    document = msgspec.json.encode(draw(st.sampled_from(list(BUNDLES.values())))())
    return mutant(0, document, draw(st.randoms(use_true_random=False))).body


@st.composite
def faulty_ordonnances(draw: st.DrawFn) -> bytes:
    """Any ordonnance of ours with faults."""
    document = write_ordonnance(draw(ordonnances(most=1)))
    return mutant(0, document, draw(st.randoms(use_true_random=False))).body


def check(found: Ordonnance | Refusal) -> None:
    if isinstance(found, Ordonnance):
        assert read_ordonnance(write_ordonnance(found)) == found
        return
    assert 1 <= len(found.issues) <= 50
    told = msgspec.json.decode(outcome_json(found.issues))
    assert all(issue["details"]["text"] and issue["diagnostics"] for issue in told["issue"])
    assert all("…" not in issue.message or len(issue.message) > 40 for issue in found.issues)


@SETTINGS
@given(faulty_bundles())
def test_a_faulty_prescription_is_read_or_refused(body: bytes) -> None:
    check(answer(body))


@SETTINGS
@given(faulty_ordonnances())
def test_a_faulty_ordonnance_is_read_or_refused(body: bytes) -> None:
    check(answer(body))


@SETTINGS
@given(st.binary(max_size=200))
def test_any_bytes_are_refused(body: bytes) -> None:
    assert isinstance(answer(body), Refusal)


def test_every_kind_of_fault_is_answered() -> None:
    originals = [msgspec.json.encode(bundle()) for bundle in BUNDLES.values()]
    for seed in range(MUTANTS):
        made = mutant(seed, originals[seed % len(originals)])
        try:
            check(answer(made.body))
        except Exception as fault:
            raise AssertionError(f"mutant {seed} {made.trail}") from fault


@pytest.mark.parametrize("blank", ["\u00a0", "\u2003 \u3000", "\u2028"])
@pytest.mark.parametrize("escaped", [True, False])
def test_a_text_of_other_spaces_is_blank_too(blank: str, escaped: bool) -> None:
    written = json.dumps(blank, ensure_ascii=escaped)
    document = msgspec.json.encode(BUNDLES["amoxicillin"]()).decode()
    for text in ('"code":"20053000"', '"family":"EXEMPLE"'):
        name, _, _ = text.partition(":")
        found = answer(document.replace(text, f"{name}:{written}").encode())
        assert isinstance(found, Refusal)
        assert {issue.code for issue in found.issues} == {"ELEMENT_INVALID"}
