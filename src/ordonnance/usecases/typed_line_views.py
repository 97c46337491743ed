"""A typed line as an answer tells it: its chips, the medicines it may name, what was not read."""

from dataclasses import dataclass
from datetime import date

from ordonnance.domain.typed.reader import Confidence
from ordonnance.usecases.drug_views import Facts
from ordonnance.usecases.medicine_views import MedicineView, found_medicines
from ordonnance.usecases.typed_line import ChipKind, TypedLine


@dataclass(frozen=True, slots=True)
class ChipView:
    """One thing read: what about, the words typed (absent: worked out), the French, how sure."""

    kind: ChipKind
    said: str
    text: str
    confidence: Confidence
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LineRead:
    """A typed line: chips, medicines it may name (best first), what was not understood, the draft.

    `draft` is a MedicationRequest with the status `draft`, absent as long as the medicine or the
    posology is missing.
    """

    facts: Facts
    confidence: Confidence
    in_dci: bool
    chips: tuple[ChipView, ...]
    unreads: tuple[str, ...] = ()
    medicines: tuple[MedicineView, ...] = ()
    draft: bytes | None = None


def line_read(typed: TypedLine, draft: bytes | None, facts: Facts, day: date) -> LineRead:
    """What a reading answers on a day."""
    return LineRead(
        facts,
        typed.confidence,
        typed.in_dci,
        tuple(
            ChipView(each.kind, each.said, each.text, each.confidence, each.notes)
            for each in typed.chips
        ),
        typed.rest,
        found_medicines(typed.medicines, facts, day).medicines,
        draft,
    )
