"""Renewals by the pharmacist are servings of as many renewals written: the proven arithmetic."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.dispensing import Served
from ordonnance.domain.prescription import Line
from ordonnance.law.due import Due, NotDue
from ordonnance.law.renewing import in_order, renewed_due
from ordonnance.law.serving import due
from tests.builders import a_line, a_medicine, per_day
from tests.builders import medicines as m

WRITTEN = date(2026, 1, 5)


def served_of(owed: Due, packs: int) -> Served:
    """So many packs of what is owed."""
    count = min(Decimal(packs), owed.portion_packs or Decimal(1))
    whole = count == owed.portion_packs
    units = None if owed.per_pack is None else count * owed.per_pack
    days = owed.portion_days if whole else owed.days_of(units=units, packs=count)
    return Served(1, "servi", count, owed.portion_units if whole else units, days or 0,
                  owed.first_day)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    days=st.integers(1, 100), pack=st.sampled_from([7, 14, 20, 28, 30, 90]),
    daily=st.sampled_from(["0.5", "1", "2", "3"]), visits=st.lists(
        st.tuples(st.integers(0, 40), st.integers(1, 3)), min_size=1, max_size=12
    ), written=st.none() | st.integers(1, 2),
)  # fmt: skip
def test_renewing_serves_what_renewals_written_would_have_served(
    days: int, pack: int, daily: str, visits: list[tuple[int, int]], written: int | None
) -> None:
    medicine = a_medicine("EXEMPLE 1 mg, comprimé", "60000099", [("EXEMPLINE", "1")],
                          [m.LISTE_II], (pack,))  # fmt: skip
    box = medicine.presentations[0]

    def line(renewals: int | None) -> Line:
        return a_line(medicine, posology=per_day(daily), renewals=renewals,
                      duration=Duration(days, TimeUnit.DAY))  # fmt: skip

    plain, day = line(written), WRITTEN
    as_written: tuple[Served, ...] = ()
    renewed: tuple[Served, ...] = ()
    for wait, packs in visits:
        day += timedelta(wait)
        every = in_order(as_written, renewed)
        owed = due(plain, medicine, WRITTEN, as_written, day, packs_of=box)
        if owed.state_reason is not NotDue.SERVED:
            if owed.is_due:
                as_written = (*as_written, served_of(owed, packs))
            assert not renewed
            continue
        owed = renewed_due(plain, medicine, WRITTEN, every, day, packs_of=box)
        # One more renewal than those made, or what is left of the one begun.
        assert owed in (
            due(line(n), medicine, WRITTEN, every, day, packs_of=box)
            for n in range(written or 0, (written or 0) + len(every) + 2)
        )
        assert (owed.remaining_days or 0) < 2 * days
        if owed.state_reason is NotDue.SERVED:
            # What packs held above the days prescribed makes the next one.
            assert sum(each.units or 0 for each in every) >= Decimal(daily) * (
                sum(each.days for each in every) + days
            )
        if owed.is_due:
            item = served_of(owed, packs)
            before = [each.first_day + timedelta(each.days) for each in every]
            assert item.first_day >= max(before)
            renewed = (*renewed, item)
        elif owed.state_reason is NotDue.ENDED:
            assert day >= date(2027, 1, 5)
        assert due(plain, medicine, WRITTEN, as_written, day, packs_of=box).state_reason is (
            NotDue.SERVED
        )
