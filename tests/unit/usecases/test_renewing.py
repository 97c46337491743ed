"""Liste II renewed at the counter: what nobody forbade, and the line stays served."""

from datetime import timedelta

import pytest

from ordonnance.domain.counter import CounterFacts, Exceptional
from ordonnance.domain.dispensing import QuantityReason
from ordonnance.domain.execution import LineState, OrdonnanceState
from ordonnance.usecases.judging import LawRefusal
from ordonnance.usecases.line_request import LineRequest
from ordonnance.usecases.results import LineView
from tests.builders.counter import AMLOR, ESCITALOPRAM, KARDEGIC, MOPRAL, acknowledged, of, packs
from tests.builders.platform import Platform, a_platform, refused

LISTE_II = CounterFacts(exceptional=Exceptional.LISTE_II)


def again(value: int | None = None) -> LineRequest:
    """One more renewal of the line."""
    return packs(1, value, facts=LISTE_II)


def served(cis: str = MOPRAL, days: int = 28, **line: object) -> tuple[Platform, str]:
    """An ordonnance served whole, on the day after the last one that it covers."""
    platform = a_platform()
    number = platform.issue(of(cis, days=days, **line)).number
    while platform.consult(number).lines[0].state is not LineState.EXECUTED:
        covered = platform.dispense(number, everything=True).served[0].days
        platform.later(covered)
    return platform, number


def stopped(platform: Platform, number: str, request: LineRequest) -> set[str]:
    """The rules that stop it."""
    with refused("LINE_BLOCKED") as refusal:
        platform.dispense(number, request)
    assert isinstance(refusal.value, LawRefusal)
    return {finding.rule for finding in refusal.value.findings}


def line_of(platform: Platform, number: str, who: str = "pharmacien") -> LineView:
    return platform.consult(number, who).lines[0]


def test_a_line_that_says_nothing_of_renewals_is_renewed_and_stays_served() -> None:
    platform, number = served()
    answer = platform.dispense(number, again())
    assert [(each.packs, each.days) for each in answer.served] == [(2, 28)]
    assert answer.served[0].counter is not None
    assert answer.served[0].counter.mention == "renouvellement par le pharmacien (liste II)"
    assert answer.lines[0].state is LineState.EXECUTED
    assert len(platform.progress(number).exceptional(1, Exceptional.LISTE_II)) == 1


def test_whoever_opens_it_sees_what_may_be_renewed_and_from_when() -> None:
    platform, number = served()
    found = line_of(platform, number).renewal
    assert found is not None
    assert (found.remaining.packs, found.remaining.days) == (2, 28)
    today = platform.clock.now().date()
    assert found.next_on == today
    platform.dispense(number, again())
    found = line_of(platform, number).renewal
    assert found is not None
    assert found.next_on == today + timedelta(days=28)
    assert found.due.packs == 0


def test_it_is_renewed_month_after_month_until_twelve_months_are_over() -> None:
    platform, number = served()
    last = line_of(platform, number).last_on
    assert last is not None
    while (day := platform.clock.now().date()) <= last:
        assert platform.dispense(number, again()).served[0].days == 28
        platform.later(28)
    assert day - timedelta(days=28) <= last < day
    with refused("LINE_ENDED"):
        platform.dispense(number, again())
    assert line_of(platform, number).renewal is None


def test_what_lasts_longer_than_a_month_is_renewed_a_month_at_a_time() -> None:
    platform, number = served(days=84)
    for left in (56, 28, 0):
        platform.dispense(number, again())
        platform.later(28)
        found = line_of(platform, number).renewal
        assert found is not None
        assert found.remaining.days == (left or 84)


def test_a_renewal_served_in_part_is_completed_at_once() -> None:
    platform, number = served()
    platform.dispense(number, again(1))
    found = line_of(platform, number).renewal
    assert found is not None
    assert (found.remaining.packs, found.due.packs) == (1, 1)
    assert platform.dispense(number, again(), by="pharmacien2").served[0].packs == 1
    with refused("LINE_NOT_DUE"):
        platform.dispense(number, again())


def test_more_than_a_month_needs_its_reason_and_more_than_a_renewal_is_refused() -> None:
    platform, number = served(days=84)
    with refused("QUANTITY_REASON_REQUIRED"):
        platform.dispense(number, again(4))
    with refused("QUANTITY_TOO_LARGE"):
        platform.dispense(number, again(7))


def test_too_early_a_renewal_waits() -> None:
    platform, number = served()
    platform.dispense(number, again())
    platform.later(10)
    with refused("LINE_NOT_DUE"):
        platform.dispense(number, again())
    platform.later(15)
    assert platform.dispense(number, again()).served


@pytest.mark.parametrize("cis", [AMLOR, KARDEGIC])
def test_what_is_not_of_liste_ii_is_not_renewed(cis: str) -> None:
    platform, number = served(cis, days=30)
    assert stopped(platform, number, again()) == {"RX-L2-02"}
    assert line_of(platform, number).renewal is None


def test_what_the_prescriber_forbids_is_not_renewed() -> None:
    platform, number = served(renewals=0)
    assert stopped(platform, number, again()) == {"RX-L2-02"}
    assert line_of(platform, number).renewal is None


def test_what_is_still_written_is_served_as_written() -> None:
    platform = a_platform()
    number = platform.issue(of(MOPRAL, days=84)).number
    platform.dispense(number, everything=True)
    platform.later(28)
    assert stopped(platform, number, again()) == {"RX-L2-02"}
    assert line_of(platform, number).renewal is None


def test_what_was_never_served_is_not_renewed() -> None:
    platform = a_platform()
    number = platform.issue(of(MOPRAL, days=28)).number
    assert stopped(platform, number, again()) == {"RX-L2-02"}


def test_beyond_the_renewals_written_the_pharmacist_says_why() -> None:
    platform, number = served(renewals=1)
    with refused("ACKNOWLEDGEMENT_REQUIRED"):
        platform.dispense(number, again())
    told = acknowledged("RX-L2-02", "médecin en congé, traitement à poursuivre", 1)
    assert platform.dispense(number, again(), given=(told,)).served


def test_its_author_ends_what_could_still_be_renewed() -> None:
    platform, number = served()
    assert platform.cancel(number).state is OrdonnanceState.CANCELLED
    with refused("ORDONNANCE_CANCELLED"):
        platform.dispense(number, again())
    opened = platform.consult(number)
    assert (opened.state, opened.lines[0].renewal) == (OrdonnanceState.EXECUTED, None)


def test_what_nobody_can_renew_is_still_over_for_its_author() -> None:
    platform, number = served(renewals=0)
    with refused("NOTHING_LEFT"):
        platform.cancel(number)


def test_an_ordinary_renewal_is_not_told_to_the_prescriber() -> None:
    platform, number = served()
    platform.messages()
    platform.dispense(number, again())
    assert "prescriber.notice" not in platform.messages()


def test_the_author_learns_nothing_of_it_while_the_patient_objects() -> None:
    platform, number = served()
    platform.object(number)
    before = platform.consult(number, "medecin")
    platform.dispense(number, again())
    after = platform.consult(number, "medecin")
    assert before == after
    assert after.lines[0].renewal is None


def test_a_renewal_undone_may_be_made_again() -> None:
    platform, number = served()
    platform.dispense(number, again())
    platform.undo(number)
    assert platform.dispense(number, again()).served


def test_everything_due_never_renews() -> None:
    platform, number = served()
    with refused("LINE_ALREADY_SERVED"):
        platform.dispense(number, everything=True)


def test_a_renewal_does_not_put_off_the_end_of_what_is_written() -> None:
    """What R.5123-2-1 prolongs begins after the renewal, within a month of what is written."""
    platform, number = served(days=90)
    platform.dispense(number, again(1))
    prolonged = packs(1, facts=CounterFacts(exceptional=Exceptional.RENEWAL))
    assert "DI-REN-04" in stopped(platform, number, prolonged)
    platform.later(14)
    given = platform.dispense(number, prolonged)
    item = platform.progress(number).exceptional(1, Exceptional.RENEWAL)[0]
    assert given.served
    renewed = platform.progress(number).exceptional(1, Exceptional.LISTE_II)[0]
    assert item.first_day >= renewed.first_day + timedelta(days=renewed.days)


def test_a_renewal_comes_early_with_its_reason() -> None:
    platform, number = served()
    platform.dispense(number, again())
    platform.later(10)
    leaving = packs(1, facts=LISTE_II, quantity_reason=QuantityReason.TRAVEL)
    assert platform.dispense(number, leaving).served


def monthly() -> tuple[Platform, str]:
    """Three months in three boxes."""
    platform = a_platform()
    return platform, platform.issue(of(ESCITALOPRAM, days=28, renewals=2)).number


@pytest.mark.parametrize("reason", [QuantityReason.TRAVEL, QuantityReason.LOSS])
def test_a_renewal_comes_before_its_day_with_its_reason(reason: QuantityReason) -> None:
    platform, number = monthly()
    platform.dispense(number, everything=True)
    first = platform.progress(number).served(1)[0]
    platform.later(days=10)
    with refused("LINE_NOT_DUE"):
        platform.dispense(number, packs(1))
    answer = platform.dispense(number, packs(1, quantity_reason=reason))
    assert answer.served[0].packs == 1
    assert "RX-REN-02" in {finding.rule for finding in answer.findings}
    again = platform.progress(number).served(1)[1]
    assert again.first_day == first.first_day + timedelta(days=first.days)
