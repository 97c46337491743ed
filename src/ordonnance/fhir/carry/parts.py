"""From a document and what was read of it: the parts to carry; and back."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from ordonnance.domain.carried import Carried, CarriedKind
from ordonnance.domain.prescription import Ordonnance
from ordonnance.fhir.carry.canonical import ACTION, ARROW, Canonical, Json
from ordonnance.fhir.carry.comparison import ABSENT, Difference, Path, differences, pattern
from ordonnance.fhir.carry.table import CARRIED, UNREAD_LINE, CarriedDef
from ordonnance.fhir.codec import encode, parse_tree
from ordonnance.fhir.systems import DEFAULT_SYSTEMS, Systems
from ordonnance.fhir.write import write_ordonnance

_LINE = "MedicationRequest["
_BY_PATTERN = {each.pattern: each for each in CARRIED}
_OF_UNREAD = _BY_PATTERN | {each.pattern: each for each in UNREAD_LINE}


def canonical(document: bytes) -> dict[str, Json]:
    """The canonical form of a Bundle in bytes. Raises Refusal when it is not JSON."""
    tree = parse_tree(document)
    if not isinstance(tree, dict):
        raise TypeError("un Bundle est un objet JSON")
    return Canonical(tree).parts


def carried_parts(
    document: bytes, ordonnance: Ordonnance, systems: Systems = DEFAULT_SYSTEMS
) -> tuple[Carried, ...]:
    """What the document says and the ordonnance read from it does not hold, in document order."""
    unread = frozenset(
        f"{_LINE}{line.number - 1}]" for line in ordonnance.lines if not line.posology.steps
    )

    def whole(path: Path) -> bool:
        found = _table(path, unread).get(pattern(path))
        return found is not None and found.whole

    asked, written = canonical(document), canonical(write_ordonnance(ordonnance, systems))
    return tuple(_carried(each, unread) for each in differences(asked, written, whole))


def _table(path: Path, unread: frozenset[str]) -> dict[str, CarriedDef]:
    return _OF_UNREAD if path[0] in unread else _BY_PATTERN


def _carried(difference: Difference, unread: frozenset[str]) -> Carried:
    head = str(difference.path[0])
    line = int(head[len(_LINE) : -1]) + 1 if head.startswith(_LINE) else None
    absent = difference.asked is ABSENT
    kind = _kind(difference, unread)
    content = None if absent else encode(difference.asked).decode()
    return Carried(encode(difference.path).decode(), kind, content, line)


def _kind(difference: Difference, unread: frozenset[str]) -> CarriedKind:
    """The kind of the narrowest place of the table; UNLISTED is a place that we forgot."""
    table, named = _table(difference.path, unread), difference.pattern
    exact = table.get(f"{named}+") if difference.asked is ABSENT else None
    found = exact or table.get(named)
    while found is None and "." in named:
        named = named.rpartition(".")[0]
        wider = table.get(named)
        found = wider if wider is not None and wider.whole else None
    return found.kind if found else CarriedKind.UNLISTED


def written_back(
    ordonnance: Ordonnance, carried: Iterable[Carried], systems: Systems = DEFAULT_SYSTEMS
) -> bytes:
    """The document again: what the ordonnance says, and what was carried beside it.

    Raises PlaceLost when a part stood inside something that is not written any more.
    """
    parts = canonical(write_ordonnance(ordonnance, systems))
    for each in carried:
        _put(parts, json.loads(each.at), each.content)
    return encode(_Bundle(parts).tree)


class PlaceLost(ValueError):
    """A part carried has no place any more in what is written. Names no place, nor content."""

    def __init__(self) -> None:
        super().__init__("a part carried has lost its place")


def _put(parts: dict[str, Json], path: list[str | int], content: str | None) -> None:
    node: Any = parts
    for step in path[:-1]:
        if not _holds(node, step):
            raise PlaceLost
        node = node[step]
    last = path[-1]
    # A new member has a place in any object; an item, and what is taken away, must stand there.
    if not _holds(node, last) and (content is None or not isinstance(node, dict)):
        raise PlaceLost
    if content is None:
        del node[last]
    else:
        node[last] = parse_tree_value(content)


def _holds(node: Any, step: str | int) -> bool:
    """True when a step of an address leads somewhere."""
    if isinstance(node, dict):
        return step in node
    return isinstance(node, list) and isinstance(step, int) and step < len(node)


def parse_tree_value(content: str) -> Any:
    """A JSON value with its numbers kept exactly."""
    wrapped = parse_tree(f'{{"value":{content}}}'.encode())
    return wrapped["value"] if isinstance(wrapped, dict) else None


class _Bundle:
    """A canonical form as a Bundle: labels become addresses, medicines get entries."""

    def __init__(self, parts: dict[str, Json]) -> None:
        self._seed = encode(parts).decode()
        self._entries: list[Json] = []
        envelope = parts["Bundle"]
        for label, resource in parts.items():
            for rank, action in enumerate(resource.get("action", ())):
                action["id"] = f"{ACTION}{rank}"
            if label != "Bundle":
                found = {"fullUrl": self._address(label), "resource": self._value(resource)}
                self._entries.append(found)
        self.tree: Json = {**envelope, "entry": self._entries}

    def _address(self, label: str) -> str:
        return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{self._seed}/{label}')}"

    def _value(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._value(each) for each in value]
        if isinstance(value, str) and value.startswith(f"{ARROW}{ACTION}"):
            return value[len(ARROW) :]
        if isinstance(value, str) and value.startswith(ARROW):
            return self._address(value[len(ARROW) :])
        if not isinstance(value, dict):
            return value
        found = {key: self._value(each) for key, each in value.items()}
        if isinstance(found.get("reference"), dict):
            address = self._address(f"in place {len(self._entries)}")
            self._entries.append({"fullUrl": address, "resource": found["reference"]})
            found["reference"] = address
        return found
