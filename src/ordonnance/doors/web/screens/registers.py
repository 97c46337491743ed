"""The registers of a pharmacy: a few days at a time, and the whole as PDF."""

from datetime import timedelta

from starlette.responses import Response

from ordonnance.domain.calendar import legal_day
from ordonnance.domain.register import RegisterKind
from ordonnance.doors.api.answers import SECURITY_HEADERS
from ordonnance.doors.api.register_log import register_read
from ordonnance.doors.web.forms import coded, day_of
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.read_register import ReadRegister, read_register, read_whole

SHOWN = timedelta(days=7)
"""What is shown when nobody says which days."""


async def show(visit: Visit) -> Response:
    """A page of a register."""
    asked = visit.request.query_params
    command = _command(visit, asked.get("registre", ""), asked.get("du", ""), asked.get("au", ""))
    after = asked.get("apres", "")
    read = await read_register(
        ReadRegister(command.caller, command.kind, command.first, command.last,
                     int(after) if after.isdecimal() and len(after) < 12 else 0),
        visit.platform.ports,
    )  # fmt: skip
    register_read(visit.platform, visit.caller, read)
    return visit.page("registers.html", read=read, kinds=tuple(RegisterKind))


async def printed(visit: Visit) -> Response:
    """Those days of a register as PDF."""
    form = visit.form
    command = _command(visit, form.text("registre"), form.text("du"), form.text("au"))
    read = await read_whole(command, visit.platform.ports)
    register_read(visit.platform, visit.caller, read)
    sheet = visit.platform.printed(read, visit.zone)
    name = f"{read.register.value}-{read.first:%Y-%m-%d}.pdf"
    headers = SECURITY_HEADERS | {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(sheet.content, 200, headers, sheet.media)


def _command(visit: Visit, kind: str, first: str, last: str) -> ReadRegister:
    """What is asked; without days, the last week. Raises ELEMENT_INVALID for a day that is none."""
    today = legal_day(visit.platform.ports.clock.now(), visit.zone)
    until = day_of(last, "au") if last else today
    since = day_of(first, "du") if first else until - SHOWN
    register = coded(RegisterKind, kind or RegisterKind.ORDONNANCIER.value, "registre")
    return ReadRegister(visit.caller, register, since, until)
