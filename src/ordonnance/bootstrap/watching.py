"""Puts together what whoever runs the base watches: readiness and vital numbers."""

from pathlib import Path

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.database.looking import Look, look
from ordonnance.adapters.database.opening import OpenBase
from ordonnance.adapters.seal.certificates import TrustAnchors
from ordonnance.bootstrap.disk import disk_takes_more
from ordonnance.bootstrap.key_folder import KeyFolder
from ordonnance.bootstrap.readiness import Readiness
from ordonnance.bootstrap.stopping import Stopping
from ordonnance.bootstrap.vitals import MEBIBYTE, Tally, Vitals, seal_key_seconds
from ordonnance.settings import Settings


def vitals_of(
    settings: Settings,
    data: Path,
    keys: KeyFolder,
    base: OpenBase,
    clock: SystemClock,
    trust: TrustAnchors | None,
    stopping: Stopping,
    tally: Tally,
) -> Vitals:
    """The vitals of an open base."""
    floor = settings.disk_floor * MEBIBYTE

    async def looked(write: bool) -> Look:
        return await look(base.connections, keys.cabinet, write=write)

    readiness = Readiness(
        looked,
        {
            "disk": lambda: disk_takes_more(data, floor),
            "seal_key": lambda: seal_key_seconds(keys.seals, clock.now()) > 0,
        },
        stopping,
        settings.outbox_lag,
    )
    return Vitals(base, data, floor, keys.seals, trust, clock.now, readiness, tally)
