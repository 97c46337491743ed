"""Dated changes of the law, each with a case that shows it; the days come from the texts."""

from tests.law.history.changes import Change
from tests.law.history.counter import AT_THE_COUNTER
from tests.law.history.mentions import WHAT_IS_WRITTEN
from tests.law.history.prescribing import WHEN_WRITING

__all__ = ["CHANGES", "Change"]

CHANGES: tuple[Change, ...] = (*WHEN_WRITING, *WHAT_IS_WRITTEN, *AT_THE_COUNTER)
"""Every change walked through, the oldest first in each part."""
