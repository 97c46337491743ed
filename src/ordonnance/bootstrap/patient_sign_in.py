"""Patients at a provider of civil identity: known by a link to their INS, or asked for a code.

Whom the provider named and no link knows yet waits in a sealed cookie of the browser, not in a
session: nothing opens before the code.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from ordonnance.adapters.database.base_key import PurposeKey
from ordonnance.adapters.keys import SealBroken
from ordonnance.adapters.oidc.client import Vouched
from ordonnance.adapters.oidc.people import civil_identity
from ordonnance.adapters.oidc.provider import Provider
from ordonnance.adapters.seal.compact_jws import MalformedJws, decode_base64url, encode_base64url
from ordonnance.bootstrap.held import ALONE, LONGEST, Held
from ordonnance.domain.civil_identity import CivilIdentity
from ordonnance.domain.errors import Refusal
from ordonnance.domain.ids import Ins
from ordonnance.domain.people import Sex
from ordonnance.usecases.patient_access import Link, link, linked
from ordonnance.usecases.ports import PatientAccounts

TO_LINK = timedelta(minutes=15)
"""How long somebody has to type their code."""

_PLACE = b"patient to link"


@dataclass(frozen=True, slots=True)
class ToLink:
    """Somebody whom the provider vouches for, and whose INS is not known yet."""

    cookie: str = field(repr=False)
    back: str


class PatientSignIn:
    """Links accounts of providers to the INS of patients."""

    def __init__(
        self, key: PurposeKey, clock: Callable[[], datetime], accounts: PatientAccounts
    ) -> None:
        self._key = key
        self._clock = clock
        self.accounts = accounts

    async def known(self, provider: Provider, given: Vouched, back: str) -> Held | ToLink:
        """The session of a patient who is linked already; else what waits for their code.

        Raises NotVerified for somebody whose identity is not whole.
        """
        identity = civil_identity(given.claims)
        known = await linked(account_of(provider.issuer, given.sub), self._clock(), self.accounts)
        if known is not None:
            return self._held(provider, given.sub, known.ins, given.id_token, given.refresh)
        return ToLink(self._waiting(provider, given, identity, back), back)

    async def of_session(self, held: Held) -> Link | None:
        """The link of the account of that session, None once it is undone or over."""
        return await linked(account_of(held.iss, held.sub), self._clock(), self.accounts)

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
        account = account_of(provider.issuer, kept["sub"])
        made = await link(account, identity, code, self._clock(), self.accounts)
        return self._held(provider, kept["sub"], made.ins, kept["id_token"], None), kept["back"]

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
        self, provider: Provider, sub: str, ins: Ins, id_token: str, refresh: str | None
    ) -> Held:
        now = self._clock().timestamp()
        life = ALONE if refresh is None else LONGEST
        claims = {"sub": sub, "ins": ins.matricule, "ins_oid": ins.oid.value}
        return Held(
            provider.id, provider.kind, provider.issuer, sub, claims, id_token, refresh, now,
            now + life.total_seconds(),
        )  # fmt: skip


def account_of(issuer: str, sub: str) -> str:
    """What names an account of that provider."""
    return f"{issuer}|{sub}"
