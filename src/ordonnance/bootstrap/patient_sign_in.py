"""Patients at a provider of civil identity: known by a link to their INS, or asked for a code.

Whom the provider named and no link knows yet waits in a sealed cookie of the browser, not in a
session: nothing opens before the code.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from ordonnance.adapters.database.base_key import PurposeKey
from ordonnance.adapters.keys import SealBroken
from ordonnance.adapters.oidc.client import Vouched
from ordonnance.adapters.oidc.people import civil_identity, claims_of
from ordonnance.adapters.oidc.provider import Provider
from ordonnance.adapters.seal.compact_jws import MalformedJws, decode_base64url, encode_base64url
from ordonnance.bootstrap.held import ALONE, LONGEST, Held
from ordonnance.bootstrap.representing import account_of, identity_of
from ordonnance.domain.civil_identity import CivilIdentity
from ordonnance.domain.errors import Refusal
from ordonnance.domain.people import Sex
from ordonnance.domain.representation import Representation
from ordonnance.usecases.patient_access import Link, link, linked
from ordonnance.usecases.ports import PatientAccounts, Representations
from ordonnance.usecases.representing import acting, link_account

TO_LINK = timedelta(minutes=15)
"""How long somebody has to type their code."""

_PLACE = b"patient to link"


@dataclass(frozen=True, slots=True)
class ToLink:
    """Somebody whom the provider vouches for, and whose INS is not known yet."""

    cookie: str = field(repr=False)
    back: str


class PatientSignIn:
    """Links accounts of providers to the INS of patients, and to those whom they represent."""

    def __init__(
        self,
        key: PurposeKey,
        clock: Callable[[], datetime],
        accounts: PatientAccounts,
        representations: Representations,
    ) -> None:
        self._key = key
        self._clock = clock
        self.accounts = accounts
        self._representations = representations

    async def known(self, provider: Provider, given: Vouched, back: str) -> Held | ToLink:
        """The session of who is linked already, as a patient, else for whom they represent first;
        else what waits for their code.

        Raises NotVerified for somebody whose identity is not whole.
        """
        identity = civil_identity(given.claims)
        account, now = account_of(provider.issuer, given.sub), self._clock()
        held = self._held(provider, given.sub, identity, given.id_token, given.refresh)
        own = await linked(account, now, self.accounts)
        if own is not None:
            return as_patient(held, own)
        for represented in await acting(account, now, self._representations):
            return _as_representative(held, represented)
        return ToLink(self._waiting(provider, given, identity, back), back)

    async def of_session(self, held: Held) -> Link | None:
        """The link of the account of that session, None once it is undone or over."""
        return await linked(account_of(held.iss, held.sub), self._clock(), self.accounts)

    async def undone(self, held: Held) -> bool:
        """True for a patient's session whose link was undone, from another session of theirs."""
        return "ins" in held.claims and await self.of_session(held) is None

    async def by_code(self, provider: Provider, cookie: str, code: str) -> tuple[Held, str]:
        """The session of somebody who typed their code, and where they were going.

        Raises Refusal SIGN_IN_LOST, ACCESS_CODE_REFUSED.
        """
        kept = self.waiting(cookie)
        if kept["issuer"] != provider.issuer:
            raise Refusal.of("SIGN_IN_LOST")
        family, given, sex, born, place = kept["identity"]
        identity = CivilIdentity(
            family, tuple(given), Sex(sex), date.fromisoformat(born), place
        )  # fmt: skip
        account, now = account_of(provider.issuer, kept["sub"]), self._clock()
        held = self._held(provider, kept["sub"], identity, kept["id_token"], None)
        try:
            held = as_patient(held, await link(account, identity, code, now, self.accounts))
        except Refusal as refusal:
            if refusal.code != "ACCESS_CODE_REFUSED":
                raise
            # Not a patient's own: perhaps that of who represents one.
            made = await link_account(account, identity, code, now, self._representations)
            held = _as_representative(held, made)
        return held, kept["back"]

    async def link_own(self, held: Held, code: str) -> Link:
        """Link the account of a session to the INS of its person. Raises ACCESS_CODE_REFUSED."""
        account, now = account_of(held.iss, held.sub), self._clock()
        return await link(account, identity_of(held.proof), code, now, self.accounts)

    def waiting(self, cookie: str | None) -> dict[str, Any]:
        """What the cookie of somebody to link holds; `provider` names theirs.

        Raises SIGN_IN_LOST.
        """
        try:
            sealed = decode_base64url((cookie or "").encode("ascii"))
            kept: dict[str, Any] = json.loads(self._key.open(sealed, _PLACE))
        except (MalformedJws, UnicodeEncodeError, SealBroken) as error:
            raise Refusal.of("SIGN_IN_LOST") from error
        if not 0 <= self._clock().timestamp() - kept["at"] < TO_LINK.total_seconds():
            raise Refusal.of("SIGN_IN_LOST")
        return kept

    def _waiting(
        self, provider: Provider, given: Vouched, identity: CivilIdentity, back: str
    ) -> str:
        kept = {
            "provider": provider.id, "issuer": provider.issuer, "sub": given.sub, "back": back,
            "id_token": given.id_token, "at": self._clock().timestamp(),
            "identity": [identity.family, identity.given, identity.sex,
                         identity.birth_date.isoformat(), identity.birth_place],
        }  # fmt: skip
        return encode_base64url(self._key.seal(json.dumps(kept).encode(), _PLACE)).decode()

    def _held(
        self, provider: Provider, sub: str, identity: CivilIdentity, id_token: str,
        refresh: str | None,
    ) -> Held:  # fmt: skip
        now = self._clock().timestamp()
        life = ALONE if refresh is None else LONGEST
        claims = {"sub": sub, **claims_of(identity)}
        return Held(
            provider.id, provider.kind, provider.issuer, sub, claims, id_token, refresh, now,
            now + life.total_seconds(),
        )  # fmt: skip


def as_patient(held: Held, own: Link) -> Held:
    """The session of the patient whose account that is."""
    choice = replace(held.choice, acting_for="")
    ins = {"ins": own.ins.matricule, "ins_oid": own.ins.oid.value}
    return replace(held, claims={**held.claims, **ins}, choice=choice)


def _as_representative(held: Held, made: Representation) -> Held:
    return replace(held, choice=replace(held.choice, acting_for=made.id))
