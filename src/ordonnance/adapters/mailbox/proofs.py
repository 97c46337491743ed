"""How a mailbox proves itself to its operator: a certificate, or the session of a person.

Tokens live in memory only, as long as the session that brought them (ECO.1.2.5): never written,
never logged, gone with the process.
"""

import base64
from dataclasses import dataclass
from datetime import datetime

from ordonnance.adapters.mailbox.operators import Operators
from ordonnance.domain.letters import OpenBox
from ordonnance.domain.mssante import MssAddress
from ordonnance.usecases.ports.letters import MailTrouble, Trouble
from ordonnance.usecases.ports.outside import Clock


@dataclass(frozen=True, slots=True)
class _Token:
    value: str
    until: datetime

    def __repr__(self) -> str:
        return "_Token(•••)"


class LiveTokens:
    """The access tokens that sessions of this process hold, by mailbox and by person: those who
    share a mailbox never act with the token of each other."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._tokens: dict[OpenBox, _Token] = {}

    def hold(self, box: OpenBox, token: str, until: datetime) -> None:
        """Keep the token of a person for a mailbox until it expires; the one before is forgotten.

        Raises ValueError for a mailbox that nobody's session opens.
        """
        if not box.person:
            raise ValueError("a token is that of a person")
        self._tokens[box] = _Token(token, until)

    def drop(self, box: OpenBox) -> None:
        """Forget a session that ends."""
        self._tokens.pop(box, None)

    def of(self, box: OpenBox) -> str | None:
        """The live token of a person for a mailbox; None when there is none."""
        found = self._tokens.get(box)
        if found is None or found.until <= self._clock.now():
            self._tokens.pop(box, None)
            return None
        return found.value

    def boxes(self) -> frozenset[OpenBox]:
        """The mailboxes that live sessions open, each with its person."""
        now = self._clock.now()
        return frozenset(box for box, token in self._tokens.items() if token.until > now)


def token_of(box: OpenBox, tokens: LiveTokens, operators: Operators) -> str | None:
    """The token that opens a mailbox as asked; None where its certificate does.

    Raises MailTrouble: that person has no live session here, or the mailbox no certificate.
    """
    token = tokens.of(box) if box.person else None
    if token is None and (box.person or box.address not in operators.boxes):
        raise MailTrouble(Trouble.TOKEN, "NO_SESSION")
    return token


def xoauth2(address: MssAddress, token: str) -> bytes:
    """The response of SASL XOAUTH2, before base64 (ECO.1.2.1)."""
    return f"user={address}\x01auth=Bearer {token}\x01\x01".encode("ascii", "replace")


def encoded(response: bytes) -> str:
    """The same as it stands on a line of SMTP."""
    return base64.b64encode(response).decode("ascii")
