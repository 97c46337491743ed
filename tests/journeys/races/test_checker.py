"""The judge of histories is judged first: it must refuse what no order explains."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.generative.counter_model import PRODUCTS, Shelf
from tests.journeys.races.linearizing import Event, explanation
from tests.journeys.races.sequential import Act, Counter
from tests.journeys.races.test_histories import programs

DAY = date(2026, 11, 23)
ONE_BOX = Counter({"line 1": Shelf(PRODUCTS[1], 1)}, DAY)
TWO_LINES = Counter({"line 1": Shelf(PRODUCTS[1], 2), "line 2": Shelf(PRODUCTS[2], 1)}, DAY)

HERE = Act("pharmacien", "dispense", line=1, packs=1, key="here")
THERE = Act("pharmacien2", "dispense", line=1, packs=1, key="there")
OTHER_LINE = Act("pharmacien2", "dispense", line=2, packs=1, key="other")
CANCEL = Act("medecin", "cancel", key="end")
UNDO = Act("pharmacien", "undo", key="undo")
CONSULT = Act("patient", "consult")

SERVED = ("ok", 2, 1, ((1, 1),), (("executed", 0),))
SERVED_AGAIN = ("ok", 3, 2, ((1, 1),), (("executed", 0),))
ALREADY = ("LINE_ALREADY_SERVED",)
AFTER = ("ok", 2, "executed", False, (("executed", 0),))
BEFORE = ("ok", 1, "issued", False, (("open", 1),))


def explained(counter: Counter, *events: Event[Act]) -> bool:
    return explanation(counter.start(), events, counter.step) is not None


def event(act: Act, began: float, ended: float, told: Any) -> Event[Act]:
    return Event(act, began, ended, told)


@pytest.mark.parametrize(("here", "there"), [(SERVED, ALREADY), (ALREADY, SERVED)])
def test_of_two_at_once_either_may_be_first(here: Any, there: Any) -> None:
    assert explained(ONE_BOX, event(HERE, 0, 10, here), event(THERE, 0, 10, there))


@pytest.mark.parametrize("second", [SERVED, SERVED_AGAIN])
def test_one_box_served_twice_is_refused(second: Any) -> None:
    assert not explained(ONE_BOX, event(HERE, 0, 10, SERVED), event(THERE, 0, 10, second))


def test_two_who_both_lose_are_refused() -> None:
    assert not explained(ONE_BOX, event(HERE, 0, 10, ALREADY), event(THERE, 0, 10, ALREADY))


def test_who_came_after_the_answer_cannot_have_been_first() -> None:
    assert not explained(ONE_BOX, event(HERE, 0, 10, ALREADY), event(THERE, 11, 20, SERVED))


def test_a_stale_reading_after_an_acknowledged_act_is_refused() -> None:
    served = event(HERE, 0, 10, SERVED)
    assert explained(ONE_BOX, served, event(CONSULT, 9, 20, BEFORE))
    assert explained(ONE_BOX, served, event(CONSULT, 9, 20, AFTER))
    assert explained(ONE_BOX, served, event(CONSULT, 11, 20, AFTER))
    assert not explained(ONE_BOX, served, event(CONSULT, 11, 20, BEFORE))


def test_a_lost_update_is_refused() -> None:
    first = ("ok", 2, 1, ((1, 1),), (("partly-executed", 1), ("open", 1)))
    both = ("ok", 3, 2, ((2, 1),), (("partly-executed", 1), ("executed", 0)))
    alone = ("ok", 2, 1, ((2, 1),), (("open", 2), ("executed", 0)))
    here = event(HERE, 0, 10, first)
    assert explained(TWO_LINES, here, event(OTHER_LINE, 0, 10, both))
    assert not explained(TWO_LINES, here, event(OTHER_LINE, 0, 10, alone))


def test_what_was_acknowledged_and_then_forgotten_is_refused() -> None:
    journal = Act("patient", "journal")
    events = [event(HERE, 0, 10, SERVED), event(journal, 11, 12, ("ok", ("issue",)))]
    assert not explained(ONE_BOX, *events)


def test_a_serving_after_the_cancel_and_a_cancel_of_what_is_executed_are_refused() -> None:
    cancelled = event(CANCEL, 0, 10, ("ok", 2))
    served = ("ok", 3, 1, ((1, 1),), (("executed", 0),))
    assert not explained(ONE_BOX, cancelled, event(HERE, 0, 10, served))
    assert not explained(ONE_BOX, cancelled, event(HERE, 0, 10, SERVED))
    assert explained(ONE_BOX, cancelled, event(HERE, 0, 10, ("ORDONNANCE_CANCELLED",)))
    nothing_left = event(CANCEL, 0, 10, ("NOTHING_LEFT",))
    assert explained(ONE_BOX, nothing_left, event(HERE, 0, 10, SERVED))


def test_taking_back_what_was_not_given_is_refused() -> None:
    undone = ("ok", 3, 1, (("open", 1),))
    assert explained(ONE_BOX, event(HERE, 0, 10, SERVED), event(UNDO, 0, 10, undone))
    assert not explained(ONE_BOX, event(HERE, 0, 10, ALREADY), event(UNDO, 0, 10, undone))
    assert not explained(ONE_BOX, event(HERE, 11, 20, SERVED), event(UNDO, 0, 10, undone))


def test_the_same_key_acts_once_and_answers_the_same() -> None:
    first = event(HERE, 0, 10, SERVED)
    assert explained(ONE_BOX, first, event(HERE, 0, 10, SERVED), event(HERE, 30, 40, SERVED))
    assert not explained(ONE_BOX, first, event(HERE, 11, 20, ALREADY))
    two_boxes = Counter({"line 1": Shelf(PRODUCTS[1], 2)}, DAY)
    half = ("ok", 2, 1, ((1, 1),), (("partly-executed", 1),))
    rest = ("ok", 3, 2, ((1, 1),), (("executed", 0),))
    assert explained(two_boxes, event(HERE, 0, 10, half), event(HERE, 0, 10, half))
    assert not explained(two_boxes, event(HERE, 0, 10, half), event(HERE, 0, 10, rest))


def test_an_act_without_answer_happened_once_or_not_at_all() -> None:
    lost = Event.unanswered(HERE, 0)
    later = event(CONSULT, 10, 11, AFTER)
    earlier = event(CONSULT, 5, 6, BEFORE)
    assert explained(ONE_BOX, lost, earlier)
    assert explained(ONE_BOX, lost, earlier, later)
    assert not explained(ONE_BOX, lost, later, event(CONSULT, 20, 21, BEFORE))
    assert not explained(ONE_BOX, earlier, later)


@settings(max_examples=100)
@given(people=programs(), lag=st.floats(0, 3), altered=st.integers(0))
def test_what_happened_in_order_is_explained_and_no_other_answer_is(
    people: list[list[Act]], lag: float, altered: int
) -> None:
    state, events, wide = TWO_LINES.start(), [], []
    for at, act in enumerate(act for program in people for act in program):
        state, told = TWO_LINES.step(state, act)
        events.append(event(act, at, at + 0.5, told))
        # Answers that come late let others overtake, never break what happened.
        wide.append(event(act, at - lag, at + lag, told))
    assert explained(TWO_LINES, *events)
    assert explained(TWO_LINES, *wide)
    wrong = events[altered % len(events)]
    told = ("LINE_UNKNOWN",) if wrong.told[0] == "ok" else ("ok",)
    events[altered % len(events)] = event(wrong.act, wrong.began, wrong.ended, told)
    assert not explained(TWO_LINES, *events)
