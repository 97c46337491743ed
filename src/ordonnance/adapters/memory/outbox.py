"""The outbox in memory, as the acts fill it and as the worker reads it."""

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from ordonnance.adapters.database.draining import LEASE, Claimed
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases.ports import OutboxMessage

_KIND = re.compile(r"[a-z][a-z_.-]{2,39}")
_MESSAGES_PER_ACT = 100


def checked(messages: Sequence[OutboxMessage]) -> None:
    """Raise ValueError for messages that no outbox accepts, before anything is written."""
    if len(messages) > _MESSAGES_PER_ACT:
        raise ValueError("too many outbox messages in one act")
    if not all(_KIND.fullmatch(message.kind) for message in messages):
        raise ValueError("the kind of an outbox message is 3 to 40 lowercase letters, _ . -")


@dataclass(frozen=True, slots=True)
class _Waiting:
    claimed: Claimed
    available_at: float
    last_error: str | None = None


class MemoryOutbox:
    """Messages to deliver, at least once; `seconds` measures leases and delays, nothing legal."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._waiting: dict[tuple[str, int], _Waiting] = {}

    def put(
        self, number: OrdonnanceNumber, version: int, messages: Sequence[OutboxMessage]
    ) -> None:
        """Keep the messages of one act, ranked by the version that it gave."""
        for place, message in enumerate(messages):
            sequence = version * _MESSAGES_PER_ACT + place
            self._waiting[number.value, sequence] = _Waiting(
                Claimed(number, sequence, message, 0), self._seconds()
            )

    async def claim(self, limit: int, lease: timedelta = LEASE) -> tuple[Claimed, ...]:
        """Take at most `limit` messages; they come back after `lease` unless done."""
        now = self._seconds()
        taken: list[Claimed] = []
        topics: set[tuple[str, str]] = set()
        for key in sorted(self._waiting):
            waiting = self._waiting[key]
            claimed = waiting.claimed
            topic = (key[0], claimed.message.kind.partition(".")[0])
            # The first of its topic that is not done, and only that one.
            if topic not in topics and waiting.available_at <= now and len(taken) < limit:
                claimed = replace(claimed, attempts=claimed.attempts + 1)
                self._waiting[key] = replace(
                    waiting, claimed=claimed, available_at=now + lease.total_seconds()
                )
                taken.append(claimed)
            topics.add(topic)
        return tuple(taken)

    async def done(self, number: OrdonnanceNumber, sequence: int) -> None:
        """Never give this message again."""
        self._waiting.pop((number.value, sequence), None)

    async def failed(
        self, number: OrdonnanceNumber, sequence: int, code: str, backoff: timedelta
    ) -> None:
        """Keep the code of its error; give it again after `backoff`."""
        key = (number.value, sequence)
        if (waiting := self._waiting.get(key)) is not None:
            self._waiting[key] = replace(
                waiting,
                available_at=self._seconds() + backoff.total_seconds(),
                last_error=code,
            )

    async def release(self, beyond: timedelta) -> int:
        """Make due at once what is put off further than `beyond`; how many messages."""
        now = self._seconds()
        late = [
            key
            for key, waiting in self._waiting.items()
            if waiting.available_at > now
            and (
                waiting.claimed.attempts == 0 or waiting.available_at > now + beyond.total_seconds()
            )
        ]
        for key in late:
            self._waiting[key] = replace(self._waiting[key], available_at=now)
        return len(late)

    async def waiting(self) -> int:
        """How many messages are not done."""
        return len(self._waiting)
