"""Four simulated weeks of prescribers: each figure against the same counted by hand, apart."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

import pytest

from ordonnance.domain.preserie.answers import Verdict
from ordonnance.domain.preserie.balance import Balance, weigh
from ordonnance.domain.preserie.comparison import compared
from ordonnance.domain.preserie.measures import Share
from ordonnance.domain.preserie.terms import PHARMACISTS, PRESCRIBERS, TERMS, in_force
from ordonnance.domain.preserie.traces import Attempt, Outcome, TraceInvalid
from tests.builders import simulated_practices as simulated

Line = tuple[str, date, str, bool]
"""A practice, a day, why it is left out (empty: it counts), and whether the base has it."""


@pytest.fixture(scope="module")
def counted() -> list[Line]:
    """Each ordonnance in one line, from the plain text of its attempts."""
    told: dict[str, dict[str, Attempt]] = defaultdict(dict)
    for each in simulated.attempts():
        if each.operation.value == "issue":
            told[each.reference or ""][each.id] = each
    lines = []
    for own in told.values():
        tries = sorted(own.values(), key=lambda each: each.at)
        rank = int(tries[0].installation[6:])
        # No attempt near midnight: the day in UTC is the day in Paris.
        day = date.fromisoformat(tries[0].at.isoformat()[:10])
        had = "success" in [each.outcome.value for each in tries]
        ends = tries[-1]
        why = ""
        if tries[0].test:
            why = "test"
        elif rank == simulated.OLD:
            why = "other_version"
        elif not had and ends.code == "LAW_BLOCKED":
            why = "not_executed"
        elif not had and ends.code == "BASE_UNAVAILABLE":
            why = "base_down"
        lines.append((simulated.am(rank).value, day, why, had))
    return lines


@pytest.fixture(scope="module")
def balance() -> Balance:
    return weigh(simulated.observed(), simulated.LAST)


def share(lines: list[Line]) -> Share:
    counts = [had for _, _, why, had in lines if not why]
    return Share(sum(counts), len(counts))


def test_the_share_of_what_was_issued_is_the_one_counted_by_hand(
    counted: list[Line], balance: Balance
) -> None:
    assert balance.measures.overall == share(counted)
    assert balance.measures.overall.counted > 300
    times: dict[str, int] = defaultdict(int)
    for _, _, why, _ in counted:
        times[why] += bool(why)
    told = {each.value: number for each, number in balance.measures.left_out.items()}
    assert told == {why: number for why, number in times.items() if why}
    assert set(told) == {"test", "other_version", "not_executed", "base_down"}
    for site in balance.measures.sites:
        assert site.share == share([each for each in counted if each[0] == site.site.value])
    for each in balance.measures.days:
        assert each.share == share([line for line in counted if line[1] == each.day])


def test_prescribers_are_judged_on_four_criteria_in_their_own_words(balance: Balance) -> None:
    found = {each.criterion.id: each for each in balance.criteria}
    assert list(found) == ["BIL-01", "BIL-02", "BIL-04", "BIL-05"], "nothing is scanned for them"
    assert balance.heading == "Les quatre critères"
    assert found["BIL-01"].criterion.title == "Émissions enregistrées"
    assert "seuil 80" in found["BIL-01"].finding.why
    assert simulated.am(simulated.SILENT).value in found["BIL-01"].finding.missing[0]
    assert found["BIL-01"].finding.missing[0].startswith("Sans émission comptée")
    assert {each.finding.verdict for each in balance.criteria} == {Verdict.MET}
    assert balance.satisfied, "nothing waits for SCOR"
    told = " ".join(found["BIL-05"].finding.evidence)
    assert "SAT-P01" in told
    assert "SAT-01" not in told


def test_the_plan_of_prescribers_is_judged_without_the_referents_of_pharmacists(
    balance: Balance,
) -> None:
    breached = [each.requirement.id for each in balance.requirements
                if each.answer.verdict is Verdict.BREACHED]  # fmt: skip
    assert breached == []


def test_an_operation_that_nobody_used_is_missing() -> None:
    observed = simulated.observed()
    without = tuple(each for each in observed.attempts if each.operation.value != "cancel")
    found = weigh(replace(observed, attempts=without), simulated.LAST).criteria[1].finding
    assert found.missing == ("Employer avec succès\u202f: annulation de l’ordonnance.",)


def test_préséries_are_compared_within_their_side(balance: Balance) -> None:
    pharmacists = replace(balance, pilot=replace(balance.pilot, terms=PHARMACISTS))
    assert compared(pharmacists, (balance,) * 3) == ()
    assert len(compared(balance, (balance,) * 3)) == 4


def test_the_terms_of_a_side_are_those_of_the_last_row_by_then() -> None:
    assert in_force("prescripteur", date(2026, 9, 1)) is PRESCRIBERS
    assert in_force("pharmacien", date(2024, 1, 1)) is PHARMACISTS, "the first, before any note"
    assert {each.profession for each in TERMS} == {"pharmacien", "prescripteur"}
    assert all(each.since <= simulated.FIRST - timedelta(days=1) for each in TERMS)


def test_an_attempt_to_issue_names_its_ordonnance() -> None:
    issued = next(each for each in simulated.attempts() if each.outcome is Outcome.SUCCESS
                  and each.operation.value == "issue")  # fmt: skip
    with pytest.raises(TraceInvalid, match="émission"):
        replace(issued, reference=None)
