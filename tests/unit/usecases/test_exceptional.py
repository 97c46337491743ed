"""Serving beyond what is written: exactly what the two texts allow, and the line does not move."""

import pytest

from ordonnance.domain.counter import CounterFacts, Exceptional
from ordonnance.domain.execution import LineState
from ordonnance.usecases.judging import LawRefusal
from ordonnance.usecases.line_request import LineRequest
from tests.builders.counter import AMLOR, MOPRAL, STILNOX, of, pack_of, packs
from tests.builders.platform import Platform, a_platform, refused

HALVES = MOPRAL
"""In packs of fourteen: two make a month."""
RENEWAL = CounterFacts(exceptional=Exceptional.RENEWAL)


def a_month(line: int = 1, value: int | None = None) -> LineRequest:
    """One more month of a line."""
    return packs(line, value, facts=RENEWAL)


def expired(cis: str = AMLOR, days: int = 90) -> tuple[Platform, str]:
    """An ordonnance served whole, on the day after the last one that it covers."""
    platform = a_platform()
    number = platform.issue(of(cis, days=days)).number
    while platform.consult(number).lines[0].state is not LineState.EXECUTED:
        platform.later(platform.dispense(number, everything=True).served[0].days)
    return platform, number


def why(platform: Platform, number: str, request: LineRequest) -> set[str]:
    """The rules that stop it."""
    with refused("LINE_BLOCKED") as refusal:
        platform.dispense(number, request)
    assert isinstance(refusal.value, LawRefusal)
    return {finding.rule for finding in refusal.value.findings}


def test_an_expired_ordonnance_is_prolonged_by_a_month_with_its_mention() -> None:
    platform, number = expired()
    answer = platform.dispense(number, a_month())
    assert [(each.packs, each.days) for each in answer.served] == [(1, 30)]
    assert answer.served[0].counter is not None
    assert answer.served[0].counter.mention == "dispensation supplémentaire exceptionnelle"
    assert platform.consult(number).lines[0].state is LineState.EXECUTED
    kept = platform.progress(number)
    assert [item.exceptional for item in kept.exceptional(1, Exceptional.RENEWAL)] == [
        Exceptional.RENEWAL
    ]
    assert len(kept.served(1)) == 3


def test_three_months_and_no_more_each_when_the_previous_one_ends() -> None:
    platform, number = expired()
    for _ in range(3):
        platform.dispense(number, a_month())
        platform.later(1)
        assert "DI-REN-01" in why(platform, number, a_month())
        platform.later(29)
    assert why(platform, number, a_month()) == {"DI-REN-01"}


def test_two_months_at_once_are_refused() -> None:
    platform, number = expired()
    assert why(platform, number, a_month(value=2)) == {"DI-REN-01"}


@pytest.mark.parametrize(
    ("late", "stops"), [(0, False), (20, False), (27, False), (28, True), (45, True)]
)
def test_the_first_month_is_served_within_one_month(late: int, stops: bool) -> None:
    platform, number = expired()
    platform.later(late)
    if stops:
        assert why(platform, number, a_month()) == {"DI-REN-04"}
    else:
        assert platform.dispense(number, a_month()).served


def test_an_ordonnance_still_served_as_written_is_not_prolonged() -> None:
    platform = a_platform()
    number = platform.issue(of(AMLOR, days=90)).number
    platform.dispense(number, everything=True)
    platform.later(30)
    assert "DI-REN-04" in why(platform, number, a_month())


def test_a_hypnotic_is_never_prolonged() -> None:
    platform = a_platform()
    number = platform.issue(of(STILNOX, days=28)).number
    platform.dispense(number, everything=True)
    platform.later(30)
    assert {"DI-REN-02", "DI-REN-03"} <= why(platform, number, a_month())


def test_an_ordonnance_of_less_than_three_months_is_not_prolonged() -> None:
    platform, number = expired(days=60)
    assert why(platform, number, a_month()) == {"DI-REN-02"}


def test_a_prolongation_undone_gives_its_month_back() -> None:
    platform, number = expired()
    for _ in range(3):
        platform.dispense(number, a_month())
        platform.later(30)
    platform.undo(number)
    assert platform.dispense(number, a_month()).served


def test_the_prescriber_is_told_unless_the_patient_objects() -> None:
    platform, number = expired()
    platform.messages()
    platform.dispense(number, a_month())
    assert "prescriber.notice" in platform.messages()
    platform.later(30)
    platform.object(number)
    platform.messages()
    answer = platform.dispense(number, a_month())
    assert "prescriber.notice" not in platform.messages()
    assert "DI-REN-06" in {finding.rule for finding in answer.findings}


def test_a_cancelled_ordonnance_is_not_prolonged() -> None:
    platform = a_platform()
    number = platform.issue(of(AMLOR, days=90)).number
    platform.dispense(number, everything=True)
    platform.cancel(number)
    platform.later(120)
    with refused("ORDONNANCE_CANCELLED"):
        platform.dispense(number, a_month())


def test_everything_due_never_prolongs() -> None:
    platform, number = expired()
    with refused("LINE_ALREADY_SERVED"):
        platform.dispense(number, everything=True)


def test_two_lots_of_one_month_are_one_serving() -> None:
    platform, number = expired(HALVES, days=90)
    first = packs(1, 1, cip13=pack_of(HALVES), lot="A1", facts=RENEWAL)
    second = packs(1, 1, cip13=pack_of(HALVES), lot="B2", facts=RENEWAL)
    answer = platform.dispense(number, first, second)
    assert [each.days for each in answer.served] == [14, 14]
    assert why(platform, number, first) == {"DI-REN-01"}
    for _ in range(2):
        platform.later(28)
        platform.dispense(number, a_month())
    platform.later(28)
    assert why(platform, number, a_month()) == {"DI-REN-01"}


def test_half_a_month_is_completed_another_day_in_another_pharmacy() -> None:
    platform, number = expired(HALVES, days=90)
    platform.dispense(number, a_month(value=1))
    platform.later(5)
    answer = platform.dispense(number, a_month(), by="pharmacien2")
    assert [(each.packs, each.days) for each in answer.served] == [(1, 14)]
