"""The scenarios of the rehearsal, how each is judged, and the balance sheet that they give."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ordonnance.domain.number import InvalidNumber, OrdonnanceNumber
from ordonnance.domain.preserie.answers import Verdict
from ordonnance.domain.preserie.rehearsal.codes import Code, scanned
from ordonnance.domain.preserie.rehearsal.judging import Failing, Played, Replied, Truth, judged
from ordonnance.domain.preserie.rehearsal.playbill import PLAYBILL, among
from ordonnance.domain.preserie.rehearsal.scenario import (
    Elsewhere,
    Fault,
    Order,
    Outcome,
    Scenario,
    Sheet,
)
from ordonnance.domain.preserie.rehearsal.weighing import NO_REPLY, balance_of

AT = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
NUMBER = OrdonnanceNumber.from_payload(OrdonnanceNumber.DEMO_SCHEME, 123_456_789).value
BASE, TRAP = "http://127.0.0.1:1", "http://127.0.0.1:2"


def scenario(id: str) -> Scenario:
    """One scenario."""
    return among(frozenset({id}))[0]


def right(each: Scenario) -> tuple[Replied, ...]:
    """Replies that are right at each step."""
    return tuple(
        Replied(
            Outcome.DONE if Outcome.DONE in step.outcomes else sorted(step.outcomes)[0],
            code=next(iter(step.codes), "LINE_ALREADY_SERVED")
            if step.outcomes == {Outcome.REFUSED}
            else "",
            scan=each.scan if step.order is Order.BILL else None,
            lines=frozenset(range(1, each.sheet.lines + 1)) if step.order is Order.OPEN else None,
        )
        for step in each.steps
    )


def held(each: Scenario) -> Truth:
    """What the base holds when everything went well."""
    return Truth(each.kept[0], each.lines, 0 if each.silent else len(each.steps), 0)


def failings(played: Played) -> set[Failing]:
    """What is wrong."""
    return {fault.failing for fault in played.faults}


def test_there_are_a_hundred_and_twenty_scenarios_at_least_each_with_its_own_id_and_title() -> None:
    assert len(PLAYBILL) >= 120
    assert len({each.id for each in PLAYBILL}) == len(PLAYBILL)
    assert len({each.title for each in PLAYBILL}) == len(PLAYBILL)


def test_everything_that_may_break_act_or_be_shown_is_in_some_scenario() -> None:
    steps = [step for each in PLAYBILL for step in each.steps]
    assert {step.trouble.fault for step in steps if step.trouble} == set(Fault)
    assert {step.elsewhere for step in steps if step.elsewhere} == set(Elsewhere)
    assert {step.order for step in steps} == set(Order)
    assert {each.code for each in PLAYBILL} == set(Code)
    assert {each.sheet for each in PLAYBILL} == set(Sheet)


@pytest.mark.parametrize("each", PLAYBILL, ids=lambda each: each.id)
def test_a_software_that_does_well_has_no_fault(each: Scenario) -> None:
    assert judged(each, right(each), held(each)).faults == ()


@pytest.mark.parametrize("each", PLAYBILL, ids=lambda each: each.id)
def test_a_software_that_answers_nothing_never_succeeds(each: Scenario) -> None:
    silent = tuple(Replied(None, trouble="pas de réponse") for _ in each.steps)
    assert Failing.STOPPED in failings(judged(each, silent, Truth(0, frozenset(), 0, 0)))


@pytest.mark.parametrize("code", Code)
def test_what_is_scanned_reads_as_the_number_exactly_when_it_should(code: Code) -> None:
    text = scanned(code, NUMBER, BASE, TRAP)
    if not code.readable:
        with pytest.raises(InvalidNumber):
            OrdonnanceNumber.parse(text)
        return
    assert (OrdonnanceNumber.parse(text).value == NUMBER) is code.opens


@pytest.mark.parametrize("payload", [0, 1, 2**70 - 1, 987_654_321_987_654_321])
def test_damage_is_damage_whatever_the_number(payload: int) -> None:
    number = OrdonnanceNumber.from_payload(OrdonnanceNumber.DEMO_SCHEME, payload).value
    for code in Code:
        if not code.readable:
            with pytest.raises(InvalidNumber):
                OrdonnanceNumber.parse(scanned(code, number, BASE, TRAP))


def test_each_way_of_doing_wrong_is_told_apart() -> None:
    lost, whole = scenario("PD-A1"), frozenset({1})
    good = right(lost)
    billed = (*good[:-1], Replied(Outcome.DONE, scan=True))
    cases = (
        (good, Truth(0, frozenset(), 4, 0), {Failing.NOT_RECORDED, Failing.UNTRUE}),
        (good, Truth(2, whole, 4, 0), {Failing.TWICE}),
        (good, Truth(1, frozenset({2}), 4, 0), {Failing.WRONG_LINES}),
        (good, Truth(1, whole, 4, 1), {Failing.ASKED_ANOTHER}),
        (billed, held(lost), {Failing.SCAN_SENT}),
        (billed, Truth(0, frozenset(), 4, 0), {Failing.NOT_RECORDED, Failing.UNTRUE}),
        ((*good[:-1], Replied(Outcome.DONE)), held(lost), {Failing.STOPPED}),
    )
    for replies, truth, expected in cases:
        assert failings(judged(lost, replies, truth)) == expected


def test_to_say_for_certain_that_nothing_is_recorded_when_it_is_is_a_fault() -> None:
    lost = scenario("PD-G1")
    opened, _, billed = right(lost)
    lied = (opened, Replied(Outcome.UNREACHABLE), billed)
    assert failings(judged(lost, lied, held(lost))) == {Failing.STOPPED, Failing.UNTRUE}


def test_a_scan_kept_while_nobody_knows_that_the_base_recorded_is_a_fault() -> None:
    lost = scenario("PD-G1")
    opened, served, _ = right(lost)
    kept = (opened, served, Replied(Outcome.DONE, scan=False))
    assert failings(judged(lost, kept, held(lost))) == {Failing.SCAN_KEPT}


def test_a_code_that_refutes_itself_is_never_sent_to_the_base() -> None:
    wrong = scenario("CO-8")
    assert wrong.code is Code.WRONG
    sent = replace(held(wrong), asked=1)
    assert failings(judged(wrong, right(wrong), sent)) == {Failing.ASKED_FOR_NOTHING}


def test_another_code_of_refusal_than_the_one_expected_is_a_fault() -> None:
    unknown = next(each for each in PLAYBILL if each.code is Code.UNKNOWN)
    told = judged(unknown, (Replied(Outcome.REFUSED, "CONFLICT"),), held(unknown))
    assert failings(told) == {Failing.STOPPED}
    assert "NUMBER_UNKNOWN" in told.faults[0].why


def test_the_balance_of_a_good_rehearsal_meets_what_a_rehearsal_can_meet() -> None:
    plays = [judged(each, right(each), held(each)) for each in PLAYBILL]
    balance = balance_of("EXEMPLE", "1.0", plays, AT)
    assert not balance.measures.claimed, "the base was asked of each"
    verdicts = [each.finding.verdict for each in balance.criteria]
    assert verdicts == [Verdict.MET, Verdict.MET, Verdict.MET, Verdict.NOT_YET, Verdict.NOT_YET]


@pytest.mark.parametrize(("failing", "criterion"), [(0, "BIL-01"), (1, "BIL-02"), (2, "BIL-03")])
def test_each_kind_of_fault_breaches_its_own_criterion(failing: int, criterion: str) -> None:
    def played(each: Scenario) -> Played:
        if each.scan is not False:
            return judged(each, right(each), held(each))
        replies, truth = right(each), held(each)
        if failing == 0:
            return judged(each, replies, Truth(0, frozenset(), truth.asked, 0))
        if failing == 1:
            return judged(each, replies, replace(truth, strayed=1))
        return judged(each, (*replies[:-1], Replied(Outcome.DONE, scan=True)), truth)

    balance = balance_of("EXEMPLE", "1.0", [played(each) for each in PLAYBILL], AT)
    verdicts = {each.criterion.id: each.finding.verdict for each in balance.criteria}
    assert verdicts[criterion] is Verdict.BREACHED


def test_an_unknown_scenario_is_named() -> None:
    with pytest.raises(ValueError, match="XX-1"):
        among(frozenset({"XX-1", "DE-1"}))


def test_a_software_that_shows_fewer_lines_than_there_are_is_told() -> None:
    five = scenario("OU-5")
    shown = (Replied(Outcome.DONE, lines=frozenset({1, 2, 3})),)
    told = judged(five, shown, held(five))
    assert failings(told) == {Failing.STOPPED}
    assert "lignes" in told.faults[0].why


def test_a_step_without_reply_is_a_failure_of_the_software_in_the_balance() -> None:
    each = scenario("DE-1")
    silent = judged(each, tuple(Replied(None, trouble="rien") for _ in each.steps), held(each))
    balance = balance_of("EXEMPLE", "1.0", [silent], AT)
    assert {attempt.code for attempt in balance.looked.attempts} == {NO_REPLY}
