"""One's own ordonnances as a searchset: a MedicationRequest per line, what it refers to beside."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import msgspec

from ordonnance.domain.execution import OrdonnanceState
from ordonnance.fhir.addresses import addresses
from ordonnance.fhir.codec import encode
from ordonnance.fhir.systems import Systems

Json = dict[str, Any]

_decoder = msgspec.json.Decoder(Json, float_hook=Decimal)
_INCLUDE = {"mode": "include"}

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
    matches: list[Json] = []
    included: dict[str, Json] = {}
    for each in found:
        lines, others = _entries(each)
        matches += [_match(entry, each, systems) for entry in lines]
        included |= {entry["fullUrl"]: {**entry, "search": _INCLUDE} for entry in others}
    entries = [*matches, *included.values()]
    bundle: Json = {"resourceType": "Bundle", "type": "searchset"}
    if links.complete:
        bundle["total"] = len(matches)
    bundle["link"] = _links(links)
    return encode({**bundle, "entry": entries} if entries else bundle)


def _links(links: Links) -> list[dict[str, str]]:
    told = {"self": links.self, "first": links.first, "next": links.next}
    return [{"relation": name, "url": url} for name, url in told.items() if url is not None]


def _entries(found: FoundOrdonnance) -> tuple[list[Json], list[Json]]:
    """The lines, and what they refer to, under addresses that no other ordonnance has.

    Two softwares may both write `Practitioner/1`: side by side, each line must still lead to its
    own prescriber. What is the same in several ordonnances has the same address.
    """
    lines: list[Json] = []
    others: list[Json] = []
    for entry in _decoder.decode(found.bundle)["entry"]:
        is_line = entry["resource"]["resourceType"] == "MedicationRequest"
        (lines if is_line else others).append(entry)
    whole = any(entry["resource"]["resourceType"] == "Composition" for entry in others)
    # A Composition leads to the lines of one number: it is never shared.
    seed = found.number if whole else hashlib.sha256(encode(others)).hexdigest()
    names: dict[str, str] = {}
    for rank, entry in enumerate(others):
        _rename(entry, f"{seed}/{rank}", names)
    for rank, entry in enumerate(lines):
        _rename(entry, f"{found.number}/{rank}/line", names)
    for entry in (*lines, *others):
        entry["resource"] = _led(entry["resource"], names)
    return lines, others


def _rename(entry: Json, seed: str, names: dict[str, str]) -> None:
    """Give an entry another address, and note under which ones it was known."""
    resource = entry["resource"]
    former = addresses(resource["resourceType"], entry.get("fullUrl"), resource.get("id"))
    resource["id"] = str(uuid5(NAMESPACE_URL, seed))
    address = f"urn:uuid:{resource['id']}"
    entry["fullUrl"] = address
    names.update((each, address) for each in former)


def _led(value: Any, names: Mapping[str, str]) -> Any:
    """The value with every reference to a renamed resource following it."""
    if isinstance(value, list):
        return [_led(each, names) for each in value]
    if not isinstance(value, dict):
        return value
    led = {name: _led(each, names) for name, each in value.items()}
    if isinstance(led.get("reference"), str):
        led["reference"] = names.get(led["reference"], led["reference"])
    return led


def _match(entry: Json, found: FoundOrdonnance, systems: Systems) -> Json:
    told = {
        **entry["resource"],
        "status": _STATUS.get(found.state, "active"),
        "groupIdentifier": {"system": systems.number, "value": found.number},
    }
    return {**entry, "resource": told, "search": {"mode": "match"}}
