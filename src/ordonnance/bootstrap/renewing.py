"""The provider of a session is asked again: by one request at a time, and nothing else is lost.

What is written takes the place of what was read, or it is not written: a place that was chosen
meanwhile is kept with the new proof.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeGuard

from ordonnance.adapters.oidc.exchanges import Unreachable
from ordonnance.bootstrap.held import Held, Token, read_held
from ordonnance.bootstrap.sign_in import SignIn
from ordonnance.usecases.ports import Sessions

RENEWING = timedelta(seconds=30)
"""How long whoever asks a provider again may take before another request asks in their place."""

TOKEN_LAPSES = timedelta(minutes=1)
"""How soon after a proof another one is asked for an access token that is over."""


@dataclass(frozen=True, slots=True)
class Renewing:
    """Reads sessions, and has them vouched for again. `idle`: how long one may rest."""

    sessions: Sessions
    clock: Callable[[], datetime]
    idle: timedelta

    async def kept(self, secret: str) -> bytes | None:
        """What a session holds, as it is kept; None when it is over or idle for too long."""
        return await self.sessions.seen(secret, self.clock(), self.idle)

    def stale(self, held: Held | Token | None, sign_in: SignIn) -> TypeGuard[Held]:
        """True for a session whose provider is to be asked again.

        After ten minutes; after one for who sends secure mail, whose access token lives two: a
        letter would wait for the rest (ECO.1.2.5).
        """
        if not isinstance(held, Held):
            return False
        now = self.clock().timestamp()
        if held.stale <= now:
            return True
        soon = held.refresh is not None and held.proved_at + TOKEN_LAPSES.total_seconds() <= now
        return soon and sign_in.lapsed(held)

    async def again(self, secret: str, held: Held, sign_in: SignIn) -> Held | Token | None:
        """The same session, its provider asked again: once for all the requests of a page."""
        if not await self.sessions.claim(secret, self.clock(), RENEWING):
            return held
        kept = await self.kept(secret)
        found = None if kept is None else read_held(kept)
        if kept is None or not self.stale(found, sign_in):
            # Over, or vouched for again between the reading and the claim.
            return found
        try:
            fresh = await sign_in.renewed(found)
        except Unreachable:
            # It is believed a little longer (`held.BELIEVED_FOR`), then it is over.
            return found
        if fresh is None:
            await self.sessions.end(secret)
            return None
        return await self._written(secret, kept, found, fresh)

    async def _written(
        self, secret: str, kept: bytes, asked: Held, fresh: Held
    ) -> Held | Token | None:
        """What the session holds now: that proof, where its person chose to act meanwhile."""
        while not await self.sessions.renew(secret, kept, fresh.written(), proved=True):
            again = await self.kept(secret)
            found = None if again is None else read_held(again)
            if again is None or not isinstance(found, Held) or found.proved_at != asked.proved_at:
                # Over, or vouched for by another request, this one having been too long.
                return found
            kept, fresh = again, replace(fresh, place=found.place, choice=found.choice)
        return fresh
