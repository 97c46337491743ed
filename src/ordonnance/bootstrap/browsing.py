"""Who is signed in, in a browser: from a token to a session, and from its cookie to the caller.

The secret of the cookie makes three keys: that of the row in the database, that of the token that
forms carry against requests of other sites, and that of the handles which stand for numbers in
addresses. Nothing of these is kept by the base.
"""

import base64
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from ordonnance.adapters.identity.issuers import IssuerKind
from ordonnance.adapters.identity.professionals import Activity, activities_proved
from ordonnance.adapters.identity.proofs import believed
from ordonnance.adapters.identity.refusals import TokenFault, TokenRefused
from ordonnance.adapters.identity.tokens import TokenVerifier
from ordonnance.bootstrap.held import Choice, Held, Token, read_held
from ordonnance.bootstrap.renewing import Renewing
from ordonnance.bootstrap.session_secrets import SECRET, as_text, derived, drawn, form_token, same
from ordonnance.bootstrap.sign_in import SignIn
from ordonnance.domain.actors import Caller, SoftwareClient
from ordonnance.domain.errors import Refusal
from ordonnance.domain.number import InvalidNumber, OrdonnanceNumber
from ordonnance.usecases.ports import Sessions


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


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One browser session: who, until when, and what is derived from its secret."""

    caller: Caller
    ends_at: datetime
    secret: str = field(repr=False)
    held: Held | Token | None = field(default=None, repr=False)

    @property
    def kept(self) -> bytes:
        """What is kept of it."""
        return b"" if self.held is None else self.held.written()

    @property
    def vouched_for(self) -> Held | None:
        """What a provider vouched for; None for a session of a bearer token."""
        return self.held if isinstance(self.held, Held) else None

    @property
    def several(self) -> bool:
        """True for somebody who may act at several places."""
        return self.held is not None and self.held.choice.several

    @property
    def chosen(self) -> bool:
        """True once it is known where they act: until then nothing is done in their name."""
        return self.held is None or self.held.choice.chosen

    @property
    def form_token(self) -> str:
        """What each form of this session carries: another site cannot know it.

        Its second half tells the place where the page was drawn.
        """
        return f"{self._of_session()}.{self._of_place()}"

    def sent_by_us(self, token: str) -> bool:
        """True for a form that this session was given, wherever its person acted then."""
        return same(token.partition(".")[0], self._of_session())

    def sent_from_here(self, token: str) -> bool:
        """True for a form of ours that was drawn where its person acts now."""
        return same(token, self.form_token)

    def _of_session(self) -> str:
        return form_token(self.secret, b"form")

    def _of_place(self) -> str:
        return as_text(derived(self.secret, b"place|" + self.caller.key.encode())[:9])

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
        return as_text(self._cipher().encrypt(text.encode(), [self.caller.key.encode()]))

    def opened(self, sealed: str) -> str | None:
        """The text that was sealed; None for what this session never sealed for this person."""
        try:
            return self._cipher().decrypt(_bytes(sealed), [self.caller.key.encode()]).decode()
        except (InvalidTag, ValueError):
            return None

    def _cipher(self) -> AESSIV:
        return AESSIV(derived(self.secret, b"handle"))


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
        sign_in: SignIn | None = None,
    ) -> None:
        self.sessions = sessions
        self._verifier = verifier
        self._clock = clock
        self.idle = idle
        self._renewing = Renewing(sessions, clock, idle)
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
        former, moved = signed_in.kept, self._moved(signed_in, rank, client)
        while not await self.sessions.renew(moved.secret, former, moved.kept, proved=False):
            # Vouched for again, or another place chosen, since it was read: only this is changed.
            kept = await self._renewing.kept(moved.secret)
            if kept is None:
                raise Refusal.of("TOKEN_EXPIRED")
            former, key = kept, moved.caller.key
            moved = self._moved(replace(signed_in, held=read_held(kept)), rank, client)
            if moved.caller.key != key:
                # The same rank names another activity now.
                raise Refusal.of("PLACE_UNKNOWN")
        return moved

    def _moved(self, signed_in: SignedIn, rank: str, client: SoftwareClient) -> SignedIn:
        held = signed_in.held
        try:
            if held is None or rank not in [each.rank for each in self._proved(held)]:
                raise Refusal.of("PLACE_UNKNOWN")
            choice = replace(held.choice, chosen=True)
            return self._at(replace(held, place=rank, choice=choice), signed_in.secret, client)
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
            caller, until = self._believed(held, client)
        except TokenRefused:
            # Its issuer is no longer trusted, or its keys are gone: as if it were over.
            return None
        if held.choice.key not in ("", caller.key):
            # The same rank names another activity now.
            return None
        return SignedIn(caller, until, secret, held)

    async def _begun(
        self, held: Held | Token, client: SoftwareClient, former: str, side: Side = Side.OWN
    ) -> SignedIn:
        proved = self._proved(held)
        several = len(proved) > 1
        choice = Choice(several, held.place is not None or not several)
        if several:
            choice = replace(choice, former=former)
        if proved and held.place is None:
            held = replace(held, place=proved[0].rank)
        begun = self._at(replace(held, choice=choice), drawn(), client)
        now = self._clock()
        if side is Side.EMBEDDED:
            begun = replace(begun, ends_at=min(begun.ends_at, now + EMBEDDED_LONGEST))
        tie = _tie(begun.caller, side)
        await self.sessions.begin(begun.secret, begun.kept, now, begun.ends_at, tie)
        return begun

    def _at(self, held: Held | Token, secret: str, client: SoftwareClient) -> SignedIn:
        """A session at the place that it holds, to be found again as it is. Raises TokenRefused."""
        caller, ends = self._believed(held, client)
        choice = replace(held.choice, key=caller.key)
        return SignedIn(caller, ends, secret, replace(held, choice=choice))

    def _believed(self, held: Held | Token, client: SoftwareClient) -> tuple[Caller, datetime]:
        """Who that is now, and when the session ends at the latest. Raises TokenRefused."""
        if isinstance(held, Token):
            caller, until = self._verifier.verified_until(held.token, held.place, client)
            return caller, datetime.fromtimestamp(until, UTC)
        now, proof = self._clock().timestamp(), held.proof
        if self.sign_in is None or not self.sign_in.trusts(held):
            raise TokenRefused(TokenFault.TOKEN_ISSUER, "provider: not one of ours")
        if not now < proof.closes:
            raise TokenRefused(TokenFault.TOKEN_EXPIRED, "proof: past")
        found = believed(proof, held.place, now)
        return found.caller(client), datetime.fromtimestamp(held.ends, UTC)

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


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
