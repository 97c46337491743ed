"""Late presentations, articles by substance and overlaps, against oracles written from the text."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.dispensing import Served
from ordonnance.domain.drug import Medicine
from ordonnance.domain.mentions import OverlapMention, ScheduledIntervention
from ordonnance.law.check import check
from ordonnance.law.drugs import reading
from ordonnance.law.due import Due
from ordonnance.law.finding import Outcome
from ordonnance.law.history import Covered, History
from ordonnance.law.rule import Verdict
from ordonnance.law.serving import due
from tests.builders import a_line, a_served, an_ordonnance
from tests.builders import medicines as m
from tests.law.cases import found, prescribing
from tests.law.oracles import articles, late, twice

WRITTEN = st.dates(date(2006, 1, 1), date(2027, 12, 31))
AROUND_2007 = st.dates(date(2007, 1, 28), date(2007, 2, 12))
ONE_DAY = timedelta(days=1)


def the_due(medicine: Medicine, written: date, day: date, served: tuple[Served, ...] = (),
            **line: object) -> Due:  # fmt: skip
    return due(
        a_line(medicine, **line), medicine, written, served, day,
        packs_of=medicine.presentations[0],
    )  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(written=st.one_of(WRITTEN, AROUND_2007), days=st.integers(1, 28), after=st.integers(0, 32))
def test_a_narcotic_presented_late_loses_the_days_gone(
    written: date, days: int, after: int
) -> None:
    day = written + timedelta(after)
    answer = the_due(m.MORPHINE_LP_30, written, day, days=days)
    assert answer.portion_days == late.granted(days, None, written, day, [])


@settings(max_examples=400, deadline=None)
@given(written=WRITTEN, days=st.integers(1, 28), after=st.integers(0, 32))
def test_a_first_fraction_presented_late_loses_the_days_gone(
    written: date, days: int, after: int
) -> None:
    day = written + timedelta(after)
    answer = the_due(m.METHADONE_GELULE, written, day, days=days)
    assert answer.portion_days == late.granted(days, 7, written, day, [])


@settings(max_examples=400, deadline=None)
@given(
    written=st.dates(date(2008, 4, 8), date(2027, 12, 31)), days=st.integers(15, 28),
    whole=st.integers(1, 3), after=st.integers(1, 24),
)  # fmt: skip
@example(written=date(2026, 1, 5), days=28, whole=1, after=4)
def test_a_later_fraction_is_counted_from_the_last_day_covered(
    written: date, days: int, whole: int, after: int
) -> None:
    past = [(written + timedelta(7 * n), 7) for n in range(whole) if 7 * (n + 1) < days]
    day = late.last_covered(*past[-1]) + timedelta(after)
    served = tuple(a_served(n, first, units=n, packs=1) for first, n in past)
    answer = the_due(m.METHADONE_GELULE, written, day, served, days=days)
    assert answer.portion_days == late.granted(days, 7, written, day, past)


@settings(max_examples=300, deadline=None)
@given(
    written=st.dates(date(2022, 7, 3), date(2027, 12, 31)), ahead=st.integers(5, 60),
    stay=st.integers(0, 10), around=st.integers(-3, 13), days=st.integers(14, 28),
)  # fmt: skip
def test_all_is_served_within_the_window_of_a_scheduled_intervention(
    written: date, ahead: int, stay: int, around: int, days: int
) -> None:
    on = written + timedelta(ahead)
    plan = ScheduledIntervention(on, on + timedelta(stay))
    first, last = late.full_window(on, on + timedelta(stay))
    day = on + timedelta(around)
    answer = the_due(m.MORPHINE_LP_30, written, day, days=days, intervention=plan)
    if first <= day <= last:
        assert answer.portion_days == days
    elif day > last:
        assert answer.portion_days is not None
        assert answer.portion_days < days


@settings(max_examples=200, deadline=None)
@given(
    medicine=st.sampled_from([m.BUPRENORPHINE_8, m.ZOLPIDEM_10, m.PREGABALINE_75, m.TRAMADOL_50]),
    written=st.dates(date(2025, 4, 1), date(2027, 12, 31)), after=st.integers(0, 27),
)  # fmt: skip
def test_the_three_days_take_nothing_from_an_assimile(
    medicine: Medicine, written: date, after: int
) -> None:
    now = the_due(medicine, written, written + timedelta(after), days=14)
    at_once = the_due(medicine, written, written, days=14)
    assert now.lost_days == 0
    assert now.portion_days == at_once.portion_days


BY_KIND: dict[str, Medicine] = {
    "morphine par voie orale": m.MORPHINE_LP_30,
    "fentanyl transdermique": m.FENTANYL_PATCH,
    "méthadone, gélule": m.METHADONE_GELULE,
    "méthylphénidate": m.METHYLPHENIDATE_LP_18,
    "buprénorphine de plus de 0,2 mg": m.BUPRENORPHINE_8,
    "zolpidem": m.ZOLPIDEM_10,
    "prégabaline": m.PREGABALINE_75,
    "tramadol par voie orale": m.TRAMADOL_50,
    "codéine": m.CODEINE_PARACETAMOL,
    "dihydrocodéine": m.DIHYDROCODEINE_60,
    "zopiclone": m.ZOPICLONE_75,
    "alprazolam": m.ALPRAZOLAM_025,
    "ramipril": m.RAMIPRIL_5,
}


@pytest.mark.parametrize("bound", articles.BOUND, ids=lambda bound: bound.kind)
def test_each_substance_is_bound_by_its_own_articles(bound: articles.Bound) -> None:
    medicine = BY_KIND[bound.kind]
    for day in (bound.since, date(2026, 1, 5)):
        law = reading(medicine, day)
        of_code = {article.value for article in law.articles} - {"L162"}
        assert of_code == bound.articles
        assert law.narcotic is articles.three_day_rule(bound)


@pytest.mark.parametrize(
    "bound",
    [b for b in articles.BOUND if b.articles and "33.1" not in b.articles and not b.earlier],
    ids=lambda bound: bound.kind,
)
def test_the_articles_of_an_assimile_begin_on_their_day(bound: articles.Bound) -> None:
    before = {a.value for a in reading(BY_KIND[bound.kind], bound.since - ONE_DAY).articles}
    assert not bound.articles <= before


PASTS = st.lists(
    st.builds(
        lambda offset, days, same, other: (offset, days, same, other),
        st.integers(-40, 40), st.integers(1, 30), st.booleans(), st.booleans(),
    ),
    max_size=4,
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(
    days=st.integers(1, 28), mention=st.booleans(), past=st.one_of(st.none(), PASTS),
    medicine=st.sampled_from([m.MORPHINE_LP_30, m.BUPRENORPHINE_8, m.ZOLPIDEM_10]),
)  # fmt: skip
def test_a_covered_period_bars_the_same_practitioner_and_warns_another(
    days: int, mention: bool, past: list[tuple[int, int, bool, bool]] | None, medicine: Medicine
) -> None:
    written = date(2026, 1, 5)
    key = reading(medicine, written).overlap_key
    assert key is not None
    known = None if past is None else [
        twice.Past(written + timedelta(at), length, "autre" if other else key, same)
        for at, length, same, other in past
    ]  # fmt: skip
    history = None if known is None else History(
        tuple(
            Covered(p.substance, p.first, late.last_covered(p.first, p.days), p.same)
            for p in known
        )
    )  # fmt: skip
    builder = an_ordonnance().of(
        medicine, duration=Duration(days, TimeUnit.DAY),
        overlap=OverlapMention("en complément") if mention else None,
    ).written_on(written)  # fmt: skip
    finding = found(check(prescribing(builder, history=history)), "RX-STUP-07")
    assert finding is not None
    expected = twice.judged(key, written, days, mention, known)
    assert (finding.verdict, finding.outcome) == {
        "met": (Verdict.MET, Outcome.ALLOWED),
        "blocked": (Verdict.BREACHED, Outcome.BLOCKED),
        "warned": (Verdict.BREACHED, Outcome.WARNING),
        "unknown": (Verdict.CANNOT_TELL, Outcome.ALLOWED),
    }[expected]
