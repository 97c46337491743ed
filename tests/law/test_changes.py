"""What changed between two days: rules and rows, before and after."""

import re
from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.law import changes
from ordonnance.law.changes import Kind, RowChange, dated_rows, what_changed
from ordonnance.law.register import REGISTER

EVER = (date(1900, 1, 1), date(2100, 1, 1))


def rows(first: date, last: date) -> dict[str, RowChange]:
    return {each.name: each for each in what_changed(first, last).rows}


@pytest.mark.parametrize(
    ("rule", "on"),
    [("RX-DUR-07", date(2020, 4, 15)), ("RX-SEC-01", date(2023, 12, 22)),
     ("RX-STUP-06", date(2007, 2, 6))],
)  # fmt: skip
def test_a_new_version_is_told_on_its_day_and_on_no_other(rule: str, on: date) -> None:
    eve, morrow = on - timedelta(days=1), on + timedelta(days=1)
    (change,) = [each for each in what_changed(eve, on).rules if each.rule == rule]
    assert (change.kind, change.on) == (Kind.CHANGES, on)
    assert change.before is not None
    assert change.after is not None
    assert change.before.until == eve
    assert change.after.since == on
    assert rule not in {each.rule for each in what_changed(on, morrow).rules}
    assert rule not in {each.rule for each in what_changed(eve - timedelta(days=9), eve).rules}


def test_a_rule_without_a_former_version_begins() -> None:
    (change,) = [
        each for each in what_changed(date(2020, 12, 31), date(2021, 1, 1)).rules
        if each.rule == "MP-05"
    ]  # fmt: skip
    assert (change.kind, change.before) == (Kind.BEGINS, None)
    assert change.title == "L’identité nationale de santé (INS) du patient est qualifiée"


def test_every_dated_version_of_the_register_is_a_change() -> None:
    told = {(each.rule, each.on) for each in what_changed(*EVER).rules}
    assert {(rule.id, rule.since) for rule in REGISTER if rule.since} <= told


def test_the_secured_form_of_march_2025_is_told_before_and_after() -> None:
    tramadol = rows(date(2025, 2, 28), date(2025, 3, 1))["le tramadol par voie orale"]
    assert tramadol.table == "Substances"
    assert tramadol.before == "régime : liste I ; durée maximale : 12 semaines"
    assert tramadol.after == (
        "régime : liste I ; durée maximale : 12 semaines ; articles : R.5132-29, R.5132-5 ; "
        "dernier jour de tolérance : 31/03/2025"
    )


def test_the_end_of_a_tolerance_is_a_change_of_the_day_after() -> None:
    assert "la codéine" not in rows(date(2025, 3, 1), date(2025, 3, 31))
    assert rows(date(2025, 3, 31), date(2025, 4, 1))["la codéine"].after == "sans tolérance"


def test_a_row_that_begins_has_nothing_before() -> None:
    adalimumab = rows(date(2025, 2, 27), date(2025, 2, 28))["adalimumab"]
    assert (adalimumab.kind, adalimumab.before) == (Kind.BEGINS, "")
    assert "HUMIRA" in adalimumab.after


def test_a_figure_that_no_substance_owns_has_a_name_too() -> None:
    window = rows(date(2007, 2, 5), date(2007, 2, 6))
    (change,) = [each for name, each in window.items() if name.startswith("délai de présentation")]
    assert (change.before, change.after) == ("jours : 1", "jours : 3")


def test_nothing_changes_within_a_day_and_days_go_forward() -> None:
    same = what_changed(date(2025, 3, 1), date(2025, 3, 1))
    assert (same.rules, same.rows) == ((), ())
    with pytest.raises(ValueError, match="precedes"):
        what_changed(date(2025, 3, 2), date(2025, 3, 1))


def test_changes_come_in_the_order_of_time_and_in_french() -> None:
    told = what_changed(*EVER)
    for found in (told.rules, told.rows):
        assert [each.on for each in found] == sorted(each.on for each in found)
    assert not [each for each in told.rows if "_" in each.before + each.after + each.name]


def test_every_dated_row_of_every_table_is_told_whatever_its_shape() -> None:
    told: dict[str, set[str]] = {}
    for row in dated_rows():
        days = {str(day) for day in (row.since, row.until) if day is not None}
        told.setdefault(row.table, set()).update(days)
    seen = set().union(*told.values())
    for table in files("ordonnance.law.tables").iterdir():
        if table.name.endswith(".toml") and table.name != "coverage.toml":
            text = table.read_text(encoding="utf-8")
            assert set(re.findall(r"\b(?:since|until) = (\S+?)[ ,}\n]", text)) <= seen, table.name


def test_a_row_is_told_in_french_with_what_it_holds() -> None:
    told = {(each.table, each.name): each.text for each in dated_rows()}
    assert told["Délivrances exceptionnelles", "prolongation d’une contraception (R.5134-4-1)"] == (
        "mois : 6 ; mois à la fois : 3"
    )
    angina = told["Délivrances conditionnelles", "test d’angine (L.5121-12-1-1)"]
    assert angina.startswith("jours : 7 ; substances : amoxicilline, ")
    assert "alprazolam" in told["Délivrances exceptionnelles", "anxiolytiques"]


DAYS = st.dates(date(1990, 1, 1), date(2030, 1, 1))


@given(DAYS, DAYS, DAYS)
def test_what_changed_in_two_spans_is_what_changed_in_both_together(
    one: date, two: date, three: date
) -> None:
    first, middle, last = sorted((one, two, three))
    whole, begun, ended = (
        what_changed(first, last), what_changed(first, middle), what_changed(middle, last)
    )  # fmt: skip
    assert whole.rules == begun.rules + ended.rules
    assert whole.rows == begun.rows + ended.rows


# --- What ends, and rows inside rows


def test_a_rule_that_nothing_follows_ends_on_the_morrow_of_its_last_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    last = date(2026, 9, 1)
    ended = replace(REGISTER[0], until=last)
    monkeypatch.setattr(changes, "IDS", (ended.id,))
    monkeypatch.setattr(changes, "versions", lambda _: (ended,))
    (told,) = what_changed(last, last + timedelta(days=1)).rules
    assert (told.kind, told.on, told.before, told.after) == (
        Kind.ENDS, date(2026, 9, 2), ended, None,
    )  # fmt: skip
    assert what_changed(last - timedelta(days=1), last).rules == ()


def test_a_row_that_nothing_follows_ends_and_one_inside_a_group_is_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "essai.toml").write_text(
        "[groupe.exemple]\nsince = 2026-01-01\nuntil = 2026-02-28\ndays = 7\n", "utf-8"
    )
    monkeypatch.setattr(changes, "files", lambda _: tmp_path)
    changes._row_changes.cache_clear()
    try:
        told = what_changed(*EVER).rows
    finally:
        changes._row_changes.cache_clear()
    assert [(each.name, each.on, each.kind) for each in told] == [
        ("exemple", date(2026, 1, 1), Kind.BEGINS), ("exemple", date(2026, 3, 1), Kind.ENDS),
    ]  # fmt: skip
