# ruff: noqa: E501 (one tolerance per line: the table is read across)
"""One form for two Bundles that say the same: people and measures by name, medicines in place.

A reference becomes the label of what it designates (`→Patient[0]`), or the Medication itself; ids,
addresses and narratives disappear. What `TOLERATED` lists is all that is lost here.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ordonnance.fhir.addresses import addresses

Json = dict[str, Any]

ARROW = "→"
"""Opens a label: no FHIR address begins with it."""

ACTION = "action-"
"""Opens the id of an action of a RequestGroup, before its rank."""

TOLERATED: tuple[tuple[str, str], ...] = (
    ("text (Narrative)", "La copie lisible d'une ressource n'est pas réécrite : la feuille la remplace."),
    ("id, fullUrl, reference, actionId", "Les adresses internes au document sont renommées ; ce qu'elles désignent est le même."),
    ("Bundle.entry", "L'ordre des ressources change : personnes, lignes, liens. L'ordre des lignes est gardé."),
    ("Medication", "Un Medication partagé par plusieurs lignes est répété dans chacune."),
    ("RequestGroup.action", "L'ordre des actions suit celui des lignes."),
    ("extension, coding", "L'ordre des extensions d'un élément et des codes d'un concept n'a pas de sens."),
    ("dosageInstruction", "Des moments et des heures dans une même instruction, que R4 interdit (tim-10), en font deux qui courent ensemble."),
    ("instant", "Un instant garde sa valeur, non son écriture (fuseau, décimales de seconde)."),
    ("decimal", "Un nombre garde sa valeur, non son écriture (1 et 1.0)."),
)  # fmt: skip
"""The only differences between a document read and the same written back, with their reasons."""

_IN_PLACE = "Medication"
_UNORDERED = frozenset({"extension", "coding"})


@dataclass(frozen=True, slots=True)
class _Holder:
    """A resource, its label, and what its own contained resources are called."""

    label: str
    resource: Json
    inside: Mapping[str, Json]


class Canonical:
    """The canonical form of a raw Bundle: `parts` by label, `Bundle` for the envelope."""

    def __init__(self, bundle: Json) -> None:
        self._by_address: dict[str, tuple[str, Json]] = {}
        self._by_id: dict[str, list[tuple[str, Json]]] = {}
        self._reached: set[int] = set()
        entries = [each for each in bundle.get("entry", ()) if "resource" in each]
        labels = list(_labels([entry["resource"] for entry in entries]))
        for entry, label in zip(entries, labels, strict=True):
            resource = entry["resource"]
            kind, local = resource["resourceType"], resource.get("id")
            for address in addresses(kind, entry.get("fullUrl"), local):
                self._by_address.setdefault(address, (label, resource))
            self._by_id.setdefault(f"#{local}", []).append((label, resource))
        holders = [
            _Holder(label, entry["resource"], _contained(entry["resource"]))
            for entry, label in zip(entries, labels, strict=True)
        ]
        self.parts: dict[str, Json] = {"Bundle": _envelope(bundle)}
        for holder in sorted(holders, key=_rank):
            if id(holder.resource) not in self._reached:
                self.parts[self._called(holder)] = self._resource(holder)

    def _called(self, holder: _Holder) -> str:
        """Its label; Medications that nothing designates are counted among themselves."""
        if holder.resource["resourceType"] != _IN_PLACE:
            return holder.label
        return f"{_IN_PLACE}[{sum(name.startswith(_IN_PLACE + '[') for name in self.parts)}]"

    def _resource(self, holder: _Holder) -> Json:
        found = self._plain(holder.resource, holder)
        for resource in holder.inside.values():
            if id(resource) not in self._reached:
                found.setdefault("contained", []).append(self._plain(resource, holder))
        if holder.resource["resourceType"] == "RequestGroup":
            found["action"] = self._actions(found.get("action", []))
        return found

    def _plain(self, resource: Json, holder: _Holder) -> Json:
        self._reached.add(id(resource))
        return {
            key: self._member(key, value, holder)
            for key, value in resource.items()
            if key not in ("id", "contained") and not (key == "text" and isinstance(value, dict))
        }

    def _value(self, value: Any, holder: _Holder) -> Any:
        if isinstance(value, list):
            return [self._value(each, holder) for each in value]
        if not isinstance(value, dict):
            return value
        return {key: self._member(key, each, holder) for key, each in value.items()}

    def _member(self, key: str, value: Any, holder: _Holder) -> Any:
        if key == "reference":
            return self._target(value, holder)
        found = self._value(value, holder)
        if key == "dosageInstruction" and isinstance(found, list):
            return [part for each in found for part in _apart(each)]
        return (
            sorted(found, key=_ranked) if key in _UNORDERED and isinstance(found, list) else found
        )

    def _target(self, address: Any, holder: _Holder) -> Any:
        """The Medication, the label, or the address itself when it designates nothing."""
        if not isinstance(address, str):
            return address
        if address in holder.inside:
            return self._plain(holder.inside[address], holder)
        found = self._by_address.get(address)
        siblings = self._by_id.get(address, [])
        if found is None and len(siblings) == 1:
            found = siblings[0]
        if found is None:
            return address
        label, resource = found
        if resource["resourceType"] == _IN_PLACE:
            return self._plain(resource, _Holder(label, resource, _contained(resource)))
        return f"{ARROW}{label}"

    @staticmethod
    def _actions(actions: list[Json]) -> list[Json]:
        """Actions in the order of their lines, called by their rank."""
        ordered = sorted(actions, key=lambda each: json.dumps(each.get("resource"), default=str))
        ranks = {each.get("id"): f"{ARROW}{ACTION}{rank}" for rank, each in enumerate(ordered)}
        for each in ordered:
            each.pop("id", None)
            for related in each.get("relatedAction", ()):
                related["actionId"] = ranks.get(related["actionId"], related["actionId"])
        return ordered


def _apart(dosage: Any) -> list[Any]:
    """The instruction, or two when it names moments and hours and nothing says how often."""
    given = dosage.get("timing") if isinstance(dosage, dict) else None
    timing: Json = given if isinstance(given, dict) else {}
    repeat = timing.get("repeat")
    if not isinstance(repeat, dict) or not ({"when", "timeOfDay"} <= set(repeat)):
        return [dosage]
    if {"frequency", "frequencyMax"} & set(repeat):
        return [dosage]
    moments = {key: value for key, value in repeat.items() if key != "timeOfDay"}
    hours = {key: value for key, value in repeat.items() if key not in ("when", "offset")}
    return [{**dosage, "timing": {**timing, "repeat": each}} for each in (moments, hours)]


def _rank(holder: _Holder) -> int:
    """Medications last, those made of others before them: what is reached stands in place."""
    resource = holder.resource
    if resource["resourceType"] != _IN_PLACE:
        return 0
    return 1 if any("itemReference" in each for each in resource.get("ingredient", ())) else 2


def _ranked(member: Any) -> str:
    """What an extension or a code is sorted by: its address, and the code itself."""
    if not isinstance(member, dict):
        return ""
    return f"{member.get('url') or member.get('system')} {member.get('code')}"


def _envelope(bundle: Json) -> Json:
    return {key: value for key, value in bundle.items() if key != "entry"}


def _contained(resource: Json) -> dict[str, Json]:
    return {f"#{each.get('id')}": each for each in resource.get("contained", ())}


def _labels(resources: list[Json]) -> Iterator[str]:
    """`MedicationRequest[0]`…; a measure is called by its code, wherever it stands."""
    ranks: dict[str, int] = {}
    for resource in resources:
        kind = resource["resourceType"]
        name = f"{kind}[{_code(resource)}]" if kind == "Observation" else kind
        rank = ranks[name] = ranks.get(name, -1) + 1
        if kind == "Observation":
            yield name if rank == 0 else f"{name}[{rank}]"
        else:
            yield f"{name}[{rank}]"


def _code(observation: Json) -> str:
    codings = observation.get("code", {}).get("coding", [{}])
    return str(codings[0].get("code", ""))
