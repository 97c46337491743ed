"""Durations, periods and legal days."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.calendar import (
    Duration,
    Period,
    TimeUnit,
    add_months,
    legal_day,
    zone_of_department,
    zone_of_postcode,
)

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 12, 31))
D, W, M, A = TimeUnit.DAY, TimeUnit.WEEK, TimeUnit.MONTH, TimeUnit.YEAR


@pytest.mark.parametrize(
    ("value", "unit", "start", "last"),
    [
        (7, D, date(2026, 3, 1), date(2026, 3, 7)),
        (1, D, date(2026, 3, 1), date(2026, 3, 1)),
        (12, W, date(2026, 1, 1), date(2026, 3, 25)),
        (3, M, date(2026, 1, 15), date(2026, 4, 14)),
        (1, M, date(2026, 3, 1), date(2026, 3, 31)),
        (1, M, date(2026, 1, 31), date(2026, 2, 28)),
        (1, M, date(2024, 1, 31), date(2024, 2, 29)),
        (1, M, date(2024, 1, 29), date(2024, 2, 28)),
        (1, M, date(2026, 1, 29), date(2026, 2, 28)),
        (12, M, date(2026, 12, 31), date(2027, 12, 30)),
        (1, A, date(2024, 2, 29), date(2025, 2, 28)),
        (1, A, date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_duration_ends_on_its_last_covered_day(
    value: int, unit: TimeUnit, start: date, last: date
) -> None:
    assert Duration(value, unit).last_day(start) == last


def test_twelve_weeks_are_eighty_four_days_everywhere() -> None:
    assert Duration(12, W).days_from(date(2026, 3, 20)) == 84
    assert Duration(12, W).exact_days == 84
    assert not Duration(12, W).exceeds(Duration(84, D), date(2026, 3, 20))
    assert Duration(85, D).exceeds(Duration(12, W), date(2026, 3, 20))


def test_a_year_is_twelve_months_and_not_always_365_days() -> None:
    start = date(2027, 6, 1)
    assert Duration(1, A).days_from(start) == 366
    assert not Duration(1, A).exceeds(Duration(12, M), start)
    assert Duration(1, A).exceeds(Duration(365, D), start)
    assert Duration(1, A).exact_days is None


def test_twenty_eight_days_exceed_no_month_and_thirty_one_exceed_february() -> None:
    assert not Duration(28, D).exceeds(Duration(1, M), date(2026, 2, 1))
    assert Duration(31, D).exceeds(Duration(1, M), date(2026, 2, 1))
    assert not Duration(31, D).exceeds(Duration(1, M), date(2026, 3, 1))


@given(DAYS, st.integers(1, 240))
def test_months_end_on_the_eve_of_the_same_day_or_on_the_last_of_the_month(
    start: date, months: int
) -> None:
    last = Duration(months, M).last_day(start)
    eve = last + timedelta(days=1)
    assert eve.day == start.day or (
        eve.day == 1 and monthrange(last.year, last.month)[1] < start.day
    )
    assert Duration(months, M).days_from(start) >= Duration(months, M).least_days


@given(DAYS, st.integers(1, 200), st.sampled_from([D, W, M, A]))
def test_a_longer_duration_always_exceeds_a_shorter_one(
    start: date, value: int, unit: TimeUnit
) -> None:
    assert Duration(value + 1, unit).exceeds(Duration(value, unit), start)


@pytest.mark.parametrize("value", [0, -1, 10_000])
def test_a_duration_is_positive_and_bounded(value: int) -> None:
    with pytest.raises(ValueError, match="durée"):
        Duration(value, D)


def test_a_duration_is_a_whole_number_and_never_in_hours() -> None:
    with pytest.raises(TypeError):
        Duration(True, D)
    with pytest.raises(TypeError):
        Duration(1.5, D)  # type: ignore[arg-type]  # what a careless caller would pass
    with pytest.raises(ValueError, match="jours"):
        Duration(72, TimeUnit.HOUR)


def test_days_beyond_the_calendar_are_refused() -> None:
    with pytest.raises(ValueError, match="calendrier"):
        Duration(9_999, A).last_day(date(2026, 1, 1))
    with pytest.raises(ValueError, match="calendrier"):
        Duration(9_999, W).last_day(date(9990, 1, 1))


@given(DAYS, st.integers(-240, 240))
def test_adding_months_changes_the_month_by_that_many(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day == min(day.day, monthrange(moved.year, moved.month)[1])


def test_a_period_includes_both_ends() -> None:
    week = Period(date(2026, 3, 2), date(2026, 3, 8))
    assert week.days == 7
    assert week.contains(date(2026, 3, 2))
    assert week.contains(date(2026, 3, 8))
    assert not week.contains(date(2026, 3, 1))
    assert not week.contains(date(2026, 3, 9))
    with pytest.raises(ValueError, match="précède"):
        Period(date(2026, 3, 2), date(2026, 3, 1))


def test_periods_that_touch_overlap_by_one_day_and_neighbours_by_none() -> None:
    first = Period(date(2026, 3, 1), date(2026, 3, 7))
    assert first.overlap_days(Period(date(2026, 3, 7), date(2026, 3, 9))) == 1
    assert first.overlap_days(Period(date(2026, 3, 8), date(2026, 3, 9))) == 0


@given(DAYS, st.integers(0, 40), DAYS, st.integers(0, 40), st.booleans())
def test_overlap_counts_the_shared_days(
    one: date, length: int, other: date, width: int, near: bool
) -> None:
    other = one + timedelta(days=width // 2) if near else other
    a = Period(one, one + timedelta(days=length))
    b = Period(other, other + timedelta(days=width))
    days_of_a = {a.first + timedelta(days=n) for n in range(a.days)}
    shared = sum(b.contains(day) for day in days_of_a)
    assert a.overlap_days(b) == b.overlap_days(a) == shared


def test_midnight_in_paris_is_the_next_day_while_utc_is_still_the_day_before() -> None:
    instant = datetime(2026, 1, 31, 23, 0, tzinfo=UTC)
    assert legal_day(instant - timedelta(seconds=1), "Europe/Paris") == date(2026, 1, 31)
    assert legal_day(instant, "Europe/Paris") == date(2026, 2, 1)


def test_the_same_instant_is_another_day_in_reunion_and_in_miquelon() -> None:
    evening = datetime(2026, 7, 14, 20, 30, tzinfo=UTC)
    assert legal_day(evening, zone_of_department("75")) == date(2026, 7, 14)
    assert legal_day(evening, zone_of_department("974")) == date(2026, 7, 15)
    night = datetime(2026, 7, 15, 0, 30, tzinfo=UTC)
    assert legal_day(night, zone_of_department("75")) == date(2026, 7, 15)
    assert legal_day(night, zone_of_department("975")) == date(2026, 7, 14)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 3, 28, 22, 59, tzinfo=UTC), date(2026, 3, 28)),
        (datetime(2026, 3, 28, 23, 0, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 21, 59, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 22, 0, tzinfo=UTC), date(2026, 3, 30)),
        (datetime(2026, 10, 24, 22, 0, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 23, 0, tzinfo=UTC), date(2026, 10, 26)),
    ],
)
def test_the_days_of_clock_change_have_their_23_and_25_hours(instant: datetime, day: date) -> None:
    assert legal_day(instant, "Europe/Paris") == day


def test_miquelon_changes_its_clocks_with_north_america() -> None:
    assert legal_day(datetime(2026, 3, 8, 2, 59, tzinfo=UTC), "America/Miquelon").day == 7
    assert legal_day(datetime(2026, 3, 9, 1, 59, tzinfo=UTC), "America/Miquelon").day == 8
    assert legal_day(datetime(2026, 3, 9, 2, 0, tzinfo=UTC), "America/Miquelon").day == 9


def test_an_instant_without_zone_and_an_unknown_zone_are_refused() -> None:
    with pytest.raises(ValueError, match="fuseau"):
        legal_day(datetime(2026, 1, 1), "Europe/Paris")  # noqa: DTZ001  # the refused case
    for zone in ("Europe/Nowhere", "../etc/passwd", "", "Europe"):
        with pytest.raises(ValueError, match="fuseau"):
            legal_day(datetime(2026, 1, 1, tzinfo=UTC), zone)


OVERSEAS = {
    "971": "America/Guadeloupe", "972": "America/Martinique", "973": "America/Cayenne",
    "974": "Indian/Reunion", "975": "America/Miquelon", "976": "Indian/Mayotte",
    "977": "America/St_Barthelemy", "978": "America/Marigot", "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti", "988": "Pacific/Noumea",
}  # fmt: skip


def test_every_department_has_a_zone_that_this_machine_knows() -> None:
    for number in range(1, 96):
        if number != 20:
            assert zone_of_department(f"{number:02d}") == "Europe/Paris"
    assert zone_of_department("2a") == zone_of_department("2B") == "Europe/Paris"
    for department, zone in OVERSEAS.items():
        assert zone_of_department(department) == zone
        assert ZoneInfo(zone).key == zone


@pytest.mark.parametrize(
    ("postcode", "zone"),
    [
        ("75011", "Europe/Paris"),
        ("20137", "Europe/Paris"),
        ("20200", "Europe/Paris"),
        ("01000", "Europe/Paris"),
        ("97400", "Indian/Reunion"),
        ("97500", "America/Miquelon"),
        ("97133", "America/St_Barthelemy"),
        ("97150", "America/Marigot"),
        ("97139", "America/Guadeloupe"),
        ("98714", "Pacific/Tahiti"),
        ("98742", "Pacific/Marquesas"),
        ("98750", "Pacific/Tahiti"),
        ("98755", "Pacific/Gambier"),
        (" 98800 ", "Pacific/Noumea"),
    ],
)
def test_a_postcode_gives_its_zone(postcode: str, zone: str) -> None:
    assert zone_of_postcode(postcode) == zone
    assert ZoneInfo(zone).key == zone


@pytest.mark.parametrize(
    "code", ["", "7501", "750111", "7501A", "٧٥٠١١", "99123", "98000", "00100"]
)
def test_what_is_not_a_french_postcode_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match=r"postal|département"):
        zone_of_postcode(code)


@pytest.mark.parametrize("code", ["", "0", "00", "96", "97", "980", "984", "2C"])
def test_what_is_not_a_department_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="département"):
        zone_of_department(code)
