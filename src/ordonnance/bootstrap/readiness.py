"""Whether this process can serve a durable write and a read now; which part cannot, if not.

Asked by a load balancer every second: a look at the database is kept a moment, shared by those who
ask meanwhile, and never waited for longer than LOOK_SECONDS.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

import structlog

from ordonnance.adapters.database.connections import DatabaseFault
from ordonnance.adapters.database.looking import Look
from ordonnance.bootstrap.stopping import Stopping
from ordonnance.domain.errors import Refusal

CHECKS: Mapping[str, str] = {
    "stopping": "Le serveur s'arrête : il termine ce qu'il a commencé.",
    "database": "La base de données ne répond pas.",
    "writable": "La base de données refuse les écritures (lecture seule, reprise, disque plein).",
    "schema": "Le schéma de la base de données est plus ancien que ce programme.",
    "keys": "Les clés de ce serveur n'ouvrent pas cette base de données.",
    "seal_key": "Aucune clé du sceau n'est valable aujourd'hui.",
    "disk": "Il ne reste presque plus de place dans le dossier de données.",
    "worker": "Le travail de fond (envois et compteurs) s'est arrêté.",
    "outbox": "Des envois prêts à partir attendent depuis trop longtemps.",
}  # fmt: skip
"""What is checked, and what a check that fails means. The names never change."""

WARNINGS: Mapping[str, str] = {
    "drug_facts": "Le catalogue de démonstration sur une base réelle, ou des médicaments anciens.",
    "mail": "Des messages attendus ne partent pas, ou une boîte ne se relève pas.",
    "directory": "L'annuaire des messageries est ancien, absent ou abîmé.",
    "interactions": "Aucun thésaurus des interactions, ou un thésaurus ancien.",
}
"""What somebody should see to though it stops no act; the names never change."""

LOOK_SECONDS = 2.0
KEPT_SECONDS = 1.0

_log = structlog.get_logger("ordonnance")

Local = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Ready:
    """The outcome of each check; one that could not be made is absent."""

    checks: Mapping[str, bool]
    look: Look | None = None

    @property
    def yes(self) -> bool:
        """True when every check holds."""
        return all(self.checks.get(name) is True for name in CHECKS)

    @property
    def failed(self) -> tuple[str, ...]:
        """The names of the checks that do not hold."""
        return tuple(name for name in CHECKS if self.checks.get(name) is False)


class Readiness:
    """Asks. `local` checks look at this machine only; `overdue` is the most that a ready message
    may wait, in seconds."""

    def __init__(
        self,
        look: Callable[[bool], Awaitable[Look]],
        local: Mapping[str, Local],
        stopping: Stopping,
        overdue: float,
    ) -> None:
        self._look = look
        self._local = local
        self._stopping = stopping
        self._overdue = overdue
        self.tasks: Sequence[asyncio.Task[None]] = ()
        self._worker: Local = lambda: True
        self._looking: asyncio.Task[Look] | None = None
        self._kept: tuple[float, Ready] | None = None
        self._failed: tuple[str, ...] = ()
        self._begun = time.monotonic()
        self._failing: dict[str, float] = {}

    @property
    def running_for(self) -> float:
        """Seconds since this process began to watch itself."""
        return time.monotonic() - self._begun

    def failing_for(self, name: str) -> float | None:
        """Seconds since that check was first seen to fail, None for one that does not."""
        since = self._failing.get(name)
        return None if since is None else time.monotonic() - since

    def watch(self, tasks: Sequence[asyncio.Task[None]]) -> None:
        """Not ready once one of these has ended."""
        self.tasks = tasks

    async def ask(self) -> Ready:
        """The state of now, or of a second ago; stopping shows at once."""
        if self._stopping.begun.is_set():
            return Ready({"stopping": False})
        if self._kept is None or time.monotonic() - self._kept[0] > KEPT_SECONDS:
            ready = await self._asked()
            self._kept = (time.monotonic(), ready)
            self._tell(ready)
        return self._kept[1]

    def watch_also(self, alive: Local) -> None:
        """Not ready while `alive` says no: the worker of another process."""
        self._worker = alive

    def close(self) -> None:
        """Give up a look under way."""
        if self._looking is not None:
            self._looking.cancel()

    async def _asked(self) -> Ready:
        checks: dict[str, bool] = {"stopping": True}
        checks.update({name: holds() for name, holds in self._local.items()})
        ended = any(task.done() for task in self.tasks)
        checks["worker"] = not ended and self._worker()
        look = await self._looked(write=checks.get("disk") is True)
        checks["database"] = look is not None
        if look is not None:
            checks["writable"] = look.writable
            checks["schema"] = look.schema_known
            checks["keys"] = look.keys_open
            checks["outbox"] = look.overdue <= self._overdue
        return Ready(checks, look)

    async def _looked(self, *, write: bool) -> Look | None:
        if self._looking is None or self._looking.done():
            self._looking = asyncio.ensure_future(self._look(write))
        looking = self._looking
        # Not cancelled when late: cutting a statement waits for the server too.
        await asyncio.wait({looking}, timeout=LOOK_SECONDS)
        if not looking.done() or looking.cancelled():
            return None
        try:
            return looking.result()
        except (Refusal, DatabaseFault):
            return None

    def _tell(self, ready: Ready) -> None:
        """Since when each fails; one line in the log when the answer changes."""
        now = time.monotonic()
        self._failing = {name: self._failing.get(name, now) for name in ready.failed}
        if ready.failed == self._failed:
            return
        if ready.failed:
            _log.error("not ready", failed=list(ready.failed))
        else:
            _log.warning("ready again")
        self._failed = ready.failed
