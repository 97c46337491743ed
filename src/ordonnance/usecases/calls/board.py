"""The board of a regulation centre: its calls, begun by whoever answers, sent by a physician.

A call is kept on the desk of the centre, sealed as any other, and for a day: an assistant (ARM)
begins it, whichever regulator is free opens it, changes it and sends it. Nobody elsewhere sees it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import NAMESPACE_OID, uuid5

from ordonnance.domain.actors import Assistant, Caller, Place, Professional, Role
from ordonnance.domain.errors import Refusal
from ordonnance.usecases.calls.call import Call
from ordonnance.usecases.calls.kept import taken_up, written_down
from ordonnance.usecases.ports import Clock, Desk, DeskKind, DeskSheet, Reader
from ordonnance.usecases.writing.draft import ID

KEPT = timedelta(hours=24)
"""How long a call that nobody touches is kept, and what became of it: a turn of duty, and more."""

KNOWN = timedelta(days=180)
"""How long a place where nobody regulates any more is still a centre for its assistants."""

MOST_CALLS = 300
"""Most calls of one centre that are neither sent nor thrown away."""

_CENTRE = str(uuid5(NAMESPACE_OID, "regulation"))


@dataclass(frozen=True, slots=True)
class Board:
    """The calls of a centre, for one of its people. `fresh` makes the ids of calls."""

    caller: Caller
    desk: Desk
    reader: Reader
    clock: Clock
    fresh: Callable[[], str]

    @property
    def place(self) -> Place:
        """The centre. Raises Refusal REGULATION_ONLY."""
        place = self.caller.place
        if place is None:
            raise Refusal.of("REGULATION_ONLY")
        return place

    @property
    def owner(self) -> str:
        """Whose sheets these are: the centre's, and no person's."""
        return f"place|regulation|{self.place.key}"

    @property
    def prepares(self) -> bool:
        """True for who prepares calls and sends nothing."""
        return self.caller.role is Role.ASSISTANT


async def admitted(board: Board) -> Board:
    """The same, for who may see it: a regulator, or an assistant of a place where one regulates.

    A regulator is who signed in with the access to regulation. Raises Refusal REGULATION_ONLY.
    """
    actor, now = board.caller.actor, board.clock.now()
    known = await board.desk.get(board.owner, DeskKind.CENTRE, _CENTRE, now)
    if isinstance(actor, Professional) and actor.regulation_access:
        if known is None or known.written_at < now - KEPT:
            # Refused, another session has just written the same.
            sheet = DeskSheet(_CENTRE, 1 + (known.version if known else 0), b"{}", now)
            await board.desk.put(board.owner, DeskKind.CENTRE, sheet, now + KNOWN)
        return board
    if isinstance(actor, Assistant) and known is not None:
        return board
    raise Refusal.of("REGULATION_ONLY")


async def begin(board: Board, call: Call | None = None) -> Call:
    """A new call, kept at once. Raises Refusal CALLS_TOO_MANY."""
    if sum(not each.sent for each in await calls(board)) >= MOST_CALLS:
        raise Refusal.of("CALLS_TOO_MANY", limit=MOST_CALLS)
    first = replace(call or Call(""), id=board.fresh(), version=0, begun_by=name_of(board.caller))
    return await keep(board, first)


async def redo(board: Board, call: Call) -> Call:
    """The call that takes the place of one taken back: one, however often it is asked for.

    Raises Refusal CALLS_TOO_MANY.
    """
    id = str(uuid5(NAMESPACE_OID, f"{call.id}|redo"))
    try:
        return await open_call(board, id)
    except Refusal as refusal:
        if refusal.code != "CALL_UNKNOWN":
            raise
    return await begin(replace(board, fresh=lambda: id), call.again)


async def keep(board: Board, call: Call, by: str = "") -> Call:
    """Keep a change of who is here, or of that colleague.

    Raises Refusal CALL_CHANGED when a colleague changed it meanwhile.
    """
    at = board.clock.now()
    call = replace(call, last_by=by or name_of(board.caller))
    content = written_down(call, board.reader, at)
    sheet = DeskSheet(call.id, call.version + 1, content, at)
    if not await board.desk.put(board.owner, DeskKind.CALL, sheet, at + KEPT):
        raise Refusal.of("CALL_CHANGED")
    return replace(call, version=sheet.version, written_at=at)


async def open_call(board: Board, id: str) -> Call:
    """One call of the centre. Raises Refusal CALL_UNKNOWN."""
    sheet = None
    if ID.fullmatch(id):
        sheet = await board.desk.get(board.owner, DeskKind.CALL, id, board.clock.now())
    if sheet is None:
        raise Refusal.of("CALL_UNKNOWN")
    return taken_up(sheet, board.reader)


async def calls(board: Board) -> tuple[Call, ...]:
    """Every call of the centre, the latest touched first."""
    sheets = await board.desk.all(board.owner, DeskKind.CALL, board.clock.now())
    return tuple(taken_up(each, board.reader) for each in sheets)


async def throw_away(board: Board, call: Call) -> None:
    """Throw a call away as it was seen; one that was sent stays. Raises Refusal CALL_CHANGED."""
    if call.sent or not await board.desk.drop_seen(
        board.owner, DeskKind.CALL, call.id, call.version
    ):
        raise Refusal.of("CALL_CHANGED")


async def used_once(board: Board, id: str, until: datetime) -> bool:
    """True the first time that this launch is shown, whichever process it is shown to."""
    sheet = DeskSheet(id, 1, b"{}", board.clock.now())
    return await board.desk.put(board.owner, DeskKind.LAUNCH, sheet, until)


def name_of(caller: Caller) -> str:
    """« Régine DÉMO », for the colleagues of the centre."""
    actor = caller.actor
    if isinstance(actor, Professional | Assistant):
        return f"{actor.given} {actor.family}"
    return ""
