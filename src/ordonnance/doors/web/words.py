"""The words that templates ask for by name, the same as everywhere else."""

from ordonnance.usecases.words import LINE_STATES, REASONS, STATES

WORDS = {"state": STATES, "line_state": LINE_STATES, "reason": REASONS}
