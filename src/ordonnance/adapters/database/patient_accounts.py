"""Accounts of patients in PostgreSQL: found by keyed hashes, sealed under keys of their own."""

from datetime import datetime

from ordonnance.adapters.database.base_key import BaseKey, PurposeKey
from ordonnance.adapters.database.connections import Connections
from ordonnance.usecases.ports import MOST_TRIES

_CODE, _ACCOUNT = b"patient_code", b"patient_account"
_OFFER = "SELECT base.offer_patient_code($1, $2, $3, $4, $5)"
_TRY = "SELECT base.try_patient_code($1, $2, $3, $4)"
_LINK = "SELECT base.link_patient_account($1, $2, $3)"
_UNLINK = "SELECT base.unlink_patient_account($1)"
_LINKED = "SELECT body FROM base.patient_account WHERE account_hash = $1"


class PostgresPatientAccounts:
    """The port `PatientAccounts`. Raises Refusal BASE_UNAVAILABLE, DatabaseFault."""

    def __init__(self, connections: Connections, base_key: BaseKey) -> None:
        self._connections = connections
        self._base_key = base_key

    async def offer(
        self, identity: str, code: str, held: bytes, at: datetime, until: datetime
    ) -> None:
        """Keep a code in the place of any former one."""
        key = self._code_key(identity)
        sealed = key.seal(held, _CODE)
        await self._connections.value(
            _OFFER, key.hash(_CODE), _hashed(key, code), sealed, at, until
        )

    async def tried(self, identity: str, code: str, at: datetime) -> bytes | None:
        """What the code opens."""
        key = self._code_key(identity)
        body = await self._connections.value(
            _TRY, key.hash(_CODE), _hashed(key, code), at, MOST_TRIES
        )
        return None if body is None else key.open(body, _CODE)

    async def link(self, account: str, held: bytes, at: datetime) -> None:
        """The account stands for that."""
        key = self._account_key(account)
        await self._connections.value(_LINK, key.hash(_ACCOUNT), key.seal(held, _ACCOUNT), at)

    async def unlink(self, account: str) -> None:
        """It stands for nobody."""
        await self._connections.value(_UNLINK, self._account_key(account).hash(_ACCOUNT))

    async def linked(self, account: str) -> bytes | None:
        """What it stands for."""
        key = self._account_key(account)
        body = await self._connections.value(_LINKED, key.hash(_ACCOUNT))
        return None if body is None else key.open(body, _ACCOUNT)

    def _code_key(self, identity: str) -> PurposeKey:
        return self._base_key.for_purpose("patient code", identity)

    def _account_key(self, account: str) -> PurposeKey:
        return self._base_key.for_purpose("patient account", account)


def _hashed(key: PurposeKey, code: str) -> bytes:
    return key.hash(b"code|" + code.encode())
