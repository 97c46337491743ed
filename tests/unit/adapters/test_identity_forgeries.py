"""Forged and misdirected tokens are refused, each for its own reason."""

import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ordonnance.adapters.identity.refusals import TokenFault, TokenRefused
from ordonnance.adapters.identity.tokens import MAX_TOKEN
from ordonnance.adapters.seal.compact_jws import sign_compact
from tests.builders.tokens import (
    AUDIENCE,
    OTHER_KEY,
    PATIENT_KEY,
    PATIENTS,
    PRO_KEY,
    PROFESSIONALS,
    RSA_KEY,
    Desk,
    b64,
    jwk,
    patient_claims,
    professional_claims,
    signed,
)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_no_token_is_said_to_be_missing(desk: Desk) -> None:
    assert desk.fault("") is TokenFault.TOKEN_MISSING


def test_an_unsigned_token_is_refused(desk: Desk) -> None:
    header = b64(b'{"alg":"none","kid":"pro-1"}')
    payload = b64(json.dumps(professional_claims()).encode())
    assert desk.fault(f"{header}.{payload}.") is TokenFault.TOKEN_MALFORMED
    assert desk.fault(f"{header}.{payload}.{b64(b'x')}") is TokenFault.TOKEN_SIGNATURE


@pytest.mark.parametrize(
    "secret",
    [
        PRO_KEY.as_pem(private=False),
        PRO_KEY.as_der(private=False),
        json.dumps(jwk(PRO_KEY, "pro-1")).encode(),
        b"",
    ],
    ids=["pem", "der", "jwk", "empty"],
)
def test_a_public_key_used_as_a_shared_secret_is_refused(desk: Desk, secret: bytes) -> None:
    header = b64(b'{"alg":"HS256","kid":"pro-1"}')
    signing = f"{header}.{b64(json.dumps(professional_claims()).encode())}"
    forged = hmac.new(secret, signing.encode(), hashlib.sha256).digest()
    assert desk.fault(f"{signing}.{b64(forged)}") is TokenFault.TOKEN_SIGNATURE


@pytest.mark.parametrize(
    ("kid", "alg"), [("pro-1", "RS256"), ("pro-rsa", "ES256"), ("pro-rsa", "PS256")]
)
def test_an_algorithm_that_is_not_the_key_s_own_is_refused(desk: Desk, kid: str, alg: str) -> None:
    key = PRO_KEY if alg == "ES256" else RSA_KEY
    token = signed(professional_claims(), key, kid, alg)
    assert desk.fault(token) is TokenFault.TOKEN_SIGNATURE


@pytest.mark.parametrize("kid", ["pro-2", "PRO-1", "pat-1", "pro-1 ", "../pro-1"])
def test_a_kid_that_is_not_exactly_one_of_the_issuer_is_refused(desk: Desk, kid: str) -> None:
    assert desk.fault(signed(professional_claims(), kid=kid)) is TokenFault.TOKEN_SIGNATURE


def test_a_token_without_kid_is_refused(desk: Desk) -> None:
    payload = json.dumps(professional_claims()).encode()
    token = sign_compact({"alg": "ES256"}, payload, PRO_KEY)
    assert desk.fault(token) is TokenFault.TOKEN_SIGNATURE


def test_the_key_of_another_issuer_is_refused(desk: Desk) -> None:
    token = signed(professional_claims(), PATIENT_KEY, "pat-1")
    assert desk.fault(token) is TokenFault.TOKEN_SIGNATURE


def test_a_patient_issuer_never_makes_a_professional(desk: Desk) -> None:
    claims = {**professional_claims(), "iss": PATIENTS}
    assert desk.fault(signed(claims, PATIENT_KEY, "pat-1")) is TokenFault.TOKEN_CLAIMS


def test_a_professional_issuer_never_makes_a_patient(desk: Desk) -> None:
    claims = {**patient_claims(), "iss": PROFESSIONALS}
    assert desk.fault(signed(claims)) is TokenFault.TOKEN_CLAIMS


@pytest.mark.parametrize("iss", ["https://pro.example/", "", None, 7, ["https://pro.example"]])
def test_an_issuer_that_is_not_exactly_trusted_is_refused(desk: Desk, iss: Any) -> None:
    assert desk.fault(signed(professional_claims(iss=iss))) is TokenFault.TOKEN_ISSUER


@pytest.mark.parametrize(
    "aud", [None, "", "https://other.example", [], [[AUDIENCE]], {AUDIENCE: 1}, AUDIENCE + "/"]
)
def test_a_token_for_somebody_else_is_refused(desk: Desk, aud: Any) -> None:
    assert desk.fault(signed(professional_claims(aud=aud))) is TokenFault.TOKEN_AUDIENCE


@pytest.mark.parametrize(
    "member",
    [
        {"jwk": jwk(OTHER_KEY, "pro-1")},
        {"jku": "https://attacker.example/jwks"},
        {"x5u": "https://attacker.example/cert"},
        {"x5c": ["MIIB"]},
        {"crit": ["exp"]},
        {"b64": False},
    ],
)
def test_a_header_that_chooses_its_key_or_rules_is_refused(
    desk: Desk, member: dict[str, Any]
) -> None:
    for key in (OTHER_KEY, PRO_KEY):
        token = signed(professional_claims(), key, **member)
        assert desk.fault(token) is TokenFault.TOKEN_MALFORMED


@pytest.mark.parametrize("typ", ["JOSE", "ordonnance-seal+jws", "dpop+jwt", 3])
def test_a_signed_thing_of_another_type_is_refused(desk: Desk, typ: Any) -> None:
    assert desk.fault(signed(professional_claims(), typ=typ)) is TokenFault.TOKEN_MALFORMED


def test_duplicate_members_are_refused_in_header_and_payload(desk: Desk) -> None:
    plain = json.dumps(professional_claims())
    twice = plain[:-1] + ', "SubjectNameID": "899900000011"}'
    assert desk.fault(signed(twice.encode())) is TokenFault.TOKEN_MALFORMED
    nested = plain.replace(
        '"codeProfession": "21"', '"codeProfession": "21", "codeProfession": "10"'
    )
    assert desk.fault(signed(nested.encode())) is TokenFault.TOKEN_MALFORMED
    _, payload, signature = signed(professional_claims()).split(".")
    header = b64(b'{"alg":"ES256","kid":"pro-1","kid":"pro-1"}')
    assert desk.fault(f"{header}.{payload}.{signature}") is TokenFault.TOKEN_MALFORMED


@pytest.mark.parametrize(
    "payload",
    [b"", b"[]", b"null", b'{"a":NaN}', b"\xff\xfe", b"\xef\xbb\xbf{}", b"[" * 9000, b"{} {}"],
)
def test_a_payload_that_is_not_one_json_object_is_refused(desk: Desk, payload: bytes) -> None:
    assert desk.fault(signed(payload)) is TokenFault.TOKEN_MALFORMED


def test_a_number_too_long_to_read_is_refused(desk: Desk) -> None:
    assert desk.fault(signed(b'{"iat":' + b"9" * 5000 + b"}")) is TokenFault.TOKEN_MALFORMED


def _with_padding(token: str) -> str:
    return token + "="


def _with_loose_last_bits(token: str) -> str:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    # 64 bytes end on a character whose four last bits are zero: the next one decodes the same.
    return token[:-1] + alphabet[alphabet.index(token[-1]) + 1]


@pytest.mark.parametrize(
    "change",
    [
        _with_padding,
        _with_loose_last_bits,
        lambda token: token.rsplit(".", 1)[0] + ".",
        lambda token: token + ".",
        lambda token: token.rsplit(".", 1)[0],
        lambda token: token.replace(".", ".\n", 1),
        lambda token: " " + token,
        lambda token: token + "é",
        lambda token: token[:-4] + "++//",
        lambda token: token + "A" * MAX_TOKEN,
    ],
)
def test_a_token_not_written_in_the_only_way_is_refused(
    desk: Desk, change: Callable[[str], str]
) -> None:
    assert desk.fault(change(signed(professional_claims()))) is TokenFault.TOKEN_MALFORMED


TOKEN = signed(professional_claims())


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(TOKEN) - 1), st.sampled_from("AZaz09-_.="))
def test_no_altered_token_is_believed(at: int, drawn: str) -> None:
    new = drawn if TOKEN[at] != drawn else "!"
    assert Desk().fault(TOKEN[:at] + new + TOKEN[at + 1 :]) in {
        TokenFault.TOKEN_MALFORMED,
        TokenFault.TOKEN_SIGNATURE,
        TokenFault.TOKEN_ISSUER,
    }


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_refused_without_a_fault(text: str) -> None:
    assert Desk().fault(text) in set(TokenFault)


def test_a_refusal_never_quotes_the_token() -> None:
    claims = professional_claims(Acces_Regulation_Medicale="PEUT-ÊTRE-EXEMPLE")
    with pytest.raises(TokenRefused) as refusal:
        Desk().caller(signed(claims))
    assert "EXEMPLE" not in str(refusal.value)
    assert "899900000078" not in str(refusal.value)


@pytest.mark.parametrize("jti", ["", 7, "j" * 129, "a\nb"])
def test_a_token_whose_name_is_not_short_text_is_refused(desk: Desk, jti: Any) -> None:
    assert desk.fault(signed(professional_claims(jti=jti))) is TokenFault.TOKEN_CLAIMS


def test_a_place_too_long_to_be_one_is_unknown(desk: Desk) -> None:
    assert desk.fault(signed(professional_claims()), "9" * 33) is TokenFault.PLACE_UNKNOWN


@pytest.mark.parametrize("header", [{"alg": 7}, {"kid": None}, {"kid": ""}])
def test_a_header_member_that_is_not_text_is_refused(desk: Desk, header: dict[str, Any]) -> None:
    head = b64(json.dumps({"alg": "ES256", "kid": "pro-1", **header}).encode())
    token = signed(professional_claims()).split(".", 1)[1]
    assert desk.fault(f"{head}.{token}") is TokenFault.TOKEN_MALFORMED
