"""What the acts need from the outside world, as protocols; `adapters` keeps the implementations."""

from ordonnance.usecases.ports.base import (
    EVERYTHING,
    Answered,
    AnswerScope,
    Base,
    Change,
    Journaled,
    JournalEntry,
    NewOrdonnance,
    OutboxMessage,
    Stored,
    StoredReservation,
    Window,
    Written,
)
from ordonnance.usecases.ports.coverage import CoverageIndex, Covered
from ordonnance.usecases.ports.outside import (
    Clock,
    Drugs,
    Interactions,
    Numbering,
    OpenedDocument,
    Openings,
    Reader,
    Sealer,
    SheetRenderer,
)
from ordonnance.usecases.ports.ports import Ports

__all__ = [
    "EVERYTHING",
    "AnswerScope",
    "Answered",
    "Base",
    "Change",
    "Clock",
    "CoverageIndex",
    "Covered",
    "Drugs",
    "Interactions",
    "JournalEntry",
    "Journaled",
    "NewOrdonnance",
    "Numbering",
    "OpenedDocument",
    "Openings",
    "OutboxMessage",
    "Ports",
    "Reader",
    "Sealer",
    "SheetRenderer",
    "Stored",
    "StoredReservation",
    "Window",
    "Written",
]
