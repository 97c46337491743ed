"""The mailbox of the pharmacy: its list, one message, what is done with it.

Nothing of a message is drawn as it came: its words are text, its files are offered under names of
ours, and its state is written in the mailbox itself.
"""

from starlette.responses import Response

from ordonnance.bootstrap.pharmacy_inbox import OpenedMessage
from ordonnance.domain.errors import Refusal
from ordonnance.doors.api.answers import SECURITY_HEADERS
from ordonnance.doors.web.answers import elsewhere
from ordonnance.doors.web.screens import inbox_reading
from ordonnance.doors.web.screens.inbox_rows import (
    FILES,
    STATES,
    id_of,
    place_handle,
    place_of,
    rows_of,
    weight,
)
from ordonnance.doors.web.screens.verifying import SHAPES
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.mail.inbox import MOST_LISTED, sender_of, state_of
from ordonnance.usecases.verifying_words import PROOFS

LIST = "/messagerie"
ARCHIVED = "archive"
"""The field that names where the last message archived lies."""

_SANDBOX = SECURITY_HEADERS | {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}
"""Of a file that a stranger wrote: saved, never shown by the browser in our name."""


async def show(visit: Visit) -> Response:
    """The messages; without the mailbox, why, and the counter all the same."""
    try:
        listed = await visit.platform.inboxes.listed(visit.caller)
    except Refusal as refusal:
        status = refusal.first.entry.status
        return visit.page(
            "inbox.html", status, refusal=refusal, rows=None, full=False, now=None, archived=None
        )
    archived = visit.request.query_params.get(ARCHIVED, "")
    return visit.page(
        "inbox.html", refusal=None, rows=rows_of(listed, visit.session),
        archived=place_of(archived, visit.session) and archived,
        full=len(listed) == MOST_LISTED, now=visit.platform.ports.clock.now(),
    )  # fmt: skip


async def one(visit: Visit) -> Response:
    """One message: who, words, files, what they prove; or why it cannot be read."""
    try:
        opened = await _opened(visit)
    except Refusal as refusal:
        if refusal.code != "MESSAGE_UNREADABLE":
            raise
        return visit.page(
            "inbox_unreadable.html", refusal.first.entry.status, refusal=refusal,
            message=visit.path("message"),
        )  # fmt: skip
    return await _shown(visit, opened)


async def _shown(visit: Visit, opened: OpenedMessage) -> Response:
    taken, refusal = opened.taken, None
    found: tuple[inbox_reading.Judged, ...] = ()
    try:
        found = await inbox_reading.judged(visit, taken) if not taken.report else ()
    except Refusal as met:
        if met.first.entry.status >= 500:
            raise
        refusal = met
    number = inbox_reading.to_open(found)
    doubtful = next((each.number for each in found if each.number and not each.opens), None)
    return visit.page(
        "inbox_message.html", message=visit.path("message"), taken=taken, arrived=opened.arrived,
        state=STATES[state_of(opened.arrived)], sender=_sender(visit, opened),
        judged={each.rank: each for each in found}, handle=number and visit.handle(number),
        doubtful=doubtful and visit.handle(doubtful), files=FILES, weight=weight,
        shapes=SHAPES, proofs=PROOFS, refusal=refusal,
    )  # fmt: skip


async def open_one(visit: Visit) -> Response:
    """Mark it as opened; straight to the counter when nothing contradicts it."""
    inboxes, id = visit.platform.inboxes, _id(visit)
    opened = await _opened(visit)
    await inboxes.seen(visit.caller, id)
    if not opened.taken.report:
        try:
            number = inbox_reading.to_open(await inbox_reading.judged(visit, opened.taken))
        except Refusal as met:
            if met.first.entry.status >= 500:
                raise
            number = None
        if number is not None:
            return elsewhere(f"/comptoir/{visit.handle(number)}?message={visit.path('message')}")
    return elsewhere(f"{LIST}/{visit.path('message')}")


async def file(visit: Visit) -> Response:
    """One of its files, to be saved."""
    taken = (await _opened(visit)).taken
    rank = visit.path("rank")
    if not rank.isdecimal() or not 0 < int(rank) <= len(taken.files):
        raise Refusal.of("INBOX_MESSAGE_GONE")
    found = taken.files[int(rank) - 1]
    name = f"piece-{int(rank)}.{found.kind.value}"
    headers = _SANDBOX | {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(found.content, 200, headers, found.kind.media)


async def serve(visit: Visit) -> Response:
    """Say that it is served, or not after all: what was done without the counter counts too."""
    inboxes = visit.platform.inboxes
    if visit.form.text("sens") == "non":
        await inboxes.unserved(visit.caller, _id(visit))
    else:
        await inboxes.served(visit.caller, _id(visit))
    return elsewhere(f"{LIST}/{visit.path('message')}")


async def receipt(visit: Visit) -> Response:
    """Return the receipt that was asked for, by the hand of a person."""
    unreadable = visit.form.text("sens") == "illisible"
    await visit.platform.inboxes.receipt(visit.caller, _id(visit), unreadable=unreadable)
    return elsewhere(f"{LIST}/{visit.path('message')}" if not unreadable else LIST)


async def archive(visit: Visit) -> Response:
    """Put it away, and tell a patient that the exchange is over when that is asked."""
    ends = visit.form.has("clore")
    place = await visit.platform.inboxes.archive(visit.caller, _id(visit), ends=ends)
    return elsewhere(f"{LIST}?{ARCHIVED}={place_handle(place, visit.session)}" if place else LIST)


async def restore(visit: Visit) -> Response:
    """Put back what was just archived."""
    place = place_of(visit.form.text(ARCHIVED), visit.session)
    if place is None:
        raise Refusal.of("ADDRESS_OF_ANOTHER_SESSION")
    await visit.platform.inboxes.restore(visit.caller, place)
    return elsewhere(LIST)


async def archive_served(visit: Visit) -> Response:
    """Put away every message that this page showed as served."""
    for handle in visit.form.several("message")[:MOST_LISTED]:
        id = id_of(handle, visit.session)
        if id is not None:
            await visit.platform.inboxes.archive(visit.caller, id)
    return elsewhere(LIST)


async def _opened(visit: Visit) -> OpenedMessage:
    return await visit.platform.inboxes.opened(visit.caller, _id(visit))


def _id(visit: Visit) -> str:
    """The message of the address. Raises Refusal ADDRESS_OF_ANOTHER_SESSION."""
    id = id_of(visit.path("message"), visit.session)
    if id is None:
        raise Refusal.of("ADDRESS_OF_ANOTHER_SESSION")
    return id


def _sender(visit: Visit, opened: OpenedMessage) -> object:
    trust = visit.platform.mailing.room.trust.current() if visit.platform.mailing else None
    return sender_of(opened.taken.sender_name, opened.taken.address, trust)
