"""An anchor: one signature over the heads of many journals, so that none of them can be rewritten.

An anchor names its leaves (number, rank) and signs the root of a Merkle tree over (number, rank,
hash of that entry), in the order of the numbers. The tree is that of RFC 6962: SHA-256 over 0 and a
leaf, over 1 and two nodes. Each anchor holds the digest of the one before.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

FIRST = b""
"""What stands for the anchor before the first one."""

_DIGEST = "sha-256:"
_NAMES = {"sequence", "at", "up_to", "previous", "leaves", "root"}


@dataclass(frozen=True, slots=True, order=True)
class Leaf:
    """One journal up to one rank; `number` is a secret."""

    number: str = field(repr=False)
    count: int


@dataclass(frozen=True, slots=True)
class Anchor:
    """One anchor as stored. `up_to` is where the next look begins; None while the first lasts."""

    sequence: int
    at: datetime
    up_to: datetime | None
    jws: str
    leaves: bytes = field(repr=False)

    @property
    def digest(self) -> bytes:
        """What the next anchor holds of this one."""
        return hashlib.sha256(self.jws.encode()).digest()


class Root:
    """The root of a Merkle tree whose leaves come one by one, in order."""

    def __init__(self) -> None:
        self._subtrees: list[tuple[int, bytes]] = []
        self.leaves = 0

    def add(self, leaf: Leaf, head: bytes) -> None:
        """One more leaf: a journal, and the hash of its entry of that rank."""
        name = leaf.number.encode()
        told = len(name).to_bytes(4, "big") + name + leaf.count.to_bytes(4, "big", signed=True)
        size, node = 1, hashlib.sha256(b"\0" + told + head).digest()
        while self._subtrees and self._subtrees[-1][0] == size:
            _, left = self._subtrees.pop()
            size, node = 2 * size, _above(left, node)
        self._subtrees.append((size, node))
        self.leaves += 1

    def value(self) -> bytes:
        """The root over the leaves so far."""
        if not self._subtrees:
            return hashlib.sha256(b"").digest()
        *others, (_, node) = self._subtrees
        for _, left in reversed(others):
            node = _above(left, node)
        return node


def _above(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def write_leaves(leaves: Iterable[Leaf]) -> bytes:
    """Leaves as stored: length of the number (1 byte), number, rank (4 bytes, big-endian)."""
    parts = []
    for leaf in leaves:
        name = leaf.number.encode()
        parts.append(len(name).to_bytes(1, "big") + name + leaf.count.to_bytes(4, "big"))
    return b"".join(parts)


def read_leaves(stored: bytes) -> Iterator[Leaf]:
    """What `write_leaves` wrote; raises ValueError where the bytes stop being leaves."""
    place = 0
    while place < len(stored):
        end = place + 1 + stored[place]
        rank = stored[end : end + 4]
        if len(rank) < 4:
            raise ValueError("leaves cut short")
        yield Leaf(stored[place + 1 : end].decode("utf-8"), int.from_bytes(rank, "big"))
        place = end + 4


def content(
    sequence: int, at: datetime, up_to: datetime | None, previous: bytes, root: Root
) -> dict[str, object]:
    """What an anchor signs."""
    return {
        "sequence": sequence,
        "at": instant(at),
        "up_to": instant(up_to) if up_to is not None else None,
        "previous": _DIGEST + previous.hex(),
        "leaves": root.leaves,
        "root": _DIGEST + root.value().hex(),
    }


def says(anchor: Anchor, signed: Mapping[str, Any], previous: bytes) -> bool:
    """True when what was signed is this anchor, in its place; its root is not judged here."""
    return bool(
        signed.keys() == _NAMES
        and signed["sequence"] == anchor.sequence
        and signed["at"] == instant(anchor.at)
        and signed["up_to"] == (instant(anchor.up_to) if anchor.up_to is not None else None)
        and signed["previous"] == _DIGEST + previous.hex()
    )


def signed_root(signed: Mapping[str, Any]) -> tuple[int, bytes]:
    """How many leaves were signed, and their root. Raises ValueError for anything else."""
    leaves, root = signed["leaves"], signed["root"]
    if type(leaves) is not int or not 0 <= leaves < 1 << 63 or not isinstance(root, str):
        raise ValueError("not a signed root")
    return leaves, bytes.fromhex(root.removeprefix(_DIGEST))


def instant(at: datetime) -> str:
    """An instant as signed and as exported: UTC, microseconds."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def short(number: str) -> str:
    """Eight characters that name a journal to people and give its number to nobody.

    No key: whoever checks a copy has none. They say 32 bits of a number that has 70.
    """
    return hashlib.sha256(number.encode()).hexdigest()[:8]
