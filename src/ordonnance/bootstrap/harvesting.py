"""The counter of openings of a process, and what is said of a structure above the cap."""

from collections.abc import Callable

import structlog

from ordonnance.adapters.database.opening import OpenBase
from ordonnance.adapters.keys import KeyCabinet
from ordonnance.adapters.openings import OpeningCounter
from ordonnance.bootstrap.vitals import Tally
from ordonnance.settings import Settings

_log = structlog.get_logger("ordonnance")


def openings_of(
    settings: Settings, cabinet: KeyCabinet, base: OpenBase, tally: Tally
) -> OpeningCounter:
    """The counter of openings of this process."""
    alert = _alert(cabinet, tally)
    return OpeningCounter(
        settings.openings_per_hour, alert, base.openings.hash, base.alerts.refused
    )


def _alert(cabinet: KeyCabinet, tally: Tally) -> Callable[[str], None]:
    def alert(structure: str) -> None:
        tally.openings_over_cap += 1
        _log.error("ALERT openings above the cap", structure=cabinet.log_hash(structure))

    return alert
