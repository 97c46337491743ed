"""Looks after the drug facts of a server: searched without waiting, old ones told every day."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date

import structlog

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.drugs.search import prepare
from ordonnance.adapters.pausing import stopped_within
from ordonnance.bootstrap.tasks import alert_unless
from ordonnance.usecases.drug_views import Facts
from ordonnance.usecases.ports import Drugs

LOOKED_EVERY_SECONDS = 5.0

_log = structlog.get_logger("ordonnance")


@asynccontextmanager
async def watched(drugs: Drugs, facts: Callable[[], Facts] | None) -> AsyncIterator[None]:
    """The drug facts looked after until the block ends.

    `facts` tells the version in service: what makes it unreliable is an alert, again each day;
    None where another process of the same base says it.
    """
    stop = asyncio.Event()
    task = asyncio.create_task(_watch(drugs, Watch(facts) if facts else None, stop), name="drugs")
    task.add_done_callback(alert_unless(stop))
    try:
        yield
    finally:
        stop.set()
        # What ended it early was told by its alert: closing goes on.
        await asyncio.gather(task, return_exceptions=True)


class Watch:
    """Says once a day, and once per version, that the drug facts are not to be relied upon."""

    def __init__(self, facts: Callable[[], Facts]) -> None:
        self._facts = facts
        self._told: tuple[str, date] | None = None

    def look(self) -> None:
        """One line in the log when there is something to say that was not said today."""
        facts = self._facts()
        said = (facts.digest, SystemClock().now().date())
        if facts.warning and said != self._told:
            _log.error(
                "ALERT the drug facts are not to be relied upon",
                dated=facts.dated.isoformat(),
                demonstration=facts.demonstration,
            )
            self._told = said


async def _watch(drugs: Drugs, watch: Watch | None, stop: asyncio.Event) -> None:
    """Look, and make the index of each version in a thread: nobody who types waits for it."""
    prepared = ""
    while not stop.is_set():
        if watch is not None:
            watch.look()
        catalogue = drugs.current()
        if catalogue.version.digest != prepared:
            await asyncio.to_thread(prepare, catalogue)
            prepared = catalogue.version.digest
        await stopped_within(stop, LOOKED_EVERY_SECONDS)
