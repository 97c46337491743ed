"""Work on a database as its owner, beside the servers or without them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from ordonnance.adapters.database.opening import not_created, write_compactly
from ordonnance.adapters.postgres_server import (
    APP_ROLE,
    OWNER_ROLE,
    PostgresUnavailable,
    dsn_of_running,
    start,
)
from ordonnance.settings import Settings


@dataclass(frozen=True, slots=True)
class Compacted:
    """A base whose servers write the shorter form from their next start on."""

    data: str


async def compact(settings: Settings, data: Path) -> Compacted:
    """Let a base of an earlier version write the shorter form.

    Raises BaseRefused BASE_NOT_CREATED, PostgresUnavailable.
    """
    if not settings.dsn and not (data / "postgres").is_dir():
        # Starting PostgreSQL would make a new one there.
        raise not_created()
    async with owner_address(settings, data) as dsn:
        await write_compactly(dsn)
    return Compacted(str(data))


@asynccontextmanager
async def owner_address(settings: Settings, data: Path) -> AsyncIterator[str]:
    """The address of the database as its owner: the operator's, or as `_embedded`."""
    if settings.dsn:
        yield settings.dsn
        return
    async with _embedded(data, OWNER_ROLE) as dsn:
        yield dsn


@asynccontextmanager
async def app_address(settings: Settings, data: Path) -> AsyncIterator[str]:
    """The same as the application. Raises BaseRefused BASE_NOT_CREATED: nothing is made there."""
    if settings.dsn_app:
        yield settings.dsn_app
        return
    if not (data / "postgres").is_dir():
        raise not_created()
    async with _embedded(data, APP_ROLE) as dsn:
        yield dsn


@asynccontextmanager
async def _embedded(data: Path, role: str) -> AsyncIterator[str]:
    """The database of a data folder: a running server's, or one started for this."""
    try:
        server = await asyncio.to_thread(start, data)
    except PostgresUnavailable as refused:
        if refused.code != "DATA_FOLDER_IN_USE":
            raise
        yield dsn_of_running(data, role)
        return
    try:
        yield server.dsn_for(role)
    finally:
        await asyncio.to_thread(server.stop)
