"""What is due of a line, asked shortly."""

from datetime import date, timedelta
from typing import Any

from ordonnance.domain.dispensing import Served
from ordonnance.domain.drug import Medicine
from ordonnance.law.due import Due
from ordonnance.law.serving import due
from tests.builders import a_line

WRITTEN = date(2026, 1, 5)


def the_due(
    medicine: Medicine | None, day: date | int = 0, *served: Served, pack: int = 0,
    anticipate: bool = False, **line: Any,
) -> Due:  # fmt: skip
    """What is due `day` days after 5 January 2026, or on a date."""
    on = WRITTEN + timedelta(days=day) if isinstance(day, int) else day
    packs = medicine.presentations[pack] if medicine else None
    return due(
        a_line(medicine, **line), medicine, WRITTEN, served, on, packs_of=packs,
        anticipate=anticipate,
    )  # fmt: skip


def portion(answer: Due) -> tuple[object, object, object]:
    """Units, packs and days due; typed loosely because Decimal(30) == 30."""
    return answer.portion_units, answer.portion_packs, answer.portion_days
