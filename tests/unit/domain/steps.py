"""Steps of a posology, written shortly."""

from datetime import date
from decimal import Decimal
from typing import Any

from ordonnance.domain.calendar import TimeUnit
from ordonnance.domain.posology import DosageStep, Dose, MaxDose, Posology
from ordonnance.domain.quantity import Quantity, Unit

TABLET = Unit("comprimé")

H, D, W, M, A = TimeUnit.HOUR, TimeUnit.DAY, TimeUnit.WEEK, TimeUnit.MONTH, TimeUnit.YEAR

START = date(2026, 3, 1)


def dose(low: str, high: str | None = None, unit: Unit = TABLET) -> Dose:
    return Dose(Decimal(low), Decimal(high or low), unit)


def every(frequency: int, period: str, unit: TimeUnit, **more: Any) -> dict[str, Any]:
    return {"frequency": frequency, "period": Decimal(period), "period_unit": unit, **more}


def one(**fields: Any) -> Posology:
    return Posology((DosageStep(**{"dose": dose("1"), **fields}),))


def at_most(value: str, per: str, unit: TimeUnit, of: Unit = TABLET) -> MaxDose:
    return MaxDose(Quantity(Decimal(value), of), Decimal(per), unit)
