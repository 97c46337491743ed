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
from ordonnance.usecases.ports.census import Census
from ordonnance.usecases.ports.coverage import CoverageIndex, Covered
from ordonnance.usecases.ports.desk import MOST_SHEETS, Desk, DeskKind, DeskSheet
from ordonnance.usecases.ports.outside import (
    Clock,
    Drugs,
    Interactions,
    Numbering,
    OpenedDocument,
    OpenedDraft,
    Openings,
    PdfForm,
    Reader,
    Sealer,
    SheetFiles,
    SheetRenderer,
    Waiting,
)
from ordonnance.usecases.ports.patient_accounts import MOST_TRIES, PatientAccounts
from ordonnance.usecases.ports.ports import Ports
from ordonnance.usecases.ports.registers import Registering, Registers
from ordonnance.usecases.ports.representations import KeptRepresentation, Representations
from ordonnance.usecases.ports.sessions import Sessions
from ordonnance.usecases.ports.stock import SecuredStock, StoredStock

__all__ = [
    "EVERYTHING",
    "MOST_SHEETS",
    "MOST_TRIES",
    "AnswerScope",
    "Answered",
    "Base",
    "Census",
    "Change",
    "Clock",
    "CoverageIndex",
    "Covered",
    "Desk",
    "DeskKind",
    "DeskSheet",
    "Drugs",
    "Interactions",
    "JournalEntry",
    "Journaled",
    "KeptRepresentation",
    "NewOrdonnance",
    "Numbering",
    "OpenedDocument",
    "OpenedDraft",
    "Openings",
    "OutboxMessage",
    "PatientAccounts",
    "PdfForm",
    "Ports",
    "Reader",
    "Registering",
    "Registers",
    "Representations",
    "Sealer",
    "SecuredStock",
    "Sessions",
    "SheetFiles",
    "SheetRenderer",
    "Stored",
    "StoredReservation",
    "StoredStock",
    "Waiting",
    "Window",
    "Written",
]
