"""Good tokens give the right caller, for as long as they last."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ordonnance.adapters.identity import tokens
from ordonnance.adapters.identity.issuers import IssuerKind, TrustedIssuer
from ordonnance.adapters.identity.refusals import TokenFault
from ordonnance.adapters.identity.tokens import TokenVerifier
from ordonnance.domain.actors import Representative, Role
from tests.builders.tokens import (
    AUDIENCE,
    CLIENT,
    FUND,
    NOW,
    OTHER_KEY,
    PATIENT_KEY,
    PRO_KEY,
    PROFESSIONALS,
    RSA_KEY,
    Desk,
    b64,
    issuers,
    jwk,
    patient_claims,
    professional_claims,
    signed,
    times,
)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_good_token_gives_the_caller(desk: Desk) -> None:
    caller = desk.caller(signed(professional_claims(jti="jeton-1"), typ="at+jwt"))
    assert caller.role is Role.DISPENSER
    assert caller.client is CLIENT
    assert caller.token_id == "jeton-1"
    assert caller.place is not None
    assert caller.place.key == "F990000069"


def test_an_rs256_token_is_accepted_under_an_rsa_key(desk: Desk) -> None:
    token = signed(professional_claims(), RSA_KEY, "pro-rsa", "RS256")
    assert desk.caller(token).role is Role.DISPENSER


def test_without_jti_the_token_is_named_by_its_hash(desk: Desk) -> None:
    token = signed(professional_claims())
    digest = hashlib.sha256(token.encode()).hexdigest()
    assert desk.caller(token).token_id == f"sha256:{digest[:32]}"


def test_an_expired_token_is_refused_after_thirty_seconds(desk: Desk) -> None:
    token = signed(professional_claims(**times(minutes=10)))
    desk.clock.at = NOW + timedelta(minutes=10, seconds=29)
    assert desk.caller(token).role is Role.DISPENSER
    desk.clock.at = NOW + timedelta(minutes=10, seconds=30)
    assert desk.fault(token) is TokenFault.TOKEN_EXPIRED


def test_a_remembered_token_expires_too(desk: Desk) -> None:
    token = signed(professional_claims())
    desk.caller(token)
    desk.clock.at = NOW + timedelta(minutes=11)
    assert desk.fault(token) is TokenFault.TOKEN_EXPIRED


def test_a_remembered_token_is_not_believed_before_its_time(desk: Desk) -> None:
    token = signed(professional_claims())
    desk.caller(token)
    desk.clock.at = NOW - timedelta(minutes=5)
    assert desk.fault(token) is TokenFault.TOKEN_EXPIRED


def test_a_token_issued_in_the_future_is_refused(desk: Desk) -> None:
    ahead = signed(professional_claims(**times(NOW + timedelta(seconds=31))))
    assert desk.fault(ahead) is TokenFault.TOKEN_EXPIRED
    within = signed(professional_claims(**times(NOW + timedelta(seconds=30))))
    assert desk.caller(within).role is Role.DISPENSER


def test_a_token_not_to_be_used_yet_is_refused(desk: Desk) -> None:
    later = int((NOW + timedelta(minutes=1)).timestamp())
    assert desk.fault(signed(professional_claims(nbf=later))) is TokenFault.TOKEN_EXPIRED


def test_fifteen_minutes_is_the_longest_life(desk: Desk) -> None:
    assert desk.caller(signed(professional_claims(**times(minutes=15)))).role is Role.DISPENSER
    too_long = times()
    too_long["exp"] = too_long["iat"] + 901
    assert desk.fault(signed(professional_claims(**too_long))) is TokenFault.TOKEN_LIFETIME
    backwards = {"iat": too_long["iat"], "exp": too_long["iat"]}
    assert desk.fault(signed(professional_claims(**backwards))) is TokenFault.TOKEN_LIFETIME


@pytest.mark.parametrize("name", ["iat", "exp", "nbf"])
@pytest.mark.parametrize("value", [None, "1772445600", 1772445600.5, True, -1, 0, 10**400])
def test_a_time_that_is_not_whole_seconds_is_refused(desk: Desk, name: str, value: Any) -> None:
    assert desk.fault(signed(professional_claims(**{name: value}))) is TokenFault.TOKEN_CLAIMS


@pytest.mark.parametrize("name", ["iat", "exp", "sub"])
def test_a_required_claim_that_is_absent_is_refused(desk: Desk, name: str) -> None:
    claims = professional_claims()
    del claims[name]
    assert desk.fault(signed(claims)) is TokenFault.TOKEN_CLAIMS


def test_the_patient_acts_for_themselves(desk: Desk) -> None:
    child = {"ins": "120039999900331", "ins_oid": "1.2.250.1.213.1.4.11", "until": "2038-03-09"}
    token = signed(patient_claims(represents=[child]), PATIENT_KEY, "pat-1")
    assert desk.caller(token).role is Role.PATIENT


def representative_token(until: str, acting_for: str = "120039999900331", **more: Any) -> str:
    child = {"ins": "120039999900331", "ins_oid": "1.2.250.1.213.1.4.11", "until": until}
    claims = patient_claims(represents=[child], acting_for=acting_for, **more)
    return signed(claims, PATIENT_KEY, "pat-1")


def test_a_representative_acts_for_a_represented_person(desk: Desk) -> None:
    caller = desk.caller(representative_token("2038-03-09"))
    assert caller.role is Role.REPRESENTATIVE
    assert isinstance(caller.actor, Representative)
    assert caller.actor.acting_for.matricule == "120039999900331"


def test_a_representative_may_have_no_ins_of_their_own(desk: Desk) -> None:
    caller = desk.caller(representative_token("2038-03-09", ins="", ins_oid=""))
    assert isinstance(caller.actor, Representative)
    assert caller.actor.ins is None


def test_nobody_acts_for_a_person_not_represented(desk: Desk) -> None:
    token = representative_token("2038-03-09", acting_for="270069999900106")
    assert desk.fault(token) is TokenFault.TOKEN_CLAIMS


def test_a_representation_ends_with_its_last_day_in_france(desk: Desk) -> None:
    # 2 March ends at 23:00 UTC in winter time.
    desk.clock.at = datetime(2026, 3, 2, 22, 55, tzinfo=UTC)
    moment: dict[str, Any] = times(desk.clock.at)
    token = representative_token("2026-03-02", **moment)
    assert desk.caller(token).role is Role.REPRESENTATIVE
    desk.clock.at = datetime(2026, 3, 2, 23, 0, tzinfo=UTC)
    assert desk.fault(token) is TokenFault.TOKEN_CLAIMS


@pytest.mark.parametrize("until", ["", "2038-3-9", "20380309", "2038-02-30", "9999-12-31", None])
def test_a_representation_without_a_readable_end_is_refused(desk: Desk, until: Any) -> None:
    assert desk.fault(representative_token(until)) is TokenFault.TOKEN_CLAIMS


@pytest.mark.parametrize(
    "claims",
    [
        {"ins": ""},
        {"ins": "2700699999001"},
        {"ins_oid": "1.2.250.1.213.1.4.2"},
        {"ins_oid": "1.2.250.1.213.1.4.8", "ins": "270069999900107"},
        {"represents": "all"},
        {"represents": ["120039999900331"]},
        {"represents": [{"ins": "120039999900331", "until": "2038-03-09"}]},
    ],
)
def test_patient_claims_that_cannot_be_read_are_refused(desk: Desk, claims: dict[str, Any]) -> None:
    token = signed(patient_claims(**claims), PATIENT_KEY, "pat-1")
    assert desk.fault(token) is TokenFault.TOKEN_CLAIMS


def test_a_fund_agent_is_named_by_the_fund_issuer(desk: Desk) -> None:
    claims = {"iss": FUND, "aud": AUDIENCE, "sub": "a-1", "caisse": "Caisse Exemple", **times()}
    assert desk.caller(signed(claims, PATIENT_KEY, "fund-1")).role is Role.FUND_AGENT
    del claims["caisse"]
    assert desk.fault(signed(claims, PATIENT_KEY, "fund-1")) is TokenFault.TOKEN_CLAIMS


def test_a_remembered_token_is_not_verified_twice(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = signed(professional_claims())
    first = desk.caller(token)
    monkeypatch.setattr(tokens, "signature_holds", lambda *_: pytest.fail("verified again"))
    assert desk.caller(token) == first


def test_the_memory_of_tokens_is_bounded() -> None:
    verifier = TokenVerifier(issuers(), lambda: NOW, cache_entries=2)
    for index in range(5):
        verifier.verify(signed(professional_claims(jti=f"jeton-{index}")), None, CLIENT)
    assert len(verifier._cache) == 2


def test_a_remembered_token_still_answers_for_each_place_apart(desk: Desk) -> None:
    token = signed(professional_claims())
    assert desk.caller(token, "990000069") == desk.caller(token, "1")
    assert desk.fault(token, "990000077") is TokenFault.PLACE_UNKNOWN


def test_two_issuers_may_not_share_a_name() -> None:
    with pytest.raises(ValueError, match="share"):
        TokenVerifier((issuers()[0], issuers()[0]), lambda: NOW)


def one_key(**changes: Any) -> dict[str, Any]:
    return {"keys": [{**jwk(PRO_KEY, "k"), **changes}]}


@pytest.mark.parametrize(
    "jwks",
    [
        {},
        {"keys": []},
        {"keys": ["k"]},
        {"keys": [{"kty": "oct", "kid": "k", "k": "c2VjcmV0"}]},
        {"keys": [jwk(PRO_KEY, "k"), jwk(OTHER_KEY, "k")]},
        {"keys": [{"kty": "RSA", "kid": "k", "e": "AQAB", "n": b64(b"\xff" * 255)}]},
        {"keys": [{"kty": "RSA", "kid": "k", "e": "AQAB", "n": "=="}]},
        one_key(kid=""),
        one_key(x="AA"),
        one_key(use="enc"),
        one_key(key_ops=["sign"]),
        one_key(key_ops=None),
        one_key(alg="ES512"),
        one_key(crv="P-384"),
    ],
)
def test_an_unsafe_or_useless_jwks_is_refused_at_configuration(jwks: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="JWKS"):
        TrustedIssuer(IssuerKind.PROFESSIONAL, PROFESSIONALS, AUDIENCE, jwks)


def test_keys_for_another_use_are_left_out() -> None:
    jwks = {"keys": [jwk(PRO_KEY, "sig-1"), jwk(RSA_KEY, "enc-1", use="enc", alg="RSA-OAEP")]}
    issuer = TrustedIssuer(IssuerKind.PROFESSIONAL, PROFESSIONALS, AUDIENCE, jwks)
    assert set(issuer.keys) == {"sig-1"}


@pytest.mark.parametrize(
    ("iss", "audience", "life"),
    [("", AUDIENCE, 1), (PROFESSIONALS, "", 1), (PROFESSIONALS, AUDIENCE, 0)],
)
def test_an_issuer_without_name_audience_or_lifetime_is_refused(
    iss: str, audience: str, life: int
) -> None:
    jwks = {"keys": [jwk(PRO_KEY, "k")]}
    with pytest.raises(ValueError, match="issuer"):
        TrustedIssuer(IssuerKind.PROFESSIONAL, iss, audience, jwks, timedelta(minutes=life))
