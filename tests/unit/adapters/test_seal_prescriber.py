"""The prescriber's signature: what comes out, algorithms, alterations, envelopes."""

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc.jwk import ECKey

from ordonnance.adapters.seal.certificates import TrustAnchors
from ordonnance.adapters.seal.compact_jws import (
    MalformedJws,
    encode_base64url,
    read_compact,
    signature_holds,
)
from ordonnance.adapters.seal.demo_ca import demo_signer
from ordonnance.adapters.seal.signature_refusals import SignatureFault
from tests.builders.certificates import (
    DOCUMENT,
    LEAF,
    LEAF_CERTIFICATE,
    MIDDLE,
    MIDDLE_CERTIFICATE,
    NOW,
    ROOT,
    ROOT_CERTIFICATE,
    RPPS,
    PrivateKey,
    fault,
    new_key,
    signed,
    verify,
    x5c,
)


def test_the_payload_and_the_signer_come_out_of_a_good_signature() -> None:
    document = verify(signed(LEAF_CERTIFICATE, MIDDLE_CERTIFICATE))
    assert document.payload == DOCUMENT
    assert document.signer_rpps == RPPS
    assert document.certificate_subject == f"CN=8{RPPS.value}"
    assert document.fingerprint == LEAF_CERTIFICATE.fingerprint(hashes.SHA256()).hex()
    assert RPPS.value not in repr(document)


def test_the_root_may_be_sent_too() -> None:
    chain = (LEAF_CERTIFICATE, MIDDLE_CERTIFICATE, ROOT_CERTIFICATE)
    assert verify(signed(*chain)).signer_rpps == RPPS


def test_an_issuing_authority_may_be_the_anchor() -> None:
    trust = TrustAnchors((MIDDLE_CERTIFICATE,))
    assert verify(signed(LEAF_CERTIFICATE), trust).signer_rpps == RPPS
    assert verify(signed(LEAF_CERTIFICATE, MIDDLE_CERTIFICATE), trust).signer_rpps == RPPS


def test_the_demonstration_authority_signs_for_its_people() -> None:
    signer, trust = demo_signer(RPPS, NOW)
    document = verify(signer.sign(DOCUMENT), trust)
    assert (document.payload, document.signer_rpps) == (DOCUMENT, RPPS)
    assert fault(signer.sign(DOCUMENT)) is SignatureFault.SIGNATURE_CHAIN


@pytest.mark.parametrize(
    ("key", "alg"),
    [
        (ec.generate_private_key(ec.SECP384R1()), "ES384"),
        (rsa.generate_private_key(65537, 2048), "RS256"),
        (rsa.generate_private_key(65537, 3072), "PS256"),
    ],
)
def test_the_accepted_algorithms_verify(key: PrivateKey, alg: str) -> None:
    leaf = replace(LEAF, key=key).issued_by(MIDDLE)
    assert verify(signed(leaf, MIDDLE_CERTIFICATE, key=key, alg=alg)).signer_rpps == RPPS


@pytest.mark.parametrize("alg", ["none", "HS256", "ES384", "RS256", "ES256K", "EdDSA"])
def test_an_algorithm_that_does_not_suit_the_key_is_refused(alg: str) -> None:
    head, payload, signature = signed(LEAF_CERTIFICATE, MIDDLE_CERTIFICATE).split(b".")
    header = {"alg": alg, "x5c": x5c(LEAF_CERTIFICATE, MIDDLE_CERTIFICATE)}
    head = encode_base64url(json.dumps(header).encode())
    jws = b".".join((head, payload, signature))
    assert fault(jws) is SignatureFault.SIGNATURE_ALGORITHM


def test_keys_of_other_kinds_are_refused() -> None:
    p521 = replace(LEAF, key=ec.generate_private_key(ec.SECP521R1())).issued_by(MIDDLE)
    edwards = replace(LEAF, key=ed25519.Ed25519PrivateKey.generate()).issued_by(MIDDLE)
    weak = replace(LEAF, key=rsa.generate_private_key(65537, 1024)).issued_by(MIDDLE)
    small = replace(LEAF, key=ec.generate_private_key(ec.SECP224R1())).issued_by(MIDDLE)
    assert fault(signed(p521, MIDDLE_CERTIFICATE)) is SignatureFault.SIGNATURE_ALGORITHM
    for leaf in (edwards, weak, small):
        assert fault(signed(leaf, MIDDLE_CERTIFICATE)) is SignatureFault.SIGNATURE_CHAIN


def test_an_altered_document_or_another_key_is_refused() -> None:
    good = signed(LEAF_CERTIFICATE, MIDDLE_CERTIFICATE)
    head, _, signature = good.split(b".")
    other = b".".join((head, encode_base64url(DOCUMENT + b" "), signature))
    assert fault(other) is SignatureFault.SIGNATURE_WRONG
    impostor = signed(LEAF_CERTIFICATE, MIDDLE_CERTIFICATE, key=new_key())
    assert fault(impostor) is SignatureFault.SIGNATURE_WRONG


JWS = signed(LEAF_CERTIFICATE, MIDDLE_CERTIFICATE)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(JWS) - 1), st.sampled_from(b"AZaz09-_.="))
def test_no_altered_signature_is_believed(at: int, drawn: int) -> None:
    new = drawn if JWS[at] != drawn else ord("!")
    assert fault(JWS[:at] + bytes([new]) + JWS[at + 1 :]) in set(SignatureFault)


@pytest.mark.parametrize(
    "header",
    [
        {"crit": ["b64"], "b64": False},
        {"b64": False},
        {"jwk": {"kty": "EC"}},
        {"jku": "https://attacker.example"},
        {"x5u": "https://attacker.example"},
        {"typ": "JWT"},
        {"cty": "text/plain"},
        {"x5t#S256": "AAAA"},
        {"x5t#S256": "A"},
        {"x5c": []},
        {"x5c": None},
        {"x5c": "MIIB"},
        {"x5c": ["MIIB"]},
        {"x5c": [3]},
        {"x5c": ["A" * 20000]},
        {"x5c": x5c(LEAF_CERTIFICATE) * 5},
        {"x5c": ["\n".join(x5c(LEAF_CERTIFICATE)) + "\n"]},
        {"x5c": [base64.b64encode(LEAF_CERTIFICATE.public_bytes(Encoding.PEM)).decode()]},
        {"alg": 5},
    ],
)
def test_an_envelope_not_written_as_expected_is_refused(header: dict[str, Any]) -> None:
    head = {"alg": "ES256", "x5c": x5c(LEAF_CERTIFICATE, MIDDLE_CERTIFICATE), **header}
    jws = b".".join(encode_base64url(each) for each in (json.dumps(head).encode(), DOCUMENT, b"x"))
    assert fault(jws) is SignatureFault.SIGNATURE_MALFORMED


def test_a_right_thumbprint_and_content_type_are_accepted() -> None:
    thumbprint = encode_base64url(LEAF_CERTIFICATE.fingerprint(hashes.SHA256())).decode()
    more: dict[str, Any] = {"x5t#S256": thumbprint, "cty": "fhir+json", "typ": "JOSE"}
    assert verify(signed(LEAF_CERTIFICATE, MIDDLE_CERTIFICATE, **more)).signer_rpps == RPPS


@pytest.mark.parametrize(
    "change",
    [
        lambda jws: jws + b"=",
        lambda jws: jws.rsplit(b".", 1)[0] + b".",
        lambda jws: b".".join((jws.split(b".")[0], b"", jws.split(b".")[2])),
        lambda jws: jws + b"\n",
        lambda _: b"",
        lambda _: b"A" * (3 * 1024 * 1024),
    ],
)
def test_bytes_that_are_not_a_compact_jws_are_refused(change: Callable[[bytes], bytes]) -> None:
    jws = signed(LEAF_CERTIFICATE, MIDDLE_CERTIFICATE)
    assert fault(change(jws)) is SignatureFault.SIGNATURE_MALFORMED


def test_anchors_are_read_from_pem() -> None:
    pem = ROOT_CERTIFICATE.public_bytes(Encoding.PEM) + MIDDLE_CERTIFICATE.public_bytes(
        Encoding.PEM
    )
    assert TrustAnchors.from_pem(pem).certificates == (ROOT_CERTIFICATE, MIDDLE_CERTIFICATE)
    public = ROOT.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    with pytest.raises(ValueError, match=r".+"):
        TrustAnchors.from_pem(public)


def test_text_is_taken_for_no_more_than_its_bytes() -> None:
    with pytest.raises(MalformedJws):
        read_compact("é.é.é", limit=100, members=frozenset())
    parsed = read_compact(JWS, limit=100_000, members=frozenset({"alg", "x5c"}))
    for alg in ("none", "HS256", "XX256"):
        assert not signature_holds(parsed, alg, ECKey.generate_key("P-256"))
