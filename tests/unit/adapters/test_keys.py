"""The key cabinet: what it seals, what it refuses, what rotation keeps."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.adapters.keys import (
    DataKey,
    KeyCabinet,
    KeyUnknown,
    PersonKind,
    SealBroken,
    open_bytes,
    seal_bytes,
)
from tests.unit.adapters.cabinets import CABINET, DAY, KEY, LATER, NUMBER, OTHER

texts = st.text(max_size=40)

contents = st.one_of(
    st.binary(max_size=4000),
    st.builds(lambda word, n: word * n, st.binary(max_size=20), st.integers(0, 300)),
)


@given(contents, st.binary(max_size=64))
def test_what_is_sealed_opens_again(content: bytes, aad: bytes) -> None:
    assert open_bytes(KEY, seal_bytes(KEY, content, aad), aad) == content


@given(contents, st.binary(max_size=20), st.binary(max_size=20))
def test_sealed_bytes_do_not_open_elsewhere(content: bytes, here: bytes, there: bytes) -> None:
    sealed = seal_bytes(KEY, content, here)
    if here != there:
        with pytest.raises(SealBroken):
            open_bytes(KEY, sealed, there)


@given(contents, st.data())
def test_one_flipped_bit_is_refused(content: bytes, data: st.DataObject) -> None:
    sealed = bytearray(seal_bytes(KEY, content, b"place"))
    bit = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(SealBroken):
        open_bytes(KEY, bytes(sealed), b"place")


@given(contents, st.data())
def test_cut_bytes_are_refused(content: bytes, data: st.DataObject) -> None:
    sealed = seal_bytes(KEY, content, b"place")
    with pytest.raises(SealBroken):
        open_bytes(KEY, sealed[: data.draw(st.integers(0, len(sealed) - 1))], b"place")


def test_another_data_key_is_refused() -> None:
    with pytest.raises(SealBroken):
        open_bytes(CABINET.new_data_key(), seal_bytes(KEY, b"posologie", b"place"), b"place")


def test_a_long_text_takes_less_room_and_a_short_one_stays_as_is() -> None:
    assert len(seal_bytes(KEY, b"un comprime matin et soir " * 100, b"")) < 300
    assert len(seal_bytes(KEY, b"a" * 200, b"")) == 1 + 12 + 200 + 16


def test_two_seals_of_one_content_differ() -> None:
    assert seal_bytes(KEY, b"meme contenu", b"") != seal_bytes(KEY, b"meme contenu", b"")


def test_a_data_key_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        DataKey(b"court")


def test_a_wrapped_data_key_unwraps_for_its_number_only() -> None:
    wrapped = CABINET.wrap(KEY, NUMBER)
    assert len(wrapped) == 60
    assert CABINET.unwrap(CABINET.active_kek_id, wrapped, NUMBER) == KEY
    with pytest.raises(SealBroken):
        CABINET.unwrap(CABINET.active_kek_id, wrapped, OTHER)


@given(st.integers(0, 60 * 8 - 1))
def test_one_flipped_bit_of_a_wrapped_key_is_refused(bit: int) -> None:
    wrapped = bytearray(CABINET.wrap(KEY, NUMBER))
    wrapped[bit // 8] ^= 1 << bit % 8
    with pytest.raises(SealBroken):
        CABINET.unwrap(CABINET.active_kek_id, bytes(wrapped), NUMBER)


@given(st.integers(0, 59))
def test_a_cut_wrapped_key_is_refused(length: int) -> None:
    with pytest.raises(SealBroken):
        CABINET.unwrap(CABINET.active_kek_id, CABINET.wrap(KEY, NUMBER)[:length], NUMBER)


def test_an_unknown_key_is_named() -> None:
    with pytest.raises(KeyUnknown, match="k-00000000"):
        CABINET.unwrap("k-00000000", CABINET.wrap(KEY, NUMBER), NUMBER)


def test_a_rotated_key_still_unwraps_and_the_new_one_wraps() -> None:
    wrapped = CABINET.wrap(KEY, NUMBER)
    rotated = CABINET.with_new_kek(LATER)
    assert rotated.active_kek_id != CABINET.active_kek_id
    assert rotated.unwrap(CABINET.active_kek_id, wrapped, NUMBER) == KEY
    assert rotated.unwrap(rotated.active_kek_id, rotated.wrap(KEY, NUMBER), NUMBER) == KEY
    with pytest.raises(SealBroken):
        rotated.unwrap(rotated.active_kek_id, wrapped, NUMBER)
    with pytest.raises(KeyUnknown):
        CABINET.unwrap(rotated.active_kek_id, rotated.wrap(KEY, NUMBER), NUMBER)


def test_a_new_pepper_changes_hashes_and_keeps_past_ones() -> None:
    rotated = CABINET.with_new_pepper()
    before = CABINET.person_hash(PersonKind.PATIENT, "EXEMPLE", 1)
    assert rotated.pepper_version == 2
    assert rotated.pepper_versions == (2, 1)
    assert rotated.person_hash(PersonKind.PATIENT, "EXEMPLE", 1) == before
    assert rotated.person_hash(PersonKind.PATIENT, "EXEMPLE", 2) != before
    with pytest.raises(KeyUnknown):
        CABINET.person_hash(PersonKind.PATIENT, "EXEMPLE", 2)


def test_rotation_never_changes_numbers_nor_log_hashes() -> None:
    rotated = CABINET.with_new_kek(LATER).with_new_pepper()
    assert rotated.number_for("a", "k", 0) == CABINET.number_for("a", "k", 0)
    assert rotated.log_hash(NUMBER) == CABINET.log_hash(NUMBER)


@given(texts, texts)
def test_hashes_of_people_depend_on_kind_and_value(one: str, two: str) -> None:
    hashes = {
        (kind, value): CABINET.person_hash(kind, value, 1)
        for kind in PersonKind
        for value in (one, two)
    }
    assert len(set(hashes.values())) == len(hashes)
    assert {len(value) for value in hashes.values()} == {16}


@given(texts, texts, st.integers(0, 9))
def test_a_number_is_the_same_for_a_retry_and_another_for_anything_else(
    caller: str, key: str, attempt: int
) -> None:
    number = CABINET.number_for(caller, key, attempt)
    assert 0 <= number < 1 << 70
    assert number == CABINET.number_for(caller, key, attempt)
    assert number != CABINET.number_for(caller, key, attempt + 1)
    assert number != CABINET.number_for(caller + key[:1] + "x", key[1:], attempt)
    assert number != KeyCabinet.generate(DAY).number_for(caller, key, attempt)


def test_numbers_use_all_seventy_bits() -> None:
    union = 0
    for attempt in range(200):
        union |= CABINET.number_for("a", "k", attempt)
    assert union == (1 << 70) - 1


def test_a_log_hash_is_eight_characters_and_differs_between_bases() -> None:
    assert len(CABINET.log_hash(NUMBER)) == 8
    assert int(CABINET.log_hash(NUMBER), 16) >= 0
    assert CABINET.log_hash(NUMBER) != CABINET.log_hash(OTHER)
    assert KeyCabinet.generate(DAY).log_hash(NUMBER) != CABINET.log_hash(NUMBER)


def test_no_key_shows_in_a_repr(tmp_path: Path) -> None:
    cabinet = KeyCabinet.create(tmp_path / "keys", DAY)
    document = json.loads((tmp_path / "keys" / "keys.json").read_text())
    secret = document["keks"][0]["key"]
    shown = repr(cabinet) + repr(cabinet.new_data_key()) + repr(cabinet._keys)
    assert secret not in shown
    assert "\\x" not in shown


def test_the_text_of_a_broken_seal_says_nothing_of_the_content() -> None:
    with pytest.raises(SealBroken) as refused:
        open_bytes(KEY, seal_bytes(KEY, b"EXEMPLE", b"ici")[:-1], b"ici")
    assert str(refused.value).startswith("SEAL_BROKEN")
    assert "EXEMPLE" not in str(refused.value)


def test_a_page_has_its_own_key_which_a_rotation_leaves_as_it_was() -> None:
    key = CABINET.page_key(f"who|{NUMBER}")
    assert len(key) == 32
    assert key == CABINET.with_new_kek(LATER).page_key(f"who|{NUMBER}")
    assert key != CABINET.page_key(f"who|{OTHER}")
    assert key != CABINET.page_key(f"else|{NUMBER}")
