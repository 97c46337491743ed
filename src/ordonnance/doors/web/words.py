"""The words that templates ask for by name, the same as everywhere else."""

from ordonnance.domain.letters import LetterState
from ordonnance.law.form import PaperGround
from ordonnance.usecases.words import (
    AGREED_POINTS,
    BEARERS,
    CANCEL_REASONS,
    DECLINE_REASONS,
    DOCUMENTS,
    EXCEPTIONAL,
    LETTERS,
    LINE_STATES,
    QUANTITY_REASONS,
    REASONS,
    STATES,
    TESTS,
    UNDO_REASONS,
)

WORDS = {
    "state": STATES,
    "line_state": LINE_STATES,
    "reason": REASONS,
    "decline": DECLINE_REASONS,
    "quantity": QUANTITY_REASONS,
    "bearer": BEARERS,
    "point": AGREED_POINTS,
    "document": DOCUMENTS,
    "exceptional": EXCEPTIONAL,
    "test": TESTS,
    "undo": UNDO_REASONS,
    "cancel": CANCEL_REASONS,
    "ground": {each.value: each.label for each in PaperGround},
}

_LETTER_SHAPES = {
    LetterState.WAITING: "attention",
    LetterState.READY: "vide",
    LetterState.HANDING: "partie",
    LetterState.HANDED: "bon",
    LetterState.DELIVERED: "bon",
    LetterState.BOUNCED: "bloque",
    LetterState.WITHDRAWN: "information",
    LetterState.CANCELLED: "information",
}


def letter_told(state: LetterState) -> tuple[str, str]:
    """The shape of a letter's state, and its words as they begin a sentence."""
    words = LETTERS[state]
    return _LETTER_SHAPES[state], words[:1].upper() + words[1:]


def doubted(kind: str, next_step: str) -> str:
    """The shape of a letter's state once there is something to do: said to have come back, whatever
    was known before, it is no good news."""
    return "attention" if kind == "bon" and next_step else kind
