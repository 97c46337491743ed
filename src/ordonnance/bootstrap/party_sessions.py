"""Who takes part in préséries, in a browser: a session of the token of their issuer.

A party is no caller: nothing of care can be asked with this session, and a person's session opens
no présérie. The token is verified again at each request.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ordonnance.adapters.identity.refusals import TokenRefused
from ordonnance.adapters.identity.tokens import TokenVerifier
from ordonnance.bootstrap.session_secrets import SECRET, drawn, form_token, same
from ordonnance.domain.errors import Refusal
from ordonnance.domain.preserie.parties import Party
from ordonnance.usecases.ports import Sessions

LONGEST = timedelta(hours=8)
"""Longest session of a party; its token may end it before, and so does being left alone."""

_HELD_UNDER = "preserie "


@dataclass(frozen=True, slots=True)
class PartyHere:
    """One session of a party."""

    party: Party
    secret: str = field(repr=False)

    @property
    def form_token(self) -> str:
        """What each form of this session carries: another site cannot know it."""
        return form_token(self.secret, b"preserie form")

    def sent_by_us(self, token: str) -> bool:
        """True for a form that this session was given."""
        return same(token, self.form_token)


class PartySessions:
    """Lets parties in and finds their sessions again. `idle`: how long one may rest."""

    def __init__(
        self, sessions: Sessions, verifier: TokenVerifier, clock: Callable[[], datetime],
        idle: timedelta,
    ) -> None:  # fmt: skip
        self._sessions = sessions
        self._verifier = verifier
        self._clock = clock
        self._idle = idle

    async def enter(self, token: str) -> PartyHere:
        """A session for whoever brings a token. Raises Refusal TOKEN_…"""
        try:
            party = self._verifier.party(token)
        except TokenRefused as refused:
            raise Refusal.of(refused.code.value) from refused
        now, secret = self._clock(), drawn()
        # Under a name of its own: a person's cookie never finds it, nor this one theirs.
        await self._sessions.begin(_HELD_UNDER + secret, token.encode(), now, now + LONGEST)
        return PartyHere(party, secret)

    async def resume(self, secret: str) -> PartyHere | None:
        """The session of that cookie; None when it is over, idle for too long, or never was."""
        if not SECRET.fullmatch(secret):
            return None
        held = await self._sessions.seen(_HELD_UNDER + secret, self._clock(), self._idle)
        if held is None:
            return None
        try:
            return PartyHere(self._verifier.party(held.decode()), secret)
        except TokenRefused:
            # Over, or its issuer is no longer trusted: as if there were no session.
            return None

    async def end(self, here: PartyHere) -> None:
        """End that session."""
        await self._sessions.end(_HELD_UNDER + here.secret)
