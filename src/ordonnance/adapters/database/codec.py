"""Domain values <-> bytes (JSON), strictly: what is not exactly known is refused.

A field that this version does not know is an error, not something to drop: a progress read, changed
and written again without it would lose what a newer server recorded. A field added later has a
default, so that bytes written before it stay readable.
"""

import dataclasses
import functools
import operator
import types
from collections.abc import Mapping
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from ordonnance.usecases.kept import KEPT

Value = TypeVar("Value")

_RESULTS: Mapping[str, type] = {kind.__name__: kind for kind in KEPT}


class CodecError(Exception):
    """Bytes that this version did not write, or a value that it cannot write.

    The text names a type, never a content.
    """


class _Envelope(msgspec.Struct, forbid_unknown_fields=True):
    type: str
    value: msgspec.Raw


def encode(value: object) -> bytes:
    """The bytes of a dataclass made of texts, numbers, dates, enums, tuples and dataclasses."""
    try:
        return _ENCODER.encode(value)
    except (TypeError, ValueError, OverflowError):
        raise CodecError(f"{type(value).__name__} cannot be written") from None


def decode(data: bytes, kind: type[Value]) -> Value:
    """What `encode` wrote for a `kind`. Raises CodecError."""
    strict, plain = _DECODERS.get(kind) or _decoders(kind)
    try:
        strict.decode(data)
        read: Value = plain.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError):
        raise CodecError(f"these bytes are not a {kind.__name__} of this version") from None
    return read


def encode_result(result: object) -> bytes:
    """A result that an idempotent retry answers again (`usecases.kept.KEPT`), with its type."""
    name = type(result).__name__
    if _RESULTS.get(name) is not type(result):
        raise CodecError(f"{name} is not a result to be kept")
    return _ENCODER.encode({"type": name, "value": result})


def decode_result(data: bytes) -> object:
    """What `encode_result` wrote. Raises CodecError, also for a type name that is not known."""
    envelope = decode(data, _Envelope)
    kind = _RESULTS.get(envelope.type)
    if kind is None:
        raise CodecError("a kept result of an unknown type")
    return decode(bytes(envelope.value), kind)


def _plain_mapping(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(type(value).__name__)


_GENERICS: Mapping[Any, type] = {tuple: tuple, Mapping: dict}
_ENCODER = msgspec.json.Encoder(enc_hook=_plain_mapping, decimal_format="string")


_Pair = tuple[msgspec.json.Decoder[Any], msgspec.json.Decoder[Any]]
_DECODERS: dict[type[Any], _Pair] = {}


def _decoders(kind: type[Any]) -> _Pair:
    # msgspec skips unknown fields of dataclasses and refuses those of Structs told so: the twin
    # judges, the dataclass is what comes out.
    pair = msgspec.json.Decoder(_twin(kind)), msgspec.json.Decoder(kind)
    _DECODERS[kind] = pair
    return pair


def _twin(kind: Any) -> Any:
    """The same type with every dataclass made a Struct that refuses unknown fields."""
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        fields = [_field(each, _twin(hints[each.name])) for each in dataclasses.fields(kind)]
        return msgspec.defstruct(kind.__name__, fields, forbid_unknown_fields=True, kw_only=True)
    origin, parts = get_origin(kind), tuple(_twin(part) for part in get_args(kind))
    if origin in (Union, types.UnionType):
        return functools.reduce(operator.or_, parts)
    if origin in _GENERICS:
        return types.GenericAlias(_GENERICS[origin], parts)
    return kind


def _field(each: "dataclasses.Field[Any]", kind: Any) -> tuple[str, Any] | tuple[str, Any, Any]:
    if each.default is not dataclasses.MISSING:
        return each.name, kind, each.default
    if each.default_factory is not dataclasses.MISSING:
        return each.name, kind, msgspec.field(default_factory=each.default_factory)
    return each.name, kind
