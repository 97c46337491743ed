"""The issuers whose tokens are believed, and their public keys."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from ordonnance.adapters.seal.compact_jws import (
    MIN_RSA_BITS,
    VerificationKey,
    decode_base64url,
)

MAX_LIFETIME = timedelta(minutes=15)
"""Longest life of a token outside the demonstration (ARCHITECTURE, Who may know what 6)."""


class IssuerKind(StrEnum):
    """Who an issuer may speak about: a professional issuer never makes a patient."""

    PROFESSIONAL = "professional"
    PATIENT = "patient"
    FUND = "fund"
    PRESERIE = "preserie"
    """Speaks about those who take part in préséries: they open no ordonnance."""


@dataclass(frozen=True, slots=True)
class IssuerKey:
    """A public key of an issuer with the only algorithm that it may verify."""

    alg: str
    key: VerificationKey = field(repr=False)


@dataclass(frozen=True, slots=True)
class TrustedIssuer:
    """An issuer as configured: exact `iss`, our `audience`, its JWKS, the longest life accepted.

    Raises ValueError at configuration when the JWKS is unsafe (shared secret, RSA under 2048 bits,
    a `kid` used twice or missing) or holds no key usable for ES256 or RS256.
    """

    kind: IssuerKind
    iss: str
    audience: str
    jwks: Mapping[str, Any] = field(repr=False)
    max_lifetime: timedelta = MAX_LIFETIME
    keys: Mapping[str, IssuerKey] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if not self.iss or not self.audience:
            raise ValueError("issuer: iss and audience are required")
        if self.max_lifetime <= timedelta(0):
            raise ValueError("issuer: max_lifetime must be positive")
        object.__setattr__(self, "keys", read_jwks(self.jwks))


def read_jwks(jwks: Mapping[str, Any]) -> dict[str, IssuerKey]:
    """The signing keys of a JWKS by `kid`; keys for another use or algorithm are left out."""
    listed = jwks.get("keys")
    if not isinstance(listed, list):
        raise ValueError("JWKS: no list of keys")
    keys: dict[str, IssuerKey] = {}
    for each in listed:
        if not isinstance(each, Mapping):
            raise ValueError("JWKS: a key is not an object")
        if each.get("kty") == "oct":
            raise ValueError("JWKS: a shared secret has no place among public keys")
        found = _signing_key(each)
        if found is None:
            continue
        kid = each.get("kid")
        if not isinstance(kid, str) or not kid or kid in keys:
            raise ValueError("JWKS: each key needs its own kid")
        keys[kid] = found
    if not keys:
        raise ValueError("JWKS: no key for ES256 or RS256")
    return keys


def _signing_key(jwk: Mapping[str, Any]) -> IssuerKey | None:
    operations = jwk.get("key_ops", ["verify"])
    if not isinstance(operations, list) or "verify" not in operations:
        return None
    alg = {"EC": "ES256", "RSA": "RS256"}.get(str(jwk.get("kty")))
    if alg is None or jwk.get("alg", alg) != alg or jwk.get("use", "sig") != "sig":
        return None
    if alg == "ES256" and jwk.get("crv") != "P-256":
        return None
    try:
        return IssuerKey(alg, _rsa_key(jwk) if alg == "RS256" else _ec_key(jwk))
    except (JoseError, KeyError, ValueError) as error:
        raise ValueError("JWKS: unreadable or weak key") from error


def _ec_key(jwk: Mapping[str, Any]) -> ECKey:
    return ECKey.import_key({name: jwk[name] for name in ("kty", "crv", "x", "y")})


def _rsa_key(jwk: Mapping[str, Any]) -> RSAKey:
    modulus = int.from_bytes(decode_base64url(str(jwk["n"]).encode("utf-8")), "big")
    if modulus.bit_length() < MIN_RSA_BITS:
        raise ValueError("RSA key under 2048 bits")
    return RSAKey.import_key({name: jwk[name] for name in ("kty", "n", "e")})
