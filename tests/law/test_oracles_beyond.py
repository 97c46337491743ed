"""Months more and conditional servings, against oracles written from the texts."""

from datetime import date, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from ordonnance.domain.mentions import ConditionalTest
from ordonnance.law.case import Case
from ordonnance.law.check import check
from ordonnance.law.counter import ConditionResult, CounterFacts
from ordonnance.law.finding import Outcome
from ordonnance.law.rule import Verdict
from tests.builders import an_ordonnance, months
from tests.builders import medicines as m
from tests.law.cases import ask, counter, found
from tests.law.catalogue.beyond import ANGINA, prolonged
from tests.law.catalogue.forms import device
from tests.law.oracles import extension, first
from tests.law.oracles.walked import months_later

KINDS = {
    "chronique": m.METFORMINE_1000, "anxiolytique": m.ALPRAZOLAM_025, "hypnotique": m.ZOPICLONE_75,
    "stupéfiant": m.MORPHINE_LP_30,
}  # fmt: skip


def barred(case: Case) -> bool:
    return any(
        finding.rule.startswith("DI-REN") and finding.outcome is Outcome.BLOCKED
        for finding in check(case).findings
    )


@settings(max_examples=300, deadline=None)
@given(
    written=st.dates(date(2024, 12, 1), date(2027, 12, 31)),
    kind=st.sampled_from(["chronique", *KINDS]),
    length=st.sampled_from([28, 30, 60, 84, 89, 90, 91, 92, 93, 120, 180]),
    after=st.integers(1, 40), more=st.integers(0, 3),
)  # fmt: skip
@example(written=date(2026, 1, 5), kind="chronique", length=90, after=31, more=0)
def test_an_expired_ordonnance_is_prolonged_as_the_text_allows(
    written: date, kind: str, length: int, after: int, more: int
) -> None:
    wait = after + 30 * more
    ends = written + timedelta(length - 1)
    allowed = extension.allowed(
        total_days=length, established=written, category=kind, expired_on=ends,
        day=ends + timedelta(wait), months_served=more,
    )  # fmt: skip
    case = prolonged(KINDS[kind], wait, length=length, more=more, on=written)
    assert barred(case) is not allowed


@settings(max_examples=60, deadline=None)
@given(written=st.dates(date(2021, 12, 15), date(2027, 12, 31)), after=st.integers(0, 12))
def test_a_conditional_antibiotic_is_served_on_the_first_seven_days(
    written: date, after: int
) -> None:
    day = written + timedelta(after)
    result = CounterFacts(result=ConditionResult(ConditionalTest.ANGINA, positive=True, on=day))
    builder = an_ordonnance().of(m.AMOXICILLINE_1G, days=6, conditional=ANGINA).written_on(written)
    finding = found(check(counter(builder, day, ask(days=6, facts=result))), "DI-ODC-03")
    assert finding is not None
    assert (finding.verdict is Verdict.MET) is first.conditional_in_time(written, day)


@settings(max_examples=150, deadline=None)
@given(
    written=st.dates(date(2024, 1, 1), date(2027, 12, 31)), around=st.integers(-4, 4),
    early=st.one_of(st.none(), st.integers(0, 190)),
)  # fmt: skip
@example(written=date(2025, 8, 31), around=0, early=None)
def test_a_device_is_first_handed_over_within_six_months_or_before_the_day_written(
    written: date, around: int, early: int | None
) -> None:
    before = None if early is None else written + timedelta(early)
    anchor = months_later(written, 6)[0] if before is None else before
    day = max(anchor + timedelta(around), written)
    builder = device(duration=months(6), execute_before=before).written_on(written)
    report = check(counter(builder, day, ask(days=30)))
    late = [f.rule for f in report.blocking() if f.rule in ("LP-04", "LP-05")]
    assert (not late) is first.device_in_time(written, day, before)
