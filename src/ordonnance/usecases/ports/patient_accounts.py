"""Accounts of patients: whom an account of a provider stands for, and the codes that prove it."""

from datetime import datetime
from typing import Protocol

MOST_TRIES = 5
"""Codes that may be tried for one identity before its code no longer serves."""


class PatientAccounts(Protocol):
    """Codes by identity (`CivilIdentity.key`), links by account; all of it encrypted at rest."""

    async def offer(
        self, identity: str, code: str, held: bytes, at: datetime, until: datetime
    ) -> None:
        """Keep a code for that identity, in the place of any former one, and what it opens."""
        ...

    async def tried(self, identity: str, code: str, at: datetime) -> bytes | None:
        """What the code opens, which is then gone; None for another code, late, or tried too often.

        Each try counts, whatever comes of it.
        """
        ...

    async def link(self, account: str, held: bytes, at: datetime) -> None:
        """From now on that account stands for what it holds."""
        ...

    async def unlink(self, account: str) -> None:
        """That account stands for nobody any more; one that never did is no fault."""
        ...

    async def linked(self, account: str) -> bytes | None:
        """What the account stands for, None for one that was never linked."""
        ...
