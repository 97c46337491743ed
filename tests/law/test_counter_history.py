"""The dated rules of the counter: the day before, the day, the day after."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from ordonnance.domain.counter import Exceptional
from ordonnance.domain.drug import Medicine
from ordonnance.law.case import Case
from ordonnance.law.check import check
from ordonnance.law.examples import RAMIPRIL, a_case, days, tablets
from ordonnance.law.examples_beyond import asked_beyond, three_servings
from ordonnance.law.exceptional import allowed_on, excluded_category, expired_on, lasts_three_months
from ordonnance.law.register import version_on
from ordonnance.law.rule import Verdict
from ordonnance.law.substances import words_of
from tests.builders import a_served

DAY = timedelta(days=1)
FIRST_DAYS = {
    "DI-ODC-01": date(2021, 12, 15), "DI-ODC-02": date(2021, 12, 15),
    "DI-ODC-03": date(2021, 12, 15), "DI-ODC-05": date(2021, 12, 15),
    "DI-ODC-04": date(2023, 12, 1), "DI-CON-01": date(2012, 7, 18), "DI-CON-02": date(2012, 7, 18),
    "DI-CON-03": date(2012, 7, 18), "AM-02": date(2005, 7, 26), "AM-03": date(2005, 7, 26),
    "DI-GEN-03": date(2025, 12, 31), "DI-BIO-04": date(2025, 2, 28),
    "DI-REN-01": date(2008, 2, 7), "DI-REN-02": date(2008, 2, 7), "DI-REN-03": date(2008, 2, 7),
    "DI-REN-04": date(2008, 2, 7), "DI-REN-06": date(2024, 11, 29),
    "DI-REN-07": date(2024, 11, 29),
}  # fmt: skip


@pytest.mark.parametrize("rule", FIRST_DAYS)
def test_a_rule_begins_on_its_day(rule: str) -> None:
    first = FIRST_DAYS[rule]
    assert version_on(rule, first - DAY) is None
    for day in (first, first + DAY):
        assert version_on(rule, day) is not None


def prolonged(on: date, *, packs: int = 1, before: int = 0, **changes: Any) -> set[str]:
    """The rules of R.5123-2-1 breached by one more serving, the cover over the day before."""
    start = on - timedelta(days=90)
    case = a_case(**{"medicine": RAMIPRIL, "on": start, "duration": days(90), **changes})
    more = tuple(
        replace(each, facts=None)
        for each in three_servings(on - timedelta(days=30 * before))[:before]
    )
    served = three_servings(start - timedelta(days=30 * before))
    asked: Case = asked_beyond(case, on, packs=packs, served=served, before=more)
    return {
        f.rule
        for f in check(asked).all
        if f.rule.startswith("DI-REN") and f.verdict is Verdict.BREACHED
    }


CHANGE = date(2024, 11, 29)


@pytest.mark.parametrize("on", [CHANGE - DAY, CHANGE, CHANGE + DAY])
def test_one_box_is_served_under_both_versions(on: date) -> None:
    assert prolonged(on) == set()


@pytest.mark.parametrize(
    ("on", "stops"), [(CHANGE - DAY, True), (CHANGE, False), (CHANGE + DAY, False)]
)
def test_a_second_month_is_served_from_29_november_2024(on: date, stops: bool) -> None:
    assert prolonged(on, before=1) == ({"DI-REN-01"} if stops else set())


@pytest.mark.parametrize("on", [CHANGE - DAY, CHANGE])
def test_two_boxes_at_once_were_never_served(on: date) -> None:
    assert "DI-REN-01" in prolonged(on, packs=2)


def test_the_servings_allowed_follow_the_versions() -> None:
    assert allowed_on(date(2008, 2, 6)) is None
    former, new = allowed_on(date(2008, 2, 7)), allowed_on(CHANGE)
    assert former is not None
    assert new is not None
    assert (former.servings, former.boxes) == (1, 1)
    assert (new.servings, new.boxes) == (3, None)
    assert allowed_on(CHANGE - DAY) == former


def medicine(substance: str) -> Medicine:
    """A liste I medicine of one substance."""
    return tablets(substance, "liste I")


@pytest.mark.parametrize(
    ("substance", "category"),
    [
        ("zolpidem (tartrate de)", "hypnotiques"), ("zopiclone", "hypnotiques"),
        ("midazolam (chlorhydrate de)", "hypnotiques"), ("alprazolam", "anxiolytiques"),
        ("hydroxyzine (dichlorhydrate d\u2019)", "anxiolytiques"),
        ("clorazépate dipotassique", "anxiolytiques"), ("escitalopram", None),
        ("prégabaline", None), ("metformine", None), ("ramipril", None),
    ],
)  # fmt: skip
def test_hypnotics_and_anxiolytics_are_left_out_antidepressants_are_not(
    substance: str, category: str | None
) -> None:
    assert words_of(substance)
    assert excluded_category(medicine(substance), date(2026, 1, 5)) == category
    assert excluded_category(medicine(substance), date(2008, 2, 6)) is None


@pytest.mark.parametrize(("length", "long"), [(84, False), (89, False), (90, True), (365, True)])
def test_three_months_are_ninety_days_and_not_twelve_weeks(length: int, long: bool) -> None:
    line = a_case(RAMIPRIL, duration=days(length)).ordonnance.lines[0]
    assert lasts_three_months(line, RAMIPRIL, date(2026, 1, 5)) is long


def test_a_length_that_nobody_knows_is_not_told() -> None:
    line = a_case(RAMIPRIL).ordonnance.lines[0]
    assert lasts_three_months(line, RAMIPRIL, date(2026, 1, 5)) is None


def test_a_line_ends_with_its_cover_or_with_the_longest_duration() -> None:
    written = date(2026, 1, 5)
    line = a_case(RAMIPRIL, duration=days(90)).ordonnance.lines[0]
    assert expired_on(line, RAMIPRIL, written, (), date(2026, 6, 1)) is None
    once = (a_served(30, "2026-01-05", units=30),)
    assert expired_on(line, RAMIPRIL, written, once, date(2026, 6, 1)) is None
    assert expired_on(line, RAMIPRIL, written, once, date(2027, 2, 1)) == date(2027, 1, 4)
    whole = three_servings(written)
    assert expired_on(line, RAMIPRIL, written, whole, date(2026, 6, 1)) == date(2026, 4, 4)


def test_the_mentions_are_those_of_the_texts() -> None:
    assert [each.mention for each in Exceptional] == [
        "renouvellement par le pharmacien (liste II)",
        "dispensation supplémentaire exceptionnelle",
        "dispensation supplémentaire de contraceptifs oraux",
    ]
