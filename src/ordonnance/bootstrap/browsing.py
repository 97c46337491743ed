"""Browser sessions: from a token to a session, and from its cookie to the caller."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from ordonnance.adapters.identity.issuers import IssuerKind
from ordonnance.adapters.identity.professionals import Activity, activities_proved
from ordonnance.adapters.identity.proofs import Proof, believed
from ordonnance.adapters.identity.refusals import TokenFault, TokenRefused
from ordonnance.adapters.identity.tokens import TokenVerifier
from ordonnance.bootstrap.held import Choice, Held, Token, read_held
from ordonnance.bootstrap.patient_sign_in import as_patient
from ordonnance.bootstrap.renewing import Renewing
from ordonnance.bootstrap.representing import Representing
from ordonnance.bootstrap.session_secrets import SECRET, drawn
from ordonnance.bootstrap.sign_in import SignIn
from ordonnance.bootstrap.signed_in import SignedIn
from ordonnance.domain.actors import Caller, SoftwareClient
from ordonnance.domain.errors import Refusal
from ordonnance.usecases.patient_access import Link
from ordonnance.usecases.ports import Representations, Sessions


class Side(StrEnum):
    """Where a session is shown: in our own pages, or inside the page of another software."""

    OWN = "nous"
    EMBEDDED = "integre"

    @property
    def other(self) -> "Side":
        """The other one."""
        return Side.OWN if self is Side.EMBEDDED else Side.EMBEDDED


EMBEDDED_LONGEST = timedelta(minutes=15)
"""How long a session lasts inside another software, which opens another one for each call."""


class Browsing:
    """Begins, finds again and ends the sessions of browsers. `idle`: how long one may rest.

    `sign_in`: the providers that people may come from, None where there are none.
    """

    def __init__(
        self,
        sessions: Sessions,
        verifier: TokenVerifier,
        clock: Callable[[], datetime],
        idle: timedelta,
        representations: Representations,
        sign_in: SignIn | None = None,
    ) -> None:
        self.sessions = sessions
        self._verifier = verifier
        self._clock = clock
        self.idle = idle
        self._renewing = Renewing(sessions, clock, idle)
        self.representing = Representing(representations, clock)
        self.sign_in = sign_in

    async def begin(
        self, token: str, place: str | None, client: SoftwareClient, former: str = "",
        side: Side = Side.OWN,
    ) -> SignedIn:  # fmt: skip
        """A new session for whoever the token proves, as long as it holds. Raises TokenRefused.

        Without `place`, the only activity that is served here; with several the session waits for
        `act_at`. `former`: the secret of the session that is over, whose addresses may be carried.
        """
        return await self._begun(Token(token, place), client, former, side)

    async def begin_held(self, held: Held, client: SoftwareClient, former: str = "") -> SignedIn:
        """A new session for whom a provider vouched for. Raises Refusal SIGN_IN_NO_ROLE."""
        try:
            return await self._begun(held, client, former)
        except TokenRefused as refused:
            name = self.sign_in.name(held) if self.sign_in else held.provider
            raise Refusal.of("SIGN_IN_NO_ROLE", provider=name) from refused

    async def activities(self, signed_in: SignedIn) -> tuple[Activity, ...]:
        """What that session proves, one by one; none for a patient or a fund.

        Raises Refusal TOKEN_EXPIRED.
        """
        try:
            return () if signed_in.held is None else self._proved(signed_in.held)
        except TokenRefused as refused:
            raise Refusal.of("TOKEN_EXPIRED") from refused

    async def act_at(self, signed_in: SignedIn, rank: str, client: SoftwareClient) -> SignedIn:
        """The same session at that activity.

        Forms and addresses of pages drawn at another place open nothing there, so that nobody acts
        where they no longer are. Raises Refusal PLACE_UNKNOWN, TOKEN_EXPIRED.
        """
        return await self._changed(signed_in, lambda here: self._moved(here, rank, client))

    async def act_for(self, signed_in: SignedIn, id: str, client: SoftwareClient) -> SignedIn:
        """The same session under that representation, or as oneself for an empty one.

        As with a place, pages drawn before open nothing there. Raises Refusal REPRESENTATION_OVER,
        TOKEN_EXPIRED.
        """

        async def acting(here: SignedIn) -> SignedIn:
            held = _required(here)
            choice = replace(held.choice, acting_for=id)
            return await self._held_so(here, replace(held, choice=choice), client)

        return await self._changed(signed_in, acting)

    async def be_oneself(self, signed_in: SignedIn, own: Link, client: SoftwareClient) -> SignedIn:
        """The same session of somebody whose account was just linked to their own INS."""

        async def oneself(here: SignedIn) -> SignedIn:
            if here.vouched_for is None:
                raise Refusal.of("TOKEN_EXPIRED")
            return await self._held_so(here, as_patient(here.vouched_for, own), client)

        return await self._changed(signed_in, oneself)

    async def _changed(
        self, signed_in: SignedIn, change: Callable[[SignedIn], Awaitable[SignedIn]]
    ) -> SignedIn:
        former, moved = signed_in.kept, await change(signed_in)
        while not await self.sessions.renew(moved.secret, former, moved.kept, proved=False):
            # Vouched for again, or another place chosen, since it was read: only this is changed.
            kept = await self._renewing.kept(moved.secret)
            if kept is None:
                raise Refusal.of("TOKEN_EXPIRED")
            former, key = kept, moved.caller.key
            moved = await change(replace(signed_in, held=read_held(kept)))
            if moved.caller.key != key:
                # The same rank names another activity now.
                raise Refusal.of("PLACE_UNKNOWN")
        return moved

    async def _held_so(
        self, signed_in: SignedIn, held: Held | Token, client: SoftwareClient
    ) -> SignedIn:
        try:
            return await self._at(held, signed_in.secret, client)
        except TokenRefused as refused:
            raise Refusal.of("TOKEN_EXPIRED") from refused

    async def _moved(self, signed_in: SignedIn, rank: str, client: SoftwareClient) -> SignedIn:
        held = signed_in.held
        try:
            if held is None or rank not in [each.rank for each in self._proved(held)]:
                raise Refusal.of("PLACE_UNKNOWN")
            choice = replace(held.choice, chosen=True)
            moved = replace(held, place=rank, choice=choice)
            return await self._at(moved, signed_in.secret, client)
        except TokenRefused as refused:
            raise Refusal.of("TOKEN_EXPIRED") from refused

    def _proved(self, held: Held | Token) -> tuple[Activity, ...]:
        if isinstance(held, Token):
            return self._verifier.activities(held.token)
        return activities_proved(held.claims) if held.kind is IssuerKind.PROFESSIONAL else ()

    async def resume(self, secret: str, client: SoftwareClient) -> SignedIn | None:
        """The session of that cookie; None when it is over, idle for too long, or never was."""
        if not SECRET.fullmatch(secret):
            return None
        kept = await self._renewing.kept(secret)
        if kept is None:
            return None
        held: Held | Token | None = read_held(kept)
        if self.sign_in is not None and self._renewing.stale(held, self.sign_in):
            held = await self._renewing.again(secret, held, self.sign_in)
        if held is None:
            return None
        try:
            caller, until = await self._whoever(held, client)
        except TokenRefused:
            # Its issuer is no longer trusted, or its keys are gone: as if it were over.
            return None
        except Refusal as refusal:
            if refusal.code == "REPRESENTATION_OVER":
                # Told once: nothing of theirs is done in the name of somebody else by mistake.
                await self.sessions.end(secret)
            raise
        if held.choice.key not in ("", caller.key):
            # The same rank names another activity now.
            return None
        return SignedIn(caller, until, secret, held)

    async def _begun(
        self, held: Held | Token, client: SoftwareClient, former: str, side: Side = Side.OWN
    ) -> SignedIn:
        proved = self._proved(held)
        several = len(proved) > 1
        chosen = held.place is not None or not several
        choice = Choice(several, chosen, acting_for=held.choice.acting_for)
        if several:
            choice = replace(choice, former=former)
        if proved and held.place is None:
            held = replace(held, place=proved[0].rank)
        begun = await self._at(replace(held, choice=choice), drawn(), client)
        now = self._clock()
        if side is Side.EMBEDDED:
            begun = replace(begun, ends_at=min(begun.ends_at, now + EMBEDDED_LONGEST))
        tie = _tie(begun.caller, side)
        await self.sessions.begin(begun.secret, begun.kept, now, begun.ends_at, tie)
        return begun

    async def _at(self, held: Held | Token, secret: str, client: SoftwareClient) -> SignedIn:
        """A session at the place that it holds, to be found again as it is. Raises TokenRefused."""
        caller, ends = await self._whoever(held, client)
        choice = replace(held.choice, key=caller.key)
        return SignedIn(caller, ends, secret, replace(held, choice=choice))

    async def _whoever(self, held: Held | Token, client: SoftwareClient) -> tuple[Caller, datetime]:
        """Who that is now, for themselves or for another person, and when it ends at the latest.

        Raises TokenRefused, Refusal REPRESENTATION_OVER.
        """
        if not held.choice.acting_for:
            return self._believed(held, client)
        proof = self._proof(held)
        caller, until = await self.representing.caller(proof, held.choice.acting_for, client)
        ends = held.ends if isinstance(held, Held) else proof.closes
        return caller, min(until, datetime.fromtimestamp(ends, UTC))

    def _believed(self, held: Held | Token, client: SoftwareClient) -> tuple[Caller, datetime]:
        """Who that is for themselves. Raises TokenRefused."""
        if isinstance(held, Token):
            caller, until = self._verifier.verified_until(held.token, held.place, client)
            return caller, datetime.fromtimestamp(until, UTC)
        found = believed(self._proof(held), held.place, self._clock().timestamp())
        return found.caller(client), datetime.fromtimestamp(held.ends, UTC)

    def _proof(self, held: Held | Token) -> Proof:
        """What the session stands on, if it still holds. Raises TokenRefused."""
        if isinstance(held, Token):
            return self._verifier.proof(held.token)
        if self.sign_in is None or not self.sign_in.trusts(held):
            raise TokenRefused(TokenFault.TOKEN_ISSUER, "provider: not one of ours")
        proof = held.proof
        if not self._clock().timestamp() < proof.closes:
            raise TokenRefused(TokenFault.TOKEN_EXPIRED, "proof: past")
        return proof

    def proof_of(self, signed_in: SignedIn) -> Proof:
        """What that session stands on. Raises Refusal TOKEN_EXPIRED."""
        try:
            return self._proof(_required(signed_in))
        except TokenRefused as refused:
            raise Refusal.of("TOKEN_EXPIRED") from refused

    def carried(self, former: str, handle: str, signed_in: SignedIn) -> str | None:
        """The handle in a new session of what another one stood for in the session that is over.

        `former` is the secret of that one, which the same browser still shows; a handle of somebody
        else, or of the same person at another place, stands for nothing.
        """
        if not SECRET.fullmatch(former):
            return None
        number = replace(signed_in, secret=former).number(handle)
        return None if number is None else signed_in.handle(number)

    async def end(self, signed_in: SignedIn, side: Side = Side.OWN) -> None:
        """End that session, shown there, and those of the same person on the other side.

        Whoever leaves a workstation leaves it whole: the page inside another software has a cookie
        that ours never sees.
        """
        await self.sessions.end(signed_in.secret)
        await self.sessions.end_tied(_tie(signed_in.caller, side.other))


def _tie(caller: Caller, side: Side) -> str:
    return f"{side}|{caller.actor.person_key}"


def _required(signed_in: SignedIn) -> Held | Token:
    if signed_in.held is None:
        raise Refusal.of("TOKEN_EXPIRED")
    return signed_in.held
