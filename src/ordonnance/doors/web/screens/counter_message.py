"""The message by which an ordonnance came to the counter: marked when all of it is served."""

from ordonnance.domain.calendar import legal_day
from ordonnance.domain.errors import Refusal
from ordonnance.doors.web.screens.inbox_rows import id_of
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.mail.inbox import handled
from ordonnance.usecases.results import Dispensed

FIELD = "message"
"""The field, and the part of an address, that hold the handle of the message."""

_TOLD = {
    "servi": "Le message est marqué servi.",
    "reste": "Le message reste ouvert\u202f: tout n’est pas servi.",
    "muet": "La messagerie ne répond pas\u202f: marquez le message servi plus tard.",
}


def message_of(visit: Visit) -> str:
    """The handle of the message that brought here; empty when none did."""
    given = visit.form.text(FIELD) or visit.request.query_params.get(FIELD, "")
    return given if given and id_of(given, visit.session) is not None else ""


async def after_serving(visit: Visit, done: Dispensed, address: str) -> str:
    """The address that follows a dispensing, which tells what became of its message.

    Mail that does not answer never holds back what was served.
    """
    message = message_of(visit)
    id = id_of(message, visit.session) if message else None
    if id is None:
        return address
    told = "reste"
    if handled(done, legal_day(visit.platform.ports.clock.now(), visit.zone)):
        try:
            await visit.platform.inboxes.served(visit.caller, id)
            told = "servi"
        except Refusal:
            # Told on the page: the dispensing stands, the mark waits.
            told = "muet"
    return f"{address}?{FIELD}={message}&boite={told}"


async def after_undoing(visit: Visit, address: str) -> str:
    """The address that follows a dispensing taken back: its message waits again."""
    message = message_of(visit)
    id = id_of(message, visit.session) if message else None
    if id is None:
        return address
    try:
        await visit.platform.inboxes.unserved(visit.caller, id)
    except Refusal as refusal:
        if refusal.first.entry.status < 500 and refusal.code != "INBOX_MESSAGE_GONE":
            raise
    return f"{address}?{FIELD}={message}"


def told(visit: Visit) -> str:
    """What became of the message, in a sentence; empty when none brought here."""
    return _TOLD.get(visit.request.query_params.get("boite", ""), "") if message_of(visit) else ""
