"""Tokens of three test issuers, honest or not, and a verifier with a clock that moves."""

import base64
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from joserfc.jwk import ECKey, RSAKey

from ordonnance.adapters.identity.issuers import IssuerKind, TrustedIssuer
from ordonnance.adapters.identity.refusals import TokenFault, TokenRefused
from ordonnance.adapters.identity.tokens import TokenVerifier
from ordonnance.adapters.seal.compact_jws import sign_compact
from ordonnance.domain.actors import Caller, SoftwareClient

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
AUDIENCE = "https://base.example"
PROFESSIONALS = "https://pro.example"
PATIENTS = "https://patients.example"
FUND = "https://caisse.example"
CLIENT = SoftwareClient(product="LGO Exemple")

PRO_KEY = ECKey.generate_key("P-256", private=True)
PATIENT_KEY = ECKey.generate_key("P-256", private=True)
OTHER_KEY = ECKey.generate_key("P-256", private=True)


RSA_KEY = RSAKey.generate_key(2048, private=True)


def jwk(key: ECKey | RSAKey, kid: str, **more: Any) -> dict[str, Any]:
    return {**key.as_dict(private=False), "kid": kid, **more}


def issuers() -> tuple[TrustedIssuer, ...]:
    pro = {"keys": [jwk(PRO_KEY, "pro-1"), jwk(RSA_KEY, "pro-rsa")]}
    return (
        TrustedIssuer(IssuerKind.PROFESSIONAL, PROFESSIONALS, AUDIENCE, pro),
        TrustedIssuer(
            IssuerKind.PATIENT, PATIENTS, AUDIENCE, {"keys": [jwk(PATIENT_KEY, "pat-1")]}
        ),
        TrustedIssuer(IssuerKind.FUND, FUND, AUDIENCE, {"keys": [jwk(PATIENT_KEY, "fund-1")]}),
    )


@dataclass
class MovingClock:
    at: datetime = NOW

    def __call__(self) -> datetime:
        return self.at


@dataclass
class Desk:
    """A verifier with its clock."""

    clock: MovingClock = field(default_factory=MovingClock)
    verifier: TokenVerifier = field(init=False)

    def __post_init__(self) -> None:
        self.verifier = TokenVerifier(issuers(), self.clock)

    def caller(self, token: str, place: str | None = None) -> Caller:
        return self.verifier.verify(token, place, CLIENT)

    def fault(self, token: str, place: str | None = None) -> TokenFault:
        with pytest.raises(TokenRefused) as refusal:
            self.verifier.verify(token, place, CLIENT)
        return refusal.value.code


def times(start: datetime = NOW, minutes: int = 10) -> dict[str, int]:
    issued = int(start.timestamp())
    return {"iat": issued, "exp": issued + 60 * minutes}


def professional_claims(**more: Any) -> dict[str, Any]:
    activity = {"numeroFinessSite": "990000069", "raisonSocialeSite": "Pharmacie Exemple"}
    exercise = {
        "codeProfession": "21",
        "codeCategorieProfessionnelle": "C",
        "nomDexercice": "EXEMPLE",
        "prenomDexercice": "Paul",
        "activities": [activity],
    }
    return {
        "iss": PROFESSIONALS,
        "aud": AUDIENCE,
        "sub": "f:demo:899900000078",
        **times(),
        "SubjectNameID": "899900000078",
        "SubjectRefPro": {"exercices": [exercise]},
        **more,
    }


def patient_claims(**more: Any) -> dict[str, Any]:
    return {
        "iss": PATIENTS,
        "aud": [AUDIENCE, "https://other.example"],
        "sub": "patient-exemple",
        **times(),
        "ins": "270069999900106",
        "ins_oid": "1.2.250.1.213.1.4.11",
        **more,
    }


def b64(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def signed(
    claims: dict[str, Any] | bytes,
    key: ECKey | RSAKey = PRO_KEY,
    kid: str = "pro-1",
    alg: str = "ES256",
    **header: Any,
) -> str:
    payload = claims if isinstance(claims, bytes) else json.dumps(claims).encode()
    return sign_compact({"alg": alg, "kid": kid, **header}, payload, key)
