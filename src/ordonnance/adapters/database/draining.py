"""The worker's loop: takes messages from an outbox and gives each to the consumer of its kind.

At least once: a consumer may see a message again, and recognises it by number and sequence.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from ordonnance.domain.errors import Refusal
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases.ports import OutboxMessage

Consumer = Callable[[OrdonnanceNumber, int, OutboxMessage], Awaitable[None]]
"""Does what a message asks; number and sequence together are its idempotency key."""

BATCH = 32
LEASE = timedelta(seconds=60)
"""How long a message claimed is left alone; a consumer has half of it."""

POLL_SECONDS = 2.0

GATHERING_SECONDS = 0.25
"""How long the worker lets messages come after a round that left none: taken by handfuls they cost
PostgreSQL and the processor's caches a fifth more (ADR 0090)."""

LONGEST_DELAY = timedelta(hours=1)
LONGEST_PAUSE_SECONDS = 30.0
"""The longest wait after rounds that failed one after the other."""

RELEASE_SECONDS = 60.0
"""How often the worker looks for messages put off by a clock since put back."""

STOP_SECONDS = 5.0
"""How long a worker asked to stop goes on with what it took, before giving it back."""

RELEASED = "RELEASED"
"""The code of a message given back by a worker that stops: another may take it at once."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message taken, and how often it has been, this time included.

    `unreadable` says, as a code, why its content does not open: `message` then has only its kind.
    """

    number: OrdonnanceNumber
    sequence: int
    message: OutboxMessage
    attempts: int
    unreadable: str | None = None


class MessageQueue(Protocol):
    """An outbox as the worker sees it."""

    async def claim(self, limit: int, lease: timedelta = LEASE) -> Sequence[Claimed]:
        """Take at most `limit` messages; they come back after `lease` unless done."""
        ...

    async def done(self, number: OrdonnanceNumber, sequence: int) -> None:
        """Never give this message again."""
        ...

    async def release(self, beyond: timedelta) -> int:
        """Make due at once what is put off further than `beyond`; how many messages."""
        ...

    async def failed(
        self, number: OrdonnanceNumber, sequence: int, code: str, backoff: timedelta
    ) -> None:
        """Keep the code of its error; give it again after `backoff`."""
        ...


async def drain(
    queue: MessageQueue,
    consumers: Mapping[str, Consumer],
    stop: asyncio.Event,
    wake: asyncio.Event | None = None,
    poll_seconds: float = POLL_SECONDS,
    stop_seconds: float = STOP_SECONDS,
) -> None:
    """Deliver until `stop` is set; `wake` shortens the wait when nothing was found to do.

    No failure of a round ends it: it is logged by its type, and tried again after a pause. What is
    not delivered `stop_seconds` after `stop`, or when this is cancelled, is given back.
    """
    failures, release_at = 0, 0.0
    while not stop.is_set():
        if wake is not None:
            # Before looking: a message written after the look sets it again.
            wake.clear()
        try:
            if time.monotonic() >= release_at:
                await queue.release(LONGEST_DELAY + LEASE)
                release_at = time.monotonic() + RELEASE_SECONDS
            delivered = await _round(queue, consumers, stop, stop_seconds)
        except Exception as error:  # a worker that died would leave everything waiting, unseen
            if isinstance(error, Refusal):
                _log.warning("outbox out of reach: %s", error.code)
            else:
                _log.error("ALERT outbox round failed: %s", type(error).__name__)
            await _first_of(stop, None, pause_after(failures, poll_seconds))
            failures += 1
            continue
        failures = 0
        if not delivered:
            await _first_of(stop, wake, poll_seconds)
        elif delivered < BATCH:
            await _first_of(stop, None, min(poll_seconds, GATHERING_SECONDS))


async def deliver_once(queue: MessageQueue, consumers: Mapping[str, Consumer]) -> int:
    """One round: take a batch, deliver it; how many messages were taken.

    Raises what `claim` raises. A message whose end cannot be written comes back after its lease.
    """
    batch = await queue.claim(BATCH)
    deliveries = (_deliver(queue, consumers, each) for each in batch)
    for outcome in await asyncio.gather(*deliveries, return_exceptions=True):
        if isinstance(outcome, BaseException):
            _log.warning("outbox delivery not written down: %s", _code(outcome))
    return len(batch)


async def _round(
    queue: MessageQueue, consumers: Mapping[str, Consumer], stop: asyncio.Event, seconds: float
) -> int:
    """One round, cut short when `stop` comes and it does not end."""
    delivering = asyncio.ensure_future(deliver_once(queue, consumers))
    stopped = asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({delivering, stopped}, return_when=asyncio.FIRST_COMPLETED)
        await asyncio.wait({delivering}, timeout=seconds)
        if not delivering.done():
            delivering.cancel()
            await asyncio.wait({delivering})
        return 0 if delivering.cancelled() else delivering.result()
    except asyncio.CancelledError:
        delivering.cancel()
        await asyncio.wait({delivering})
        raise
    finally:
        stopped.cancel()


def backoff(attempts: int) -> timedelta:
    """How long a message that failed `attempts` times waits: doubles from a second, to an hour."""
    return min(timedelta(seconds=2 ** min(attempts - 1, 20)), LONGEST_DELAY)


def pause_after(failures: int, poll_seconds: float) -> float:
    """Seconds to wait after a failed round that `failures` others preceded: it doubles."""
    return min(poll_seconds * (1 << min(failures, 10)), LONGEST_PAUSE_SECONDS)


async def _deliver(
    queue: MessageQueue, consumers: Mapping[str, Consumer], claimed: Claimed
) -> None:
    kind = claimed.message.kind
    consumer = consumers.get(kind)
    if claimed.unreadable is not None:
        code = claimed.unreadable
        _log.error("ALERT outbox message %s (try %d): %s", kind, claimed.attempts, code)
    elif consumer is None:
        # Kept: the version that knows this kind will deliver it.
        _log.error("ALERT outbox message of an unknown kind: %s", kind)
        code = "CONSUMER_UNKNOWN"
    else:
        try:
            async with asyncio.timeout(LEASE.total_seconds() / 2):
                await consumer(claimed.number, claimed.sequence, claimed.message)
        except asyncio.CancelledError:
            # Whatever was done is done again by the next one: at least once is the rule.
            await queue.failed(claimed.number, claimed.sequence, RELEASED, timedelta(0))
            raise
        except Exception as error:  # whatever a consumer does wrong concerns its own message only
            code = _code(error)
            _log.warning("outbox message %s failed (try %d): %s", kind, claimed.attempts, code)
        else:
            await queue.done(claimed.number, claimed.sequence)
            return
    await queue.failed(claimed.number, claimed.sequence, code, backoff(claimed.attempts))


def _code(error: BaseException) -> str:
    return error.code if isinstance(error, Refusal) else type(error).__name__


async def _first_of(stop: asyncio.Event, wake: asyncio.Event | None, seconds: float) -> None:
    events = [stop] if wake is None else [stop, wake]
    waits = [asyncio.ensure_future(event.wait()) for event in events]
    try:
        await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for each in waits:
            each.cancel()
