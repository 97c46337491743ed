"""What we write, judged by the French profiles, and the faults that they let a validator see."""

import copy
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pyrofile_validator import Validator

from tests.conformance.definitions import Json
from tests.conformance.french import faults_of, french
from tests.conformance.written import ordonnances

_INTENT = (
    "https://interop.esante.gouv.fr/ig/fhir/eprescription/StructureDefinition/fr-treatment-intent"
)


@pytest.fixture(scope="module")
def validator(tmp_path_factory: pytest.TempPathFactory) -> Validator:
    folder: Path = tmp_path_factory.mktemp("french")
    return french(folder)


def written() -> list[tuple[str, Json]]:
    """The Bundles that we write."""
    found = [(name, json.loads(body)) for name, body in ordonnances()]
    return [(name, tree) for name, tree in found if tree["resourceType"] == "Bundle"]


def line(bundle: Json) -> Json:
    """The first line of a Bundle."""
    found: Json = next(
        entry["resource"]
        for entry in bundle["entry"]
        if entry["resource"]["resourceType"] == "MedicationRequest"
    )
    return found


def test_what_we_write_follows_the_french_profiles(validator: Validator) -> None:
    wrong = {name: found for name, tree in written() if (found := faults_of(tree, validator))}
    assert not wrong


def _extension(**value: object) -> Callable[[Json], object]:
    given = {"url": _INTENT, **value}
    return lambda line: line.setdefault("extension", []).append(given)


SEEN: dict[str, Callable[[Json], object]] = {
    "no posology": lambda line: line.pop("dosageInstruction"),
    "no prescriber": lambda line: line.pop("requester"),
    "no date": lambda line: line.pop("authoredOn"),
    "words for the patient": lambda line: line["dosageInstruction"][0].update(
        patientInstruction="au milieu du repas"
    ),
    "an intent of another type": _extension(valueString="profilaxie"),
}
UNSEEN: dict[str, Callable[[Json], object]] = {
    "a range without its high end": lambda line: line["dosageInstruction"][0].update(
        doseAndRate=[{"doseRange": {"low": {"value": 1, "unit": "gélule"}}}]
    ),
}


def spoiled(change: Callable[[Json], object]) -> Json:
    """A right Bundle with one fault."""
    _, right = written()[0]
    bundle: Json = copy.deepcopy(right)
    change(line(bundle))
    return bundle


@pytest.mark.parametrize("name", SEEN)
def test_a_fault_against_a_french_profile_is_seen(name: str, validator: Validator) -> None:
    assert faults_of(spoiled(SEEN[name]), validator)


@pytest.mark.parametrize("name", UNSEEN)
def test_what_stands_inside_a_data_type_is_not_seen(name: str, validator: Validator) -> None:
    assert faults_of(spoiled(UNSEEN[name]), validator) == []
