"""A portion served in parts, as the rules judge it at the counter."""

from dataclasses import replace
from typing import Any

import pytest

from ordonnance.domain.dispensing import QuantityReason, Served
from ordonnance.law.check import check
from ordonnance.law.finding import Outcome
from ordonnance.law.rule import Verdict
from tests.builders import a_served, an_ordonnance, worded
from tests.builders import medicines as m
from tests.law.cases import ask, counter, found
from tests.law.parts import BY_14, FENTANYL, WRITTEN, on

# --- The rules at the counter


def at(place: str, builder: Any, day: int, *asked: Any, served: tuple[Served, ...]) -> Any:
    """The report of serving in a pharmacy."""
    case = counter(builder, on(day), *asked, served={1: served})
    assert case.serving is not None
    return check(replace(case, serving=replace(case.serving, place=place)))


RENEWED = an_ordonnance().of(BY_14, days=84)

PACK = BY_14.presentations[0]

PART = (a_served(14, WRITTEN, units=14),)


@pytest.mark.parametrize("place", ["F990000069", "F990000077"])
@pytest.mark.parametrize("day", [0, 5])
def test_the_rest_is_allowed_in_any_pharmacy_and_is_not_early(place: str, day: int) -> None:
    report = at(place, RENEWED, day, ask(packs=1, units=14, pack=PACK), served=PART)
    assert report.outcome is Outcome.ALLOWED
    for rule in ("DI-02", "RX-REN-02"):
        finding = found(report, rule)
        assert finding is not None
        assert finding.verdict is Verdict.MET


def test_more_than_the_rest_warns_and_a_completed_portion_makes_the_next_early() -> None:
    more = found(at("F1", RENEWED, 0, ask(packs=2, pack=PACK), served=PART), "DI-02")
    assert more is not None
    assert more.outcome is Outcome.WARNING
    assert "28 unités" in more.message
    assert "14 unités" in more.message
    both = (*PART, a_served(14, on(14), units=14))
    early = found(at("F1", RENEWED, 5, ask(packs=1, pack=PACK), served=both), "RX-REN-02")
    assert early is not None
    assert early.outcome is Outcome.WARNING
    assert "02/02/2026" in early.message


def test_a_quantity_above_the_portion_with_its_reason_only_informs() -> None:
    for reason, expected in ((None, Outcome.WARNING), (QuantityReason.TRAVEL, Outcome.ALLOWED)):
        asked = ask(packs=2, pack=PACK, reason=reason)
        finding = found(at("F1", RENEWED, 0, asked, served=PART), "DI-02")
        assert finding is not None
        assert (finding.verdict, finding.outcome) == (Verdict.BREACHED, expected)
    beyond = ask(packs=9, pack=PACK, reason=QuantityReason.TRAVEL)
    blocked = found(at("F1", RENEWED, 0, beyond, served=PART), "DI-02")
    assert blocked is not None
    assert blocked.outcome is Outcome.BLOCKED, "no reason lifts what was not prescribed"


@pytest.mark.parametrize(("units", "expected"), [(3, Outcome.ALLOWED), (4, Outcome.BLOCKED)])
def test_the_rest_of_a_fraction_is_allowed_and_more_is_refused(
    units: int, expected: Outcome
) -> None:
    builder = an_ordonnance().of(m.FENTANYL_PATCH, **FENTANYL)
    part = (a_served(6, WRITTEN, units=2),)
    report = at("F2", builder, 1, ask(units=units), served=part)
    assert report.outcome is expected
    finding = found(report, "DI-STUP-04")
    assert finding is not None
    assert ("le reste de la fraction (3 unités)" in finding.message) is (units > 3)
    late = found(report, "RX-STUP-06")
    assert late is not None
    assert late.verdict is Verdict.MET


def test_the_rest_of_a_fraction_is_judged_in_packs_or_in_days_too() -> None:
    builder = an_ordonnance().of(m.METHADONE_GELULE, days=28)
    part = (a_served(3, WRITTEN, units=3),)
    pack = m.METHADONE_GELULE.presentations[0]
    for asked, verdict in (
        (ask(days=4), Verdict.MET),
        (ask(days=5), Verdict.BREACHED),
        (ask(packs=1, pack=pack), Verdict.BREACHED),
    ):
        finding = found(at("F1", builder, 1, asked, served=part), "DI-STUP-04")
        assert finding is not None
        assert finding.verdict is verdict


def test_the_rest_of_a_fraction_in_units_that_nobody_can_count_cannot_be_told() -> None:
    builder = an_ordonnance().of(m.METHADONE_GELULE, days=28, posology=worded("selon avis"))
    finding = found(
        at("F1", builder, 1, ask(units=4), served=(a_served(3, WRITTEN),)), "DI-STUP-04"
    )
    assert finding is not None
    assert finding.verdict is Verdict.CANNOT_TELL
