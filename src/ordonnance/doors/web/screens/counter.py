"""The counter: scan, see what is due, serve, and what to do with the sheet afterwards."""

import re
import uuid

from starlette.responses import Response

from ordonnance.documents.identities import patient_identity, prescriber_identity
from ordonnance.domain.actors import Role
from ordonnance.domain.calendar import legal_day
from ordonnance.domain.dispensing import UndoReason
from ordonnance.domain.errors import Refusal
from ordonnance.doors.web import answers
from ordonnance.doors.web.answers import elsewhere
from ordonnance.doors.web.forms import coded
from ordonnance.doors.web.screens import counter_file, counter_form
from ordonnance.doors.web.screens.counter_keys import meant
from ordonnance.doors.web.screens.counter_rows import of_all, rows
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.colleagues import Colleague, colleagues, require_pharmacist
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


async def _shown(visit: Visit, refusal: Refusal | None = None) -> Response:
    foreseen = await foresee(visit.asked(visit.number()), visit.platform.ports)
    written, shown = foreseen.ordonnance, rows(foreseen)
    return visit.page(
        "counter.html", refusal.first.entry.status if refusal else 200,
        opened=foreseen.consulted, rows=shown, of_all=of_all(shown), refusal=refusal,
        overtaken=_overtaken(visit, refusal),
        patient=patient_identity(written.patient, written.established_on),
        prescriber=prescriber_identity(written.prescriber, None),
        handle=visit.path("handle"), key=str(uuid.uuid4()),
        today=legal_day(visit.platform.ports.clock.now(), visit.zone),
        under=visit.caller.role is Role.ASSISTANT_DISPENSER, sent=visit.form,
        pharmacists=await _pharmacists(visit),
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
    return elsewhere(f"/comptoir/{visit.path('handle')}/{done.reference}")


def _overtaken(visit: Visit, refusal: Refusal | None) -> bool:
    """True when somebody served meanwhile a line that the page offered."""
    offered = visit.form.several("servable")
    return (
        refusal is not None and refusal.code in OVERTAKEN and refusal.first.facts["line"] in offered
    )


async def _pharmacists(visit: Visit) -> tuple[Colleague, ...]:
    """Those known here, for a préparateur to name; nobody names one otherwise."""
    if visit.caller.role is not Role.ASSISTANT_DISPENSER:
        return ()
    platform = visit.platform
    return await colleagues(visit.caller, Role.DISPENSER, platform.desk, platform.ports.clock.now())


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
        patients_sign_in=visit.patients_sign_in,
    )  # fmt: skip


async def undo_one(visit: Visit) -> Response:
    """Take back a dispensing."""
    form, reference = visit.form, visit.path("reference")
    asked = visit.writing(visit.number(), counter_form.digest(form))
    reason = coded(UndoReason, form.text("motif"), "motif")
    await undo(Undo(asked, reason, reference), visit.platform.ports)
    return elsewhere(f"/comptoir/{visit.path('handle')}")
