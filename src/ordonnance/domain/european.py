"""A prescription of elsewhere in Europe, as told (HL7 Europe MPD): read and shown, never judged.

Its author has no RPPS and its medicines no CIS: it is no `Ordonnance`, and cannot be issued here.
"""

from dataclasses import dataclass
from datetime import date, datetime

from ordonnance.domain.posology import Posology
from ordonnance.domain.quantity import Quantity
from ordonnance.domain.told import Concept, Pointer, ToldMedicine


@dataclass(frozen=True, slots=True)
class ToldOffLabel:
    """Prescribed outside what the product is authorised for, and why."""

    reason: Concept | None = None


@dataclass(frozen=True, slots=True)
class ToldLine:
    """One prescribed item.

    `quantity` is that of one serving, `prescribed` the whole quantity whatever the repeats;
    `repeats` servings may follow the first (None: unstated). `substitutable` None: unstated.
    """

    medicine: ToldMedicine
    posology: Posology
    identifiers: tuple[Pointer, ...] = ()
    motive: Concept | None = None
    note: str | None = None
    quantity: Quantity | None = None
    prescribed: Quantity | None = None
    repeats: int | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    taken_from: date | None = None
    taken_until: date | None = None
    substitutable: bool | None = None
    off_label: ToldOffLabel | None = None
    actionable: bool = False

    def __post_init__(self) -> None:
        for first, last in (
            (self.valid_from, self.valid_until),
            (self.taken_from, self.taken_until),
        ):
            if first is not None and last is not None and last < first:
                raise ValueError("période : la fin précède le début")


@dataclass(frozen=True, slots=True)
class ToldPrescription:
    """Its items in the order of the document; `together` when a group says they belong together."""

    patient: Pointer
    prescriber: Pointer
    authored: date | datetime
    lines: tuple[ToldLine, ...]
    group: Pointer | None = None
    together: bool = False

    def __post_init__(self) -> None:
        if not self.lines:
            raise ValueError("une prescription a au moins une ligne")

    def __repr__(self) -> str:
        return "ToldPrescription(•••)"
