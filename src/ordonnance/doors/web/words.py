"""The words that templates ask for by name, the same as everywhere else."""

from ordonnance.law.form import PaperGround
from ordonnance.usecases.words import (
    AGREED_POINTS,
    BEARERS,
    CANCEL_REASONS,
    DECLINE_REASONS,
    DOCUMENTS,
    EXCEPTIONAL,
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
