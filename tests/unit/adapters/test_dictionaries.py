"""Dictionaries: what they foresee is short, whatever they do not foresee still opens."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.adapters.keys import (
    DOCUMENT,
    ROW,
    DataKey,
    Dictionary,
    SealBroken,
    open_bytes,
    seal_bytes,
)
from ordonnance.adapters.keys.dictionaries import BY_FORM
from tools import examples

KEY = DataKey(bytes(range(32)))
OVERHEAD = 1 + 12 + 16

dictionaries = st.sampled_from([DOCUMENT, ROW])
contents = st.one_of(
    st.binary(max_size=9000),
    st.text(max_size=300).map(str.encode),
    st.builds(
        lambda which, start, size: which.text[start : start + size],
        dictionaries, st.integers(0, 8000), st.integers(0, 5000),
    ),
)  # fmt: skip


@given(contents, st.binary(max_size=30), dictionaries)
def test_what_is_sealed_with_a_dictionary_opens_again(
    content: bytes, aad: bytes, dictionary: Dictionary
) -> None:
    sealed = seal_bytes(KEY, content, aad, dictionary)
    assert open_bytes(KEY, sealed, aad) == content
    assert len(sealed) <= len(content) + OVERHEAD


@given(contents, dictionaries, st.data())
def test_one_flipped_bit_is_refused(
    content: bytes, dictionary: Dictionary, data: st.DataObject
) -> None:
    sealed = bytearray(seal_bytes(KEY, content, b"place", dictionary))
    bit = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(SealBroken):
        open_bytes(KEY, bytes(sealed), b"place")


def test_the_same_dictionary_serves_again_and_again() -> None:
    sealed = [seal_bytes(KEY, DOCUMENT.text[:500], b"", DOCUMENT) for _ in range(3)]
    assert {open_bytes(KEY, each, b"") for each in sealed} == {DOCUMENT.text[:500]}


@pytest.mark.parametrize(
    ("dictionary", "digest"),
    [
        (DOCUMENT, "c9e13ca246536c3221749bd6cb4910fedf99e9a9714e3c88a3f3be6af0a22f6b"),
        (ROW, "10f3cf68ab1efa26fe01869aaadf42c12acf15baefc51cbcf2b42dee5c1d8a2b"),
    ],
)
def test_a_dictionary_is_never_changed_a_better_one_takes_another_form(
    dictionary: Dictionary, digest: str
) -> None:
    assert hashlib.sha256(dictionary.text).hexdigest() == digest
    assert BY_FORM[dictionary.form] is dictionary


def test_a_document_takes_half_the_room_and_a_short_row_a_little() -> None:
    document = json.dumps(
        json.loads(examples.examples()["simple"]), ensure_ascii=False, separators=(",", ":")
    ).encode()
    assert len(seal_bytes(KEY, document, b"", DOCUMENT)) < len(seal_bytes(KEY, document, b"")) / 2
    entry = b'{"at":"2026-03-12T11:00:00.000000Z","act":"consult","role":"dispenser","actor":"8"}'
    assert len(seal_bytes(KEY, entry, b"", ROW)) < len(entry) / 2 + OVERHEAD


def test_the_dictionaries_name_nobody() -> None:
    for dictionary in (DOCUMENT, ROW):
        words = dictionary.text.decode()
        assert "EXEMPLE" not in words
        assert "example" not in words
