"""What a prescriber issued: the list, one ordonnance and its code, its sheet, its end."""

import base64
import uuid

from starlette.responses import Response

from ordonnance.bootstrap.printing import Asked as AskedSheet
from ordonnance.bootstrap.writing import shown_code
from ordonnance.domain.dispensing import CancelReason
from ordonnance.domain.errors import Refusal
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.doors.api.answers import SECURITY_HEADERS
from ordonnance.doors.web.answers import elsewhere
from ordonnance.doors.web.forms import invalid
from ordonnance.doors.web.objecting import WITHDRAW, wanted
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.access import Act
from ordonnance.usecases.cancel import Cancel, cancel
from ordonnance.usecases.consult import consult
from ordonnance.usecases.executions import read_executions
from ordonnance.usecases.listing import Search, search_mine
from ordonnance.usecases.objection import Object, record_objection

_REASONS = tuple(each for each in CancelReason if each is not CancelReason.OTHER)
"""OTHER asks for a text, which nobody reads afterwards."""

WORDS_GIVEN = {
    "consultation": "demande du patient, en consultation",
    "telephone": "demande du patient, par téléphone",
    "message": "demande écrite du patient",
}
"""How a patient may have told their prescriber; kept as the proof of the request."""


async def mine(visit: Visit) -> Response:
    """One's own ordonnances, the latest first."""
    found = await search_mine(visit.caller, visit.platform.ports, Search())
    listed = [
        (each.item, each.patient, visit.handle(OrdonnanceNumber(each.item.number)))
        for each in found.mine
    ]
    return visit.page("writing_mine.html", listed=listed)


async def show(visit: Visit) -> Response:
    """One of them: number, code, lines, what was served unless the patient objected."""
    return await _shown(visit, None)


async def _shown(visit: Visit, refusal: Refusal | None) -> Response:
    number, ports = visit.number(), visit.platform.ports
    opened = await consult(visit.asked(number), ports)
    served = (await read_executions(visit.asked(number), ports)).answer
    code = shown_code(number, visit.platform)
    picture = f"data:image/svg+xml;base64,{base64.b64encode(code.encode()).decode()}"
    return visit.page(
        "writing_one.html", refusal.first.entry.status if refusal else 200, opened=opened,
        document=visit.platform.document_of(opened), served=served, picture=picture,
        words_given=WORDS_GIVEN,
        handle=visit.path("handle"), key=str(uuid.uuid4()), reasons=_REASONS, refusal=refusal,
        patients_sign_in=visit.patients_sign_in, represents=visit.records_representatives,
    )  # fmt: skip


async def sheet(visit: Visit) -> Response:
    """The sheet to print; marked as a duplicate when that is asked."""
    number = visit.number()
    opened = await consult(visit.asked(number), visit.platform.ports, Act.RENDER)
    again = visit.request.query_params.get("duplicata") == "1"
    made = visit.platform.rendered(opened, asked=AskedSheet(duplicate=again))
    headers = SECURITY_HEADERS | {"Content-Disposition": 'inline; filename="ordonnance.pdf"'}
    return Response(made.content, 200, headers, made.media)


async def object_or_withdraw(visit: Visit) -> Response:
    """Record the patient's objection, or its end, on their word and saying how it was given."""
    asks, word = wanted(visit.form), visit.form.text("parole")
    if word not in WORDS_GIVEN:
        raise invalid("parole", "dire comment le patient l'a demandé")
    asked = visit.writing(visit.number(), f"{asks}|{word}".encode())
    command = Object(asked, asks == WITHDRAW, WORDS_GIVEN[word])
    try:
        await record_objection(command, visit.platform.ports)
    except Refusal as refusal:
        if refusal.code != "OBJECTION_UNCHANGED":
            return await _shown(visit, refusal)
    return elsewhere(f"/emises/{visit.path('handle')}#opposition")


async def end(visit: Visit) -> Response:
    """Cancel what was not served."""
    form, number = visit.form, visit.number()
    try:
        reason = CancelReason(form.text("motif"))
    except ValueError:
        raise Refusal.of("CODE_UNKNOWN", "motif", code=form.text("motif")[:40],
                         allowed=", ".join(_REASONS)) from None  # fmt: skip
    asked = visit.writing(number, reason.value.encode())
    try:
        await cancel(Cancel(asked, reason), visit.platform.ports)
    except Refusal as refusal:
        return await _shown(visit, refusal)
    return elsewhere(f"/emises/{visit.path('handle')}")
