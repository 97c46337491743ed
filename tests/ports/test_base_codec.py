"""Domain values to bytes and back, without loss and without tolerance."""

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ordonnance.adapters.database.codec import (
    CodecError,
    decode,
    decode_result,
    encode,
    encode_result,
)
from ordonnance.adapters.database.framing import join, split
from ordonnance.domain.dispensing import Progress
from ordonnance.usecases.kept import KEPT
from ordonnance.usecases.ports import Covered, JournalEntry, OutboxMessage
from ordonnance.usecases.results import Checked
from tests.ports.bases import NOON, a_dispense, an_entry

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
# Whole minutes, as every zone has since 1972 and as RFC 3339 can write.
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
PLAIN = {
    str: TEXT,
    int: st.integers(-(2**40), 2**40),
    bool: st.booleans(),
    bytes: st.binary(max_size=30),
    Decimal: st.decimals(allow_nan=False, allow_infinity=False),
    date: st.dates(),
    datetime: st.datetimes(timezones=ZONES),
    type(None): st.none(),
}


def values(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of a type made of dataclasses, enums, tuples, mappings and plain values."""
    origin, parts = get_origin(kind), get_args(kind)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        fields = {each.name: values(hints[each.name]) for each in dataclasses.fields(kind)}
        return st.builds(kind, **fields)
    if origin is tuple and parts[-1] is Ellipsis:
        return st.lists(values(parts[0]), max_size=2).map(tuple)
    if origin is frozenset:
        return st.frozensets(values(parts[0]), max_size=2)
    if origin is tuple:
        return st.tuples(*map(values, parts))
    if origin is Mapping:
        return st.dictionaries(*map(values, parts), max_size=3)
    if parts:
        return st.one_of(*map(values, parts))
    return st.sampled_from(kind) if issubclass(kind, Enum) else PLAIN[kind]


@pytest.mark.parametrize("kind", [Progress, JournalEntry, OutboxMessage, Covered])
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_a_value_survives_the_round_trip(kind: type, data: st.DataObject) -> None:
    value = data.draw(values(kind))
    assert decode(encode(value), kind) == value


@pytest.mark.parametrize("kind", KEPT)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_a_kept_result_survives_with_its_type(kind: type, data: st.DataObject) -> None:
    value = data.draw(values(kind))
    back = decode_result(encode_result(value))
    assert back == value
    assert type(back) is kind


def test_decimals_and_offsets_come_back_as_they_were_written() -> None:
    progress = Progress(dispenses=(a_dispense(),))
    (served,) = decode(encode(progress), Progress).dispenses[0].served
    assert str(served.packs) == "1.0"
    assert decode(encode(an_entry()), JournalEntry).at.isoformat() == NOON.isoformat()


def test_any_mapping_is_written_as_one() -> None:
    message = OutboxMessage("record.deposit", MappingProxyType({"a": "b"}))
    assert decode(encode(message), OutboxMessage) == OutboxMessage("record.deposit", {"a": "b"})


def test_a_field_added_since_with_a_default_may_be_missing() -> None:
    written = json.loads(encode(Progress()))
    del written["twins"]
    assert decode(json.dumps(written).encode(), Progress) == Progress()


def spoiled(**changes: Any) -> bytes:
    written = json.loads(encode(Progress(dispenses=(a_dispense(),))))
    for path, value in changes.items():
        *way, last = path.split("__")
        at = written
        for step in way:
            at = at[int(step)] if step.isdigit() else at[step]
        at[last] = value
    return json.dumps(written).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}x",
        spoiled(added_later=1),
        spoiled(dispenses__0__executant__added_later="x"),
        spoiled(dispenses__0__served__0__added_later=None),
        spoiled(version="1"),
        spoiled(version=1.0),
        spoiled(dispenses__0__served__0__packs="many"),
        spoiled(dispenses__0__served__0__quantity_reason="NO_SUCH"),
        spoiled(dispenses__0__on="2026-02-30"),
    ],
)
def test_what_is_not_exactly_known_is_refused(data: bytes) -> None:
    with pytest.raises(CodecError) as refused:
        decode(data, Progress)
    assert "EXEMPLE" not in str(refused.value)
    assert refused.value.__cause__ is None


@pytest.mark.parametrize(
    "data",
    [
        b'{"type":"Progress","value":{}}',
        b'{"type":"os.system","value":{}}',
        b'{"type":"Ended"}',
        b'{"value":{}}',
        b'{"type":"Ended","value":{},"more":1}',
        b'{"type":"Ended","value":{"number":"U"}}',
    ],
)
def test_a_result_of_an_unknown_type_or_form_is_refused(data: bytes) -> None:
    with pytest.raises(CodecError):
        decode_result(data)


def test_only_results_to_be_kept_are_kept() -> None:
    with pytest.raises(CodecError):
        encode_result(Checked("allowed", ()))

    @dataclass(frozen=True, slots=True)
    class Ended:
        number: str

    with pytest.raises(CodecError):
        encode_result(Ended("U"))


def test_a_value_that_cannot_be_written_is_refused_without_its_content() -> None:
    with pytest.raises(CodecError) as refused:
        encode(OutboxMessage("record.deposit", {"name": "\ud800EXEMPLE"}))
    assert "EXEMPLE" not in str(refused.value)
    with pytest.raises(CodecError):
        encode(object())


@given(st.lists(st.binary(), min_size=1, max_size=5))
def test_framed_parts_come_back(parts: list[bytes]) -> None:
    assert split(join(*parts), len(parts)) == parts


@given(st.binary(max_size=20), st.integers(1, 4))
def test_cut_frames_are_refused_or_whole(data: bytes, parts: int) -> None:
    try:
        found = split(data, parts)
    except ValueError:
        return
    assert join(*found) == data
