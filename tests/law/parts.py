"""Portions served in parts, written shortly."""

from datetime import date, timedelta

from tests.builders import a_medicine, per_day
from tests.builders import medicines as m

WRITTEN = date(2026, 1, 5)

BY_14 = a_medicine(
    "EXEMPLE 10 mg, comprimé", "60000082", [("EXEMPLINE", "10")], [m.LISTE_I], (14, 30),
)  # fmt: skip

THIRD = per_day("0.333", m.PATCH)

FENTANYL = {"days": 28, "posology": THIRD}


def on(day: int) -> date:
    return WRITTEN + timedelta(days=day)
