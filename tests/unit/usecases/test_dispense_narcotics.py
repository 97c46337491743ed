"""Stupéfiants at the counter: to the unit, by fractions, late; and the pharmacy's own legal day."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from ordonnance.domain.actors import Caller
from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.dispensing import QuantityReason
from ordonnance.domain.mentions import NamedPharmacy
from ordonnance.domain.prescription import Line
from tests.builders.counter import (
    CLAMOXYL,
    DUROGESIC,
    ESCITALOPRAM,
    SKENAN,
    of,
    pack_of,
    packs,
    units,
)
from tests.builders.platform import Platform, a_platform, refused

SUBUTEX = "68945058"
BY_FRACTIONS = of(
    SUBUTEX, days=28, fraction=Duration(7, TimeUnit.DAY),
    named_pharmacy=NamedPharmacy("Pharmacie Exemple"),
)  # fmt: skip
PATCHES = of(DUROGESIC, days=28, daily="0.5", fraction=Duration(14, TimeUnit.DAY))


def issued(line: Line, at: datetime | None = None) -> tuple[Platform, str]:
    platform = a_platform(at) if at else a_platform()
    return platform, platform.issue(line).number


def test_a_stupefiant_is_served_to_the_unit() -> None:
    platform, number = issued(of(SKENAN, days=10))
    answer = platform.dispense(number, everything=True)
    assert (answer.served[0].units, answer.served[0].days) == (Decimal(10), 10)
    assert answer.served[0].packs == Decimal("0.714")
    assert platform.consult(number).state == "executed"


def test_units_may_be_served_in_several_times_and_never_beyond_what_is_prescribed() -> None:
    platform, number = issued(of(SKENAN, days=14, daily=2))
    answer = platform.dispense(number, units(1, 10))
    assert (answer.lines[0].remaining.units, answer.lines[0].due.units) == (18, 18)
    for value in (19, 28):
        with refused("QUANTITY_TOO_LARGE"):
            platform.dispense(
                number, units(1, value, quantity_reason=QuantityReason.PRESCRIBER_AGREEMENT)
            )
    assert platform.dispense(number, units(1, 18)).lines[0].state == "executed"


def test_a_whole_pack_of_a_stupefiant_is_not_rounded_up() -> None:
    platform, number = issued(of(SKENAN, days=10))
    with refused("QUANTITY_TOO_LARGE"):
        platform.dispense(number, packs(1, 1))


def test_fractions_follow_one_another() -> None:
    platform, number = issued(BY_FRACTIONS)
    for week in range(4):
        answer = platform.dispense(number, everything=True)
        assert (answer.served[0].units, answer.served[0].days) == (Decimal(7), 7)
        assert answer.lines[0].remaining.days == 21 - 7 * week
        platform.later(days=7)
    with refused("LINE_ALREADY_SERVED"):
        platform.dispense(number, everything=True)


def test_two_fractions_at_once_are_blocked_or_need_a_reason() -> None:
    platform, number = issued(BY_FRACTIONS)
    with refused("QUANTITY_REASON_REQUIRED"):
        platform.dispense(number, units(1, 14))
    with refused("LINE_BLOCKED"):
        platform.dispense(number, units(1, 14, quantity_reason=QuantityReason.TRAVEL))


def test_no_reason_brings_a_stupefiant_before_its_day() -> None:
    platform, number = issued(PATCHES)
    platform.dispense(number, everything=True)
    platform.later(days=5)
    with refused("LINE_NOT_DUE"):
        platform.dispense(number, packs(1, quantity_reason=QuantityReason.LOSS))


def test_the_next_fraction_of_a_stupefiant_waits_for_its_day_without_tolerance() -> None:
    platform, number = issued(PATCHES)
    platform.dispense(number, everything=True)
    platform.later(days=13)
    with refused("LINE_NOT_DUE") as refusal:
        platform.dispense(number, packs(1))
    assert "07/12/2026" in refusal.value.first.message
    platform.later(days=1)
    assert platform.dispense(number, everything=True).lines[0].state == "executed"


@pytest.mark.parametrize(("late", "days"), [(0, 14), (3, 14), (4, 10), (13, 1)])
def test_what_a_late_presentation_took_away_is_not_served(late: int, days: int) -> None:
    platform, number = issued(of(SKENAN, days=14))
    platform.later(days=late)
    answer = platform.dispense(number, everything=True)
    assert (answer.served[0].units, answer.served[0].days) == (Decimal(days), days)
    with refused("LINE_ALREADY_SERVED"):
        platform.dispense(number, everything=True)


def test_presented_too_late_a_stupefiant_is_served_no_more() -> None:
    platform, number = issued(of(SKENAN, days=14))
    platform.later(days=14)
    with refused("LINE_ENDED"):
        platform.dispense(number, everything=True)
    assert platform.consult(number).state == "expired"


def test_a_fraction_presented_late_is_cut() -> None:
    platform, number = issued(PATCHES)
    platform.dispense(number, everything=True)
    # Covered until 6 December; on the 12th six days of the second fraction are gone.
    platform.later(days=19)
    answer = platform.dispense(number, everything=True)
    assert (answer.served[0].units, answer.served[0].days) == (Decimal(4), 8)
    assert answer.lines[0].state == "executed"


def test_an_executed_stupefiant_ends_with_its_last_day_covered() -> None:
    platform, number = issued(of(SKENAN, days=10))
    platform.dispense(number, everything=True)
    assert platform.consult(number).lines[0].last_on == date(2026, 12, 2)


def test_a_part_of_a_pack_is_a_whole_number_of_units() -> None:
    platform, number = issued(of(SKENAN, days=10))
    for wrong in (packs(1, "0.7"), packs(1, "0.001"), units(1, "2.5")):
        with refused("QUANTITY_INVALID"):
            platform.dispense(number, wrong)
    answer = platform.dispense(number, packs(1, "0.714"))
    assert (answer.served[0].units, answer.lines[0].state) == (Decimal(10), "executed")


# --- Whose midnight


AT_MIDNIGHT = datetime(2026, 11, 23, 22, 0, tzinfo=UTC)
"""Eleven in the evening of the 23rd in Paris, two in the morning of the 24th in Saint-Denis."""


def test_the_dispensing_day_is_that_of_the_pharmacy() -> None:
    platform, number = issued(of(CLAMOXYL, days=24), AT_MIDNIGHT)
    platform.dispense(number, packs(1, 1), by="pharmacien2")
    execution = platform.executions(number, "patient").executions[0]
    assert execution.on == date(2026, 11, 24)
    other = platform.issue(of(CLAMOXYL, days=24)).number
    platform.dispense(other, packs(1, 1))
    assert platform.executions(other, "patient").executions[0].on == date(2026, 11, 23)


def test_the_last_day_ends_earlier_in_reunion_than_in_paris() -> None:
    platform, number = issued(of(ESCITALOPRAM, days=28))
    platform.clock.set(datetime(2027, 2, 22, 21, 0, tzinfo=UTC))
    assert platform.consult(number, "pharmacien").state == "issued"
    assert platform.consult(number, "pharmacien2").state == "expired"
    with refused("LINE_ENDED"):
        platform.dispense(number, everything=True, by="pharmacien2")
    assert platform.dispense(number, everything=True).served


def test_the_three_days_of_a_stupefiant_are_counted_in_the_pharmacy_s_days() -> None:
    platform, number = issued(of(SKENAN, days=14))
    platform.clock.set(datetime(2026, 11, 26, 22, 0, tzinfo=UTC))
    in_paris = platform.consult(number, "pharmacien").lines[0].due
    in_reunion = platform.consult(number, "pharmacien2").lines[0].due
    assert (in_paris.days, in_reunion.days) == (14, 10)


def at(caller: Caller, zone: str) -> Caller:
    actor = replace(caller.actor, place=replace(caller.place, zone=zone))  # type: ignore[type-var, call-arg]  # a professional
    return replace(caller, actor=actor)


def test_a_renewal_opens_on_its_day_in_each_zone() -> None:
    platform, number = issued(of(ESCITALOPRAM, days=28, renewals=1))
    platform.dispense(number, everything=True)
    platform.clock.set(datetime(2026, 12, 17, 20, 30, tzinfo=UTC))
    tahiti = at(platform.caller("pharmacien"), "Pacific/Tahiti")
    with refused("LINE_NOT_DUE"):
        platform.dispense(number, everything=True, by=tahiti)
    with refused("LINE_NOT_DUE"):
        platform.dispense(number, everything=True)
    assert platform.dispense(number, everything=True, by="pharmacien2").served


def test_the_day_a_clock_changes_counts_as_one_day() -> None:
    platform, number = issued(
        of(ESCITALOPRAM, days=28, renewals=1), datetime(2027, 3, 4, 9, 0, tzinfo=UTC)
    )
    platform.dispense(number, everything=True)
    platform.clock.set(datetime(2027, 3, 28, 21, 59, tzinfo=UTC))
    with refused("LINE_NOT_DUE"):
        platform.dispense(number, everything=True)
    platform.clock.set(datetime(2027, 3, 28, 22, 0, tzinfo=UTC))
    assert platform.dispense(number, everything=True).served


def test_the_prescribing_day_is_that_of_the_practice_when_served_across_the_world() -> None:
    platform, number = issued(of(SKENAN, days=14), AT_MIDNIGHT)
    assert platform.consult(number, "pharmacien2").established_on == date(2026, 11, 23)
    pack = pack_of(SKENAN)
    answer = platform.dispense(number, units(1, 14, cip13=pack), by="pharmacien2")
    assert answer.lines[0].state == "executed"
