"""The share: exact at the threshold, rounded so that it never flatters, with its interval."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.preserie.answers import Verdict
from ordonnance.domain.preserie.balance import Observed, weigh
from ordonnance.domain.preserie.measures import Share
from ordonnance.domain.preserie.traces import Attempt
from tests.unit.domain.preserie.attempts import FIELD, dispensed
from tests.unit.domain.preserie.pilots import END, FIRST, a_pilot


@pytest.mark.parametrize(
    ("recorded", "counted", "reached", "shown"),
    [
        (4, 5, True, "80"), (3, 4, False, "75"), (80, 100, True, "80"), (79, 100, False, "79"),
        (799, 1000, False, "79.9"), (7999, 10_000, False, "79.9"), (79_999, 100_000, False, "79.9"),
        (800_000, 1_000_000, True, "80"), (0, 3, False, "0"), (3, 3, True, "100"),
    ],
)  # fmt: skip
def test_eighty_percent_is_reached_exactly_and_never_by_rounding(
    recorded: int, counted: int, reached: bool, shown: str
) -> None:
    share = Share(recorded, counted)
    assert share.reaches(80) is reached
    assert share.percent == Decimal(shown)


def test_nothing_counted_reaches_nothing_and_shows_nothing() -> None:
    nothing = Share(0, 0)
    assert not nothing.reaches(80)
    assert (nothing.percent, nothing.interval) == (None, None)
    assert not nothing.straddles(80)
    with pytest.raises(ValueError, match="among"):
        Share(2, 1)


@given(counted=st.integers(1, 10_000), data=st.data())
def test_what_is_shown_as_eighty_or_more_has_reached_it(counted: int, data: st.DataObject) -> None:
    share = Share(data.draw(st.integers(0, counted)), counted)
    assert share.percent is not None
    assert (share.percent >= 80) is share.reaches(80)
    assert share.reaches(80) is (Fraction(share.recorded, counted) >= Fraction(4, 5))
    assert share.interval is not None
    low, high = share.interval
    assert 0 <= low <= share.percent <= high <= 100


@pytest.mark.parametrize(
    ("recorded", "counted", "low", "high"),
    [
        # Figures of Wilson's interval as published tables and R's prop.test(correct=FALSE) give
        # them, rounded outwards.
        (8, 10, "49.0", "94.4"), (80, 100, "71.1", "86.7"), (5, 5, "56.5", "100.0"),
        (0, 5, "0.0", "43.5"), (1, 2, "9.4", "90.6"),
    ],
)  # fmt: skip
def test_the_interval_is_wilsons(recorded: int, counted: int, low: str, high: str) -> None:
    assert Share(recorded, counted).interval == (Decimal(low), Decimal(high))


def told(recorded: int, lost: int, sites: int = 5) -> Observed:
    """So many executions recorded and lost at each of so many sites."""
    made: list[Attempt] = []
    for site in range(1, sites + 1):
        for rank in range(recorded + lost):
            made.append(dispensed(site, rank, ok=rank < recorded))
    return Observed(a_pilot(), FIELD, tuple(made))


@pytest.mark.parametrize(
    ("recorded", "lost", "sites", "verdict"),
    [
        (4, 1, 5, Verdict.MET),
        (799, 201, 5, Verdict.BREACHED),
        (800, 200, 5, Verdict.MET),
        (1, 0, 5, Verdict.MET),
        (100, 0, 4, Verdict.NOT_YET),
        (0, 0, 5, Verdict.NOT_YET),
    ],
)
def test_the_first_criterion_turns_exactly_at_the_threshold_once_enough_sites_are_heard(
    recorded: int, lost: int, sites: int, verdict: Verdict
) -> None:
    balance = weigh(told(recorded, lost, sites), END)
    assert balance.criteria[0].finding.verdict is verdict


def test_a_thin_share_is_told_fragile_and_each_site_below_is_named() -> None:
    evidence = weigh(told(4, 1), END).criteria[0].finding.evidence
    assert any("fragile" in line for line in evidence)
    below = weigh(told(3, 1), END).criteria[0].finding
    assert below.verdict is Verdict.BREACHED
    assert any(line.startswith("Sous 80") and "330000001" in line for line in below.evidence)


def test_what_happens_after_the_day_does_not_count_yet() -> None:
    later = dispensed(1, 0, ok=True, day=date(2026, 4, 2))
    first = dispensed(1, 0, ok=False, day=date(2026, 4, 1))
    observed = Observed(a_pilot(), FIELD, (first, later))
    assert weigh(observed, date(2026, 4, 1)).measures.overall == Share(0, 1)
    assert weigh(observed, date(2026, 4, 2)).measures.overall == Share(1, 1)


def test_a_site_is_silent_from_seven_days_without_an_execution() -> None:
    observed = Observed(a_pilot(), FIELD, (dispensed(1, 0, ok=True, day=FIRST),))
    for day, expected in ((date(2026, 3, 15), False), (date(2026, 3, 16), True)):
        sites = {each.site.value: each for each in weigh(observed, day).measures.sites}
        assert sites["330000001"].silent is expected
    assert sites["330000005"].silent is False, "not installed yet"
