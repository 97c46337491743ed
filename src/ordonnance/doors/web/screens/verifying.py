"""`/verifier`: the page on which anybody verifies a sheet. No session, no cookie, no script.

What is sent stays in memory and is gone with the answer.
"""

from datetime import date

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from ordonnance.bootstrap.verifying import Shown
from ordonnance.domain.errors import Refusal
from ordonnance.domain.verification import Proof
from ordonnance.doors.api.incoming import read_request
from ordonnance.doors.api.verifying import asker_of
from ordonnance.doors.web.forms import day_of
from ordonnance.doors.web.sent_files import LARGEST_REQUEST, sent_form
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.verifying_words import PROOFS, outcome

SHAPES = {Proof.PROVEN: "bon", Proof.CONTRADICTED: "bloque", Proof.NOT_PROVEN: "inconnu"}
"""The shape of a point, by what it is worth."""


async def ask(visit: Visit) -> Response:
    """The form."""
    return visit.page("verify.html", refusal=None, verified=None)


async def answer(visit: Visit) -> Response:
    """The form, with what the one sent proves, or why it cannot be verified."""
    platform, request = visit.platform, visit.request
    try:
        platform.verifying.paced(asker_of(request), platform.ports.clock.now())
        with platform.verifying.hold(asker_of(request), signed_in=False):
            incoming = await read_request(request, key_required=False, limit=LARGEST_REQUEST)
            shown = await _shown(request, incoming.body)
            verified = await platform.verified(shown)
    except Refusal as refusal:
        status = refusal.first.entry.status
        return visit.page("verify.html", status, refusal=refusal, verified=None)
    return visit.page(
        "verify.html", refusal=None, verified=verified, shapes=SHAPES, proofs=PROOFS,
        outcome=outcome(verified.nature, verified.points),
    )  # fmt: skip


async def _shown(request: Request, body: bytes) -> Shown:
    form = await sent_form(request, body)
    try:
        names = ("numero", "etablie", "fichier", "papier")
        number, day, file, sheet = (form.get(name) for name in names)
        content = await file.read() if isinstance(file, UploadFile) else b""
    finally:
        await form.close()
    return Shown(
        asker_of(request),
        number=number.strip() or None if isinstance(number, str) else None,
        established_on=day_of(day.strip(), "etablie")
        if isinstance(day, str) and day.strip()
        else None,
        file=content or None,
        stock=sheet.strip() or None if isinstance(sheet, str) else None,
    )


def _established(day: object) -> date | None:
    return day_of(day.strip(), "etablie") if isinstance(day, str) and day.strip() else None
