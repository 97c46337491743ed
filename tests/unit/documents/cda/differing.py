"""Where two values of the domain differ, as paths of fields; every path that there is."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from ordonnance.domain.calendar import Duration, Period
from ordonnance.domain.coding import Coding
from ordonnance.domain.posology import Posology
from ordonnance.domain.quantity import Quantity, Unit

WHOLE = (Posology, Coding, Duration, Period, Quantity, Unit)
"""Values that come back whole or not at all."""


def differences(one: object, other: object, path: str = "") -> Iterator[str]:
    """The paths at which they differ; the lines of a list share one path."""
    if isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        for mine, theirs in zip(one, other, strict=True):
            yield from differences(mine, theirs, path)
    elif _opened(one) and type(one) is type(other):
        for name in _names(type(one)):
            inner = f"{path}.{name}" if path else name
            yield from differences(getattr(one, name), getattr(other, name), inner)
    elif one != other:
        yield path


def paths(kind: type, path: str = "") -> Iterator[str]:
    """Every field that a value of that kind may hold, by its path."""
    hints = get_type_hints(kind)
    for name in _names(kind):
        inner = f"{path}.{name}" if path else name
        held = [each for each in _kinds(hints[name]) if _domain(each)]
        if not held:
            yield inner
        for each in held:
            yield from paths(each, inner)


def _names(kind: Any) -> list[str]:
    return [each.name for each in fields(kind) if each.compare]


def _opened(value: object) -> bool:
    return is_dataclass(value) and _domain(type(value))


def _domain(kind: Any) -> bool:
    """A dataclass of several fields: an identifier has but one and comes back whole."""
    if not isinstance(kind, type) or not is_dataclass(kind) or kind in WHOLE:
        return False
    return len(_names(kind)) > 1 and ".ids." not in kind.__module__


def _kinds(hint: Any) -> Iterator[Any]:
    """The types named in an annotation, within tuples and unions."""
    if get_origin(hint) in (tuple, Union, UnionType):
        for each in get_args(hint):
            yield from _kinds(each)
    else:
        yield hint
