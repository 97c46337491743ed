"""Rules at the counter, with what is asked."""

import pytest

from ordonnance.law.check import check
from ordonnance.law.finding import Outcome
from ordonnance.law.form import Form
from ordonnance.law.history import Covered, History
from ordonnance.law.rule import Severity, Verdict
from tests.builders import OrdonnanceBuilder, a_served, an_ordonnance, day
from tests.builders import medicines as m
from tests.law.cases import ask, counter, found, prescribing

RAMIPRIL = an_ordonnance().of(m.RAMIPRIL_5, days=30, renewals=5)
METHADONE = an_ordonnance().of(m.METHADONE_GELULE, days=28)
ONE_MONTH = {1: (a_served(30, "2026-01-05", units=30),)}
ONE_WEEK = {1: (a_served(7, "2026-01-05", units=7),)}
PACK = m.RAMIPRIL_5.presentations[0]


def test_the_portion_due_is_allowed() -> None:
    case = counter(RAMIPRIL, "2026-01-06", ask(packs=1, units=30, pack=PACK))
    assert check(case).outcome is Outcome.ALLOWED


def test_more_than_the_portion_warns_and_more_than_remains_blocks() -> None:
    more = check(counter(RAMIPRIL, "2026-01-06", ask(packs=2, pack=PACK)))
    finding = found(more, "DI-02")
    assert finding is not None
    assert finding.outcome is Outcome.WARNING
    assert finding.message == (
        "La quantité demandée (60 unités) dépasse la portion due aujourd’hui (30 unités)."
    )
    too_much = check(counter(RAMIPRIL, "2026-01-06", ask(packs=7, pack=PACK)))
    assert found(too_much, "DI-02") in too_much.blocking()


def test_a_quantity_that_cannot_be_compared_informs() -> None:
    cream = an_ordonnance().of(m.HYDROCORTISONE_CREME, duration=None, packs=2)
    in_packs = check(counter(cream, "2026-01-06", ask(packs=2)))
    assert found(in_packs, "DI-02") is not None
    assert in_packs.outcome is Outcome.ALLOWED
    in_days = found(check(counter(cream, "2026-01-06", ask(days=10))), "DI-02")
    assert in_days is not None
    assert (in_days.verdict, in_days.severity) == (Verdict.CANNOT_TELL, Severity.INFO)


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2026-01-31", Outcome.WARNING), ("2026-02-01", Outcome.ALLOWED),
     ("2026-02-04", Outcome.ALLOWED)],
)  # fmt: skip
def test_an_early_renewal_warns(on: str, expected: Outcome) -> None:
    case = counter(RAMIPRIL, on, ask(packs=1, pack=PACK), served=ONE_MONTH)
    assert check(case).outcome is expected


@pytest.mark.parametrize(
    ("on", "expected"), [("2026-04-04", Outcome.ALLOWED), ("2026-04-05", Outcome.BLOCKED)]
)
def test_a_first_serving_needs_an_ordonnance_of_less_than_three_months(
    on: str, expected: Outcome
) -> None:
    assert check(counter(RAMIPRIL, on, ask(packs=1, pack=PACK))).outcome is expected


@pytest.mark.parametrize(
    ("on", "days", "expected"),
    [
        ("2026-01-08", 28, Verdict.MET),
        ("2026-01-09", 28, Verdict.BREACHED),
        ("2026-01-09", 24, Verdict.MET),
        ("2026-01-09", 25, Verdict.BREACHED),
    ],
)
def test_narcotics_are_served_in_full_until_the_third_day(
    on: str, days: int, expected: Verdict
) -> None:
    builder = an_ordonnance().of(m.MORPHINE_LP_30, days=28)
    for asked in (ask(days=days), ask(units=days)):
        finding = found(check(counter(builder, on, asked)), "RX-STUP-06")
        assert finding is not None
        assert finding.verdict is expected


@pytest.mark.parametrize(("units", "expected"), [(7, Outcome.ALLOWED), (8, Outcome.BLOCKED)])
def test_one_fraction_at_a_time(units: int, expected: Outcome) -> None:
    case = counter(METHADONE, "2026-01-05", ask(units=units, days=units))
    assert check(case).outcome is expected


@pytest.mark.parametrize(
    ("on", "expected"), [("2026-01-11", Outcome.BLOCKED), ("2026-01-12", Outcome.ALLOWED)]
)
def test_the_next_fraction_waits_for_the_end_of_the_previous(on: str, expected: Outcome) -> None:
    case = counter(METHADONE, on, ask(units=7), served=ONE_WEEK)
    assert check(case).outcome is expected


def test_the_form_is_judged_on_the_day_of_establishment_also_later() -> None:
    for written, expected in (("2025-03-15", Outcome.ALLOWED), ("2025-04-01", Outcome.BLOCKED)):
        builder = an_ordonnance().written_on(written).of(m.TRAMADOL_50, days=28, renewals=2)
        served = {1: (a_served(28, written, units=28),)}
        on = day(written).replace(month=day(written).month + 1)
        case = counter(builder, on, ask(units=28), served=served, form=Form.CLASSIQUE)
        assert check(case).outcome is expected


def test_an_overlap_is_barred_to_the_same_pharmacist() -> None:
    builder: OrdonnanceBuilder = an_ordonnance().of(m.MORPHINE_LP_30, days=14)
    for own, expected in ((True, Outcome.BLOCKED), (False, Outcome.WARNING)):
        known = History((Covered("morphine", day("2026-01-10"), day("2026-01-20"), own),))
        case = counter(builder, "2026-01-05", ask(units=14), history=known)
        assert check(case).outcome is expected


def test_only_the_lines_asked_are_judged_and_lines_stand_alone() -> None:
    builder = METHADONE.of(m.RAMIPRIL_5, days=30)
    case = counter(builder, "2026-01-05", ask(1, units=28), ask(2, packs=1, pack=PACK))
    report = check(case)
    assert {finding.line for finding in report.blocking()} == {1}
    alone = check(counter(builder, "2026-01-05", ask(2, packs=1, pack=PACK)))
    assert {finding.line for finding in alone.all} == {None, 2}


def test_a_preview_judges_every_line_without_a_quantity() -> None:
    report = check(counter(METHADONE.of(m.RAMIPRIL_5, days=30), "2026-01-05"))
    assert {finding.line for finding in report.all} == {1, 2}
    assert report.outcome is Outcome.ALLOWED


def test_two_reports_join_without_repeating_themselves() -> None:
    one = check(prescribing(METHADONE))
    assert one.and_(one).all == one.all
    joined = one.and_(check(counter(METHADONE, "2026-01-05", ask(units=28))))
    assert joined.outcome is Outcome.BLOCKED
