"""The keys of the base's seal: one signs, the past ones stay published for their seals.

Two different ends, never confused: a key is *retired* when another one takes over (its seals stay
valid), and *withdrawn* when it can no longer be trusted (its seals say so from then on). The
private half is destroyed in both cases; the public half is never removed, hence kept beyond six
years.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Self

from joserfc.jwk import ECKey

from ordonnance.adapters.seal.compact_jws import VerificationKey
from ordonnance.domain.errors import Issue, Refusal

KEY_LIFE = timedelta(days=730)
"""How long a key may seal, unless it is rotated earlier."""

OVERLAP = timedelta(hours=24)
"""How long a retired key may still be used by a process that has not read the new keys yet."""

RENEW_BEFORE = timedelta(days=60)

CLOCKS_DIFFER = timedelta(minutes=5)
"""How long before its creation a key may seal: the clocks of two servers are never quite equal."""

CREATED = "ordonnance:created"
NOT_AFTER = "ordonnance:not_after"
WITHDRAWN = "ordonnance:withdrawn"


class NoSealKey(Refusal):
    """No key may seal at that instant: the clock is wrong, or the keys must be rotated."""

    def __init__(self) -> None:
        super().__init__(Issue("SEAL_KEY_UNUSABLE"))


@dataclass(frozen=True, slots=True)
class SealKey:
    """A P-256 key named by its RFC 7638 thumbprint; `private` is None once retired or withdrawn."""

    public: ECKey = field(repr=False)
    created: datetime
    not_after: datetime
    withdrawn_at: datetime | None = None
    private: ECKey | None = field(default=None, repr=False)
    kid: str = field(init=False)

    def __post_init__(self) -> None:
        instants = (self.created, self.not_after, self.withdrawn_at)
        if any(each is not None and each.utcoffset() is None for each in instants):
            raise ValueError("seal key: instants need a zone")
        if self.not_after < self.created:
            raise ValueError("seal key: ends before it begins")
        if self.public.curve_name != "P-256":
            raise ValueError("seal key: P-256 expected")
        object.__setattr__(self, "kid", self.public.thumbprint())

    @classmethod
    def generate(cls, at: datetime, life: timedelta = KEY_LIFE) -> Self:
        """A new key that may seal from `at` on."""
        private = ECKey.generate_key("P-256", private=True)
        return cls(public_half(private), at, at + life, None, private)

    def may_seal(self, at: datetime) -> bool:
        """True when it has its private half and `at` is within its life.

        Before its life too, a seal would be refused by whoever verifies it.
        """
        within = self.created - CLOCKS_DIFFER <= at <= self.not_after
        return self.private is not None and self.withdrawn_at is None and within

    def published(self) -> dict[str, Any]:
        """The key as a member of the published JWKS, with its dates."""
        jwk: dict[str, Any] = {
            **self.public.as_dict(private=False),
            "kid": self.kid,
            "use": "sig",
            "alg": "ES256",
            CREATED: self.created.isoformat(),
            NOT_AFTER: self.not_after.isoformat(),
        }
        if self.withdrawn_at is not None:
            jwk[WITHDRAWN] = self.withdrawn_at.isoformat()
        return jwk


def public_half(key: ECKey) -> ECKey:
    """The same key without what signs."""
    jwk = key.as_dict(private=False)
    return ECKey.import_key({name: jwk[name] for name in ("kty", "crv", "x", "y")})


@dataclass(frozen=True, slots=True)
class SealKeys:
    """Every seal key of a base. Immutable: a rotation gives other keys, saved before being used."""

    keys: tuple[SealKey, ...]

    def __post_init__(self) -> None:
        if len({key.kid for key in self.keys}) != len(self.keys):
            raise ValueError("seal keys: the same key twice")

    @classmethod
    def generate(cls, at: datetime) -> Self:
        """One new key."""
        return cls((SealKey.generate(at),))

    def active(self, at: datetime) -> SealKey:
        """The newest key that may seal at `at`. Raises NoSealKey."""
        usable = [key for key in self.keys if key.may_seal(at)]
        if not usable:
            raise NoSealKey
        return max(usable, key=lambda key: key.created)

    def newest(self) -> SealKey:
        """The newest key that has its private half, for what carries no instant of its own."""
        usable = [key for key in self.keys if key.private is not None]
        if not usable:
            raise NoSealKey
        return max(usable, key=lambda key: key.created)

    def needs_rotation(self, at: datetime) -> bool:
        """True when no key can seal now and still in sixty days."""
        return not any(key.may_seal(at) and key.may_seal(at + RENEW_BEFORE) for key in self.keys)

    def rotate(self, at: datetime) -> Self:
        """A new key takes over; the present ones are retired, valid for what they sealed.

        A process that still holds the former key may use it for `OVERLAP`; afterwards the former
        key's seals are refused, whoever signs them. A key made by a clock that was ahead
        keeps the seals of its first day.
        """
        retired = tuple(
            replace(key, not_after=min(key.not_after, max(at, key.created) + OVERLAP), private=None)
            for key in self.keys
        )
        return type(self)((*retired, SealKey.generate(at)))

    def withdraw(self, kid: str, at: datetime) -> Self:
        """Stop trusting a key from `at` on; a new one takes over when it was the last usable.

        Raises ValueError when the key is unknown or already withdrawn.
        """
        if kid not in {key.kid for key in self.keys if key.withdrawn_at is None}:
            raise ValueError("seal keys: no such key in use")
        kept = tuple(
            replace(key, withdrawn_at=at, private=None) if key.kid == kid else key
            for key in self.keys
        )
        usable = any(key.may_seal(at) for key in kept)
        return type(self)(kept if usable else (*kept, SealKey.generate(at)))

    def jwks(self) -> dict[str, Any]:
        """The public keys, past ones included, as published at the base's JWKS address."""
        return {"keys": [key.published() for key in self.keys]}


@dataclass(frozen=True, slots=True)
class PublishedKey:
    """A seal key as read in a published JWKS."""

    key: VerificationKey = field(repr=False)
    created: datetime
    not_after: datetime
    withdrawn_at: datetime | None


def read_published(jwks: Mapping[str, Any], kid: str) -> PublishedKey | None:
    """The key named `kid` in a JWKS of seal keys, None when absent. ValueError when unreadable."""
    for jwk in jwks.get("keys", ()):
        if not isinstance(jwk, Mapping) or jwk.get("kid") != kid:
            continue
        try:
            key = ECKey.import_key({name: jwk[name] for name in ("kty", "crv", "x", "y")})
            dates = [datetime.fromisoformat(jwk[name]) for name in (CREATED, NOT_AFTER)]
            withdrawn = jwk.get(WITHDRAWN)
            ended = datetime.fromisoformat(withdrawn) if withdrawn is not None else None
        except (KeyError, TypeError) as error:
            raise ValueError("seal keys: unreadable JWKS") from error
        if key.thumbprint() != kid or any(each.utcoffset() is None for each in dates):
            raise ValueError("seal keys: unreadable JWKS")
        return PublishedKey(key, dates[0], dates[1], ended)
    return None
