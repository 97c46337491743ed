"""Acts that began together go on together: each lets the others come up, and none relies on it."""

from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases import acting
from ordonnance.usecases.consult import consult
from ordonnance.usecases.dispense import dispense
from ordonnance.usecases.issue import issue
from tests.builders.counter import CLAMOXYL, of
from tests.builders.platform import Platform, a_platform, done, refused

PLAIN = of(CLAMOXYL, days=12)
UNKNOWN = OrdonnanceNumber.from_payload("D", 7).value


def go_on(act: Coroutine[Any, Any, object], steps: int) -> None:
    """The act comes up to that many points where it lets the others come up."""
    for _ in range(steps):
        assert act.send(None) is None


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has to decide again does so without waiting."""

    async def no_pause(_attempt: int) -> None:
        return

    monkeypatch.setattr(acting, "pause", no_pause)


def an_issue(platform: Platform) -> Coroutine[Any, Any, object]:
    return issue(platform.issuing(platform.document(PLAIN)), platform.ports)


def a_consultation(platform: Platform) -> Coroutine[Any, Any, object]:
    number = platform.issue(PLAIN).number
    return consult(platform.asked(number, "pharmacien"), platform.ports)


def a_dispensing(platform: Platform) -> Coroutine[Any, Any, object]:
    number = platform.issue(PLAIN).number
    return dispense(platform.serving(number, everything=True), platform.ports)


@pytest.mark.parametrize(("act", "steps"), [(an_issue, 3), (a_consultation, 1), (a_dispensing, 2)])
def test_an_act_lets_the_others_come_up_between_its_steps(act: Any, steps: int) -> None:
    begun = act(a_platform())
    go_on(begun, steps)
    with pytest.raises(StopIteration):
        begun.send(None)


def cancelled(platform: Platform, number: str) -> None:
    platform.cancel(number)


def served_elsewhere(platform: Platform, number: str) -> None:
    platform.dispense(number, everything=True, by="pharmacien2")


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("steps", [1, 2])
@pytest.mark.parametrize(
    ("meanwhile", "code", "servings"),
    [(cancelled, "ORDONNANCE_CANCELLED", 0), (served_elsewhere, "LINE_ALREADY_SERVED", 1)],
)
def test_what_happens_while_it_is_being_served_counts(
    meanwhile: Callable[[Platform, str], None], code: str, servings: int, steps: int
) -> None:
    platform = a_platform()
    number = platform.issue(PLAIN).number
    serving = dispense(platform.serving(number, everything=True), platform.ports)
    go_on(serving, steps)
    meanwhile(platform, number)
    with refused(code):
        done(serving)
    assert len(platform.progress(number).dispenses) == servings


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_an_issue_asked_again_meanwhile_is_the_same_ordonnance(steps: int) -> None:
    platform = a_platform()
    command = platform.issuing(platform.document(PLAIN))
    first = issue(command, platform.ports)
    go_on(first, steps)
    again = platform.issued_by(command)
    assert done(first) == again
    assert [each.number for each in platform.list().ordonnances] == [again.number]


@pytest.mark.parametrize("known", [True, False])
def test_a_number_that_opens_nothing_lets_nobody_come_up_before_it_is_refused(known: bool) -> None:
    platform = a_platform()
    number = platform.issue(PLAIN).number if known else UNKNOWN
    with refused("NUMBER_UNKNOWN"):
        consult(platform.asked(number, "medecin2"), platform.ports).send(None)
