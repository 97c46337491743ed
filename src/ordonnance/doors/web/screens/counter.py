"""The counter: scan, see what is due, serve, and what to do with the sheet afterwards."""

import uuid

from starlette.responses import Response

from ordonnance.domain.dispensing import UndoReason
from ordonnance.domain.errors import Refusal
from ordonnance.doors.web.answers import elsewhere
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.consult import consult
from ordonnance.usecases.dispense import DispenseCommand, dispense
from ordonnance.usecases.executions import read_executions
from ordonnance.usecases.undo import Undo, undo


async def scan(visit: Visit) -> Response:
    """The field that waits for a scan."""
    return visit.page("counter_scan.html", refusal=None, typed="")


async def scanned(visit: Visit) -> Response:
    """The ordonnance of a number that was scanned or typed."""
    typed = visit.form.text("numero")
    try:
        number = visit.typed_number(typed)
    except Refusal as refusal:
        return visit.page("counter_scan.html", refusal.first.entry.status, refusal=refusal,
                          typed=typed)  # fmt: skip
    return elsewhere(f"/comptoir/{visit.handle(number)}")


async def show(visit: Visit) -> Response:
    """Lines, what is due, what may be handed over."""
    return await _shown(visit, None)


async def _shown(visit: Visit, refusal: Refusal | None) -> Response:
    number = visit.number()
    opened = await consult(visit.asked(number), visit.platform.ports, proposals=True)
    document = visit.platform.document_of(opened)
    status = refusal.first.entry.status if refusal else 200
    return visit.page(
        "counter.html", status, opened=opened, document=document, refusal=refusal,
        handle=visit.path("handle"), key=str(uuid.uuid4()),
    )  # fmt: skip


async def serve(visit: Visit) -> Response:
    """Record what is handed over."""
    number = visit.number()
    asked = visit.asked(number, visit.form.text("cle"), repr(visit.form.has("tout")).encode())
    try:
        done = await dispense(DispenseCommand(asked, everything=True), visit.platform.ports)
    except Refusal as refusal:
        return await _shown(visit, refusal)
    return elsewhere(f"/comptoir/{visit.path('handle')}/{done.reference}")


async def receipt(visit: Visit) -> Response:
    """What was recorded, and whether the sheet is to be scanned for the payer."""
    reference = visit.path("reference")
    read = await read_executions(visit.asked(visit.number()), visit.platform.ports)
    found = [each for each in read.answer.executions if each.reference == reference]
    if not found:
        raise Refusal.of("DISPENSE_UNKNOWN")
    return visit.page(
        "counter_receipt.html", done=found[0], handle=visit.path("handle"), reference=reference,
        key=str(uuid.uuid4()),
    )  # fmt: skip


async def undo_one(visit: Visit) -> Response:
    """Take back a dispensing."""
    asked = visit.asked(visit.number(), visit.form.text("cle"), visit.path("reference").encode())
    await undo(Undo(asked, UndoReason.MISTAKE, visit.path("reference")), visit.platform.ports)
    return elsewhere(f"/comptoir/{visit.path('handle')}")
