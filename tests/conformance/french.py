"""The profiles of the French ePrescription guide, put on what we write and given to pyrofile.

Their StructureDefinitions stand beside the project, with snapshots. FR Core is not at hand: the
target profiles of references (patient, practitioner) and its extensions are not looked at.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from pyrofile_validator import Validator
from pyrofile_validator.config import ValidatorConfig

from tests.conformance.definitions import Json, base_paths, extension_definitions
from tests.conformance.validators import MISTAKEN, Fault, found_by_pyrofile
from tests.conformance.value_sets import VALUE_SETS
from tests.fhir.official import OFFICIAL, bundles

_ROOT = "https://interop.esante.gouv.fr/ig/fhir/eprescription/StructureDefinition/"
PROFILES = {
    "MedicationRequest": "fr-medicationrequest",
    "RequestGroup": "fr-requestgroup-for-prescription",
    "Observation": "fr-observation-for-prescription",
}
"""Profile of each resource that we write; a medicine has two, by what it is."""


_SLICES = "pyrofile counts what stands elsewhere in the same list or in the other instructions"
WRONG = {
    "Profile slice extension:renderedDosageInstruction allows at most 1": _SLICES,
    "Profile slice dosageInstruction.doseAndRate.dose[x]:doseQuantity allows at most 1": _SLICES,
    "FHIRPath invariant could not be evaluated": "an expression that pyrofile cannot read",
}
"""Beginnings of messages that are wrong for what we write, and why."""
NOT_MET = {
    "Profile slice code.coding:nonCompoundCode requires at least 1": (
        "a medicine written in DCI has no code of its own; the examples of the guide have none"
    ),
}
"""What the profile asks for and a line may not have."""


@cache
def french(folder: Path) -> Validator:
    """pyrofile with the R4 definitions, our extensions and the French profiles."""
    bundles()  # skips where they are not
    definitions = [json.loads(path.read_text("utf-8")) for path in _files()]
    known = {each["url"] for each in definitions}
    own = [each for each in extension_definitions() if each["url"] not in known]
    for rank, each in enumerate([*definitions, *own]):
        (folder / f"{rank}.json").write_text(json.dumps(each), "utf-8")
    config = {
        "terminology": {"mode": "local", "codeSystems": VALUE_SETS},
        "localPackagePaths": [*base_paths(), str(folder)],
        "errorOnUnknownProfile": False,
    }
    return Validator(ValidatorConfig.load_dict(config))


def _files() -> list[Path]:
    """The constraints of the guide; its logical models describe no resource."""
    found = sorted(OFFICIAL.glob("StructureDefinition-*.json"))
    return [path for path in found if json.loads(path.read_text("utf-8"))["kind"] != "logical"]


def claiming(bundle: Json) -> Json:
    """The same Bundle, each resource claiming the French profile that is meant for it."""
    claimed: Json = json.loads(json.dumps(bundle))
    for entry in claimed["entry"]:
        _claim(entry["resource"])
        for inner in entry["resource"].get("contained", ()):
            _claim(inner)
    return claimed


def _claim(resource: dict[str, Any]) -> None:
    name = PROFILES.get(resource["resourceType"])
    if resource["resourceType"] == "Medication":
        compound = len(resource.get("ingredient", ())) > 1
        name = "fr-medication-compound" if compound else "fr-medication-noncompound"
    if name is not None:
        resource["meta"] = {"profile": [f"{_ROOT}{name}"]}


def faults_of(bundle: Json, validator: Validator) -> list[Fault]:
    """What pyrofile finds in a Bundle that claims the French profiles."""
    found = found_by_pyrofile(claiming(bundle), validator)
    known = (*WRONG, *NOT_MET)
    return [
        each
        for each in found
        if not each.message.startswith(known)
        and not any(mistake.explains(each) for mistake in MISTAKEN)
    ]
