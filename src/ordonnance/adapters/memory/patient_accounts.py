"""Accounts of patients in memory: one process, gone with it."""

import hmac
from dataclasses import dataclass, replace
from datetime import datetime

from ordonnance.usecases.ports import MOST_TRIES


@dataclass(frozen=True, slots=True)
class _Code:
    code: str
    held: bytes
    until: datetime
    tries: int = 0


class MemoryPatientAccounts:
    """The port `PatientAccounts`, in two dictionaries."""

    def __init__(self) -> None:
        self._codes: dict[str, _Code] = {}
        self._accounts: dict[str, bytes] = {}

    async def offer(
        self, identity: str, code: str, held: bytes, at: datetime, until: datetime
    ) -> None:
        """Keep a code in the place of any former one."""
        self._codes = {key: kept for key, kept in self._codes.items() if kept.until > at}
        self._codes[identity] = _Code(code, held, until)

    async def tried(self, identity: str, code: str, at: datetime) -> bytes | None:
        """What the code opens."""
        kept = self._codes.get(identity)
        if kept is None or kept.until <= at or kept.tries >= MOST_TRIES:
            return None
        if hmac.compare_digest(kept.code.encode(), code.encode()):
            del self._codes[identity]
            return kept.held
        self._codes[identity] = replace(kept, tries=kept.tries + 1)
        return None

    async def link(self, account: str, held: bytes, at: datetime) -> None:  # noqa: ARG002  # kept by the base only
        """The account stands for that."""
        self._accounts[account] = held

    async def unlink(self, account: str) -> None:
        """It stands for nobody."""
        self._accounts.pop(account, None)

    async def linked(self, account: str) -> bytes | None:
        """What it stands for."""
        return self._accounts.get(account)
