"""At the counter and between lines: one day, one box, one unit on each side of what is allowed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.drug import Presentation
from ordonnance.domain.mentions import ScheduledIntervention
from ordonnance.domain.posology import DosageStep, Dose, Posology
from ordonnance.domain.prescription import Product, Relation, RelationKind
from ordonnance.domain.quantity import Unit
from ordonnance.law.case import Asked, Case, LineCase, ServingRequest
from ordonnance.law.check import check
from ordonnance.law.due import NotDue
from ordonnance.law.examples import (
    MORPHINE,
    ONE_A_DAY,
    RAMIPRIL,
    WRITTEN,
    ZOLPIDEM,
    a_case,
    at_counter,
    days,
    tablets,
)
from ordonnance.law.exceptional import Beyond, Exceptional, Past, beyond
from ordonnance.law.groups import servable
from ordonnance.law.rhythm import counted_from
from ordonnance.law.treatment import daily_units
from tests.builders import a_line, a_served
from tests.builders import medicines as m
from tests.law.cases import ask


def blocked(case: Case) -> set[tuple[str, int | None]]:
    return {(each.rule, each.line) for each in check(case).blocking()}


def breached(case: Case) -> set[str]:
    return {each.rule for each in check(case).findings if each.verdict.value == "breached"}


def asking(case: Case, *asked: Asked, on: date = WRITTEN, served: Sequence[object] = ()) -> Case:
    at = at_counter(case, on, served=tuple(served))  # type: ignore[arg-type]  # servings
    return replace(at, serving=ServingRequest("p", "l", asked))


@pytest.mark.parametrize(("second", "stops"), [(14, False), (15, True)])
def test_a_line_after_another_begins_the_day_after_its_last_one(
    second: int, *, stops: bool
) -> None:
    first = a_case(ZOLPIDEM, duration=days(14))
    after = replace(first.ordonnance.lines[0], number=2, id="2", product=Product("ZOLPIDEM"),
                    duration=days(second),
                    relations=(Relation(RelationKind.AFTER, 1),))  # fmt: skip
    lines = (*first.ordonnance.lines, after)
    both = replace(first, ordonnance=replace(first.ordonnance, lines=lines),
                   medicines={1: ZOLPIDEM, 2: ZOLPIDEM})  # fmt: skip
    assert (("RX-DUR-03", 2) in blocked(both)) is stops


@pytest.mark.parametrize(("takes", "counted"), [(1, Decimal("0.75")), (2, Decimal(2))])
def test_only_one_tablet_a_day_makes_a_cycle_of_a_pack_of_21(takes: int, counted: Decimal) -> None:
    pack = tablets("exemplol", pack=21).presentations[0]
    steps = (replace(ONE_A_DAY.steps[0], frequency=takes),)
    line = replace(a_case(duration=days(28)).ordonnance.lines[0], posology=Posology(steps))
    assert daily_units(line, "G03AA07", pack) == counted


def test_a_posology_of_two_dates_is_counted_from_the_first_one() -> None:
    def step(begins: date) -> DosageStep:
        return replace(ONE_A_DAY.steps[0], bounds_start=begins,
                       bounds=Duration(5, TimeUnit.DAY))  # fmt: skip

    first, second = WRITTEN + timedelta(5), WRITTEN + timedelta(10)
    assert counted_from(Posology((step(second), step(first))), 20, WRITTEN) == first


def test_days_all_served_leave_nothing_due_even_with_units_left() -> None:
    case = at_counter(a_case(RAMIPRIL, duration=days(30)), WRITTEN + timedelta(30),
                      served=(a_served(30, WRITTEN, units=20),))  # fmt: skip
    due = LineCase(case, case.ordonnance.lines[0]).due
    assert not due.is_due
    assert due.state_reason is NotDue.SERVED


# --- Packs


def test_a_box_counted_in_another_unit_is_no_smaller_box() -> None:
    plain = tablets("exemplol", pack=30)
    box = plain.presentations[0]
    drops = Presentation(box.cip13, "flacon de 10", Decimal(10), Unit("goutte"))
    small = Presentation(box.cip13, "boîte de 10", Decimal(10), box.unit)
    for other, told in ((drops, False), (small, True)):
        both = replace(plain, presentations=(box, other))
        case = asking(a_case(both), Asked(1, packs=Decimal(1), pack=box))
        assert ("AM-03" in breached(case)) is told


def test_brands_that_are_no_longer_sold_all_stay_when_none_is() -> None:
    gone = (replace(RAMIPRIL, marketed=False), replace(ZOLPIDEM, marketed=False))
    assert servable(gone) == gone
    assert servable((gone[0], ZOLPIDEM)) == (ZOLPIDEM,)


@pytest.mark.parametrize(("packs", "stops"), [(1, False), (2, True)])
def test_a_box_of_patches_that_lasts_a_little_more_than_the_fraction_is_the_fraction(
    packs: int, *, stops: bool
) -> None:
    every_third = DosageStep(dose=Dose.of(Decimal(1), m.PATCH), frequency=1, period=Decimal(3),
                             period_unit=TimeUnit.DAY)  # fmt: skip
    patches = a_case(m.FENTANYL_PATCH, duration=days(28), posology=Posology((every_third,)))
    found = blocked(asking(patches, ask(packs=packs)))
    assert any(line == 1 and rule.startswith(("RX-STUP", "DI-")) for rule, line in found) is stops


# --- Beyond what is written


def month(after: int) -> Beyond:
    """The month beyond ninety days of ramipril, asked so many days after their end."""
    line = a_line(m.RAMIPRIL_5, days=90)
    served = tuple(a_served(30, WRITTEN + timedelta(30 * rank)) for rank in range(3))
    return beyond(Exceptional.RENEWAL, line, m.RAMIPRIL_5, WRITTEN, Past(served, ()),
                  WRITTEN + timedelta(90 + after), m.RAMIPRIL_5.presentations[0])  # fmt: skip


@pytest.mark.parametrize(("after", "begins"), [(-3, 0), (0, 0), (10, 10)])
def test_a_month_beyond_begins_when_the_former_days_are_over(after: int, begins: int) -> None:
    found = month(after)
    end = WRITTEN + timedelta(90)
    assert found.first_day == end + timedelta(begins)
    assert (found.expired_on, found.earliest) == (end - timedelta(1), end)


def test_a_large_box_alone_is_served_once_even_when_it_lasts_more_than_three_months() -> None:
    large = tablets("ramipril", "liste I", pack=120)
    case = a_case(large, duration=days(90))
    facts = replace(Asked(1, packs=Decimal(1), pack=large.presentations[0]).facts,
                    exceptional=Exceptional.RENEWAL)  # fmt: skip
    asked = Asked(1, packs=Decimal(1), pack=large.presentations[0], facts=facts)
    served = (a_served(90, WRITTEN, units=90),)
    found = blocked(asking(case, asked, on=WRITTEN + timedelta(90), served=served))
    assert ("DI-REN-01", 1) not in found


# --- Narcotics


def test_an_operation_and_its_discharge_may_be_of_one_day() -> None:
    day = WRITTEN + timedelta(15)
    for leaves, stops in ((day, False), (day - timedelta(1), True)):
        planned = ScheduledIntervention(day, leaves)
        case = a_case(MORPHINE, duration=days(7), intervention=planned)
        assert (("RX-STUP-08", 1) in blocked(case)) is stops
