"""The keys of the base by their ids and dates: which seals, which encrypts, what is due."""

from datetime import datetime

from starlette.responses import Response

from ordonnance.bootstrap.overseeing import Seal
from ordonnance.doors.web.visit import Visit

SOON_DAYS = 60
"""A certificate that ends within that many days is told."""


async def show(visit: Visit) -> Response:
    """Every key, the newest first."""
    seen, now = await visit.platform.overseeing.keys(), visit.platform.ports.clock.now()
    return visit.page(
        "administration_keys.html", seen=seen, now=now,
        seals=tuple((key, *state_of(key, now)) for key in seen.seals),
        age=lambda created: (now - created).days,
        left=lambda ends: (ends - now).days, soon=SOON_DAYS,
    )  # fmt: skip


def state_of(key: Seal, now: datetime) -> tuple[str, str]:
    """The shape and the words of a key of the seal."""
    if key.withdrawn_at is not None:
        return "bloque", "révoquée : ses sceaux disent qu'elle n'est plus sûre"
    if key.seals and key.due is not None and key.due <= now:
        return "attention", "scelle ; à renouveler : redémarrer le serveur"
    if key.seals:
        return "bon", "scelle"
    return "information", "passée : ses sceaux restent vérifiables"
