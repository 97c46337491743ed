"""One's own ordonnances as a searchset: a MedicationRequest per line, what it refers to beside."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import msgspec

from ordonnance.domain.execution import OrdonnanceState
from ordonnance.fhir.codec import encode
from ordonnance.fhir.systems import DEFAULT_SYSTEMS, Systems

_decoder = msgspec.json.Decoder(dict[str, Any], float_hook=Decimal)

_STATUS = {
    OrdonnanceState.EXECUTED: "completed",
    OrdonnanceState.CANCELLED: "cancelled",
    OrdonnanceState.REPLACED: "cancelled",
    OrdonnanceState.EXPIRED: "stopped",
}


@dataclass(frozen=True, slots=True)
class FoundOrdonnance:
    """One ordonnance found: its number, its state for this reader, its Bundle as received."""

    number: str
    state: OrdonnanceState
    bundle: bytes

    def __repr__(self) -> str:
        return "FoundOrdonnance(•••)"


def write_search(found: Iterable[FoundOrdonnance], systems: Systems = DEFAULT_SYSTEMS) -> bytes:
    """The JSON of the searchset, in the order given.

    A line carries the number of its ordonnance (`groupIdentifier`) and the state of the whole as
    `status`; it is a view, and no longer the document that was signed.
    """
    matches: list[dict[str, Any]] = []
    included: dict[str, dict[str, Any]] = {}
    for each in found:
        for entry in _decoder.decode(each.bundle)["entry"]:
            resource = entry["resource"]
            if resource["resourceType"] == "MedicationRequest":
                matches.append(_match(entry, resource, each, systems))
            else:
                key = entry.get("fullUrl") or f"{each.number}/{len(included)}"
                included.setdefault(key, {**entry, "search": {"mode": "include"}})
    entries = [*matches, *included.values()]
    bundle: dict[str, Any] = {"resourceType": "Bundle", "type": "searchset", "total": len(matches)}
    return encode({**bundle, "entry": entries} if entries else bundle)


def _match(
    entry: dict[str, Any], resource: dict[str, Any], found: FoundOrdonnance, systems: Systems
) -> dict[str, Any]:
    told = {
        **resource,
        "status": _STATUS.get(found.state, "active"),
        "groupIdentifier": {"system": systems.number, "value": found.number},
    }
    return {**entry, "resource": told, "search": {"mode": "match"}}
