"""Who acts for whom, in memory: one process, gone with it."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ordonnance.usecases.ports import MOST_TRIES, KeptRepresentation


@dataclass(frozen=True, slots=True)
class _Code:
    code: str
    held: bytes
    until: datetime
    tries: int = 0


class MemoryRepresentations:
    """The port `Representations`, in dictionaries by person, by identity and by account."""

    def __init__(self) -> None:
        self._made: dict[str, dict[str, KeptRepresentation]] = {}
        self._codes: dict[str, dict[str, _Code]] = {}
        self._accounts: dict[str, dict[str, bytes]] = {}

    async def record(self, represented: str, id: str, held: bytes, at: datetime) -> None:  # noqa: ARG002  # kept by the base only
        """Keep a new representation."""
        self._made.setdefault(represented, {})[id] = KeptRepresentation(id, held, None)

    async def end(self, represented: str, id: str, held: bytes, at: datetime) -> None:  # noqa: ARG002  # kept by the base only
        """Keep how it ended."""
        mine = self._made.get(represented, {})
        found = mine.get(id)
        if found is not None and found.ended is None:
            mine[id] = replace(found, ended=held)

    async def of(self, represented: str) -> Sequence[KeptRepresentation]:
        """Every representation of that person."""
        return tuple(self._made.get(represented, {}).values())

    async def offer(
        self, identity: str, id: str, code: str, held: bytes, at: datetime, until: datetime
    ) -> None:
        """Keep a code in the place of its former one."""
        mine = self._codes.get(identity, {})
        still = {key: each for key, each in mine.items() if each.until > at}
        self._codes[identity] = {**still, id: _Code(code, held, until)}

    async def tried(self, identity: str, code: str, at: datetime) -> bytes | None:
        """What the code opens."""
        mine = self._codes.get(identity, {})
        serving = {
            id: each for id, each in mine.items() if each.until > at and each.tries < MOST_TRIES
        }
        for id, kept in serving.items():
            if hmac.compare_digest(kept.code.encode(), code.encode()):
                return mine.pop(id).held
        for id, kept in serving.items():
            mine[id] = replace(kept, tries=kept.tries + 1)
        return None

    async def link(self, account: str, id: str, held: bytes, at: datetime) -> None:  # noqa: ARG002  # kept by the base only
        """That account is the representative's."""
        self._accounts.setdefault(account, {})[id] = held

    async def linked(self, account: str) -> Sequence[bytes]:
        """What each of its links holds."""
        return tuple(self._accounts.get(account, {}).values())
