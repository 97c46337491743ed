"""One line of one dispensing as it is told to another system, and read back from it.

`Dispense` is what this base records; a `DispenseRecord` is what leaves it (HL7 Europe MPD), or
what a pharmacy elsewhere in Europe tells. Both directions go through it, so that a test can
compare what was written with what is read.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from ordonnance.domain.counter import CounterFacts
from ordonnance.domain.dispensing import QuantityReason, Undone
from ordonnance.domain.posology import Posology
from ordonnance.domain.quantity import Quantity
from ordonnance.domain.told import Concept, Pointer, ToldMedicine


class RecordStatus(StrEnum):
    """How the dispensing of the line ended: FHIR R4 codes, those of MPD."""

    COMPLETED = "completed"
    DECLINED = "declined"
    ENTERED_IN_ERROR = "entered-in-error"


@dataclass(frozen=True, slots=True)
class RecordPerformer:
    """Who served, and as what."""

    actor: Pointer
    function: Concept | None = None


@dataclass(frozen=True, slots=True)
class RecordSubstitution:
    """Whether another medicine than the one prescribed was served, which kind and why."""

    done: bool
    kind: Concept | None = None
    reasons: tuple[Concept, ...] = ()

    def __post_init__(self) -> None:
        if not self.done and self.kind is not None:
            raise ValueError("substitution : une nature sans substitution")


@dataclass(frozen=True, slots=True)
class DispenseRecord:
    """One line served or declined. `medicine` is None when nothing was served.

    `days` are the days of treatment covered, `fill` whether it was the first serving and a whole
    one; `first_day`, `units`, `quantity_reason`, `undone`, `facts` are known of our own
    dispensings only.
    """

    status: RecordStatus
    recorded_at: datetime
    performers: tuple[RecordPerformer, ...]
    quantity: Quantity
    identifiers: tuple[Pointer, ...] = ()
    medicine: ToldMedicine | None = None
    subject: Pointer | None = None
    place: Pointer | None = None
    prescriptions: tuple[Pointer, ...] = ()
    fill: Concept | None = None
    days: Decimal | None = None
    handed_over_at: datetime | None = None
    substitution: RecordSubstitution | None = None
    posology: Posology | None = None
    reason: Concept | None = None
    note: str | None = None
    first_day: date | None = None
    units: Decimal | None = None
    quantity_reason: QuantityReason | None = None
    undone: Undone | None = None
    facts: CounterFacts | None = None

    def __post_init__(self) -> None:
        if not self.performers:
            raise ValueError("délivrance : qui a servi est nécessaire")
        served = self.medicine is not None
        if served is (self.quantity.value == 0):
            raise ValueError("délivrance : un médicament et sa quantité vont ensemble")
        if self.status is RecordStatus.DECLINED and served:
            raise ValueError("délivrance : rien n'est servi quand la ligne est déclinée")
        if self.status is RecordStatus.COMPLETED and not served:
            raise ValueError("délivrance : rien n'est servi")

    def __repr__(self) -> str:
        return f"DispenseRecord({self.status.value}, •••)"
