"""Total quantity and next due day: exact, counted day by day, and None when nothing says them."""

from datetime import date, timedelta
from decimal import Decimal
from math import ceil

from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.dosage import DosageStep, Dose
from ordonnance.domain.posology import Posology
from ordonnance.domain.quantity import Unit

TABLET = Unit("comprimé")
START = date(2026, 3, 1)


def daily(amount: str, bounds: Duration | None = None, sequence: int | None = None) -> DosageStep:
    """So much once a day."""
    return DosageStep(
        dose=Dose.of(Decimal(amount), TABLET), frequency=1, period=Decimal(1),
        period_unit=TimeUnit.DAY, bounds=bounds, sequence=sequence,
    )  # fmt: skip


QUARTERS = st.integers(1, 40).map(lambda quarters: Decimal(quarters) / 4)
STAGES = st.lists(st.tuples(QUARTERS, st.integers(1, 20)), min_size=1, max_size=4)


def course(stages: list[tuple[Decimal, int]]) -> Posology:
    """Stages that follow each other, so much a day for so many days."""
    return Posology(
        tuple(
            daily(str(amount), Duration(days, TimeUnit.DAY), number)
            for number, (amount, days) in enumerate(stages, 1)
        )
    )


@given(STAGES)
def test_the_total_is_what_every_day_adds_up_to(stages: list[tuple[Decimal, int]]) -> None:
    exact = sum((amount * days for amount, days in stages), Decimal(0))
    total = course(stages).total_units()
    assert total is not None
    assert exact <= total < exact + 1


@given(STAGES, st.integers(0, 400))
def test_the_next_day_due_is_the_first_that_the_units_do_not_cover(
    stages: list[tuple[Decimal, int]], units: int
) -> None:
    each_day = [amount for amount, days in stages for _ in range(days)]
    covered = 0
    while covered < len(each_day) and ceil(sum(each_day[: covered + 1])) <= units:
        covered += 1
    assert course(stages).next_due(Decimal(units), START) == START + timedelta(days=covered)


def test_a_month_is_counted_from_its_first_day_or_not_at_all() -> None:
    month = Posology((daily("1", Duration(1, TimeUnit.MONTH)),))
    assert month.total_units() is None
    assert month.total_units(date(2026, 2, 1)) == 28
    assert month.total_units(START) == 31


def test_nothing_is_invented_when_the_posology_does_not_say() -> None:
    assert Posology((daily("1"),)).total_units() is None
    assert Posology(text="selon INR").total_units(START) is None
    assert Posology(text="selon INR").next_due(Decimal(30), START) is None


def test_a_day_beyond_the_calendar_is_no_day() -> None:
    slow = Posology((daily("0.001"),))
    assert slow.next_due(Decimal(999_999_999), START) is None
