"""The counter: scan, see what is due, serve, and what to do with the sheet afterwards."""

import re
import uuid
from dataclasses import replace

from starlette.responses import Response

from ordonnance.documents.identities import patient_identity, prescriber_identity
from ordonnance.domain.calendar import legal_day
from ordonnance.domain.dispensing import UndoReason
from ordonnance.domain.errors import Refusal
from ordonnance.doors.web import answers
from ordonnance.doors.web.answers import elsewhere
from ordonnance.doors.web.forms import coded
from ordonnance.doors.web.screens import counter_file, counter_form
from ordonnance.doors.web.screens.counter_answers import (
    ANSWERED_BY,
    asked_by,
    stopping,
    waiting_of,
)
from ordonnance.doors.web.screens.counter_boxes import Box, box_of, said_something, with_box
from ordonnance.doors.web.screens.counter_keys import meant
from ordonnance.doors.web.screens.counter_message import (
    after_serving,
    after_undoing,
    message_of,
    told,
)
from ordonnance.doors.web.screens.counter_pharmacists import remembered, under
from ordonnance.doors.web.screens.counter_rows import of_all, of_document, rows
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.colleagues import require_pharmacist
from ordonnance.usecases.dispense import dispense
from ordonnance.usecases.executions import read_executions
from ordonnance.usecases.foresee import foresee
from ordonnance.usecases.undo import Undo, undo

SECURED_SHEET = re.compile(r"[^/#:\s][^/#:]*/\s*[0-9]+")
"""« LOT/12 », as printed on secured paper, which has no code: whoever serves on it may ask."""

NOT_OPENED = ("NUMBER_UNKNOWN", "NUMBER_INVALID", "TOO_MANY_ATTEMPTS", "OPENINGS_CAPPED")
"""Refusals of a number: the next thing to do is to scan again."""

OVERTAKEN = ("LINE_ALREADY_SERVED", "LINE_NOT_DUE")
"""Refusals of what the page offered, once it was served elsewhere meanwhile."""


async def scan(visit: Visit) -> Response:
    """The field that waits for a scan."""
    return _waiting(visit)


def _waiting(visit: Visit, refusal: Refusal | None = None, typed: str = "") -> Response:
    status = refusal.first.entry.status if refusal else 200
    return visit.page("counter_scan.html", status, refusal=refusal, typed=typed)


async def camera(visit: Visit) -> Response:
    """The camera that reads the code of a sheet, in the browser alone."""
    return visit.page("counter_camera.html", headers=answers.CAMERA_HEADERS)


async def scanned(visit: Visit) -> Response:
    """The ordonnance of a number that was scanned or typed; a sheet of secured paper is told."""
    typed = meant(visit.form.text("numero"))
    try:
        if SECURED_SHEET.fullmatch(typed):
            return await counter_file.secured_sheet(visit, typed)
        number = visit.typed_number(typed)
    except Refusal as refusal:
        return _waiting(visit, refusal, typed)
    return elsewhere(f"/comptoir/{visit.handle(number)}")


async def show(visit: Visit) -> Response:
    """Lines, what is due, what the law says of serving them today."""
    try:
        return await _shown(visit)
    except Refusal as refusal:
        if refusal.code not in NOT_OPENED:
            raise
        return _waiting(visit, refusal)


async def go_on(visit: Visit) -> Response:
    """Without scripts: a box that was scanned fills its line, and what was typed stays.

    A number opens its ordonnance, unless something here would be lost: then it waits for a yes.
    """
    typed = visit.form.text("numero")
    form = replace(visit.form, fields={**visit.form.fields, "numero": ("",)})
    here = replace(visit, form=form)
    box = box_of(typed)
    if box is not None or not typed:
        return await _shown(here, box=box)
    try:
        number = visit.typed_number(meant(typed))
    except Refusal as refusal:
        return await _shown(here, refusal)
    other = f"/comptoir/{visit.handle(number)}"
    return await _shown(here, other=other) if said_something(form) else elsewhere(other)


async def _shown(
    visit: Visit, refusal: Refusal | None = None, *, box: Box | None = None, other: str = ""
) -> Response:
    foreseen = await foresee(visit.asked(visit.number()), visit.platform.ports)
    asked = waiting_of(refusal)
    written, shown = foreseen.ordonnance, rows(foreseen, asked)
    sent, unfit = with_box(visit.form, shown, box) if box else (visit.form, "")
    return visit.page(
        "counter.html", refusal.first.entry.status if refusal else 200,
        opened=foreseen.consulted, rows=shown, of_all=of_all(shown), refusal=refusal,
        of_document=of_document(foreseen, asked), asked=asked_by(refusal),
        stopping=stopping(refusal), answered_by=ANSWERED_BY,
        overtaken=_overtaken(visit, refusal),
        patient=patient_identity(written.patient, written.established_on),
        prescriber=prescriber_identity(written.prescriber, None), author=written.prescriber,
        handle=visit.path("handle"), key=str(uuid.uuid4()),
        typed_key=visit.typed_key(visit.number().value),
        today=legal_day(visit.platform.ports.clock.now(), visit.zone),
        under=await under(visit), sent=sent, unfit=unfit, other=other, message=message_of(visit),
        by_derogation=written.derogation is not None,
    )  # fmt: skip


async def serve(visit: Visit) -> Response:
    """Record what is handed over; a refusal comes back with the same page and what was typed."""
    form = visit.form
    asked = visit.writing(visit.number(), counter_form.digest(form))
    try:
        command = counter_form.command(form, asked)
        await require_pharmacist(
            visit.caller, command.pharmacist, visit.platform.desk,
            visit.platform.ports.clock.now(), declared=form.has("declare"),
        )  # fmt: skip
        done = await dispense(command, visit.platform.ports)
    except Refusal as refusal:
        if refusal.first.entry.status >= 500:
            raise
        return await _shown(visit, refusal)
    address = f"/comptoir/{visit.path('handle')}/{done.reference}"
    receipt = elsewhere(await after_serving(visit, done, address))
    return remembered(visit, receipt, command.pharmacist)


def _overtaken(visit: Visit, refusal: Refusal | None) -> bool:
    """True when somebody served meanwhile a line that the page offered."""
    offered = visit.form.several("servable")
    return (
        refusal is not None and refusal.code in OVERTAKEN and refusal.first.facts["line"] in offered
    )


async def receipt(visit: Visit) -> Response:
    """What was recorded, and whether the sheet is to be scanned for the payer."""
    return await _told(visit, "counter_receipt.html")


async def on_the_back(visit: Visit) -> Response:
    """What is printed on the back of the sheet or on a label, for who asks."""
    return await _told(visit, "counter_print.html")


async def _told(visit: Visit, template: str) -> Response:
    reference = visit.path("reference")
    read = await read_executions(visit.asked(visit.number()), visit.platform.ports)
    found = [each for each in read.answer.executions if each.reference == reference]
    if not found:
        raise Refusal.of("DISPENSE_UNKNOWN")
    return visit.page(
        template, done=found[0], handle=visit.path("handle"), key=str(uuid.uuid4()),
        patients_sign_in=visit.patients_sign_in, represents=visit.records_representatives,
        message=message_of(visit), told=told(visit),
    )  # fmt: skip


async def undo_one(visit: Visit) -> Response:
    """Take back a dispensing."""
    form, reference = visit.form, visit.path("reference")
    asked = visit.writing(visit.number(), counter_form.digest(form))
    reason = coded(UndoReason, form.text("motif"), "motif")
    await undo(Undo(asked, reason, reference), visit.platform.ports)
    return elsewhere(await after_undoing(visit, f"/comptoir/{visit.path('handle')}"))
