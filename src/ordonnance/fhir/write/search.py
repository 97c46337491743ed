"""One's own ordonnances as a searchset: a MedicationRequest per line, what it refers to beside."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import msgspec

from ordonnance.domain.execution import OrdonnanceState
from ordonnance.fhir.codec import encode
from ordonnance.fhir.systems import Systems

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


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses of this page, of the first and of the next one; `complete`: there is no other."""

    self: str
    first: str
    next: str | None
    complete: bool


def write_search(found: Iterable[FoundOrdonnance], systems: Systems, links: Links) -> bytes:
    """The JSON of the searchset, in the order given.

    `total` is said of a complete answer only: lines are encrypted, those of other pages are not
    counted.

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
    bundle: dict[str, Any] = {"resourceType": "Bundle", "type": "searchset"}
    if links.complete:
        bundle["total"] = len(matches)
    bundle["link"] = _links(links)
    return encode({**bundle, "entry": entries} if entries else bundle)


def _links(links: Links) -> list[dict[str, str]]:
    told = {"self": links.self, "first": links.first, "next": links.next}
    return [{"relation": name, "url": url} for name, url in told.items() if url is not None]


def _match(
    entry: dict[str, Any], resource: dict[str, Any], found: FoundOrdonnance, systems: Systems
) -> dict[str, Any]:
    told = {
        **resource,
        "status": _STATUS.get(found.state, "active"),
        "groupIdentifier": {"system": systems.number, "value": found.number},
    }
    return {**entry, "resource": told, "search": {"mode": "match"}}
