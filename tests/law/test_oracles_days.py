"""Weeks, months, first presentations and renewals against oracles that walk the calendar."""

from datetime import date, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from ordonnance.domain.calendar import Duration, TimeUnit, add_months
from ordonnance.domain.drug import Medicine
from ordonnance.law.check import check
from ordonnance.law.finding import Outcome
from ordonnance.law.rule import Verdict
from tests.builders import a_served, an_ordonnance
from tests.builders import medicines as m
from tests.law.cases import ask, counter, found, prescribing
from tests.law.oracles import first, renewal, walked

DAYS = st.dates(date(2007, 3, 1), date(2027, 12, 31))
MONTH_ENDS = st.builds(
    lambda year, month: walked.months_later(date(year, 1, 31), month)[0],
    st.integers(2007, 2027),
    st.integers(0, 11),
)
ANY_DAY = st.one_of(DAYS, MONTH_ENDS, st.sampled_from([date(2024, 2, 29), date(2028, 2, 29)]))
UNITS = {"d": st.integers(1, 400), "wk": st.integers(1, 60), "mo": st.integers(1, 26),
         "a": st.integers(1, 3)}  # fmt: skip
LENGTHS = st.sampled_from(sorted(UNITS)).flatmap(lambda unit: st.tuples(UNITS[unit], st.just(unit)))


@settings(max_examples=400, deadline=None)
@given(start=ANY_DAY, length=LENGTHS)
@example(start=date(2024, 1, 31), length=(1, "mo"))
@example(start=date(2024, 2, 29), length=(1, "a"))
@example(start=date(2025, 12, 31), length=(2, "mo"))
def test_a_duration_ends_where_the_calendar_walk_ends(start: date, length: tuple[int, str]) -> None:
    value, unit = length
    days = list(walked.covered(start, value, unit))
    duration = Duration(value, TimeUnit(unit))
    assert duration.last_day(start) == days[-1]
    assert duration.days_from(start) == len(days)
    assert duration.least_days <= len(days)
    if unit in ("d", "wk"):
        assert duration.exact_days == len(days)


@settings(max_examples=300, deadline=None)
@given(start=ANY_DAY, one=LENGTHS, other=LENGTHS)
def test_a_duration_exceeds_another_when_its_walk_is_longer(
    start: date, one: tuple[int, str], other: tuple[int, str]
) -> None:
    longer = walked.length(start, *one) > walked.length(start, *other)
    asked, limit = (Duration(value, TimeUnit(unit)) for value, unit in (one, other))
    assert asked.exceeds(limit, start) is longer


@settings(max_examples=200, deadline=None)
@given(start=ANY_DAY, months=st.integers(0, 40))
def test_months_are_added_by_their_names(start: date, months: int) -> None:
    assert add_months(start, months) == walked.months_later(start, months)[0]


@settings(max_examples=150, deadline=None)
@given(written=ANY_DAY, days_around=st.integers(-4, 4), medicine=st.sampled_from(["I", "II"]))
def test_a_first_presentation_is_in_time_while_the_ordonnance_has_less_than_three_months(
    written: date, days_around: int, medicine: str
) -> None:
    day = walked.months_later(written, 3)[0] + timedelta(days_around)
    chosen = m.RAMIPRIL_5 if medicine == "I" else m.KETOPROFENE_100
    case = counter(an_ordonnance().of(chosen, days=20).written_on(written), day)
    finding = found(check(case), f"RX-L{'1' if medicine == 'I' else '2'}-01")
    assert finding is not None
    in_time = first.listed_in_time(written, day)
    assert (finding.verdict is Verdict.MET) is in_time
    assert (finding.outcome is Outcome.BLOCKED) is not in_time


LIMITS: list[tuple[Medicine, int, str]] = [
    (m.RAMIPRIL_5, 12, "mo"), (m.KETOPROFENE_100, 12, "mo"), (m.ALPRAZOLAM_025, 12, "wk"),
    (m.ZOPICLONE_75, 4, "wk"), (m.PREGABALINE_75, 6, "mo"), (m.TRAMADOL_50, 12, "wk"),
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    written=st.dates(date(2025, 4, 1), date(2027, 12, 31)),
    days_around=st.integers(-3, 3),
    limit=st.sampled_from(LIMITS),
)
def test_a_renewal_is_served_inside_the_longest_duration_counted_from_writing(
    written: date, days_around: int, limit: tuple[Medicine, int, str]
) -> None:
    medicine, value, unit = limit
    day = list(walked.covered(written, value, unit))[-1] + timedelta(days_around)
    builder = an_ordonnance().of(medicine, days=14, renewals=60).written_on(written)
    case = counter(builder, day, served={1: (a_served(14, written, units=14),)})
    finding = found(check(case), "RX-REN-01")
    assert finding is not None
    assert (finding.verdict is Verdict.MET) is renewal.in_time(written, day, value, unit)


LONGEST: list[tuple[Medicine, int, str, str]] = [
    (m.RAMIPRIL_5, 12, "mo", "RX-DUR-01"), (m.KETOPROFENE_100, 12, "mo", "RX-DUR-01"),
    (m.MORPHINE_LP_30, 28, "d", "RX-STUP-03"), (m.TRAMADOL_50, 12, "wk", "RX-DUR-07"),
]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    written=st.dates(date(2020, 4, 15), date(2027, 12, 31)),
    length=LENGTHS,
    limit=st.sampled_from(LONGEST),
)
@example(written=date(2024, 2, 29), length=(366, "d"), limit=LONGEST[0])
@example(written=date(2025, 3, 1), length=(3, "mo"), limit=LONGEST[3])
def test_a_duration_is_refused_when_its_walk_passes_that_of_the_longest(
    written: date, length: tuple[int, str], limit: tuple[Medicine, int, str, str]
) -> None:
    medicine, value, unit, rule = limit
    duration = Duration(length[0], TimeUnit(length[1]))
    builder = an_ordonnance().of(medicine, duration=duration).written_on(written)
    finding = found(check(prescribing(builder)), rule)
    assert finding is not None
    fits = walked.length(written, *length) <= walked.length(written, value, unit)
    assert (finding.verdict is Verdict.MET) is fits
    assert (finding.outcome is Outcome.BLOCKED) is not fits


AGAIN = {"liste-1": (m.RAMIPRIL_5, "RX-L1-02"), "liste-2": (m.KETOPROFENE_100, "RX-L2-02")}


@settings(max_examples=200, deadline=None)
@given(
    regime=st.sampled_from(sorted(AGAIN)),
    renewals=st.one_of(st.none(), st.integers(0, 3)),
    times=st.integers(1, 4),
)
def test_what_was_served_is_served_again_only_as_the_list_allows(
    regime: str, renewals: int | None, times: int
) -> None:
    medicine, rule = AGAIN[regime]
    written = date(2026, 1, 5)
    builder = an_ordonnance().of(medicine, days=30, renewals=renewals).written_on(written)
    past = tuple(a_served(30, written + timedelta(30 * n), units=30, packs=1) for n in range(times))
    day = written + timedelta(30 * times)
    report = check(counter(builder, day, ask(days=30), served={1: past}))
    finding = found(report, rule)
    assert finding is not None
    again = renewal.may_be_served_again(regime, renewals, 30, 30 * times)
    assert (finding.verdict is Verdict.MET) is again
