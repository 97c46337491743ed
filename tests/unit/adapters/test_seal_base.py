"""The base's seal and its keys: tampering, rotation, withdrawal, reservations, the key file."""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc.jwk import ECKey

from ordonnance.adapters.seal.compact_jws import canonical_json, sign_compact
from ordonnance.adapters.seal.keys import (
    KEY_LIFE,
    OVERLAP,
    WITHDRAWN,
    NoSealKey,
    SealKey,
    SealKeys,
    read_published,
)
from ordonnance.adapters.seal.sealer import (
    RESERVATION_TYPE,
    SEAL_TYPE,
    BaseSealer,
    SealStatus,
    verify_seal,
)
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases.ports import Sealer

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=30)
DOCUMENT = '{"resourceType": "Bundle", "note": "été"}'.encode()
KEYS = SealKeys.generate(NOW)
SEALER = BaseSealer(KEYS)
TEXT_NUMBER = "UD00000000000000XX"


def sealed(sealer: BaseSealer = SEALER, at: datetime = NOW) -> str:
    seal, _ = sealer.seal_digest(hashlib.sha256(DOCUMENT).digest(), TEXT_NUMBER, at)
    return seal


def handmade(content: dict[str, Any] | bytes, key: SealKey = KEYS.keys[0], **header: Any) -> str:
    """A JWS that this base's key really signed, over something that it would not write."""
    payload = content if isinstance(content, bytes) else canonical_json(content)
    head = {"alg": "ES256", "kid": key.kid, "typ": SEAL_TYPE, **header}
    assert key.private is not None
    return sign_compact({k: v for k, v in head.items() if v is not None}, payload, key.private)


GOOD: dict[str, Any] = {
    "digest": "sha-256:" + hashlib.sha256(DOCUMENT).hexdigest(),
    "number": TEXT_NUMBER,
    "at": "2026-03-02T10:00:00.000000Z",
}


def test_a_seal_is_valid_and_covers_its_document_and_number() -> None:
    verdict = SEALER.verify(sealed())
    assert verdict.status is SealStatus.VALID
    assert verdict.covers(DOCUMENT, TEXT_NUMBER)
    assert not verdict.covers(DOCUMENT + b" ", TEXT_NUMBER)
    assert not verdict.covers(DOCUMENT, "UD00000000000000YY")
    assert verdict.sealed is not None
    assert verdict.sealed.at == NOW
    assert TEXT_NUMBER not in repr(verdict)


def test_a_handmade_seal_with_the_same_content_is_the_same_seal() -> None:
    assert verify_seal(handmade(GOOD), KEYS.jwks()).status is SealStatus.VALID


@pytest.mark.parametrize(
    "content",
    [
        {**GOOD, "extra": 1},
        {"digest": GOOD["digest"], "number": TEXT_NUMBER},
        {**GOOD, "digest": "sha-1:00"},
        {**GOOD, "digest": GOOD["digest"].upper()},
        {**GOOD, "digest": "sha-256:00"},
        {**GOOD, "digest": 5},
        {**GOOD, "at": "2026-03-02T10:00:00Z"},
        {**GOOD, "at": "2026-03-02T10:00:00.000000"},
        {**GOOD, "at": 5},
        {**GOOD, "number": 5},
        json.dumps(GOOD).encode(),
        b"[]",
    ],
)
def test_content_that_the_base_does_not_write_is_invalid(content: Any) -> None:
    assert verify_seal(handmade(content), KEYS.jwks()).status is SealStatus.INVALID


@pytest.mark.parametrize(
    "header",
    [
        {"typ": RESERVATION_TYPE},
        {"typ": None},
        {"typ": "JWT"},
        {"kid": "unknown"},
        {"kid": None},
        {"jwk": KEYS.keys[0].public.as_dict(private=False)},
        {"crit": ["b64"], "b64": False},
    ],
)
def test_a_seal_with_another_header_is_invalid(header: dict[str, Any]) -> None:
    assert verify_seal(handmade(GOOD, **header), KEYS.jwks()).status is SealStatus.INVALID


SEAL = sealed()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(SEAL) - 1), st.sampled_from("AZaz09-_.="))
def test_no_altered_seal_is_valid(at: int, drawn: str) -> None:
    new = drawn if SEAL[at] != drawn else "!"
    verdict = SEALER.verify(SEAL[:at] + new + SEAL[at + 1 :])
    assert verdict.status is SealStatus.INVALID
    assert verdict.sealed is None
    assert not verdict.covers(DOCUMENT, TEXT_NUMBER)


def test_the_seal_of_another_base_is_invalid() -> None:
    assert SEALER.verify(sealed(BaseSealer(SealKeys.generate(NOW)))).status is SealStatus.INVALID


def test_the_port_seals_bytes_and_names_the_key() -> None:
    number = OrdonnanceNumber.from_payload(OrdonnanceNumber.DEMO_SCHEME, 5)
    port: Sealer = SEALER
    seal, kid = port.seal(DOCUMENT, number, NOW)
    assert kid == KEYS.keys[0].kid == KEYS.keys[0].public.thumbprint()
    assert SEALER.verify(seal).covers(DOCUMENT, number.value)


def test_an_instant_without_zone_and_a_short_digest_are_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        SEALER.seal_digest(bytes(32), TEXT_NUMBER, NOW.replace(tzinfo=None))
    with pytest.raises(ValueError, match="digest"):
        SEALER.seal_digest(bytes(31), TEXT_NUMBER, NOW)


def test_a_rotation_keeps_former_seals_valid() -> None:
    before = sealed()
    rotated = KEYS.rotate(LATER)
    new, kid = BaseSealer(rotated).seal_digest(bytes(32), TEXT_NUMBER, LATER)
    assert kid != KEYS.keys[0].kid
    assert verify_seal(before, rotated.jwks()).status is SealStatus.VALID
    assert verify_seal(new, rotated.jwks()).status is SealStatus.VALID
    assert [key.private is None for key in rotated.keys] == [True, False]


def test_a_retired_key_seals_nothing_after_the_overlap() -> None:
    jwks = KEYS.rotate(LATER).jwks()
    within, after = sealed(at=LATER + OVERLAP), sealed(at=LATER + OVERLAP + timedelta(seconds=1))
    assert verify_seal(within, jwks).status is SealStatus.VALID
    assert verify_seal(after, jwks).status is SealStatus.INVALID


def test_a_seal_dated_before_its_key_is_invalid() -> None:
    early = handmade({**GOOD, "at": "2026-03-02T09:54:00.000000Z"})
    assert SEALER.verify(early).status is SealStatus.INVALID
    assert SEALER.verify(sealed(at=NOW - timedelta(minutes=5))).status is SealStatus.VALID


def test_a_seal_of_a_key_since_withdrawn_says_so() -> None:
    withdrawn = KEYS.withdraw(KEYS.keys[0].kid, LATER)
    before = verify_seal(sealed(), withdrawn.jwks())
    assert before.status is SealStatus.SEALED_BY_WITHDRAWN_KEY
    assert before.covers(DOCUMENT, TEXT_NUMBER)
    assert verify_seal(sealed(at=LATER), withdrawn.jwks()).status is SealStatus.INVALID
    assert withdrawn.active(LATER).kid != KEYS.keys[0].kid
    assert WITHDRAWN in withdrawn.jwks()["keys"][0]


def test_withdrawing_a_retired_key_leaves_the_active_one() -> None:
    rotated = KEYS.rotate(LATER)
    withdrawn = rotated.withdraw(KEYS.keys[0].kid, LATER)
    assert len(withdrawn.keys) == 2
    assert withdrawn.active(LATER) == rotated.active(LATER)
    for kid in ("unknown", KEYS.keys[0].kid):
        with pytest.raises(ValueError, match="no such key"):
            withdrawn.withdraw(kid, LATER)


def test_an_outlived_key_seals_nothing_and_asks_for_rotation_in_time() -> None:
    end = NOW + KEY_LIFE
    assert not KEYS.needs_rotation(NOW)
    assert KEYS.needs_rotation(end - timedelta(days=59))
    assert KEYS.active(end).kid == KEYS.keys[0].kid
    with pytest.raises(NoSealKey):
        sealed(at=end + timedelta(seconds=1))
    with pytest.raises(NoSealKey):
        SealKeys(()).newest()


def test_a_clock_put_back_before_the_key_seals_nothing_and_a_rotation_repairs() -> None:
    before = NOW - timedelta(hours=1)
    with pytest.raises(NoSealKey) as refused:
        sealed(at=before)
    assert refused.value.code == "SEAL_KEY_UNUSABLE"
    assert KEYS.needs_rotation(before)
    ahead = sealed(at=NOW)
    repaired = KEYS.rotate(before)
    assert not repaired.needs_rotation(before)
    now_valid = sealed(BaseSealer(repaired), before)
    for seal in (now_valid, ahead):
        assert verify_seal(seal, repaired.jwks()).status is SealStatus.VALID


def test_clocks_that_differ_a_little_seal_all_the_same() -> None:
    seal = sealed(at=NOW - timedelta(minutes=4))
    assert verify_seal(seal, KEYS.jwks()).status is SealStatus.VALID


def test_published_keys_have_no_private_part_and_stay_after_rotations() -> None:
    keys = KEYS
    for year in range(1, 8):
        keys = keys.rotate(NOW + timedelta(days=365 * year))
    published = keys.jwks()["keys"]
    assert len(published) == 8
    assert not any("d" in jwk for jwk in published)
    assert verify_seal(sealed(), keys.jwks()).status is SealStatus.VALID


@pytest.mark.parametrize(
    "change",
    [{"x": "AA"}, {"ordonnance:created": "yesterday"}, {"ordonnance:created": "2026-03-02"}],
)
def test_an_unreadable_published_key_is_not_taken_for_a_bad_seal(change: dict[str, str]) -> None:
    jwk = {**KEYS.jwks()["keys"][0], **change}
    with pytest.raises(ValueError, match=r".+"):
        verify_seal(sealed(), {"keys": [jwk]})


def test_a_published_key_under_the_name_of_another_is_refused() -> None:
    other = SealKeys.generate(NOW).jwks()["keys"][0]
    with pytest.raises(ValueError, match="JWKS"):
        read_published({"keys": [{**other, "kid": KEYS.keys[0].kid}]}, KEYS.keys[0].kid)


def test_keys_that_contradict_themselves_are_refused() -> None:
    key = KEYS.keys[0]
    with pytest.raises(ValueError, match="twice"):
        SealKeys((key, key))
    with pytest.raises(ValueError, match="zone"):
        SealKey(key.public, NOW.replace(tzinfo=None), NOW)
    with pytest.raises(ValueError, match="before it begins"):
        SealKey(key.public, LATER, NOW)
    with pytest.raises(ValueError, match="P-256"):
        SealKey(ECKey.generate_key("P-384", private=False), NOW, LATER)


def test_a_reservation_is_read_back_as_signed() -> None:
    content = {"numbers": [TEXT_NUMBER], "quota": 1, "expires": "2026-03-03"}
    assert SEALER.read_reservation(SEALER.sign_reservation(content)) == content


@pytest.mark.parametrize(
    "token",
    ["", "a.b.c", sealed(), handmade({"numbers": []}), handmade(GOOD, typ="JWT")],
)
def test_what_is_not_a_reservation_is_refused(token: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        SEALER.read_reservation(token)


def test_a_reservation_of_another_base_or_altered_is_refused() -> None:
    other = BaseSealer(SealKeys.generate(NOW)).sign_reservation({"quota": 1})
    mine = SEALER.sign_reservation({"quota": 1})
    head, _, signature = mine.split(".")
    bigger = SEALER.sign_reservation({"quota": 9}).split(".")[1]
    for token in (other, f"{head}.{bigger}.{signature}"):
        with pytest.raises(ValueError, match="not signed by this base"):
            SEALER.read_reservation(token)


def test_a_reservation_outlives_a_rotation_but_not_a_withdrawal() -> None:
    token = SEALER.sign_reservation({"quota": 1}, NOW)
    assert BaseSealer(KEYS.rotate(LATER)).read_reservation(token) == {"quota": 1}
    with pytest.raises(ValueError, match="withdrawn"):
        BaseSealer(KEYS.withdraw(KEYS.keys[0].kid, LATER)).read_reservation(token)
