"""How a mailbox proves itself to its operator: a certificate, or the session of a person.

Tokens live in memory only, as long as the session that brought them (ECO.1.2.5): never written,
never logged, gone with the process.
"""

import base64
from dataclasses import dataclass
from datetime import datetime

from ordonnance.domain.mssante import MssAddress
from ordonnance.usecases.ports.outside import Clock


@dataclass(frozen=True, slots=True)
class _Token:
    value: str
    until: datetime

    def __repr__(self) -> str:
        return "_Token(•••)"


class LiveTokens:
    """The access tokens that sessions of this process hold, by mailbox."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._tokens: dict[str, _Token] = {}

    def hold(self, address: MssAddress, token: str, until: datetime) -> None:
        """Keep a token until it expires; the one before is forgotten."""
        self._tokens[str(address)] = _Token(token, until)

    def drop(self, address: MssAddress) -> None:
        """Forget a session that ends."""
        self._tokens.pop(str(address), None)

    def of(self, address: MssAddress) -> str | None:
        """The live token of a mailbox; None when there is none."""
        found = self._tokens.get(str(address))
        if found is None or found.until <= self._clock.now():
            self._tokens.pop(str(address), None)
            return None
        return found.value

    def addresses(self) -> frozenset[str]:
        """The mailboxes whose session is live."""
        now = self._clock.now()
        return frozenset(name for name, token in self._tokens.items() if token.until > now)


def xoauth2(address: MssAddress, token: str) -> bytes:
    """The response of SASL XOAUTH2, before base64 (ECO.1.2.1)."""
    return f"user={address}\x01auth=Bearer {token}\x01\x01".encode("ascii", "replace")


def encoded(response: bytes) -> str:
    """The same as it stands on a line of SMTP."""
    return base64.b64encode(response).decode("ascii")
