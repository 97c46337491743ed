"""States of a line and of its ordonnance, and the only table that changes them.

A line's state is a function of what was recorded; « expired » is computed from dates on every read
and never written. What a transition does not list is refused.
"""

from collections.abc import Iterable
from enum import StrEnum


class LineState(StrEnum):
    """Where one prescription line stands."""

    OPEN = "open"
    PARTLY_EXECUTED = "partly-executed"
    EXECUTED = "executed"
    CANCELLED = "cancelled"
    REPLACED = "replaced"
    EXPIRED = "expired"


class LineAct(StrEnum):
    """What can happen to a line."""

    SERVE_PART = "serve-part"
    SERVE_REST = "serve-rest"
    DECLINE = "decline"
    UNDO_PART = "undo-part"
    UNDO_ALL = "undo-all"
    CANCEL = "cancel"
    REPLACE = "replace"
    LAPSE = "lapse"


_S, _A = LineState, LineAct

TRANSITIONS: dict[tuple[LineState, LineAct], LineState] = {
    (_S.OPEN, _A.SERVE_PART): _S.PARTLY_EXECUTED,
    (_S.OPEN, _A.SERVE_REST): _S.EXECUTED,
    (_S.OPEN, _A.DECLINE): _S.OPEN,
    (_S.OPEN, _A.UNDO_ALL): _S.OPEN,
    (_S.OPEN, _A.CANCEL): _S.CANCELLED,
    (_S.OPEN, _A.REPLACE): _S.REPLACED,
    (_S.OPEN, _A.LAPSE): _S.EXPIRED,
    (_S.PARTLY_EXECUTED, _A.SERVE_PART): _S.PARTLY_EXECUTED,
    (_S.PARTLY_EXECUTED, _A.SERVE_REST): _S.EXECUTED,
    (_S.PARTLY_EXECUTED, _A.DECLINE): _S.PARTLY_EXECUTED,
    (_S.PARTLY_EXECUTED, _A.UNDO_PART): _S.PARTLY_EXECUTED,
    (_S.PARTLY_EXECUTED, _A.UNDO_ALL): _S.OPEN,
    (_S.PARTLY_EXECUTED, _A.CANCEL): _S.CANCELLED,
    (_S.PARTLY_EXECUTED, _A.REPLACE): _S.REPLACED,
    (_S.PARTLY_EXECUTED, _A.LAPSE): _S.EXPIRED,
    (_S.EXECUTED, _A.UNDO_PART): _S.PARTLY_EXECUTED,
    (_S.EXECUTED, _A.UNDO_ALL): _S.OPEN,
    # What was served stays served: a cancellation or a replacement reaches only what is not.
    (_S.EXECUTED, _A.CANCEL): _S.EXECUTED,
    (_S.EXECUTED, _A.REPLACE): _S.EXECUTED,
    # A dispensing undone after the end frees nothing: the line stays closed. A line served whole
    # before the end is read as if it had been undone first, then ended.
    (_S.CANCELLED, _A.UNDO_PART): _S.CANCELLED,
    (_S.CANCELLED, _A.UNDO_ALL): _S.CANCELLED,
    (_S.REPLACED, _A.UNDO_PART): _S.REPLACED,
    (_S.REPLACED, _A.UNDO_ALL): _S.REPLACED,
    (_S.EXPIRED, _A.UNDO_PART): _S.EXPIRED,
    (_S.EXPIRED, _A.UNDO_ALL): _S.EXPIRED,
    (_S.EXPIRED, _A.CANCEL): _S.CANCELLED,
    (_S.EXPIRED, _A.REPLACE): _S.REPLACED,
}


def after(state: LineState, act: LineAct) -> LineState | None:
    """The state that follows, or None when the act is not possible in this state."""
    return TRANSITIONS.get((state, act))


class OrdonnanceState(StrEnum):
    """Where the whole ordonnance stands, derived from its lines."""

    ISSUED = "issued"
    PARTLY_EXECUTED = "partly-executed"
    EXECUTED = "executed"
    CANCELLED = "cancelled"
    REPLACED = "replaced"
    EXPIRED = "expired"


def of_lines(lines: Iterable[LineState]) -> OrdonnanceState:
    """State of the group: what is still possible comes first, then how it ended."""
    states = set(lines)
    if not states:
        raise ValueError("an ordonnance has at least one line")
    if states == {LineState.OPEN}:
        return OrdonnanceState.ISSUED
    if states & {LineState.OPEN, LineState.PARTLY_EXECUTED}:
        # A line never touched beside one that ended is still a part of the whole.
        return OrdonnanceState.PARTLY_EXECUTED
    for ended, whole in (
        (LineState.REPLACED, OrdonnanceState.REPLACED),
        (LineState.CANCELLED, OrdonnanceState.CANCELLED),
        (LineState.EXPIRED, OrdonnanceState.EXPIRED),
    ):
        if ended in states:
            return whole
    return OrdonnanceState.EXECUTED
