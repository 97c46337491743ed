"""Results kept for idempotent retries."""

from ordonnance.usecases.results import (
    Dispensed,
    Ended,
    Issued,
    ObjectionRecorded,
    Replaced,
    Reserved,
    TwinMarked,
    Undid,
)
from ordonnance.usecases.samu.views import Prescribed, SentAgain

KEPT = (
    Reserved,
    Issued,
    Dispensed,
    Undid,
    Ended,
    Replaced,
    ObjectionRecorded,
    TwinMarked,
    Prescribed,
    SentAgain,
)
"""Every result that a base answers again to the same key."""
