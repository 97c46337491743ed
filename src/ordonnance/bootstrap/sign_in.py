"""Sign-in at the configured providers: sent there, received back, vouched for again, signed out.

What a sign-in under way knows (state, nonce, verifier) is in a sealed cookie of the browser that
began it: no row is written for somebody who may never come back.
"""

import hmac
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, NoReturn

import structlog

from ordonnance.adapters.database.base_key import PurposeKey
from ordonnance.adapters.identity.issuers import IssuerKind
from ordonnance.adapters.keys import SealBroken
from ordonnance.adapters.oidc.client import LevelTooLow, OidcClient, Over, Secrets, Vouched
from ordonnance.adapters.oidc.exchanges import Unreachable
from ordonnance.adapters.oidc.id_tokens import ClocksDiffer, NotVerified
from ordonnance.adapters.oidc.people import professional_claims
from ordonnance.adapters.oidc.provider import Provider
from ordonnance.adapters.seal.compact_jws import MalformedJws, decode_base64url, encode_base64url
from ordonnance.bootstrap.held import ALONE, LONGEST, Held
from ordonnance.bootstrap.mail_sessions import MailSessions
from ordonnance.bootstrap.patient_sign_in import PatientSignIn, ToLink
from ordonnance.domain.errors import Refusal
from ordonnance.usecases.ports import PatientAccounts, Representations

RETURN = "/connexion/retour/"
"""Where a provider sends the browser back: an address for each, so that none answers for another
(RFC 9700, 2.1)."""

UNDER_WAY = timedelta(minutes=10)
"""How long somebody may take to sign in at the provider."""

_PLACE = b"sign-in under way"
_BUSY = frozenset({"server_error", "temporarily_unavailable"})

_log = structlog.get_logger("ordonnance")


@dataclass(frozen=True, slots=True)
class Offered:
    """A provider, for a button."""

    id: str
    name: str
    kind: IssuerKind


@dataclass(frozen=True, slots=True)
class Departure:
    """Where the browser goes, and the cookie that it keeps meanwhile."""

    address: str = field(repr=False)
    cookie: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Arrival:
    """Whom the provider vouched for, and the address of ours where they were going."""

    held: Held
    back: str


class SignIn:
    """The providers of a base. Each refusal is one of the catalogue (SIGN_IN_…)."""

    def __init__(
        self,
        clients: Iterable[OidcClient],
        key: PurposeKey,
        clock: Callable[[], datetime],
        base_url: str,
        accounts: PatientAccounts,
        representations: Representations,
        mail: MailSessions | None = None,
    ) -> None:
        self._clients: Mapping[str, OidcClient] = {each.provider.id: each for each in clients}
        self._key = key
        self._clock = clock
        self._base_url = base_url
        self.patients = PatientSignIn(key, clock, accounts, representations)
        self._mail = mail

    def offered(self) -> tuple[Offered, ...]:
        """The providers, in the order of the configuration."""
        found = (each.provider for each in self._clients.values())
        return tuple(Offered(each.id, each.name, each.kind) for each in found)

    def for_patients(self) -> str | None:
        """What people call the provider of patients, None when they cannot sign in here."""
        return next((each.name for each in self.offered() if each.kind is IssuerKind.PATIENT), None)

    async def departure(self, provider: str, back: str) -> Departure:
        """Send the browser to sign in there, and then to `back`, an address of ours."""
        client, under_way = self._client(provider), Secrets.new()
        try:
            address = await client.departure(under_way, self._redirect(provider))
        except Unreachable as error:
            _told(error, client.provider)
        kept = {
            "state": under_way.state, "nonce": under_way.nonce, "verifier": under_way.verifier,
            "provider": provider, "back": back, "at": self._clock().timestamp(),
        }  # fmt: skip
        sealed = self._key.seal(json.dumps(kept).encode(), _PLACE)
        return Departure(address, encode_base64url(sealed).decode())

    async def arrival(
        self, provider: str, cookie: str | None, answer: Mapping[str, str]
    ) -> Arrival | ToLink:
        """Whom the provider vouches for, in answer to the sign-in of this very browser.

        A patient whose account is not linked to an INS has a code to type first: `by_code`.
        """
        client = self._client(provider)
        kept = self._under_way(cookie, provider, answer.get("state", ""))
        under_way = Secrets(kept["state"], kept["nonce"], kept["verifier"])
        try:
            await client.check_sender(answer.get("iss"))
            _require_accepted(answer, client.provider)
            given = await client.vouched(answer["code"], under_way, self._redirect(provider))
            if client.provider.kind is not IssuerKind.PATIENT:
                return Arrival(self._held(client.provider, given), kept["back"])
            found = await self.patients.known(client.provider, given, kept["back"])
            return found if isinstance(found, ToLink) else Arrival(found, kept["back"])
        except Over as error:
            # The code was used already, or it is too old.
            raise Refusal.of("SIGN_IN_LOST") from error
        except (Unreachable, NotVerified) as error:
            _told(error, client.provider)

    async def by_code(self, cookie: str | None, code: str) -> Arrival:
        """The patient who waited for their code. Raises SIGN_IN_LOST, ACCESS_CODE_REFUSED."""
        kept = self.patients.waiting(cookie)
        provider = self._client(kept["provider"]).provider
        return Arrival(*await self.patients.by_code(provider, cookie or "", code))

    async def renewed(self, held: Held) -> Held | None:
        """The same, vouched for again; None when the provider no longer does.

        Raises Unreachable: nobody knows.
        """
        client = self._clients.get(held.provider)
        if client is None or held.refresh is None:
            return None
        try:
            given = await client.renewed(held.sub, held.id_token, held.refresh)
            if held.kind is IssuerKind.PATIENT and await self.patients.undone(held):
                return None
            fresh = self._again(client.provider, given, held)
        except (Over, NotVerified) as error:
            _log.info("sign-in not renewed", provider=held.provider, reason=type(error).__name__)
            return None
        return replace(fresh, ends=held.ends, place=held.place, choice=held.choice)

    async def leaving(self, held: Held) -> str | None:
        """Where to sign out of the provider too, None when it cannot be said."""
        if self._mail is not None:
            self._mail.forget(held.sub)
        client = self._clients.get(held.provider)
        if client is None:
            return None
        try:
            return await client.leaving(held.id_token, f"{self._base_url}/")
        except Unreachable as error:
            _log.warning("provider unreachable", provider=held.provider, reason=error.reason)
            return None

    def name(self, held: Held) -> str:
        """What people call the provider of that session."""
        return self._client(held.provider).provider.name

    def trusts(self, held: Held) -> bool:
        """True while the provider of that session is still one of ours, as it was."""
        client = self._clients.get(held.provider)
        return client is not None and (client.provider.issuer, client.provider.kind) == (
            held.iss, held.kind,
        )  # fmt: skip

    def _client(self, provider: str) -> OidcClient:
        client = self._clients.get(provider)
        if client is None:
            raise Refusal.of("ROUTE_UNKNOWN")
        return client

    def _redirect(self, provider: str) -> str:
        return f"{self._base_url}{RETURN}{provider}"

    def _under_way(self, cookie: str | None, provider: str, state: str) -> dict[str, Any]:
        """What the cookie keeps of the sign-in that is answered. Raises SIGN_IN_LOST."""
        try:
            sealed = decode_base64url((cookie or "").encode("ascii"))
            kept: dict[str, Any] = json.loads(self._key.open(sealed, _PLACE))
        except (MalformedJws, UnicodeEncodeError, SealBroken) as error:
            raise Refusal.of("SIGN_IN_LOST") from error
        age = self._clock().timestamp() - kept["at"]
        same = hmac.compare_digest(kept["state"].encode(), state.encode())
        if not same or kept["provider"] != provider or not 0 <= age < UNDER_WAY.total_seconds():
            raise Refusal.of("SIGN_IN_LOST")
        return kept

    def lapsed(self, held: Held) -> bool:
        """True for a session whose mailboxes could send with a new access token only."""
        return self._mail is not None and self._mail.lapsed(held.sub)

    def _again(self, provider: Provider, given: Vouched, held: Held) -> Held:
        if provider.kind is not IssuerKind.PATIENT:
            return self._held(provider, given)
        now = self._clock().timestamp()
        return replace(held, id_token=given.id_token, refresh=given.refresh, proved_at=now)

    def _held(self, provider: Provider, given: Vouched) -> Held:
        now = self._clock().timestamp()
        life = ALONE if given.refresh is None else LONGEST
        claims = professional_claims(given.claims)
        if self._mail is not None:
            self._mail.hold(given.sub, claims, given.access, given.access_until)
        return Held(
            provider.id, provider.kind, provider.issuer, given.sub, claims, given.id_token,
            given.refresh, now, now + life.total_seconds(),
        )  # fmt: skip


def _require_accepted(answer: Mapping[str, str], provider: Provider) -> None:
    error = answer.get("error")
    if error in _BUSY:
        raise Unreachable(f"authorization: {error}")
    if error is not None:
        raise Refusal.of("SIGN_IN_DECLINED", provider=provider.name)
    if "code" not in answer:
        raise NotVerified("no code")


def _told(error: Unreachable | NotVerified, provider: Provider) -> NoReturn:
    """The same in words; the reason is for whoever runs the base, and quotes nothing."""
    _log.warning("sign-in failed", provider=provider.id, reason=error.reason)
    match error:
        case Unreachable():
            code = "SIGN_IN_UNREACHABLE"
        case ClocksDiffer():
            code = "SIGN_IN_CLOCK"
        case LevelTooLow():
            code = "SIGN_IN_LEVEL"
        case _:
            code = "SIGN_IN_NOT_VERIFIED"
    raise Refusal.of(code, provider=provider.name) from error
