"""Who is signed in, in a browser: kept between two pages, forgotten when idle."""

from datetime import datetime, timedelta
from typing import Protocol


class Sessions(Protocol):
    """Sessions of browsers. `secret` is what the cookie holds; it is never kept."""

    async def begin(
        self, secret: str, held: bytes, at: datetime, ends: datetime, tie: str = ""
    ) -> None:
        """Begin a session that holds that until `ends` at the latest; those of one `tie` can be
        ended together, without their secrets."""

    async def seen(self, secret: str, at: datetime, idle: timedelta) -> bytes | None:
        """What the session holds; None when there is none, it is over, or idle for that long."""

    async def claim(self, secret: str, at: datetime, patience: timedelta) -> bool:
        """True for the one caller who may renew what the session holds.

        The others find False until it is renewed, or until `patience` has passed.
        """

    async def renew(self, secret: str, former: bytes, held: bytes, *, proved: bool) -> bool:
        """The session holds that from now on; False when it no longer holds `former`, or is over.

        `proved`: by whoever claimed it, who gives the claim back; otherwise the claim stays.
        """

    async def once(self, mark: str, at: datetime, ends: datetime) -> bool:
        """True the first time that `mark` is brought; it is remembered until `ends` at least."""

    async def end(self, secret: str) -> None:
        """End it; one that is not there is ended already."""

    async def end_tied(self, tie: str) -> None:
        """End every session of that tie."""
