"""An ordonnance issued, sent to a pharmacy or to Mon espace santé; what became of it."""

import uuid
from collections.abc import Sequence

from starlette.responses import Response

from ordonnance.bootstrap.entrusted_letters import EntrustedLetters, SentLetter
from ordonnance.domain.directory import MailboxType, PlaceKind
from ordonnance.domain.errors import Refusal
from ordonnance.domain.letters import LetterState
from ordonnance.doors.web.answers import elsewhere
from ordonnance.doors.web.forms import coded
from ordonnance.doors.web.screens.directory import MOST_TYPED
from ordonnance.doors.web.screens.directory_rows import Row, rows_of
from ordonnance.doors.web.screens.regulation_places import words_query
from ordonnance.doors.web.visit import Visit
from ordonnance.doors.web.words import doubted, letter_told
from ordonnance.usecases.access import Act
from ordonnance.usecases.consult import consult
from ordonnance.usecases.mail.entrusting import Entrust, Towards

SHOWN = 12
"""Pharmacies of one answer."""

SOUGHT = "cherche"
"""The field of what is looked for."""


async def show(visit: Visit) -> Response:
    """The page: to whom, and what was sent already."""
    return await _shown(visit)


async def _shown(visit: Visit, refusal: Refusal | None = None) -> Response:
    number, platform = visit.number(), visit.platform
    opened = await consult(visit.asked(number), platform.ports)
    # A sending that is refused shows the same pharmacies again, and the one that was chosen.
    words = (visit.request.query_params.get(SOUGHT) or visit.form.text(SOUGHT))[:MOST_TYPED]
    found: Sequence[Row] | None = None
    try:
        found = await _pharmacies(visit, words)
    except Refusal as caught:
        if caught.code not in ("TOO_MANY_SEARCHES", "DIRECTORY_NOT_IMPORTED"):
            raise
        refusal = refusal or caught
    document = platform.document_of(opened)
    patient = document.patient
    return visit.page(
        "writing_sending.html", refusal.first.entry.status if refusal else 200, opened=opened,
        patient=patient, qualified=patient is not None and patient.ins_qualified,
        over=opened.state.value in ("cancelled", "replaced"), sent=await _sent(visit),
        by_call=document.derogation is not None, handle=visit.path("handle"),
        key=str(uuid.uuid4()), refusal=refusal, found=found, sought=words,
        most=MOST_TYPED, form=visit.form,
    )  # fmt: skip


async def send(visit: Visit) -> Response:
    """Send it, once the patient's agreement is said."""
    form, number = visit.form, visit.number()
    towards = coded(Towards, form.text("vers"), "vers")
    address, consent = form.text("adresse"), form.has("accord")
    asked = visit.writing(number, f"{towards}|{address}|{consent}".encode())
    try:
        await EntrustedLetters(visit.platform).send(Entrust(asked, towards, address, consent))
    except Refusal as refusal:
        if refusal.first.entry.status >= 500:
            raise
        return await _shown(visit, refusal)
    return elsewhere(f"/emises/{visit.path('handle')}/envoi#envois")


async def stop(visit: Visit) -> Response:
    """Cancel what has not left, or take back what did."""
    id = visit.session.opened(visit.form.text("envoi")) or ""
    letters = EntrustedLetters(visit.platform)
    number = visit.number()
    await consult(visit.asked(number), visit.platform.ports, Act.SEND)
    try:
        if visit.form.text("faire") == "annuler":
            await letters.cancel(number, id)
        else:
            await letters.withdraw(number, id, visit.caller)
    except Refusal as refusal:
        if refusal.first.entry.status >= 500:
            raise
        return await _shown(visit, refusal)
    return elsewhere(f"/emises/{visit.path('handle')}/envoi#envois")


async def _pharmacies(visit: Visit, words: str) -> Sequence[Row] | None:
    """Those that can be written to, where somebody looks for one. Raises Refusal."""
    query = words_query(words, kind=PlaceKind.PHARMACY, type=MailboxType.ORGANISATION, limit=SHOWN)
    if query is None:
        return None
    now = visit.platform.ports.clock.now()
    return rows_of(await visit.platform.directory.search(query, visit.caller.key, now))


async def _sent(visit: Visit) -> Sequence[tuple[SentLetter, str, tuple[str, str]]]:
    """What was sent, what stands for it in the forms of this session, where it is."""
    found = await EntrustedLetters(visit.platform).of(visit.number())
    return [(each, visit.session.sealed(each.told.id), state_of(each)) for each in found]


def state_of(sent: SentLetter) -> tuple[str, str]:
    """The shape and the words of where a letter is, for who sent it."""
    kind, text = letter_told(LetterState(sent.told.state))
    return doubted(kind, sent.told.next_step), text
