"""Counts shaped, and drawn."""

from datetime import UTC, date, datetime
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ordonnance.adapters.database.base_key import BaseKey
from ordonnance.adapters.database.tallying import CLASSES_MS, Tallied
from ordonnance.adapters.keys import DataKey, SealBroken
from ordonnance.bootstrap.volumes import (
    FEWEST,
    Latency,
    days_until,
    done_by,
    hours_until,
    latencies_of,
    quantile,
    reasons_of,
    refusals_of,
)
from ordonnance.doors.web.charts import TALL, columns, share, times
from ordonnance.doors.web.screens.administration_journals import reason_told
from ordonnance.doors.web.screens.administration_volumes import (
    label,
    summary,
    thousands,
    told_time,
)

DAYS = (date(2026, 3, 11), date(2026, 3, 12))
ENDS = st.sampled_from([*map(float, CLASSES_MS), inf])


def shapes(drawn: str, tag: str) -> list[etree._Element]:
    """The elements of that name; the picture is XML, titled and told."""
    root = etree.fromstring(drawn)
    assert root.get("role") == "img"
    named = [root.find(each) for each in ("title", "desc")]
    assert [one.get("id") for one in named if one is not None] == root.get(
        "aria-labelledby", ""
    ).split()
    assert all(one is not None and one.text for one in named)
    return [each for each in root.iter() if each.tag == tag]


@given(st.lists(st.integers(0, 10**7), max_size=60))
def test_each_count_has_its_column_within_the_picture(counts: list[int]) -> None:
    drawn = shapes(columns("jour", "Émissions < jour", "au plus & fin", counts), "rect")
    assert len(drawn) == sum(count > 0 for count in counts)
    for each in drawn:
        left, width = (float(each.get(name).rstrip("%")) for name in ("x", "width"))
        assert left >= 0
        assert left + width <= 100.1
        assert float(each.get("height")) >= 2
        assert float(each.get("y")) >= 0


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_bar_is_never_longer_than_the_longest(one: int, other: int) -> None:
    (bar,) = shapes(share("r", "Refus", "x", min(one, other), max(one, other)), "rect")
    assert 1 <= float(bar.get("width").rstrip("%")) <= 100


HOURLY = st.lists(
    st.none() | st.lists(ENDS, min_size=3, max_size=3).map(sorted).map(tuple), max_size=30
)


@given(HOURLY, st.sampled_from([50, 1000]))
def test_times_stand_in_order_on_their_scale_hour_by_hour(
    hours: list[tuple[float, float, float] | None], budget: int
) -> None:
    drawn = times("t", "Temps", "x", hours, budget)
    lines, ends = shapes(drawn, "line"), shapes(drawn, "svg")[1:]
    rule, *strokes = lines
    assert rule.get("y1") == rule.get("y2")
    known = [rank for rank, each in enumerate(hours) if each]
    follow = sum(rank + 1 in known for rank in known)
    # Each hour that was answered is drawn, as a stroke to the next one or as a shape.
    assert (len(strokes), len(ends)) == (3 * follow, 3 * (len(known) - follow))
    for each in (*strokes, *ends):
        x, y = (each.get(name) or each.get(f"{name}1") for name in ("x", "y"))
        assert 0 <= float(x.rstrip("%")) <= 100
        assert 0 <= float(y) <= TALL
    # 99 in 100, then 95, then half: never the one below the other.
    count = len(ends) // 3
    for rank in range(count):
        nearly, most, half = (float(ends[rank + count * kind].get("y")) for kind in range(3))
        assert nearly <= most <= half


@given(st.lists(st.tuples(ENDS, st.integers(1, 50)), min_size=1, max_size=20))
def test_a_share_of_the_answers_is_never_told_faster_than_it_was(
    told: list[tuple[float, int]],
) -> None:
    classes: dict[float, int] = {}
    for end, count in told:
        classes[end] = classes.get(end, 0) + count
    every = sorted(end for end, count in classes.items() for _ in range(count))
    for part in (0.5, 0.95, 0.99):
        found = quantile(classes, part)
        within = sum(end <= found for end in every)
        assert within >= part * len(every)
        assert sum(end < found for end in every) < part * len(every)
    assert quantile({}, 0.5) == 0


def test_the_counter_has_its_own_budget_and_what_is_over_comes_first() -> None:
    first, last = hours = hours_until(datetime(2026, 3, 12, 1, 45, tzinfo=UTC), 2)
    rows = [
        (first, Tallied("issue", "20", 90)), (last, Tallied("issue", "500", 10)),
        (first, Tallied("web /comptoir/{handle}", "20", 90)),
        (first, Tallied("web /comptoir/{handle}", "100", 10)),
        (last, Tallied("render", "beyond", 1)),
    ]  # fmt: skip
    counter, render, issue = sorted(
        latencies_of(rows, hours), key=lambda each: (each.operation != "web /comptoir/{handle}",
                                              each.operation != "render"))  # fmt: skip
    assert [each.operation for each in latencies_of(rows, hours)] == [
        "web /comptoir/{handle}", "render", "issue",
    ]  # fmt: skip
    by_hour = ((20.0, 100.0, 100.0), None)
    assert counter == Latency("web /comptoir/{handle}", 100, 20, 100, 100, 50, by_hour)
    assert issue.by_hour == ((20, 20, 20), (500, 500, 500))
    assert counter.over
    assert (render.nearly_all, render.over) == (inf, True)
    assert (issue.budget, issue.over) == (1000, False)


def test_days_and_hours_go_until_the_last_one() -> None:
    assert days_until(DAYS[1], 2) == DAYS
    at = datetime(2026, 3, 12, 1, 45, tzinfo=UTC)
    assert [each.hour for each in hours_until(at, 3)] == [23, 0, 1]


def test_acts_are_counted_where_they_were_done_and_refusals_apart() -> None:
    rows = [(DAYS[1], Tallied("dispense", "done", 4)), (DAYS[1], Tallied("dispense", "X", 9))]
    issue, dispense = done_by(rows, DAYS, ("issue",))
    assert (issue.counts, dispense.counts, dispense.total) == ((0, 0), (0, 4), 4)
    answers = [Tallied("a", "", 50), Tallied("a", "X", 1), Tallied("b", "Y", 5)]
    assert refusals_of([*answers, Tallied("b", "X", 1)]) == (("Y", 5), ("X", 2))


@given(st.lists(st.integers(1, 20), max_size=10))
def test_a_reason_met_a_few_times_is_never_told_by_its_figure(counts: list[int]) -> None:
    rows = [Tallied("undo", f"R{rank}", count) for rank, count in enumerate(counts)]
    told = reasons_of(rows)
    assert {each.count for each in told} <= {None, *range(FEWEST, 21)}
    assert sum(each.count is None for each in told) == sum(count < FEWEST for count in counts)
    assert [each.count for each in reasons_of(rows, refusals=True)] == sorted(counts, reverse=True)
    assert reasons_of(rows, act="cancel") == ()


def test_what_is_hidden_does_not_stand_in_its_order_either() -> None:
    rows = [Tallied("undo", "A", 1), Tallied("undo", "B", 4), Tallied("undo", "C", 2)]
    assert [each.reason for each in reasons_of(rows)] == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("reason", "told"),
    [("ERROR", "erreur de prescription"), ("MISTAKE", "erreur d'enregistrement"),
     ("withdraw:true", "levée de l'opposition"), ("withdraw:false", "opposition enregistrée"),
     ("quantity:SHORTAGE", "quantité : rupture d'approvisionnement"),
     ("decline:LAW", "ligne non délivrée : une règle de droit s'y oppose"),
     ("rule:inconnue", "réponse à un constat : inconnue (inconnue)")],
)  # fmt: skip
def test_a_reason_is_told_in_words(reason: str, told: str) -> None:
    assert reason_told(reason) == told


def test_figures_are_told_in_french() -> None:
    assert thousands(1234567) == "1\u202f234\u202f567"
    assert [told_time(each) for each in (20, 1000, inf)] == ["20 ms", "1 s", "plus de 30 s"]
    assert label("dispense") == "Délivrance"
    assert summary((0, 0), DAYS, str) == "aucun"
    assert summary((3, 1), DAYS, str) == "3 au plus (2026-03-11), 1 en dernier, 4 en tout"


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=90))
def test_a_covered_code_is_found_again_and_nothing_tells_its_length(code: str) -> None:
    key = BaseKey(DataKey(bytes(range(32)))).for_purpose("tally", "")
    covered = key.cover(code)
    assert key.uncover(covered) == code
    assert covered == key.cover(code)
    assert len(covered) == len(key.cover(""))
    with pytest.raises(SealBroken):
        key.uncover(covered[:-4] + ("AAA=" if covered[-4:] != "AAA=" else "BBB="))
