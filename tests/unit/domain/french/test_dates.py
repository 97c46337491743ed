"""Dates, hours and durations in French."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.french.dates import hour_in_figures, hour_in_words, long, short
from ordonnance.domain.french.durations import duration_in_figures, duration_in_words, unit_noun


def test_dates_are_day_month_year() -> None:
    assert short(date(2026, 3, 12)) == "12/03/2026"
    assert long(date(2026, 3, 12)) == "12 mars 2026"
    assert long(date(2026, 4, 1)) == "1er avril 2026"
    assert long(date(2026, 8, 11)) == "11 août 2026"


@given(st.dates(), st.dates())
def test_distinct_days_read_differently(one: date, other: date) -> None:
    assert (short(one) == short(other)) is (one == other)
    assert (long(one) == long(other)) is (one == other)


@pytest.mark.parametrize(
    ("at", "figures", "words"),
    [
        (time(8), "8\u202fh", "huit heures"),
        (time(20, 30), "20\u202fh\u202f30", "vingt heures trente"),
        (time(0, 5), "0\u202fh\u202f05", "zéro heure cinq"),
        (time(1, 21), "1\u202fh\u202f21", "une heure vingt et une"),
        (time(21), "21\u202fh", "vingt et une heures"),
    ],
)
def test_hours_of_the_day(at: time, figures: str, words: str) -> None:
    assert hour_in_figures(at) == figures
    assert hour_in_words(at) == words


@pytest.mark.parametrize(
    ("value", "unit", "figures", "words"),
    [
        (1, TimeUnit.DAY, "1 jour", "un jour"),
        (7, TimeUnit.DAY, "7 jours", "sept jours"),
        (84, TimeUnit.DAY, "84 jours", "quatre-vingt-quatre jours"),
        (12, TimeUnit.WEEK, "12 semaines", "douze semaines"),
        (1, TimeUnit.WEEK, "1 semaine", "une semaine"),
        (3, TimeUnit.MONTH, "3 mois", "trois mois"),
        (2, TimeUnit.YEAR, "2 ans", "deux ans"),
    ],
)
def test_durations_keep_their_unit(value: int, unit: TimeUnit, figures: str, words: str) -> None:
    assert duration_in_figures(Duration(value, unit)) == figures
    assert duration_in_words(Duration(value, unit)) == words


def test_every_unit_of_time_has_a_name() -> None:
    assert {unit_noun(unit).singular for unit in TimeUnit} == {
        "minute", "heure", "jour", "semaine", "mois", "an",
    }  # fmt: skip
