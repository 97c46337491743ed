"""What the patient still takes, beside what is being written; a line of it is taken up."""

from dataclasses import replace

from starlette.responses import Response

from ordonnance.domain.errors import Refusal
from ordonnance.doors.web.screens.writing_desk import desk_of, draft_of, require_current
from ordonnance.doors.web.screens.writing_page import changed
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.consult import consult
from ordonnance.usecases.writing.draft import Draft
from ordonnance.usecases.writing.lines import added, copied
from ordonnance.usecases.writing.patient import read_patient
from ordonnance.usecases.writing.treatments import treatments


async def looked_at(visit: Visit, draft: Draft) -> Draft:
    """The draft with what its patient still takes; the look-up is journaled for the patient."""
    ports = visit.platform.ports
    patient = read_patient(draft.patient, demonstration=ports.demonstration).patient
    anonymous = draft.patient.anonymous
    return replace(
        draft, looked=await treatments(visit.caller, patient, ports, anonymous=anonymous)
    )


async def look(visit: Visit) -> Response:
    """Look it up again."""
    draft = await draft_of(visit)
    require_current(visit, draft)
    return await changed(visit, await looked_at(visit, draft), "#en-cours")


async def take_up(visit: Visit) -> Response:
    """A line of a former ordonnance, written again in this one.

    Raises Refusal ADDRESS_OF_ANOTHER_SESSION, LINE_UNKNOWN, LINES_TOO_MANY, and those of `consult`.
    """
    draft = await draft_of(visit)
    require_current(visit, draft)
    handle, _, rank = visit.form.text("traitement").partition(" ")
    number = visit.session.number(handle)
    if number is None:
        raise Refusal.of("ADDRESS_OF_ANOTHER_SESSION")
    opened = await consult(visit.asked(number), visit.platform.ports)
    line = visit.platform.document_of(opened).line(int(rank) if rank.isdecimal() else 0)
    if line is None:
        raise Refusal.of("LINE_UNKNOWN", line=rank[:10])
    # Its number among the lines of then says nothing here.
    here = replace(line, number=len(draft.lines) + 1)
    return await changed(visit, added(draft, copied((here,), desk_of(visit).fresh)), "#lignes")
