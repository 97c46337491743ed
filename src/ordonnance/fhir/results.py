"""Results of acts as FHIR `Parameters`, and back: one generic, typed mapping.

A field becomes a parameter named in camelCase; a tuple repeats it; a nested value becomes parts.
`None`, an empty text and parts that say nothing are absent. The `document` of a consultation is a
resource, its bytes untouched.
"""

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from operator import attrgetter
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Planned:
    """One field of a result or an input: how it is named, typed and repeated on the wire."""

    attribute: str
    name: str
    kind: type
    repeated: bool
    optional: bool
    element: str
    """The element that holds the content: `resource`, `part` or a `value[x]`."""
    content: Callable[[Any], Any] | None
    """What turns a value into that content; None when it is written as it is."""


_VALUES: tuple[tuple[type, str], ...] = (
    (bool, "valueBoolean"),
    (int, "valueInteger"),
    (Decimal, "valueDecimal"),
    (datetime, "valueInstant"),
    (date, "valueDate"),
    (Enum, "valueCode"),
    (str, "valueString"),
)


def to_parameters(result: object) -> bytes:
    """The JSON of a `Parameters` resource that says this result."""
    parts = _parts(result)
    said = {"parameter": parts} if parts else {}
    return msgspec.json.encode({"resourceType": "Parameters", **said})


def from_parameters(kind: type[T], body: bytes) -> T:
    """The result that a `Parameters` says. Raises ValueError when it does not fit the type."""
    raw = msgspec.json.decode(body, type=dict[str, msgspec.Raw])
    if bytes(raw.get("resourceType", b"")) != b'"Parameters"':
        raise ValueError("a Parameters resource is expected")
    parts = msgspec.json.decode(raw.get("parameter", b"[]"), type=list[dict[str, msgspec.Raw]])
    return _read(kind, parts)


def _parts(result: object) -> list[dict[str, Any]]:
    parts = []
    values_of, fields = _SHAPES.get(type(result)) or _shape(type(result))
    for field, value in zip(fields, values_of(result), strict=True):
        if value is None:
            continue
        name, element, content, repeated = field
        for each in value if repeated else (value,):
            said = each if content is None else content(each)
            # FHIR has no empty text and no empty list: they are left out, false and zero are not.
            if said or (said != "" and said != []):
                parts.append({"name": name, element: said})
    return parts


_Field = tuple[str, str, Callable[[Any], Any] | None, bool]
_SHAPES: dict[type, tuple[Callable[[Any], tuple[Any, ...]], tuple[_Field, ...]]] = {}
"""How each type of result is written: all its values at once, then where each goes."""


def _shape(kind: type) -> tuple[Callable[[Any], tuple[Any, ...]], tuple[_Field, ...]]:
    planned = plan(kind)
    fields = tuple((each.name, each.element, each.content, each.repeated) for each in planned)
    _SHAPES[kind] = shape = (_values_of(tuple(each.attribute for each in planned)), fields)
    return shape


def _values_of(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    if len(names) == 1:
        # attrgetter gives the value itself when there is one name.
        (only,) = names
        return lambda result: (getattr(result, only),)
    return attrgetter(*names)


def _element(kind: type) -> str:
    if kind is bytes:
        return "resource"
    if is_dataclass(kind):
        return "part"
    for known, name in _VALUES:
        if issubclass(kind, known):
            return name
    raise TypeError(f"{kind} has no FHIR value")


def _figures(value: Decimal) -> msgspec.Raw:
    """A number as FHIR writes it, without exponent."""
    return msgspec.Raw(f"{value:f}".encode())


_CONTENTS: Mapping[str, Callable[[Any], Any]] = {
    "resource": msgspec.Raw,
    "part": _parts,
    "valueDecimal": _figures,
}
"""How a value becomes the content of its element; the others are written as they are."""


def _read(kind: type[T], parts: list[dict[str, msgspec.Raw]]) -> T:
    found: dict[str, list[dict[str, msgspec.Raw]]] = {}
    for part in parts:
        name = msgspec.json.decode(part["name"], type=str)
        found.setdefault(name, []).append(part)
    known = {field.name for field in plan(kind)}
    if unknown := set(found) - known:
        raise ValueError(f"unexpected parameters: {sorted(unknown)}")
    values: dict[str, Any] = {}
    for field in plan(kind):
        given = [_parsed(field, part) for part in found.get(field.name, ())]
        if field.repeated:
            values[field.attribute] = tuple(given)
        elif given:
            values[field.attribute] = given[0]
        elif field.optional:
            values[field.attribute] = None
        elif field.kind is str:
            values[field.attribute] = ""
        elif field.element == "part":
            values[field.attribute] = _read(field.kind, [])
        else:
            raise ValueError(f"parameter {field.name} is missing")
    return kind(**values)


def _parsed(field: Planned, part: Mapping[str, msgspec.Raw]) -> Any:
    content = part[field.element]
    if field.element == "resource":
        return bytes(content)
    if field.element == "part":
        return _read(field.kind, msgspec.json.decode(content, type=list[dict[str, msgspec.Raw]]))
    return msgspec.json.decode(content, type=field.kind)


def plan(kind: type) -> tuple[Planned, ...]:
    """The fields of a result type, in order (made once per type)."""
    known = _PLANS.get(kind)
    if known is None:
        if not is_dataclass(kind):
            raise TypeError(f"{kind} is not a result")
        hints = typing.get_type_hints(kind)
        known = tuple(_planned(field.name, hints[field.name]) for field in fields(kind))
        _PLANS[kind] = known
    return known


_PLANS: dict[type, tuple[Planned, ...]] = {}


def _planned(attribute: str, hint: Any) -> Planned:
    optional = repeated = False
    if isinstance(hint, types.UnionType):
        hint = next(arg for arg in typing.get_args(hint) if arg is not type(None))
        optional = True
    if typing.get_origin(hint) is tuple:
        hint, repeated = typing.get_args(hint)[0], True
    name = _camel(attribute)
    named = _one_of(name) if repeated else name
    element = _element(hint)
    return Planned(attribute, named, hint, repeated, optional, element, _CONTENTS.get(element))


def _one_of(plural: str) -> str:
    """A repeated parameter is named in the singular: line, access (accesses), entry (entries)."""
    if plural.endswith("ies"):
        return f"{plural[:-3]}y"
    return plural[:-2] if plural.endswith("sses") else plural.removesuffix("s")


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
