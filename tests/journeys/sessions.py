"""Sessions for the journeys: the demonstration's people, and tokens bent on purpose."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self

from joserfc.jwk import ECKey

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.identity.demo_issuer import PARTIES, DemoIssuer
from ordonnance.adapters.identity.demo_people import HANDLES
from ordonnance.adapters.keys import keys_folder_beside
from ordonnance.adapters.seal.compact_jws import read_compact, sign_compact
from ordonnance.usecases.ports.outside import Clock

_PRESENT = SystemClock()


class Sessions:
    """Tokens of one base by handle; what is not a handle is a token already."""

    def __init__(self, pem: bytes, clock: Clock = _PRESENT) -> None:
        self._clock = clock
        self._issuer = DemoIssuer.from_pem(pem)
        self._key = ECKey.import_key(pem)
        self._tokens: dict[str, str] = {}

    @classmethod
    def of(cls, data: Path, clock: Clock = _PRESENT) -> Self:
        """The sessions that the demonstration base of this data folder believes, by that clock."""
        return cls((keys_folder_beside(data) / "demo-issuer.pem").read_bytes(), clock)

    def token(self, who: str) -> str:
        """The token of a handle."""
        if who not in HANDLES and who not in PARTIES:
            return who
        token = self._tokens.get(who)
        if token is None:
            issue = self._issuer.party_token if who in PARTIES else self._issuer.token
            token = self._tokens[who] = issue(who, self._clock.now())
        return token

    def now(self) -> datetime:
        """The instant for which they are made."""
        return self._clock.now()

    def renew(self) -> None:
        """Forget the tokens made so far: the base no longer believes them, or not yet."""
        self._tokens.clear()

    def bent(self, who: str, key: ECKey | None = None, **claims: Any) -> str:
        """The token of a handle with other claims (None removes one), signed all the same."""
        claimed = {**self.claims(who), **claims}
        kept = {name: value for name, value in claimed.items() if value is not None}
        header = {"alg": "ES256", "kid": self._key.thumbprint(), "typ": "JWT"}
        return sign_compact(header, json.dumps(kept).encode(), key or self._key)

    def claims(self, who: str) -> dict[str, Any]:
        """The claims of a handle."""
        jws = read_compact(self.token(who), limit=65536, members=frozenset({"alg", "kid", "typ"}))
        found: dict[str, Any] = json.loads(jws.payload)
        return found

    def patient(self, ins: str) -> str:
        """A token of another fictitious patient."""
        return self.bent("patient", ins=ins, sub=f"demo:{ins}")

    def pharmacy(self, rank: int) -> str:
        """A token of the pharmacist at another fictitious pharmacy."""
        finess = luhn(f"990001{rank:02d}")
        return self._at([{"numeroFinessSite": finess, "raisonSocialeSite": f"Pharmacie {rank}"}])

    def several_places(self) -> str:
        """A token of the pharmacist, who works at two places."""
        first = {"numeroFinessSite": "990000069", "raisonSocialeSite": "Pharmacie Exemple"}
        second = {"numeroFinessSite": "990000077", "raisonSocialeSite": "Pharmacie Démo"}
        return self._at([first, second])

    def _at(self, activities: list[dict[str, str]]) -> str:
        claims = self.claims("pharmacien")["SubjectRefPro"]
        exercise = {**claims["exercices"][0], "activities": activities}
        return self.bent("pharmacien", SubjectRefPro={**claims, "exercices": [exercise]})


def in_seconds(**shift: float) -> int:
    """The present instant moved, in seconds since 1970, as tokens write it."""
    return int((SystemClock().now() + timedelta(**shift)).timestamp())


def luhn(digits: str) -> str:
    """The digits and their Luhn check."""
    total = 0
    for rank, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if rank % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return f"{digits}{-total % 10}"
