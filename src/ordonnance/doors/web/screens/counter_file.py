"""A file received at the counter (PDF, photograph): it opens the ordonnance of its code.

The file is verified on the way, in memory: one that does not say what the base holds is shown as
such before anything is opened.
"""

from starlette.datastructures import UploadFile
from starlette.responses import Response

from ordonnance.bootstrap.verifying import Shown
from ordonnance.domain.errors import Refusal
from ordonnance.domain.verification import Nature
from ordonnance.doors.api.incoming import read_request
from ordonnance.doors.api.verifying import asker_of
from ordonnance.doors.web.answers import elsewhere
from ordonnance.doors.web.forms import TOKEN_FIELD
from ordonnance.doors.web.screens.verifying import SHAPES
from ordonnance.doors.web.sent_files import LARGEST_REQUEST, sent_form
from ordonnance.doors.web.visit import Visit, require_ours
from ordonnance.usecases.verifying_views import Verified
from ordonnance.usecases.verifying_words import PROOFS, outcome

OPENED = (Nature.NUMERIQUE, Nature.DEROGATION, Nature.PAPER, Nature.KNOWN)
"""What opens at once: nothing contradicts the file."""


async def dropped(visit: Visit) -> Response:
    """Open what the file names, or say what is wrong with it."""
    verifying, ports, key = visit.platform.verifying, visit.platform.ports, visit.caller.key
    try:
        verifying.paced(key, ports.clock.now())
        ports.openings.allowed(key, ports.clock.now())
        with verifying.hold(key, signed_in=True):
            content = await _content(visit)
            read = await verifying.files.read(content)
            peer = asker_of(visit.request)
            shown = Shown(peer, caller=visit.caller, file=content, read=read)
            verified = await visit.platform.verified(shown)
    except Refusal as refusal:
        if refusal.first.entry.status >= 500:
            raise
        status = refusal.first.entry.status
        return visit.page("counter_scan.html", status, refusal=refusal, typed="")
    handle = visit.handle(read.numbers[0]) if len(read.numbers) == 1 else None
    if handle and verified.nature in OPENED:
        return elsewhere(f"/comptoir/{handle}")
    known = verified.nature in (*OPENED, Nature.ALTERED)
    return _told(visit, verified, handle if known else None)


async def secured_sheet(visit: Visit, named: str) -> Response:
    """Whether that sheet of secured paper is declared lost or stolen. Raises Refusal."""
    platform, key = visit.platform, visit.caller.key
    platform.verifying.paced(key, platform.ports.clock.now())
    shown = Shown(asker_of(visit.request), caller=visit.caller, stock=named)
    return _told(visit, await platform.verified(shown), None)


def _told(visit: Visit, verified: Verified, handle: str | None) -> Response:
    return visit.page(
        "counter_file.html", verified=verified, handle=handle, shapes=SHAPES, proofs=PROOFS,
        outcome=outcome(verified.nature, verified.points),
    )  # fmt: skip


async def _content(visit: Visit) -> bytes:
    """The file, of a form that a page of ours sent. Raises FORM_FOREIGN,
    PLACE_CHANGED, ELEMENT_MISSING."""
    incoming = await read_request(visit.request, key_required=False, limit=LARGEST_REQUEST)
    form = await sent_form(visit.request, incoming.body)
    try:
        token, file = form.get(TOKEN_FIELD), form.get("fichier")
        require_ours(visit.session, token if isinstance(token, str) else "")
        content = await file.read() if isinstance(file, UploadFile) else b""
    finally:
        await form.close()
    if not content:
        raise Refusal.of("ELEMENT_MISSING", "fichier", element="fichier")
    return content
