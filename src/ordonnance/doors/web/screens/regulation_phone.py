"""When secure mail is down: what to say to the pharmacist, and the paper with its reason."""

from starlette.responses import Response

from ordonnance.domain.french.posology import sentence
from ordonnance.doors.web.screens.regulation_desk import FrameOf, call_of, own, seen
from ordonnance.doors.web.visit import Visit


async def show(visit: Visit) -> Response:
    """The script of the telephone call and the paper route."""
    return await shown(visit, own)


async def shown(visit: Visit, frame_of: FrameOf) -> Response:
    """The same, in that frame."""
    board, call = await call_of(visit)
    now = await seen(visit, call)
    line, patient = call.line.line if call.line else None, now.read.patient
    return visit.page(
        "regulation_phone.html", frame=frame_of(visit, call), call=call, line=line,
        said=sentence(line.posology) if line else "", verdict=now.verdict,
        centre=visit.caller.place, prescriber=now.prescriber, prepares=board.prepares,
        born=patient.birth_date if patient else None,
    )  # fmt: skip
