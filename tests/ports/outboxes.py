"""What the tests of the outbox put in it, and a consumer that remembers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from ordonnance.adapters.database.draining import (
    Consumer,
)
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases.ports import OutboxMessage
from tests.ports.bases import Opened, a_new, make_base, opened

NONE = timedelta(0)

PATIENCE = 60.0
"""Seconds after which a loop that has not ended never will."""

Seen = list[tuple[OrdonnanceNumber, int, OutboxMessage]]


@asynccontextmanager
async def in_store(request: pytest.FixtureRequest, name: str) -> AsyncIterator[Opened]:
    """A base in the store that the test asks for, PostgreSQL or memory."""
    made = None
    if request.param == "postgres":
        # A base of its own for each test: a worker takes whatever waits.
        made = make_base(request.getfixturevalue("postgres"), name)
    async with opened(made) as base:
        yield base


def keeping(seen: Seen) -> Consumer:
    """A consumer that only remembers."""

    async def consume(number: OrdonnanceNumber, sequence: int, message: OutboxMessage) -> None:
        seen.append((number, sequence, message))

    return consume


async def issued(here: Opened, *outbox: OutboxMessage) -> OrdonnanceNumber:
    new = a_new(outbox=outbox)
    await here.base.issue(new)
    return new.number
