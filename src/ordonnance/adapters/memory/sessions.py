"""Sessions of browsers in memory: one process, gone with it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

SEEN_EVERY = timedelta(seconds=30)
"""How far apart two times seen are written down."""


@dataclass(frozen=True, slots=True)
class _Session:
    held: bytes
    seen: datetime
    ends: datetime
    renewing: datetime | None = None
    tie: str = ""


class MemorySessions:
    """The port `Sessions`, in a dictionary."""

    def __init__(self) -> None:
        self._sessions: dict[str, _Session] = {}
        self._marks: dict[str, datetime] = {}

    async def begin(
        self, secret: str, held: bytes, at: datetime, ends: datetime, tie: str = ""
    ) -> None:
        """Begin a session."""
        self._sessions = {key: kept for key, kept in self._sessions.items() if kept.ends >= at}
        self._sessions[secret] = _Session(held, at, ends, tie=tie)

    async def seen(self, secret: str, at: datetime, idle: timedelta) -> bytes | None:
        """What it holds, None when it is over."""
        kept = self._sessions.get(secret)
        if kept is None or kept.ends <= at or kept.seen <= at - idle:
            return None
        # Seen later than the present: by a clock since put back.
        if not at - SEEN_EVERY <= kept.seen <= at + SEEN_EVERY:
            self._sessions[secret] = replace(kept, seen=at)
        return kept.held

    async def claim(self, secret: str, at: datetime, patience: timedelta) -> bool:
        """True for the one who may renew it."""
        kept = self._sessions.get(secret)
        if kept is None:
            return False
        if kept.renewing is not None and at - patience < kept.renewing <= at + patience:
            return False
        self._sessions[secret] = replace(kept, renewing=at)
        return True

    async def renew(self, secret: str, former: bytes, held: bytes, *, proved: bool) -> bool:
        """What it holds from now on, in place of `former`."""
        kept = self._sessions.get(secret)
        if kept is None or kept.held != former:
            return False
        self._sessions[secret] = replace(
            kept, held=held, renewing=None if proved else kept.renewing
        )
        return True

    async def once(self, mark: str, at: datetime, ends: datetime) -> bool:
        """True the first time."""
        self._marks = {key: until for key, until in self._marks.items() if until >= at}
        if mark in self._marks:
            return False
        self._marks[mark] = ends
        return True

    async def end(self, secret: str) -> None:
        """End it."""
        self._sessions.pop(secret, None)

    async def end_tied(self, tie: str) -> None:
        """End every session of that tie."""
        self._sessions = {key: kept for key, kept in self._sessions.items() if kept.tie != tie}
