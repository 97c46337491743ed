"""Whatever is removed, repeated or replaced in a document, the reader answers or refuses."""

from copy import deepcopy
from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ordonnance.domain.errors import Refusal
from ordonnance.domain.prescription import Ordonnance
from ordonnance.fhir.outcome import outcome_json
from ordonnance.fhir.read import read_ordonnance
from ordonnance.fhir.write import write_ordonnance
from tests.fhir.bundles import BUNDLES
from tests.fhir.strategies import ordonnances

ODD: list[Any] = [
    None, True, False, 0, -1, 1, 0.5, 10**40, 1e300, "", " ", "x", "2026-13-45", "9999-12-31",
    "0001-01-01T00:00:00+14:00", "1850-06-01",
    "2026-03-02", "y" * 5000, "\u0000", [], [[]], {}, [{}], {"url": "urn:x"},
    {"reference": "Patient/p1"}, [{"resourceType": "Patient"}],
]  # fmt: skip
SETTINGS = settings(deadline=None, max_examples=400, suppress_health_check=[HealthCheck.too_slow])


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every node below the root, as a path."""
    found: list[tuple[str | int, ...]] = [path] if path else []
    items = value.items() if isinstance(value, dict) else ()
    items = enumerate(value) if isinstance(value, list) else items
    for key, item in items:
        found += places(item, (*path, key))
    return found


def parent(tree: Any, path: tuple[str | int, ...]) -> Any:
    """What holds the node at that path."""
    for step in path[:-1]:
        tree = tree[step]
    return tree


def mutated(draw: st.DrawFn, tree: Any) -> bytes:
    """The document with one to three faults."""
    tree = deepcopy(tree)
    for _ in range(draw(st.integers(1, 3))):
        everywhere = places(tree)
        if not everywhere:
            break
        path = draw(st.sampled_from(everywhere))
        holder, key = parent(tree, path), path[-1]
        kind = draw(st.sampled_from(["remove", "replace", "twice", "move"]))
        if kind == "remove":
            del holder[key]
        elif kind == "replace":
            holder[key] = deepcopy(draw(st.sampled_from(ODD)))
        elif kind == "twice" and isinstance(holder, list):
            holder.append(deepcopy(holder[key]))
        else:
            holder[key] = deepcopy(parent(tree, draw(st.sampled_from(everywhere))))
    return msgspec.json.encode(tree)


def answer(body: bytes) -> Ordonnance | Refusal:
    """What the reader says; anything but a Refusal comes out of the test."""
    try:
        return read_ordonnance(body)
    except Refusal as refusal:
        return refusal


@st.composite
def faulty_bundles(draw: st.DrawFn) -> bytes:
    """One of the five prescriptions with faults."""
    return mutated(draw, draw(st.sampled_from(list(BUNDLES.values())))())


@st.composite
def faulty_ordonnances(draw: st.DrawFn) -> bytes:
    """Any ordonnance of ours with faults."""
    return mutated(draw, msgspec.json.decode(write_ordonnance(draw(ordonnances(most=1)))))


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
