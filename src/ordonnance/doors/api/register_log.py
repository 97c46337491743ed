"""That a register was read: across ordonnances, whose journals say nothing of it; the logs do."""

import structlog

from ordonnance.bootstrap.platform import Platform
from ordonnance.domain.actors import Caller
from ordonnance.usecases.register_views import RegisterRead

_log = structlog.get_logger("ordonnance.api")


def register_read(platform: Platform, caller: Caller, read: RegisterRead) -> None:
    """Tell which structure read which days of which register, and how many entries."""
    place = caller.place
    _log.info(
        "register read", structure=platform.marks.log_hash(place.key if place else ""),
        register=read.register.value, first=read.first.isoformat(), last=read.last.isoformat(),
        entries=len(read.rows),
    )  # fmt: skip
