"""Two validators that know nothing of ours: what each finds wrong in a resource.

fhirkit reads the JSON against the R4 types (unknown elements, missing ones, formats) and knows no
value set; pyrofile reads it against the StructureDefinitions (cardinalities, invariants,
references, profiles, extensions) and does not look inside the parts of data types. Neither is
enough alone; `test_faults_are_caught.py` shows which faults each one sees.
"""

import contextlib
import io
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import fhirkit
from pyrofile_validator import Validator
from pyrofile_validator.config import ValidatorConfig

from tests.conformance.definitions import base_paths, extension_definitions
from tests.conformance.value_sets import VALUE_SETS
from tests.fhir.europe import fsh


@dataclass(frozen=True)
class Fault:
    """What a validator found: at which element, and its own words."""

    validator: str
    path: str
    message: str


@dataclass(frozen=True)
class Mistaken:
    """A message that is wrong for what we write, and why. Matched whole."""

    validator: str
    path: str
    message: str
    why: str

    def explains(self, fault: Fault) -> bool:
        """True for exactly that message at exactly that element, whatever its rank."""
        path, message = (re.sub(r"\[\d+\]", "", text) for text in (fault.path, fault.message))
        return (fault.validator, path, message) == (self.validator, self.path, self.message)


MISTAKEN = (
    Mistaken(
        "pyrofile", "MedicationRequest.substitution.allowed[x]",
        "MedicationRequest.substitution.allowed[x] is required",
        "it looks for an element named « allowed[x] »; allowedCodeableConcept is there",
    ),
    Mistaken(
        "pyrofile", "Medication.ingredient.item[x]", "Medication.ingredient.item[x] is required",
        "it looks for an element named « item[x] »; itemCodeableConcept is there",
    ),
    *(
        Mistaken(
            "pyrofile", f"CapabilityStatement.rest.resource.{name}",
            f"Profile allows at most 1 value(s) for CapabilityStatement.rest.resource.{name}",
            "it counts the values of all the resources together; each has one",
        )
        for name in (
            "type", "interaction.code", "interaction.documentation", "searchParam.name",
            "searchParam.type", "searchParam.documentation",
        )
    ),
)  # fmt: skip

NOTICES = {
    "dom-6": "a narrative is recommended, not asked for: people have the sheet",
    "modifierExtension.present": "said of every modifier element: none of ours is an extension",
    "datatype.unknown-field": "parts of data types that it does not know; fhirkit does",
}
"""Warnings that are not faults of the document. Any other warning counts as an error."""


def found_by_fhirkit(resource: bytes) -> list[Fault]:
    """What fhirkit finds, warnings included."""
    return [Fault("fhirkit", each.path, each.message) for each in fhirkit.validate(resource)]


def found_by_pyrofile(resource: dict[str, Any], validator: Validator) -> list[Fault]:
    """What pyrofile finds, warnings included, its notices left out."""
    # A FHIRPath `trace()` of an invariant prints: its noise is not ours.
    with contextlib.redirect_stdout(io.StringIO()):
        report = validator.validate_resource(resource)
    return [
        Fault("pyrofile", each.path or "", each.message)
        for each in report.issues
        if not any(name in each.code for name in NOTICES)
    ]


@cache
def pyrofile(folder: Path) -> Validator:
    """pyrofile with the R4 definitions, our extensions and, where it is, the European profile."""
    definitions = extension_definitions()
    if fsh.MPD.exists():
        definitions.append(fsh.profile("MedicationDispenseEuMpd", fsh.MPD_DISPENSE))
    for rank, each in enumerate(definitions):
        (folder / f"{rank}.json").write_text(json.dumps(each), "utf-8")
    config = {
        "terminology": {"mode": "local", "codeSystems": VALUE_SETS},
        "localPackagePaths": [*base_paths(), str(folder)],
        # Profiles of the French guides are named by received documents; they are not at hand.
        "errorOnUnknownProfile": False,
    }
    return Validator(ValidatorConfig.load_dict(config))


def faults(resource: bytes, validator: Validator) -> list[Fault]:
    """What either validator finds wrong, known mistakes of theirs left out.

    The resources inside Parameters are looked at one by one too: pyrofile does not enter them.
    """
    tree = json.loads(resource)
    found = found_by_fhirkit(resource) + found_by_pyrofile(tree, validator)
    for inner in inside(tree):
        found += found_by_pyrofile(inner, validator)
    return [each for each in found if not any(known.explains(each) for known in MISTAKEN)]


def inside(tree: Any) -> Iterable[dict[str, Any]]:
    """The resources that stand in a Parameters resource."""
    if tree.get("resourceType") != "Parameters":
        return
    parts = list(tree.get("parameter", ()))
    while parts:
        part = parts.pop()
        parts += part.get("part", ())
        if "resource" in part:
            yield part["resource"]
