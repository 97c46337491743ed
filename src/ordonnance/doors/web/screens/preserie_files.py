"""The balance sheet of a présérie to take away: PDF and ODS whole, CSV of the sites and days."""

import asyncio
from collections.abc import Mapping

from starlette.responses import Response

from ordonnance.bootstrap.preserie import balance_csv, balance_file
from ordonnance.documents.ods_parts import MIMETYPE
from ordonnance.domain.errors import Refusal
from ordonnance.doors.api.answers import SECURITY_HEADERS
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.preserie.reading import read_pilot, weighed

FORMATS = (
    ("pdf", "Bilan en PDF"), ("ods", "Bilan en ODS"), ("sites.csv", "Sites en CSV"),
    ("jours.csv", "Jours en CSV"),
)  # fmt: skip
"""What is offered: the end of the address, the words of the link."""

_MEDIA: Mapping[str, str] = {
    "pdf": "application/pdf", "ods": MIMETYPE,
    "csv": "text/csv; charset=utf-8",
}  # fmt: skip


async def file(visit: Visit) -> Response:
    """The balance sheet of today as a file. Raises ROUTE_UNKNOWN for another format."""
    wanted, room = visit.path("format"), visit.platform.preserie
    if wanted not in dict(FORMATS):
        raise Refusal.of("ROUTE_UNKNOWN")
    found = await read_pilot(visit.path("preserie"), visit.party, room)
    balance = await weighed(found.pilot, found.kept, room)
    table, _, kind = wanted.rpartition(".")
    if table:
        content = balance_csv(balance, table)
    else:
        content = await asyncio.to_thread(
            balance_file, balance, found.entries, (), room.clock.now(), kind,
            demonstration=visit.platform.ports.demonstration,
        )  # fmt: skip
    name = f"bilan-preserie-{table or kind}-{found.day.isoformat()}.{kind}"
    headers = SECURITY_HEADERS | {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, 200, headers, _MEDIA[kind])
