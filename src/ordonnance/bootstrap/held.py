"""What a session of a browser holds: a bearer token, or whom a provider vouched for."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta
from typing import Any

from ordonnance.adapters.identity.issuers import IssuerKind
from ordonnance.adapters.identity.proofs import Proof

RENEWED_AFTER = timedelta(minutes=10)
BELIEVED_FOR = timedelta(minutes=15)
"""After the first the provider is asked again; beyond the second it is no longer believed."""

LONGEST = timedelta(hours=4)
"""A session that its provider goes on vouching for: that of Pro Santé Connect itself."""

ALONE = timedelta(minutes=30)
"""A session whose provider cannot be asked again."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Where somebody acts: among `several` places, `chosen` or not yet, which makes `key`.

    `former`: the secret of the session that ended before, whose addresses are carried then.
    `acting_for`: the representation under which somebody acts for another person, empty for
    themselves.
    """

    several: bool = False
    chosen: bool = True
    key: str = field(default="", repr=False)
    former: str = field(default="", repr=False)
    acting_for: str = ""


NO_CHOICE = Choice()
"""Somebody who acts at one place."""


@dataclass(frozen=True, slots=True)
class Token:
    """A bearer token, verified again at each request."""

    token: str = field(repr=False)
    place: str | None
    choice: Choice = NO_CHOICE

    def written(self) -> bytes:
        """As it is kept."""
        choice = asdict(self.choice)
        return json.dumps({"token": self.token, "place": self.place, "choice": choice}).encode()


@dataclass(frozen=True, slots=True)
class Held:
    """Whom a provider vouched for: claims in the words of a token, at `place`.

    `proved_at`, `ends` in seconds since 1970. `refresh` asks the provider again, `id_token` tells
    it who leaves.
    """

    provider: str
    kind: IssuerKind
    iss: str
    sub: str = field(repr=False)
    claims: Mapping[str, Any] = field(repr=False)
    id_token: str = field(repr=False)
    refresh: str | None = field(repr=False)
    proved_at: float
    ends: float
    place: str | None = None
    choice: Choice = NO_CHOICE

    @property
    def stale(self) -> float:
        """The instant from which the provider is asked again; never for one that cannot be."""
        if self.refresh is None:
            return self.ends
        return self.proved_at + RENEWED_AFTER.total_seconds()

    @property
    def proof(self) -> Proof:
        """What this proves, and until when."""
        closes = self.ends
        if self.refresh is not None:
            closes = min(closes, self.proved_at + BELIEVED_FOR.total_seconds())
        named = f"sha256:{hashlib.sha256(self.id_token.encode()).digest()[:16].hex()}"
        return Proof(self.kind, self.iss, self.claims, named, self.proved_at, closes)

    def written(self) -> bytes:
        """As it is kept."""
        return json.dumps({
            "provider": self.provider, "kind": self.kind.value, "iss": self.iss, "sub": self.sub,
            "claims": self.claims, "id_token": self.id_token, "refresh": self.refresh,
            "proved_at": self.proved_at, "ends": self.ends, "place": self.place,
            "choice": asdict(self.choice),
        }).encode()  # fmt: skip

    def at(self, place: str | None) -> "Held":
        """The same person at another of their places."""
        return replace(self, place=place)


def read_held(kept: bytes) -> Held | Token:
    """What `written` wrote."""
    found: dict[str, Any] = json.loads(kept)
    found["choice"] = Choice(**found.get("choice", {}))
    if "token" in found:
        return Token(**found)
    return Held(**{**found, "kind": IssuerKind(found["kind"])})
