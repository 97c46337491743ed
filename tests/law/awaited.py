"""Rules of the catalogue whose proof waits for the rule itself: their rows are not run yet."""

from ordonnance.law.coverage import COVERAGE, Status

AWAITED = frozenset(entry.id for entry in COVERAGE if entry.status is Status.OPEN)
"""Ids still open: as soon as one is encoded, its two cases and its days are asked for."""
