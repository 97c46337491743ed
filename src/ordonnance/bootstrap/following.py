"""Keeps the reference data of a process up to date: each version put in service is taken whole."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import structlog

from ordonnance.adapters.directory.errors import DirectoryRefused
from ordonnance.adapters.directory.store import StoredDirectories
from ordonnance.adapters.drugs.errors import DrugsRefused
from ordonnance.adapters.drugs.following import StoredDrugs
from ordonnance.adapters.interactions.errors import InteractionsRefused
from ordonnance.adapters.interactions.following import StoredInteractions
from ordonnance.adapters.pausing import stopped_within
from ordonnance.bootstrap.platform import Platform
from ordonnance.bootstrap.tasks import alert_unless
from ordonnance.usecases.ports import Drugs, Interactions

FOLLOWED_EVERY_SECONDS = 2.0
"""How long a process may go on with the former version."""

Followed = Drugs | Interactions | StoredDirectories

_log = structlog.get_logger("ordonnance")


def sources(platform: Platform) -> tuple[Followed, ...]:
    """The reference data that a process consults."""
    ports = platform.ports
    return ports.drugs, ports.interactions, platform.directory.directories


@asynccontextmanager
async def followed(*kept: Followed) -> AsyncIterator[None]:
    """The reference data kept up to date in this process until the block ends."""
    stop = asyncio.Event()
    task = asyncio.create_task(follow(kept, stop), name="reference data")
    task.add_done_callback(alert_unless(stop))
    try:
        yield
    finally:
        stop.set()
        # What ended it early was told by its alert: closing goes on.
        await asyncio.gather(task, return_exceptions=True)


async def follow(kept: Sequence[Followed], stop: asyncio.Event) -> None:
    """Take each version put in service while this process runs, until `stop`."""
    while not stop.is_set():
        await stopped_within(stop, FOLLOWED_EVERY_SECONDS)
        for source in kept:
            if isinstance(source, StoredDrugs):
                await _drugs(source)
            elif isinstance(source, StoredInteractions):
                await _interactions(source)
            elif isinstance(source, StoredDirectories):
                await _directory(source)


async def _drugs(drugs: StoredDrugs) -> None:
    try:
        taken = await asyncio.to_thread(drugs.refresh)
    except DrugsRefused as refused:
        _log.error("ALERT a version of the drug facts cannot be read", code=refused.code)
        return
    if taken:
        version = drugs.current().version
        _log.info("drug facts", dated=version.dated.isoformat(), digest=version.digest[:12])


async def _interactions(interactions: StoredInteractions) -> None:
    try:
        taken = await asyncio.to_thread(interactions.refresh)
    except InteractionsRefused as refused:
        _log.error("ALERT a version of the interactions cannot be read", code=refused.code)
        return
    thesaurus = interactions.current().thesaurus
    if taken and thesaurus is not None:
        version = thesaurus.version
        _log.info("interactions", dated=version.dated.isoformat(), digest=version.digest[:12])


async def _directory(directories: StoredDirectories) -> None:
    try:
        taken = await asyncio.to_thread(directories.refresh)
    except DirectoryRefused as refused:
        _log.error("ALERT a version of the directory cannot be read", code=refused.code)
        return
    found = directories.current()
    if taken and found is not None:
        _log.info("directory", dated=found[0].dated.isoformat(), digest=found[0].digest[:12])
