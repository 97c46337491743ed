"""Faults put on purpose into what we write: a validator that finds nothing proves nothing.

Each fault names who must see it. One that only one of the two sees is why there are two.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pyrofile_validator import Validator

from ordonnance.domain.errors import Refusal
from ordonnance.fhir.codec import encode
from ordonnance.fhir.read import read_ordonnance
from ordonnance.fhir.write import write_ordonnance
from tests.conformance.validators import (
    MISTAKEN,
    Fault,
    faults,
    found_by_pyrofile,
    pyrofile,
)
from tests.conformance.written import dispensings, everything
from tests.fhir import bundles
from tests.fhir.europe import fsh

Json = dict[str, Any]
BOTH = {"fhirkit", "pyrofile"}
FHIRKIT, PYROFILE = {"fhirkit"}, {"pyrofile"}


@pytest.fixture(scope="module")
def validator(tmp_path_factory: pytest.TempPathFactory) -> Validator:
    folder: Path = tmp_path_factory.mktemp("definitions")
    return pyrofile(folder)


@dataclass(frozen=True)
class Planted:
    """One change that makes a right document wrong, and who must see it."""

    name: str
    spoil: Callable[[Json], object]
    seen_by: set[str]


def request(bundle: Json) -> Json:
    """The line of an ordonnance."""
    return next(_of(bundle, "MedicationRequest"))


def dispense(bundle: Json) -> Json:
    """The dispensing of an answer."""
    return next(_of(bundle, "MedicationDispense"))


def _of(bundle: Json, kind: str) -> Any:
    return (e["resource"] for e in bundle["entry"] if e["resource"]["resourceType"] == kind)


def _repeat(bundle: Json) -> Json:
    found: Json = request(bundle)["dosageInstruction"][0]["timing"]["repeat"]
    return found


def _patient(bundle: Json) -> Json:
    found: Json = next(_of(bundle, "Patient"))
    return found


IN_ORDONNANCES = (
    Planted("no subject", lambda b: request(b).pop("subject"), BOTH),
    Planted("no medicine", lambda b: request(b).pop("medicationCodeableConcept"), BOTH),
    Planted("no intent", lambda b: request(b).pop("intent"), BOTH),
    Planted("unknown element", lambda b: request(b).update(urgent=True), BOTH),
    Planted("unknown part", lambda b: _repeat(b).update(often=3), FHIRKIT),
    Planted("a text for a list", lambda b: request(b).update(note="x"), BOTH),
    Planted("an hour without zone", lambda b: request(b).update(authoredOn="2026-02-03T10:00:00"),
            BOTH),
    Planted("a wrong status", lambda b: request(b).update(status="actif"), PYROFILE),
    Planted("a wrong gender", lambda b: _patient(b).update(gender="femme"), PYROFILE),
    Planted("two medicines",
            lambda b: request(b).update(medicationReference={"reference": "Medication/1"}), BOTH),
    Planted("a word for a number", lambda b: _repeat(b)["boundsDuration"].update(value="six"),
            FHIRKIT),
    Planted("an empty list", lambda b: request(b).update(reasonCode=[]), BOTH),
    Planted("an empty text", lambda b: _patient(b)["name"][0].update(family=""), FHIRKIT),
    Planted("an unknown extension", lambda b: request(b)["extension"][0].update(url="urn:other"),
            PYROFILE),
    Planted("an extension of another type",
            lambda b: request(b)["extension"].__setitem__(0, _mistyped(b)), PYROFILE),
    Planted("an extension elsewhere",
            lambda b: _patient(b)["extension"].append(request(b)["extension"][0]), PYROFILE),
    Planted("a reference that leads nowhere",
            lambda b: request(b)["subject"].update(reference="urn:uuid:nobody"), PYROFILE),
    Planted("no type of Bundle", lambda b: b.pop("type"), BOTH),
    Planted("a wrong type of Bundle", lambda b: b.update(type="prescription"), PYROFILE),
    Planted("two entries at one address",
            lambda b: b["entry"][1].update(fullUrl=b["entry"][0]["fullUrl"]), PYROFILE),
)  # fmt: skip

IN_DISPENSINGS = (
    Planted("no status", lambda b: dispense(b).pop("status"), BOTH),
    Planted("a wrong status", lambda b: dispense(b).update(status="served"), PYROFILE),
    Planted("nobody served", lambda b: dispense(b)["performer"][0].pop("actor"), BOTH),
    Planted("an empty search", lambda b: b["entry"][0].update(search={}), PYROFILE),
    Planted("no id", lambda b: dispense(b).pop("id"), PYROFILE),
    Planted("a total in words", lambda b: b.update(total="one"), BOTH),
)

AGAINST_MPD = (
    Planted("no quantity", lambda b: dispense(b).pop("quantity"), PYROFILE),
    Planted("no instant of recording", lambda b: dispense(b)["extension"].pop(0), PYROFILE),
)

BLIND_SPOTS = (
    Planted("an impossible day", lambda b: request(b).update(authoredOn="2026-02-30"), set()),
    Planted("an impossible birth", lambda b: _patient(b).update(birthDate="1985-02-30"), set()),
    Planted("a period without its unit", lambda b: _repeat(b).update(period=1), set()),
    Planted("an unknown moment", lambda b: _repeat(b).update(when=["MIDI"]), set()),
)
"""What neither sees: our own reading refuses it, and what we write is always read back."""


def _mistyped(bundle: Json) -> Json:
    return {"url": request(bundle)["extension"][0]["url"], "valueBoolean": True}


def ordonnance() -> Json:
    """A right Bundle."""
    found: Json = json.loads(write_ordonnance(read_ordonnance(bundles.body(bundles.amoxicillin()))))
    return found


def served() -> Json:
    """A right answer about dispensings."""
    found: Json = json.loads(dict(dispensings())["served"])
    return found


def named(planted: tuple[Planted, ...]) -> Any:
    return pytest.mark.parametrize("planted", planted, ids=[each.name for each in planted])


@named(IN_ORDONNANCES)
def test_a_fault_in_an_ordonnance_is_caught(planted: Planted, validator: Validator) -> None:
    assert seen(ordonnance(), planted, validator) == planted.seen_by


@named(BLIND_SPOTS)
def test_what_neither_sees_our_own_reading_refuses(planted: Planted, validator: Validator) -> None:
    document = ordonnance()
    assert seen(document, planted, validator) == set()
    with pytest.raises(Refusal):
        read_ordonnance(encode(document))


@named(IN_DISPENSINGS)
def test_a_fault_in_a_dispensing_is_caught(planted: Planted, validator: Validator) -> None:
    assert seen(served(), planted, validator) == planted.seen_by


@named(AGAINST_MPD)
def test_a_fault_against_the_european_profile_is_caught(
    planted: Planted, validator: Validator
) -> None:
    if not fsh.MPD.exists():
        pytest.skip("the specification (../shared) is not beside the project")
    assert seen(served(), planted, validator) == planted.seen_by


def seen(document: Json, planted: Planted, validator: Validator) -> set[str]:
    """Who finds something wrong once the document is spoiled."""
    assert not faults(encode(document), validator)
    planted.spoil(document)
    return {each.validator for each in faults(encode(document), validator)}


def test_each_message_told_to_be_mistaken_is_really_said(validator: Validator) -> None:
    said: list[Fault] = []
    for _, body in everything():
        said += found_by_pyrofile(json.loads(body), validator)
    unsaid = [known.path for known in MISTAKEN if not any(map(known.explains, said))]
    assert unsaid == []
