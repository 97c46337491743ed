"""Sessions of browsers in PostgreSQL: found by a keyed hash, sealed under their own secret."""

from datetime import datetime, timedelta

from ordonnance.adapters.database.base_key import BaseKey, PurposeKey
from ordonnance.adapters.database.connections import Connections

_PLACE = b"web_session"
_BEGIN = "SELECT base.begin_web_session($1, $2, $3, $4, $5)"
_SEEN = "SELECT base.see_web_session($1, $2, $3)"
_CLAIM = "SELECT base.claim_web_session($1, $2, $3)"
_HELD = "SELECT body FROM base.web_session WHERE session_hash = $1"
_RENEW = "SELECT base.renew_web_session($1, $2, $3, $4)"
_ONCE = "SELECT base.take_once($1, $2, $3)"
_END = "SELECT base.close_web_session($1)"
_END_TIED = "SELECT base.close_tied_web_sessions($1)"


class PostgresSessions:
    """The port `Sessions`. Raises Refusal BASE_UNAVAILABLE, DatabaseFault."""

    def __init__(self, connections: Connections, base_key: BaseKey) -> None:
        self._connections = connections
        self._base_key = base_key

    async def begin(
        self, secret: str, held: bytes, at: datetime, ends: datetime, tie: str = ""
    ) -> None:
        """Begin a session."""
        key, tied = self._key(secret), self._tie(tie) if tie else None
        await self._connections.value(_BEGIN, _row(key), tied, key.seal(held, _PLACE), at, ends)

    async def seen(self, secret: str, at: datetime, idle: timedelta) -> bytes | None:
        """What it holds, None when it is over."""
        key = self._key(secret)
        body = await self._connections.value(_SEEN, _row(key), at, idle)
        return None if body is None else key.open(body, _PLACE)

    async def claim(self, secret: str, at: datetime, patience: timedelta) -> bool:
        """True for the one who may renew it."""
        return bool(await self._connections.value(_CLAIM, _row(self._key(secret)), at, patience))

    async def renew(self, secret: str, former: bytes, held: bytes, *, proved: bool) -> bool:
        """What it holds from now on, in place of `former`."""
        key = self._key(secret)
        row = _row(key)
        sealed = await self._connections.value(_HELD, row)
        if sealed is None or key.open(sealed, _PLACE) != former:
            return False
        renewed = (row, sealed, key.seal(held, _PLACE), proved)
        return bool(await self._connections.value(_RENEW, *renewed))

    async def once(self, mark: str, at: datetime, ends: datetime) -> bool:
        """True the first time that this mark is brought, to whichever server."""
        taken = self._base_key.for_purpose("one-time mark", mark)
        return bool(await self._connections.value(_ONCE, _row(taken), at, ends))

    async def end(self, secret: str) -> None:
        """End it."""
        await self._connections.value(_END, _row(self._key(secret)))

    async def end_tied(self, tie: str) -> None:
        """End every session of that tie."""
        await self._connections.value(_END_TIED, self._tie(tie))

    def _tie(self, tie: str) -> bytes:
        return _row(self._base_key.for_purpose("tie of web sessions", tie))

    def _key(self, secret: str) -> PurposeKey:
        return self._base_key.for_purpose("web session", secret)


def _row(key: PurposeKey) -> bytes:
    return key.hash(_PLACE)
