"""Valid documents made wrong on purpose: one place for every way to be wrong.

A mutator takes the tree of a document and a source of chance, and changes the tree in place; a
spoiler changes the bytes. `mutant(seed, ...)` applies a few, and gives the same bytes again for the
same seed.
"""

import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.builders.mutation_values import CODES, DATES, NUMBERS, REFERENCES, SYSTEMS, TEXTS, VALUES

Path = tuple[str | int, ...]

Mutator = Callable[[Random, Any], None]

Spoiler = Callable[[Random, bytes], bytes]

_LITERAL = "\u2060literal:"
"""Heads a text that must be written as a bare literal, such as 1e999."""


@dataclass(frozen=True)
class Mutant:
    """Bytes to send and how they came to be."""

    seed: int
    body: bytes
    trail: tuple[str, ...]


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every node below the root, as a path."""
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else ()
    for key, item in enumerate(value) if isinstance(value, list) else items:
        yield from places(item, (*path, key))


def parent(tree: Any, path: Path) -> Any:
    """What holds the node at that path."""
    for step in path[:-1]:
        tree = tree[step]
    return tree


def _somewhere(chance: Random, tree: Any, kind: type = object) -> tuple[Any, Any] | None:
    """A holder and a key, whose value is of that kind."""
    found = [(parent(tree, path), path[-1]) for path in places(tree)]
    fitting = [(holder, key) for holder, key in found if isinstance(holder[key], kind)]
    return chance.choice(fitting) if fitting else None


def _putting(*values: Any, kind: type = object) -> Mutator:
    """Put one of these in the place of something of that kind."""

    def mutate(chance: Random, tree: Any) -> None:
        if (spot := _somewhere(chance, tree, kind)) is not None:
            spot[0][spot[1]] = deepcopy(chance.choice(values))

    return mutate


def _named(names: str, values: list[Any]) -> Mutator:
    """Put one of these where an element has such a name."""
    wanted = re.compile(names)

    def mutate(chance: Random, tree: Any) -> None:
        spots = [path for path in places(tree) if wanted.search(str(path[-1]))]
        if spots:
            path = chance.choice(spots)
            parent(tree, path)[path[-1]] = deepcopy(chance.choice(values))

    return mutate


def _remove(chance: Random, tree: Any) -> None:
    if (spot := _somewhere(chance, tree)) is not None:
        del spot[0][spot[1]]


def _repeat(chance: Random, tree: Any) -> None:
    spot = _somewhere(chance, tree, list)
    if spot is not None and spot[0][spot[1]]:
        found = spot[0][spot[1]]
        found += [deepcopy(chance.choice(found)) for _ in range(chance.choice([1, 1, 2, 60, 250]))]


def _wrap(chance: Random, tree: Any) -> None:
    if (spot := _somewhere(chance, tree)) is not None:
        holder, key = spot
        holder[key] = chance.choice([[holder[key]], {"value": holder[key]}, str(holder[key])])


def _unwrap(chance: Random, tree: Any) -> None:
    spot = _somewhere(chance, tree, list)
    if spot is not None and spot[0][spot[1]]:
        spot[0][spot[1]] = spot[0][spot[1]][0]


def _move(chance: Random, tree: Any) -> None:
    one, other = _somewhere(chance, tree), _somewhere(chance, tree)
    if one is not None and other is not None:
        one[0][one[1]] = deepcopy(other[0][other[1]])


def _rename(chance: Random, tree: Any) -> None:
    if (spot := _somewhere(chance, tree, dict)) is not None and spot[0][spot[1]]:
        found = spot[0][spot[1]]
        key = chance.choice(list(found))
        found[chance.choice([key.upper(), f"_{key}", f"{key} ", "extension", "é", ""])] = found.pop(
            key
        )


def _add(chance: Random, tree: Any) -> None:
    if (spot := _somewhere(chance, tree, dict)) is not None:
        name = chance.choice(["extension", "modifierExtension", "contained", "id", "meta", "x"])
        spot[0][spot[1]][name] = deepcopy(chance.choice(VALUES))


def _shuffle(chance: Random, tree: Any) -> None:
    if (spot := _somewhere(chance, tree, list)) is not None:
        chance.shuffle(spot[0][spot[1]])


def _season(chance: Random, tree: Any) -> None:
    """Strange characters inside a text that stays otherwise the same."""
    if (spot := _somewhere(chance, tree, str)) is not None:
        text = spot[0][spot[1]]
        at = chance.randrange(len(text) + 1)
        spot[0][spot[1]] = text[:at] + chance.choice(TEXTS) + text[at:]


def _lengthen(chance: Random, tree: Any) -> None:
    if (spot := _somewhere(chance, tree, str)) is not None:
        size = chance.choice([255, 1001, 5000, 100_000])
        spot[0][spot[1]] = (spot[0][spot[1]] or "x") * (1 + size // max(1, len(spot[0][spot[1]])))


def _deepen(chance: Random, tree: Any) -> None:
    if (spot := _somewhere(chance, tree)) is not None:
        for _ in range(chance.choice([10, 31, 40, 300])):
            spot[0][spot[1]] = chance.choice([[spot[0][spot[1]]], {"a": spot[0][spot[1]]}])


def _refer_in_circles(chance: Random, tree: Any) -> None:
    """Every reference names the resource that holds it, or the same fullUrl serves twice."""
    entries = tree.get("entry") if isinstance(tree, dict) else None
    if not isinstance(entries, list) or not entries:
        return
    owns: list[str] = []
    for entry in entries:
        if isinstance(entry, dict) and chance.random() < 0.7:
            owns.append(str(entry.get("fullUrl")))
            _refer_to(entry, owns[-1])
            entry["fullUrl"] = chance.choice(owns)


def _refer_to(value: Any, target: str) -> None:
    """Every reference below this node names the target."""
    if isinstance(value, dict) and "reference" in value:
        value["reference"] = target
    for item in value.values() if isinstance(value, dict) else value:
        if isinstance(item, dict | list):
            _refer_to(item, target)


MUTATORS: dict[str, Mutator] = {
    "remove": _remove, "repeat": _repeat, "wrap": _wrap, "unwrap": _unwrap, "move": _move,
    "rename": _rename, "add": _add, "shuffle": _shuffle, "season": _season, "lengthen": _lengthen,
    "deepen": _deepen, "circles": _refer_in_circles,
    "value": _putting(*VALUES),
    "text": _putting(*TEXTS, kind=str),
    "number": _putting(*(f"{_LITERAL}{each}" for each in NUMBERS), kind=(int | float)),  # type: ignore[arg-type]  # a union of types is one for isinstance
    "number anywhere": _putting(*(f"{_LITERAL}{each}" for each in NUMBERS)),
    "date": _named(r"(?i)date|authoredOn|^start$|^end$|^on$|dispensing", DATES),
    "system": _named(r"^(system|url)$", SYSTEMS),
    "code": _named(r"^(code|status|intent|use|gender|value|unit)$", CODES),
    "reference": _named(r"^(reference|fullUrl)$", REFERENCES),
}  # fmt: skip


def _inserted(*texts: bytes) -> Spoiler:
    def spoil(chance: Random, body: bytes) -> bytes:
        at = chance.randrange(len(body) + 1)
        return body[:at] + chance.choice(texts) + body[at:]

    return spoil


def _flip(chance: Random, body: bytes) -> bytes:
    spoilt = bytearray(body)
    for _ in range(chance.choice([1, 1, 3, 20])):
        spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def _twice(chance: Random, body: bytes) -> bytes:
    """A member written twice, the second time with the same or another value."""
    members = list(re.finditer(rb'"(\w+)": ?("[^"\\]*")', body))
    if not members:
        return body
    one = chance.choice(members)
    value = chance.choice([one[2], b'"x"', b"null"])
    return body[: one.start()] + b'"' + one[1] + b'": ' + value + b", " + body[one.start() :]


def _escaped(chance: Random, body: bytes) -> bytes:
    """A quote replaced by an escape that JSON allows and FHIR may not."""
    escapes = [
        rb"\u0000",
        rb"\ud800",
        rb"\udc00",
        rb"\u0041",
        rb"\/",
        rb"\uD83D\uDE00",
        rb"\b",
        rb"\x",
    ]
    spots = [found.end() for found in re.finditer(rb': ?"', body)]
    at = chance.choice(spots) if spots else 0
    return body[:at] + chance.choice(escapes) + body[at:]


FAULTS = (1, 1, 1, 2, 3)

NOT_UTF_8 = [b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x00", b"\x80"]

SPOILERS: dict[str, Spoiler] = {
    "mark": lambda chance, body: chance.choice([b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"]) + body,
    "encoding": lambda chance, body: body.decode("utf-8", "replace").encode(
        chance.choice(["utf-16", "utf-16-le", "utf-32", "utf-7", "cp1252"]), "replace"
    ),
    "cut": lambda chance, body: body[: chance.randrange(len(body))],
    "tail": lambda chance, body: body
    + chance.choice([b"\x00", b" ", b"\n\n", b"{}", b"]", b",", b"\xff", body]),
    "head": lambda chance, body: chance.choice([b" ", b"\n", b"[", b")]}',\n", b"\x00"]) + body,
    "comment": _inserted(b"/* x */", b"// x\n", b"# x\n", b"<!-- -->"),
    "bytes": _inserted(*NOT_UTF_8),
    "flip": _flip, "twice": _twice, "escape": _escaped,
    "commas": _inserted(b",", b",,", b"]", b"}", b'"', b":"),
    "array": lambda _, body: b"[" + body + b"]",
    "space": lambda chance, body: body.replace(b" ", chance.choice([b"\n", b"\t", b"\x0c", b"  "])),
}  # fmt: skip


def mutant(
    seed: int, document: bytes, chance: Random | None = None, faults: tuple[int, ...] = FAULTS
) -> Mutant:
    """The document after so many faults; one in eight is spoilt as bytes too."""
    chance = chance or Random(seed)
    tree = json.loads(document)
    trail = [chance.choice(list(MUTATORS)) for _ in range(chance.choice(faults))]
    for name in trail:
        MUTATORS[name](chance, tree)
    body = written(tree)
    if body and chance.randrange(8) == 0:
        trail.append(chance.choice(list(SPOILERS)))
        body = SPOILERS[trail[-1]](chance, body)
    return Mutant(seed, body, tuple(trail))


def written(tree: Any) -> bytes:
    """The tree as JSON, bare literals as they are, lone surrogates as escapes."""
    text = json.dumps(tree, ensure_ascii=False)
    text = re.sub(f'"{_LITERAL}([^"]*)"', r"\1", text)
    return re.sub("[\ud800-\udfff]", lambda each: f"\\u{ord(each[0]):04x}", text).encode()
