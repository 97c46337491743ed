"""The two sides of a présérie: what is counted, what is judged, what people are asked.

The note of July 2025 is about pharmacists. What it says only of them stands in their side; the
prescribers' side has what ADR 0086 reads for them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ordonnance.domain.preserie.questionnaire import (
    PHARMACIST_BLOCKING,
    PHARMACIST_QUESTIONS,
    PRESCRIBER_BLOCKING,
    PRESCRIBER_QUESTIONS,
    Question,
)
from ordonnance.domain.preserie.traces import Operation


@dataclass(frozen=True, slots=True)
class Side:
    """One side. `act` is French, feminine, and begins with a vowel: « exécution »."""

    counted: Operation
    """The operation by which the base records what is counted."""
    act: str
    fruitless: frozenset[str]
    """Refusals by which the base says that it could not be: nothing was done, nothing counts."""
    operations: tuple[Operation, ...]
    """The operations that must each have been used with success."""
    scor: bool
    """Whether a scanned ordonnance goes to the payer: invoices are the pharmacists'."""
    person: str
    questions: tuple[Question, ...]
    blocking: str

    @property
    def acts(self) -> str:
        """« exécutions »."""
        return f"{self.act}s"

    @property
    def recorded(self) -> str:
        """« Exécutions enregistrées »."""
        return f"{self.act[0].upper()}{self.act[1:]}s enregistrées"


PHARMACY = Side(
    counted=Operation.DISPENSE,
    act="exécution",
    fruitless=frozenset({
        "NUMBER_INVALID", "NUMBER_UNKNOWN", "NUMBER_REVOKED", "LINE_ALREADY_SERVED",
        "LINE_NOT_DUE", "LINE_ENDED", "LINE_BLOCKED", "LAW_BLOCKED", "NOTHING_TO_SERVE",
        "ALREADY_ENDED", "ORDONNANCE_CANCELLED", "ORDONNANCE_REPLACED",
    }),
    operations=(Operation.CONSULT, Operation.DISPENSE, Operation.UNDO),
    scor=True,
    person="pharmacien",
    questions=PHARMACIST_QUESTIONS,
    blocking=PHARMACIST_BLOCKING,
)  # fmt: skip
PRACTICE = Side(
    counted=Operation.ISSUE,
    act="émission",
    fruitless=frozenset({"LAW_BLOCKED", "ACKNOWLEDGEMENT_REQUIRED", "OUT_OF_SCOPE"}),
    operations=(Operation.RESERVE, Operation.ISSUE, Operation.CANCEL, Operation.REPLACE),
    scor=False,
    person="prescripteur",
    questions=PRESCRIBER_QUESTIONS,
    blocking=PRESCRIBER_BLOCKING,
)

SIDES: Mapping[str, Side] = MappingProxyType({"pharmacien": PHARMACY, "prescripteur": PRACTICE})
"""By profession, as a description names it."""
