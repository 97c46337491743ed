"""Reading how the dose of a day is divided: « 60 mg/kg/j en 4 prises », « 3 cp/j en 3 fois »."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from ordonnance.domain.calendar import TimeUnit
from ordonnance.domain.dosage import Dose
from ordonnance.domain.typed.draft import Sketch
from ordonnance.domain.typed.phrases import number, said, whole
from ordonnance.domain.typed.tokens import Token
from ordonnance.domain.typed.vocabulary import MEASURES

_SHARED_OUT = (("repartis",), ("repartie",), ("reparties",), ("a", "repartir"), ("a", "diviser"),
               ("divise",), ("divises",))  # fmt: skip


def shared_out(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« en 3 prises »: the dose of the day is divided when it divides, else told with care."""
    place = at + next((len(each) for each in _SHARED_OUT if said(tokens, at, *each)), 0)
    takes = number(tokens, place + 1) if said(tokens, place, "en") else None
    if takes is None or not (said(tokens, takes[1], "prises") or said(tokens, takes[1], "fois")):
        return None
    fields, count = sketch.last.fields, whole(takes[0])
    if count is None or fields.get("frequency") != 1:
        return None
    name = "dose" if "dose" in fields else "calculated"
    part = _part(fields[name], count) if name in fields else None
    # « 6 cp/j en 2 prises J1, 4 cp J2 »: what follows is said by the day too.
    by_day = said(tokens, takes[1] + 1, "j") or said(tokens, takes[1] + 1, "puis")
    if part is not None and _by_the_day(fields) and not by_day:
        fields |= {name: part, "frequency": count}
        return takes[1] + 1
    if part is None:
        sketch.note("le partage de la dose du jour ne tombe pas juste")
    return takes[1] + 1 if sketch.last.add("instructions", f"en {count} prises") else None


def _by_the_day(fields: Mapping[str, Any]) -> bool:
    """True for so much a day, and nothing said of when."""
    daily = (fields.get("period"), fields.get("period_unit")) == (Decimal(1), TimeUnit.DAY)
    return daily and not {"moments", "times_of_day", "frequency_max", "period_max"} & {
        name for name, value in fields.items() if value is not None
    }


def _part(dose: Dose, count: int) -> Dose | None:
    """The dose of one take; None when it is not exact, or less than a quarter of a tablet."""
    low, high = dose.low / count, dose.high / count
    measured = dose.unit.label.partition("/")[0] in MEASURES
    finest = Decimal("0.001") if measured else Decimal("0.25")
    exact = all(
        each % finest == 0 and each * count in (dose.low, dose.high) for each in (low, high)
    )
    return Dose(low, high, dose.unit, dose.open) if exact else None
