"""What was sent: the card to read aloud, where the message is, what to do when it does not go."""

import uuid

from starlette.responses import Response

from ordonnance.domain.dispensing import CancelReason
from ordonnance.domain.errors import Refusal
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.doors.web.screens.regulation_circuit import BOXES
from ordonnance.doors.web.screens.regulation_desk import (
    FrameOf,
    call_of,
    own,
    regulation_of,
    to_call,
)
from ordonnance.doors.web.screens.regulation_follow import result_of, told_of
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.acting import Asked
from ordonnance.usecases.calls.board import redo
from ordonnance.usecases.calls.call import Call
from ordonnance.usecases.cancel import Cancel, cancel
from ordonnance.usecases.directory_words import spaced
from ordonnance.usecases.samu.following import follow
from ordonnance.usecases.samu.trying_again import try_other_box

WITHDRAW = CancelReason.ERROR
"""Of a message that reached nobody, or the wrong place."""


async def show(visit: Visit) -> Response:
    """The card and the state of the message."""
    return await shown(visit, own)


async def shown(visit: Visit, frame_of: FrameOf, refusal: Refusal | None = None) -> Response:
    """The same, in that frame."""
    _, call = await call_of(visit)
    frame = frame_of(visit, call)
    if not call.sent:
        return to_call(frame, call)
    require_mine(visit, call)
    number = OrdonnanceNumber(call.number)
    found = await follow(Asked(visit.caller, number), regulation_of(visit))
    return visit.page(
        "regulation_sent.html", refusal.first.entry.status if refusal else 200,
        frame=frame, call=call, number=number.value, found=found, told=told_of(found),
        key=str(uuid.uuid4()), refusal=refusal, boxes=BOXES, phone=spaced(call.sent_phone),
        result=result_of(call, found, registered=frame.registered) if frame.origin else "",
    )  # fmt: skip


def require_mine(visit: Visit, call: Call) -> None:
    """What became of it is for who sent it alone. Raises Refusal CALL_OF_COLLEAGUE."""
    if call.author != visit.caller.key:
        raise Refusal.of("CALL_OF_COLLEAGUE")


async def other_box(visit: Visit) -> Response:
    """Try the other mailbox of the same pharmacy."""
    return await tried_elsewhere(visit, own)


async def tried_elsewhere(visit: Visit, frame_of: FrameOf) -> Response:
    """The same, in that frame."""
    _, call = await call_of(visit)
    frame = frame_of(visit, call)
    if call.sent:
        require_mine(visit, call)
        asked = visit.writing(OrdonnanceNumber(call.number), b"autre-boite")
        try:
            await try_other_box(asked, regulation_of(visit))
        except Refusal as refusal:
            if refusal.first.entry.status >= 500:
                raise
            return await shown(visit, frame_of, refusal)
    return to_call(frame, call, "/suivi")


async def take_back(visit: Visit) -> Response:
    """Take it back: nobody serves it any more; a message not gone is cancelled, else followed."""
    return await taken_back(visit, own)


async def taken_back(visit: Visit, frame_of: FrameOf) -> Response:
    """The same; « refaire » then begins it again for another recipient."""
    board, call = await call_of(visit)
    frame = frame_of(visit, call)
    if not call.sent:
        return to_call(frame, call)
    require_mine(visit, call)
    asked = visit.writing(OrdonnanceNumber(call.number), WITHDRAW.value.encode())
    try:
        await cancel(Cancel(asked, WITHDRAW), visit.platform.ports)
    except Refusal as refusal:
        if refusal.code != "ALREADY_ENDED":
            return await shown(visit, frame_of, refusal)
    if visit.form.text("faire") == "refaire":
        return to_call(frame, await redo(board, call), "#bande-ou")
    return to_call(frame, call, "/suivi")
