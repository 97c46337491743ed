"""Who is signed in, in a browser: from a token to a session, and from its cookie to the caller.

The secret of the cookie makes three keys: that of the row in the database, that of the token that
forms carry against requests of other sites, and that of the handles which stand for numbers in
addresses. Nothing of these is kept by the base.
"""

import base64
import hmac
import json
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from ordonnance.adapters.identity.refusals import TokenRefused
from ordonnance.adapters.identity.tokens import TokenVerifier
from ordonnance.domain.actors import Caller, SoftwareClient
from ordonnance.domain.number import InvalidNumber, OrdonnanceNumber
from ordonnance.usecases.ports import Sessions

_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One browser session: who, until when, and what is derived from its secret."""

    caller: Caller
    ends_at: datetime
    secret: str = field(repr=False)

    @property
    def form_token(self) -> str:
        """What each form of this session carries: another site cannot know it."""
        return _text(self._derived(b"form")[:18])

    def sent_by_us(self, token: str) -> bool:
        """True for a form that this session was given."""
        return hmac.compare_digest(token.encode(), self.form_token.encode())

    def handle(self, number: OrdonnanceNumber) -> str:
        """What stands for a number in the addresses of this session, and says nothing elsewhere."""
        return self.sealed(number.value)

    def number(self, handle: str) -> OrdonnanceNumber | None:
        """The number of a handle; None for one that this session was not given."""
        opened = self.opened(handle)
        try:
            return None if opened is None else OrdonnanceNumber.parse(opened)
        except InvalidNumber:
            return None

    def sealed(self, text: str) -> str:
        """What stands for a text in an address: for this person, in this session."""
        return _text(self._cipher().encrypt(text.encode(), [self.caller.key.encode()]))

    def opened(self, sealed: str) -> str | None:
        """The text that was sealed; None for what this session never sealed for this person."""
        try:
            return self._cipher().decrypt(_bytes(sealed), [self.caller.key.encode()]).decode()
        except (InvalidTag, ValueError):
            return None

    def _cipher(self) -> AESSIV:
        return AESSIV(self._derived(b"handle"))

    def _derived(self, purpose: bytes) -> bytes:
        return hmac.digest(self.secret.encode(), purpose, "sha256")


class Browsing:
    """Begins, finds again and ends the sessions of browsers. `idle`: how long one may rest."""

    def __init__(
        self,
        sessions: Sessions,
        verifier: TokenVerifier,
        clock: Callable[[], datetime],
        idle: timedelta,
    ) -> None:
        self.sessions = sessions
        self._verifier = verifier
        self._clock = clock
        self.idle = idle

    async def begin(self, token: str, place: str | None, client: SoftwareClient) -> SignedIn:
        """A new session for whoever the token proves, as long as it holds. Raises TokenRefused."""
        caller, until = self._verifier.verified_until(token, place, client)
        secret = _text(secrets.token_bytes(32))
        ends = datetime.fromtimestamp(until, UTC)
        held = json.dumps({"token": token, "place": place}).encode()
        await self.sessions.begin(secret, held, self._clock(), ends)
        return SignedIn(caller, ends, secret)

    async def resume(self, secret: str, client: SoftwareClient) -> SignedIn | None:
        """The session of that cookie; None when it is over, idle for too long, or never was."""
        if not _SECRET.fullmatch(secret):
            return None
        held = await self.sessions.seen(secret, self._clock(), self.idle)
        if held is None:
            return None
        kept: dict[str, Any] = json.loads(held)
        try:
            caller, until = self._verifier.verified_until(kept["token"], kept["place"], client)
        except TokenRefused:
            # Its issuer is no longer trusted, or its keys are gone: as if it were over.
            return None
        return SignedIn(caller, datetime.fromtimestamp(until, UTC), secret)

    def carried(self, former: str, handle: str, signed_in: SignedIn) -> str | None:
        """The handle in a new session of what another one stood for in the session that is over.

        `former` is the secret of that one, which the same browser still shows; a handle of somebody
        else, or of the same person at another place, stands for nothing.
        """
        if not _SECRET.fullmatch(former):
            return None
        number = replace(signed_in, secret=former).number(handle)
        return None if number is None else signed_in.handle(number)

    async def end(self, signed_in: SignedIn) -> None:
        """End that session."""
        await self.sessions.end(signed_in.secret)


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
