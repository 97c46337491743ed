"""Oral contraceptives for six months more (R.5134-4-1): three months at once, twice."""

from ordonnance.domain.counter import CounterFacts, Exceptional
from ordonnance.usecases.judging import LawRefusal
from ordonnance.usecases.line_request import LineRequest
from tests.builders.counter import AMLOR, of, packs
from tests.builders.platform import Platform, a_platform, refused

LEELOO = "66819566"
MORE = CounterFacts(exceptional=Exceptional.CONTRACEPTIVE)


def three_months(value: int | None = None) -> LineRequest:
    """Three months more of the line."""
    return packs(1, value, facts=MORE)


def over(cis: str = LEELOO, days: int = 84) -> tuple[Platform, str]:
    """A contraceptive served whole, on the day after the last one covered."""
    platform = a_platform()
    number = platform.issue(of(cis, days=days)).number
    platform.dispense(number, everything=True)
    platform.later(days)
    return platform, number


def stops(platform: Platform, number: str, request: LineRequest) -> set[str]:
    """The rules that stop it."""
    with refused("LINE_BLOCKED") as refusal:
        platform.dispense(number, request)
    assert isinstance(refusal.value, LawRefusal)
    return {finding.rule for finding in refusal.value.findings}


def test_three_months_then_three_more_and_no_more() -> None:
    platform, number = over()
    for _ in range(2):
        answer = platform.dispense(number, three_months())
        assert [(each.packs, each.days) for each in answer.served] == [(1, 84)]
        platform.later(84)
    assert stops(platform, number, three_months()) == {"DI-CON-02"}


def test_the_mention_stands_with_the_serving_and_the_patient_is_told_once() -> None:
    platform, number = over()
    first = platform.dispense(number, three_months())
    assert first.served[0].counter is not None
    assert first.served[0].counter.mention == "dispensation supplémentaire de contraceptifs oraux"
    assert "DI-CON-03" in {finding.rule for finding in first.findings}
    platform.later(84)
    second = platform.dispense(number, three_months())
    assert "DI-CON-03" not in {finding.rule for finding in second.findings}


def test_six_months_at_once_are_refused() -> None:
    platform, number = over()
    assert stops(platform, number, three_months(2)) == {"DI-CON-02"}


def test_an_ordonnance_of_more_than_a_year_is_not_prolonged() -> None:
    platform, number = over()
    platform.later(300)
    assert stops(platform, number, three_months()) == {"DI-CON-01"}


def test_what_is_no_contraceptive_is_not_prolonged_so() -> None:
    platform, number = over(AMLOR, days=28)
    assert "DI-CON-01" in stops(platform, number, three_months())
