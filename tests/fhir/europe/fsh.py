"""Reads the FHIR Shorthand of the European guide, as far as its examples and profiles use it.

The guide publishes its examples as instances in shorthand; the tool that makes JSON of them needs
a network. Types and cardinalities come from the R4 definitions, so that nothing is guessed.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from tests.conformance.definitions import R4

SHARED = Path(__file__).parents[4] / "shared/spec/interop/examples"
MPD = SHARED / "hl7-eu-mpd/input/fsh"
IHE = "https://profiles.ihe.net/PHARM/MPD/StructureDefinition"
MPD_DISPENSE = "http://hl7.eu/fhir/mpd/StructureDefinition/MedicationDispense-eu-mpd"
R5 = "http://hl7.org/fhir/5.0/StructureDefinition"

Json = dict[str, Any]

EXTENSIONS = {
    "recorded": f"{R5}/extension-MedicationDispense.recorded",
    "renderedDosageInstruction": f"{R5}/extension-MedicationRequest.renderedDosageInstruction",
    "prescribedQuantity": f"{IHE}/ihe-ext-medicationrequest-prescribedQuantity",
    "classification": f"{IHE}/ihe-ext-medication-classification",
    "productName": f"{IHE}/ihe-ext-medication-productname",
    "unitOfPresentation": f"{IHE}/ihe-ext-medication-unitofpresentation",
    "sizeOfItem": f"{IHE}/ihe-ext-medication-sizeofitem",
    "basisOfStrengthSubstance": f"{IHE}/ihe-ext-medication-strengthsubstance",
}
"""Names of extensions in the examples; parts of a complex one keep their name as address."""

_HEAD = re.compile(r"(Alias|Instance|Profile):\s*(\S+)\s*(?:=\s*(\S+))?")
_RULE = re.compile(r"^(\s*)\*\s+(.*?)\s*$")
_STEP = re.compile(r"([A-Za-z]+)(?:\[([^\]]+)\])?(?:\[([+=\d])\])?")
_CODED = re.compile(r'^(\S*?)#(\S+)(?:\s+"(.*)")?$')
_QUANTITY = re.compile(r'^([\d.]+)\s+(\S+?)#(\S+)(?:\s+"(.*)")?$')


@dataclass
class Entity:
    """One instance or profile: its name, what it is of, and its rules in order."""

    kind: str
    name: str
    of: str = ""
    rules: list[tuple[str, str]] = field(default_factory=list)


@cache
def entities() -> tuple[dict[str, Entity], dict[str, str]]:
    """Every instance and profile of the guide by name, and its aliases."""
    found: dict[str, Entity] = {}
    aliases: dict[str, str] = {}
    for path in sorted(MPD.rglob("*.fsh")):
        text = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
        text = re.sub(r'"""(.*?)"""', '""', text, flags=re.DOTALL)
        _read(text, found, aliases)
    return found, aliases


def _read(text: str, found: dict[str, Entity], aliases: dict[str, str]) -> None:
    current: Entity | None = None
    parents: list[str] = []
    for raw in text.splitlines():
        line = re.sub(r"(^|\s)//.*$", "", raw)
        if head := _HEAD.match(line):
            kind, name, value = head.groups()
            if kind == "Alias":
                aliases[name] = value
                current = None
            else:
                current = Entity(kind, name)
                found[name] = current
            parents = []
        elif current is not None and (of := re.match(r"(InstanceOf|Parent):\s*(\S+)", line)):
            current.of = of.group(2)
        elif current is not None and (rule := _RULE.match(line)):
            depth = len(rule.group(1)) // 2
            path, _, value = rule.group(2).partition(" ")
            parents[depth:] = [path]
            current.rules.append((".".join(parents), value.strip()))
            if value:
                # What is indented below the same parent speaks of the same item.
                parents = [each.replace("[+]", "[=]") for each in parents]


# --- Types


@cache
def definition(name: str) -> dict[str, Json]:
    """The elements of an R4 type by path."""
    body = json.loads((R4 / f"{name.lower()}.json").read_text("utf-8"))
    return {each["path"]: each for each in body["snapshot"]["element"]}


def child(kind: str, path: str, name: str) -> tuple[str, str, str, bool]:
    """(type, path in it, FHIR type of the element, repeats) of the child `name` of an element."""
    elements = definition(kind)
    for candidate, element in elements.items():
        if not candidate.startswith(f"{path}.") or "." in candidate[len(path) + 1 :]:
            continue
        short = candidate.rpartition(".")[2]
        types = [each["code"] for each in element.get("type", [])]
        repeats = element["max"] != "1"
        if short == name and "contentReference" in element:
            return kind, element["contentReference"].lstrip("#"), "BackboneElement", repeats
        if short == name:
            return kind, candidate, types[0], repeats
        if short.endswith("[x]") and name.startswith(short[:-3]):
            for each in types:
                if short[:-3] + each[:1].upper() + each[1:] == name:
                    return kind, candidate, each, repeats
    raise ValueError(f"{path}.{name} is not an element of {kind}")


TYPES = {
    "MedicationDispenseEuMpd": "MedicationDispense",
    "MedicationRequestEuMpd": "MedicationRequest",
    "MedicationEuMpd": "Medication",
    "PatientEuCore": "Patient",
}


# --- Instances


@cache
def instance(name: str) -> str:
    """The JSON of one example, its id included."""
    entity = entities()[0][name]
    kind = TYPES.get(entity.of, entity.of)
    root: Json = {"resourceType": kind, "id": name}
    last: dict[str, int] = {}
    for path, value in entity.rules:
        text = value.removeprefix("=").strip()
        if value.startswith("="):
            _assign(root, kind, path, text, last)
    return json.dumps(root)


def _assign(root: Json, kind: str, path: str, text: str, last: dict[str, int]) -> None:
    node: Any = root
    at, place, fhir, walked = kind, kind, kind, ""
    steps = [_STEP.fullmatch(step) for step in path.split(".")]
    for rank, step in enumerate(steps):
        assert step is not None, path
        name, *marks = step.groups()
        at, place, fhir, repeats = child(at, place, name)
        walked += f".{name}"
        if rank == len(steps) - 1:
            _put(node, name, _value(text, fhir), repeats)
            return
        if name == "extension":
            node = _extension(node, marks, walked, last)
            walked += f"[{marks[0]}]"
        elif repeats:
            items = node.setdefault(name, [])
            number = _rank(marks[0], walked, last)
            while len(items) <= number:
                items.append({})
            node = items[number]
        else:
            node = node.setdefault(name, {})
        if fhir not in ("BackboneElement", "Element"):
            at = place = fhir


def _rank(mark: str | None, walked: str, last: dict[str, int]) -> int:
    number = last.get(walked, 0)
    if mark == "+":
        number = last.get(walked, -1) + 1
    elif mark is not None and mark.isdecimal():
        number = int(mark)
    last[walked] = number
    return number


def _extension(node: Json, marks: list[str | None], walked: str, last: dict[str, int]) -> Json:
    """The extension of that name; a part inside another extension is addressed by its name.

    A bare `extension.url = …` is one extension whose address the example gives itself.
    """
    items: list[Json] = node.setdefault("extension", [])
    name = marks[0]
    if name is None:
        if not items:
            items.append({})
        return items[0]
    url = name if "url" in node else EXTENSIONS.get(name, f"{IHE}/ihe-ext-medication-{name}")
    same = [each for each in items if each.get("url") == url]
    number = _rank(marks[1], f"{walked}[{name}]", last)
    while len(same) <= number:
        items.append({"url": url})
        same.append(items[-1])
    return same[number]


def _put(node: Json, name: str, value: Any, repeats: bool) -> None:
    if repeats:
        node[name] = [value]
    elif isinstance(value, dict) and isinstance(node.get(name), dict):
        node[name] |= value
    else:
        node[name] = value


def _value(text: str, fhir: str) -> Any:
    aliases = entities()[1]
    if target := re.fullmatch(r"Reference\((\S+)\)", text):
        other = entities()[0][target.group(1)]
        return {"reference": f"{TYPES.get(other.of, other.of)}/{other.name}"}
    if text.startswith('"'):
        return json.loads(text[: text.rindex('"') + 1])
    if text in ("true", "false"):
        return text == "true"
    if measured := _QUANTITY.match(text):
        value, system, code, unit = measured.groups()
        found: Json = {"value": json.loads(value), "system": aliases[system], "code": code}
        return found | ({"unit": unit} if unit else {})
    if coded := _CODED.match(text):
        return _code(*coded.groups(), fhir)
    if text in entities()[0]:
        return json.loads(instance(text))
    if text in aliases:
        return aliases[text]
    return json.loads(text)


def _code(system: str, code: str, display: str | None, fhir: str) -> Any:
    if fhir == "code":
        return code
    found = {"system": entities()[1][system], "code": code}
    coding = found | ({"display": display} if display else {})
    return {"coding": [coding]} if fhir == "CodeableConcept" else coding


def examples(of: str) -> Iterator[tuple[str, Json]]:
    """The examples of one profile or type, by name."""
    for name, entity in entities()[0].items():
        if entity.kind == "Instance" and entity.of == of:
            yield name, json.loads(instance(name))


# --- Profiles


def _sliced(path: str, url: str, name: str, least: str, most: str) -> list[Json]:
    by_url = {"discriminator": [{"type": "value", "path": "url"}], "rules": "open"}
    return [
        {"id": path, "path": path, "slicing": by_url},
        {
            "id": f"{path}:{name}", "path": path, "sliceName": name, "min": int(least), "max": most,
            "type": [{"code": "Extension", "profile": [url]}],
        },
        {"id": f"{path}:{name}.url", "path": f"{path}.url", "min": 1, "max": "1", "fixedUri": url},
    ]  # fmt: skip


def profile(name: str, url: str) -> Json:
    """A profile as a StructureDefinition: the cardinalities and the extensions that it asks for."""
    entity = entities()[0][name]
    kind = TYPES.get(name, name)
    elements: list[Json] = [{"id": kind, "path": kind}]
    for path, value in entity.rules:
        named = re.fullmatch(r"contains (\S+) named (\S+) (\d*)\.\.(\S*)", value)
        counted = re.fullmatch(r"(\d*)\.\.(\S*)", value)
        if named:
            address, slice_name, least, most = named.groups()
            elements += _sliced(f"{kind}.{path}", entities()[1][address], slice_name, least, most)
        elif counted:
            limits: Json = {"id": f"{kind}.{path}", "path": f"{kind}.{path}"}
            if counted.group(1):
                limits["min"] = int(counted.group(1))
            if counted.group(2):
                limits["max"] = counted.group(2)
            elements.append(limits)
    return {
        "resourceType": "StructureDefinition", "id": name, "url": url, "name": name,
        "status": "active", "fhirVersion": "4.0.1", "kind": "resource", "abstract": False,
        "type": kind, "derivation": "constraint",
        "baseDefinition": f"http://hl7.org/fhir/StructureDefinition/{kind}",
        "differential": {"element": elements},
    }  # fmt: skip
