"""The registers of a pharmacy: what is written of each serving of a listed medicine.

R.5132-9 and -10: the ordonnancier (lists I and II, stupéfiants). R.5132-36: the stupéfiants apart.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class RegisterKind(StrEnum):
    """Which register; each numbers its own entries."""

    ORDONNANCIER = "ordonnancier"
    NARCOTICS = "stupefiants"

    @property
    def label(self) -> str:
        """French words."""
        return {
            "ordonnancier": "ordonnancier",
            "stupefiants": "registre des stupéfiants (sorties)",
        }[self]


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One serving of one medicine. `reference` is that of the execution, never the number.

    `patient` is empty for an anonymous ordonnance; `bearer` says whether somebody else was
    identified, never who.
    """

    kind: RegisterKind
    at: datetime
    on: date
    reference: str
    line: int
    medicine: str
    regime: str
    packs: Decimal
    units: Decimal | None
    patient: str
    prescriber: str
    written_on: date
    pharmacist: str
    assistant: str = ""
    practice: str = ""
    lot: str = ""
    bearer: str = ""
    mention: str = ""

    def __repr__(self) -> str:
        return f"RegisterEntry({self.kind}, •••)"


@dataclass(frozen=True, slots=True)
class Registered:
    """An entry with its number in the register; undone, it keeps it."""

    rank: int
    entry: RegisterEntry
    undone_at: datetime | None = None
