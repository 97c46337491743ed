"""An OpenID provider as configured: who it speaks for, and how we show that we are ourselves."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from joserfc.jwk import ECKey, RSAKey

from ordonnance.adapters.identity.issuers import IssuerKind
from ordonnance.adapters.seal.compact_jws import MIN_RSA_BITS

DISCOVERY = "/.well-known/openid-configuration"

_ID = re.compile(r"[a-z][a-z0-9-]{0,19}")
_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_EIDAS = re.compile(r"eidas([123])")


class ClientAuth(StrEnum):
    """How the token endpoint is shown that the demand is ours (OpenID Connect Core 9)."""

    BASIC = "client_secret_basic"
    POST = "client_secret_post"
    PRIVATE_KEY = "private_key_jwt"


@dataclass(frozen=True, slots=True)
class ClientKey:
    """Our own key for `private_key_jwt`, with the algorithm that suits it."""

    key: ECKey | RSAKey = field(repr=False)
    kid: str | None = None

    @property
    def alg(self) -> str:
        """ES256 for P-256, RS256 for RSA."""
        return "ES256" if isinstance(self.key, ECKey) else "RS256"

    @classmethod
    def from_pem(cls, pem: bytes, kid: str | None = None) -> "ClientKey":
        """Read a private key, P-256 or RSA of 2,048 bits at least. Raises ValueError."""
        try:
            key = load_pem_private_key(pem, password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise ValueError("private key: unreadable") from error
        if isinstance(key, ec.EllipticCurvePrivateKey) and key.curve.name == "secp256r1":
            return cls(ECKey.import_key(key), kid)
        if isinstance(key, rsa.RSAPrivateKey) and key.key_size >= MIN_RSA_BITS:
            return cls(RSAKey.import_key(key), kid)
        raise ValueError("private key: P-256, or RSA of 2,048 bits, is expected")


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider. `id` stands in our addresses, `name` is what people read on the button.

    `acr`: the levels of authentication asked for; « eidas1 » is met by a higher one, any other by
    itself alone. `secret` or `key`, according to `auth`. Raises ValueError at configuration.
    """

    id: str
    name: str
    kind: IssuerKind
    issuer: str
    client_id: str
    auth: ClientAuth
    scope: str
    acr: tuple[str, ...] = ()
    discovery: str = ""
    secret: str = field(default="", repr=False)
    key: ClientKey | None = field(default=None, repr=False)
    more: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise ValueError("id: 1 to 20 letters, digits or hyphens, a letter first")
        if not self.name.strip() or not self.client_id or "openid" not in self.scope.split():
            raise ValueError("name, client_id and a scope with openid are required")
        if self.kind in (IssuerKind.FUND, IssuerKind.PRESERIE):
            raise ValueError("kind: only professionals and patients sign in here")
        if not sound(self.issuer, self.issuer) or urlsplit(self.issuer).query:
            raise ValueError("issuer: https, or http on this machine")
        if not sound(self.discovered_at, self.issuer):
            raise ValueError("discovery: https, or http on this machine")
        if bool(self.secret) is (self.auth is ClientAuth.PRIVATE_KEY):
            raise ValueError("a secret goes with client_secret_*, a key with private_key_jwt")
        if (self.key is not None) is not (self.auth is ClientAuth.PRIVATE_KEY):
            raise ValueError("a secret goes with client_secret_*, a key with private_key_jwt")
        if self.more.keys() & _OURS:
            raise ValueError("parameters: those of the flow itself are ours")

    @property
    def discovered_at(self) -> str:
        """The address of the discovery document."""
        return self.discovery or self.issuer.rstrip("/") + DISCOVERY

    def strong_enough(self, claims: Mapping[str, Any]) -> bool:
        """True when the level that was reached is one that was asked for, or higher."""
        reached = claims.get("acr")
        if not self.acr:
            return True
        if not isinstance(reached, str):
            return False
        level = _EIDAS.fullmatch(reached)
        asked = [found for each in self.acr if (found := _EIDAS.fullmatch(each))]
        if level and asked:
            return int(level[1]) >= min(int(each[1]) for each in asked)
        return reached in self.acr


_OURS = {
    "response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "code_challenge",
    "code_challenge_method", "acr_values", "response_mode", "request", "request_uri",
}  # fmt: skip


def sound(address: object, issuer: str) -> bool:
    """True for an address that may be asked: https, or plain on this machine for an issuer that is
    on this machine too."""
    if not isinstance(address, str) or len(address) > 500 or not address.isascii():
        return False
    try:
        parts, of_issuer = urlsplit(address), urlsplit(issuer)
        local = parts.hostname in _LOOPBACK and of_issuer.hostname in _LOOPBACK
    except ValueError:
        return False
    if not parts.hostname or parts.username or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and local)


def loopback(address: str) -> bool:
    """True for an address on this machine."""
    return urlsplit(address).hostname in _LOOPBACK
