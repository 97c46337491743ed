"""A treatment with days off is counted on the days that are taken."""

from datetime import date
from decimal import Decimal

from ordonnance.domain.calendar import TimeUnit
from ordonnance.domain.dosage import DosageStep, Dose
from ordonnance.domain.posology import Posology
from ordonnance.domain.recurrence import Cycle
from ordonnance.law.case import LineCase
from ordonnance.law.examples import TABLET, a_case, at_counter, days, tablets

CYCLIC = Posology(
    (
        DosageStep(
            dose=Dose.of(Decimal(1), TABLET), frequency=1, period=Decimal(1),
            period_unit=TimeUnit.DAY, cycle=Cycle.on_and_off(21, 7),
        ),
    )
)  # fmt: skip
DAY = date(2026, 1, 6)


def test_twenty_eight_days_of_a_cycle_are_one_pack_of_twenty_one() -> None:
    case = a_case(tablets("exemplol", "liste I", pack=21), posology=CYCLIC, duration=days(84))
    (line,) = at_counter(case, DAY).lines()
    assert isinstance(line, LineCase)
    assert line.due.daily == Decimal("0.75")
    assert (line.due.remaining_units, line.due.remaining_packs) == (63, 3)
    assert (line.due.portion_units, line.due.portion_packs, line.due.portion_days) == (21, 1, 28)
    assert line.treatment() == (84, 84)
