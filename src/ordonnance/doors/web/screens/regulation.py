"""The regulator's board and one call: written strip by strip, kept at each change, then sent."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from starlette.responses import Response

from ordonnance.domain.errors import Refusal
from ordonnance.doors.web.answers import UNAVAILABLE, elsewhere
from ordonnance.doors.web.screens.regulation_desk import (
    OWN,
    Frame,
    FrameOf,
    Seen,
    board_of,
    call_of,
    own,
    regulation_of,
    require_current,
    seen,
    to_call,
)
from ordonnance.doors.web.screens.regulation_follow import ToldState, told_of
from ordonnance.doors.web.screens.regulation_form import CARD, called, explained
from ordonnance.doors.web.screens.regulation_page import Told, call_page, capacities
from ordonnance.doors.web.screens.regulation_places import resolved
from ordonnance.doors.web.screens.regulation_sending import sent
from ordonnance.doors.web.screens.writing_desk import desk_of, to_draft
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.access import Act, require_role
from ordonnance.usecases.calls.board import Board, begin, calls, keep, open_call, throw_away
from ordonnance.usecases.calls.call import LINE, Call
from ordonnance.usecases.samu.following import digest
from ordonnance.usecases.writing import drafts
from ordonnance.usecases.writing.draft import DraftLine
from ordonnance.usecases.writing.lines import understood

TRIES = 4
"""How often a change of the same page is kept again when another one of it went first."""


async def desk(visit: Visit) -> Response:
    """The calls of the centre: those to send, then those of the day."""
    board = await board_of(visit)
    found = await calls(board)
    return visit.page(
        "regulation.html", waiting=[each for each in found if not each.sent],
        day=await of_the_day(visit, found), prepares=board.prepares,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Today:
    """A prescription of the day on the list; `told` only of one's own."""

    call: Call
    told: ToldState | None


async def of_the_day(visit: Visit, found: Sequence[Call]) -> tuple[Today, ...]:
    """What was sent: of one's own, what became of it; of a colleague's, that it was sent."""
    sent_calls = [each for each in found if each.sent]
    mine = [each for each in sent_calls if each.author == visit.caller.key]
    known: dict[str, ToldState] = {}
    if mine:
        numbers = frozenset(each.number for each in mine)
        followed = await digest(visit.caller, regulation_of(visit), days=2, only=numbers)
        known = {each.number: told_of(each) for each in followed}
    return tuple(
        Today(each, known.get(each.number) if each in mine else None) for each in sent_calls
    )


async def begin_one(visit: Visit) -> Response:
    """A new call."""
    board = await board_of(visit)
    return to_call(OWN, await begin(board, Call("", capacity=next(iter(capacities(visit)), None))))


async def show(visit: Visit) -> Response:
    """A call as it is; what became of it, once it is sent."""
    return await shown(visit, own)


async def shown(visit: Visit, frame_of: FrameOf) -> Response:
    """The same, in that frame."""
    board, call = await call_of(visit)
    frame = frame_of(visit, call)
    if call.sent:
        return to_call(frame, call, "/suivi")
    return await call_page(visit, board, await seen(visit, call), frame)


async def change(visit: Visit) -> Response:
    """Whatever button of the page was pressed: everything typed is kept first."""
    return await changed(visit, own)


async def changed(visit: Visit, frame_of: FrameOf) -> Response:
    """The same, in that frame."""
    board, call = await call_of(visit)
    frame = frame_of(visit, call)
    if call.sent:
        return to_call(frame, call, "/suivi")
    pressed = visit.form.text("faire")
    try:
        if pressed == "supprimer":
            # A page that shows less than what a colleague wrote throws nothing of theirs away.
            require_current(visit, call)
            await throw_away(board, call)
            return elsewhere(frame.root)
        page = await _kept(visit, board, call)
    except Refusal as refusal:
        return await _refused(visit, board, call, frame, refusal)
    if pressed == "numerique":
        return await _as_digital(visit, page.call)
    if pressed == "envoyer":
        return await sent(visit, board, page, frame)
    return await _answered(visit, board, page, frame, pressed)


async def _answered(visit: Visit, board: Board, page: Seen, frame: Frame, pressed: str) -> Response:
    """After a change: our script takes the parts of this page; a browser opens it anew."""
    if pressed in ("voir", "voir-lieux"):
        return await call_page(visit, board, page, frame, Told(looked=pressed == "voir-lieux"))
    part = {"chercher": "#lieux", "choisir": "#bilan"}.get(pressed, "")
    if pressed.startswith(CARD):
        part = "#bande-medicament"
    return to_call(frame, page.call, part)


async def _kept(visit: Visit, board: Board, call: Call) -> Seen:
    """Everything that the page holds, kept. Raises Refusal CALL_CHANGED and those of the form."""
    for _ in range(TRIES):
        require_current(visit, call)
        try:
            page = await _read(visit, call)
            return replace(page, call=await keep(board, page.call))
        except Refusal as refusal:
            if refusal.code != "CALL_CHANGED":
                raise
            # Two changes of the same page cross: the later one is what it shows.
            call = await open_call(board, call.id)
    raise Refusal.of("CALL_CHANGED")


async def _read(visit: Visit, call: Call) -> Seen:
    """The call as the form says it, its place looked up, its reasons among those asked for."""
    platform = visit.platform
    now = platform.ports.clock.now()

    def understand(typed: str) -> DraftLine:
        return understood(
            LINE, typed, lambda text: platform.typed_line(text, 1), platform.ports.reader, now
        )

    read = called(visit.form, call, understand)
    page = await seen(visit, await resolved(visit, read))
    said = explained(visit.form, page.call, page.light)
    # Judged again for its reasons only: the law is asked at each pause of who types.
    return page if said == page.call else await seen(visit, said)


async def _refused(
    visit: Visit, board: Board, call: Call, frame: Frame, refusal: Refusal
) -> Response:
    """The page with what was typed still in it, and why it is not kept."""
    if refusal.first.entry.status in UNAVAILABLE:
        raise refusal
    try:
        page = await _read(visit, call)
    except Refusal:
        # What cannot be read is what was refused: the page shows the call as it was kept.
        page = await seen(visit, await open_call(board, call.id))
    return await call_page(visit, board, page, frame, Told(refusal, refusal.first.entry.status))


async def _as_digital(visit: Visit, call: Call) -> Response:
    """The same patient and the same line as an ordonnance numérique, on the prescriber's desk."""
    require_role(visit.caller, Act.DRAFT)
    draft = replace(call.draft, id="", version=0, explained=())
    return to_draft(await drafts.begin(desk_of(visit), draft))
