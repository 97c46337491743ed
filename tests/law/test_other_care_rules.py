"""Devices of the LPP, care of auxiliaries and biology: the edges of their delays and words."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ordonnance.domain.prescription import Category, Line, Product
from ordonnance.law.case import Asked, Case
from ordonnance.law.check import check
from ordonnance.law.counter import AgreedPoint, Agreement, CounterFacts
from ordonnance.law.rule import Verdict
from tests.builders import PATIENT, a_line, a_served, an_ordonnance, months, worded
from tests.law.cases import ask, counter, found, prescribing


def a_device(**changes: Any) -> Line:
    given = {"category": Category.DEVICE, "product": Product("Draps EXEMPLE"), **changes}
    return a_line(None, **given)


def written(line: Line, on: str = "2026-01-05") -> Case:
    return prescribing(an_ordonnance().with_line(line).written_on(on))


def served(line: Line, on: str, asked: Asked | None = None, at: str = "2026-01-05",
           **facts: Any) -> Case:  # fmt: skip
    builder = an_ordonnance().with_line(line).written_on(at)
    return counter(builder, on, asked or ask(days=30), **facts)


def verdict(case: Case, rule: str) -> Verdict | None:
    finding = found(check(case), rule)
    return None if finding is None else finding.verdict


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ({"duration": months(12)}, Verdict.MET),
        ({"duration": months(13)}, Verdict.BREACHED),
        ({"duration": months(1), "renewals": 11}, Verdict.MET),
        ({"duration": months(1), "renewals": 12}, Verdict.BREACHED),
        ({"packs": 2}, None),
        ({}, Verdict.CANNOT_TELL),
        ({"other_mentions": ("La durée ne peut être prédéterminée",)}, Verdict.MET),
    ],
)
def test_a_device_is_prescribed_for_a_year_at_most(
    line: dict[str, Any], expected: Verdict | None
) -> None:
    assert verdict(written(a_device(**line)), "LP-01") is expected


def test_a_device_prescribed_for_too_long_is_brought_back_to_a_year_in_one_step() -> None:
    case = written(a_device(duration=months(1), renewals=17))
    finding = found(check(case), "LP-01")
    assert finding is not None
    (corrected,) = finding.corrections[0].applied(case.ordonnance)
    assert verdict(replace(case, ordonnance=corrected), "LP-01") is Verdict.MET
    assert verdict(replace(case, ordonnance=corrected), "LP-02") is Verdict.MET


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ({"duration": months(6)}, Verdict.MET),
        ({"duration": months(1), "renewals": 5}, Verdict.MET),
        ({"duration": months(2), "renewals": 1}, Verdict.BREACHED),
        ({}, Verdict.BREACHED),
        ({"packs": 1, "renewals": 2}, Verdict.BREACHED),
        ({"packs": 1}, Verdict.INFORMS),
        ({"packs": 1, "renewals": 0}, Verdict.INFORMS),
        ({"advice": "Durée non déterminable à ce jour"}, Verdict.MET),
        ({"advice": "Durée prédéterminée par le kinésithérapeute"}, Verdict.BREACHED),
    ],
)
def test_a_device_says_how_long(line: dict[str, Any], expected: Verdict) -> None:
    assert verdict(written(a_device(**line)), "LP-02") is expected
    open_ended = "advice" in line and "non déterminable" in line["advice"]
    assert verdict(written(a_device(**line)), "LP-09") is (
        Verdict.INFORMS if open_ended else Verdict.MET
    )


@pytest.mark.parametrize(
    ("line", "missing"),
    [
        ({"product": Product("Pansements"), "posology": worded("si besoin")}, "la quantité"),
        ({"product": Product(" "), "packs": 1}, "la désignation"),
        ({"product": Product("10 pansements"), "posology": worded("si besoin")}, None),
        ({"packs": 1, "posology": worded("si besoin")}, None),
    ],
)
def test_a_device_is_named_with_its_quantity(line: dict[str, Any], missing: str | None) -> None:
    finding = found(check(written(a_device(**line))), "LP-03")
    assert finding is not None
    assert (finding.verdict is Verdict.MET) is (missing is None)
    assert (missing or "") in finding.message


def test_rules_of_the_list_begin_on_1_september_2012_and_concern_devices_only() -> None:
    line = a_device(duration=months(18))
    assert verdict(written(line, "2012-08-31"), "LP-01") is None
    assert verdict(written(line, "2012-09-01"), "LP-01") is Verdict.BREACHED
    assert verdict(written(a_line(None, days=7)), "LP-01") is None


@pytest.mark.parametrize(
    ("on", "expected"), [("2026-07-04", Verdict.MET), ("2026-07-05", Verdict.BREACHED)]
)
def test_a_device_is_first_served_within_six_calendar_months(on: str, expected: Verdict) -> None:
    line = a_device(duration=months(12))
    assert verdict(served(line, on), "LP-04") is expected
    begun = {1: (a_served(30, "2026-02-01"),)}
    assert verdict(served(line, on, served=begun), "LP-04") is None
    for label in ("Lunettes", "Audioprothèse droite", "Lentilles de contact"):
        assert verdict(served(a_device(product=Product(label)), on), "LP-04") is Verdict.MET


@pytest.mark.parametrize(
    ("on", "expected"), [("2026-03-02", Verdict.MET), ("2026-03-03", Verdict.BREACHED)]
)
def test_the_prescriber_may_shorten_the_time_to_execute(on: str, expected: Verdict) -> None:
    line = a_device(duration=months(6), execute_before=date(2026, 3, 2))
    assert verdict(served(line, on), "LP-05") is expected
    assert verdict(served(a_device(duration=months(6)), on), "LP-05") is None


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (ask(days=30), Verdict.MET),
        (ask(days=31), Verdict.BREACHED),
        (ask(days=90, packs=3), Verdict.BREACHED),
        (ask(days=90, packs=1), Verdict.CANNOT_TELL),
        (ask(packs=1), Verdict.CANNOT_TELL),
    ],
)
def test_a_device_is_served_for_thirty_days_unless_its_pack_is_larger(
    asked: Asked, expected: Verdict
) -> None:
    assert verdict(served(a_device(duration=months(6)), "2026-01-06", asked), "LP-06") is expected
    open_ended = a_device(other_mentions=("Durée indéterminée",))
    assert verdict(served(open_ended, "2026-01-06", asked), "LP-06") is Verdict.MET


def test_what_a_device_lacks_is_completed_with_the_agreement_of_the_prescriber() -> None:
    agreed = Agreement("Dr EXEMPLE", date(2026, 1, 6), frozenset({AgreedPoint.DURATION}), "3 mois")
    silent, said = ask(days=30), ask(days=30, facts=CounterFacts(agreement=agreed))
    assert verdict(served(a_device(), "2026-01-06", silent), "LP-08") is Verdict.BREACHED
    assert verdict(served(a_device(), "2026-01-06", said), "LP-08") is Verdict.MET
    assert verdict(served(a_device(packs=1), "2026-01-06", silent), "LP-08") is Verdict.MET
    old = served(a_device(), "2023-12-21", silent, "2023-12-20")
    assert verdict(old, "LP-08") is None


def test_the_pharmacist_is_told_once_to_serve_the_cheapest_and_since_2026_of_substitutes() -> None:
    line = a_device(duration=months(6))
    before = found(check(served(line, "2025-12-30", at="2025-12-01")), "LP-07")
    after = found(check(served(line, "2025-12-31", at="2025-12-01")), "LP-07")
    assert before is not None
    assert after is not None
    assert "substituables" not in before.message
    assert "substituables" in after.message
    begun = {1: (a_served(30, "2025-12-20"),)}
    again = served(line, "2026-01-20", at="2025-12-01", served=begun)
    assert verdict(again, "LP-07") is Verdict.MET


@pytest.mark.parametrize(
    ("born", "last"),
    [
        (date(2010, 1, 6), date(2027, 1, 4)),
        (date(2010, 1, 5), date(2031, 1, 4)),
        (date(1983, 1, 6), date(2031, 1, 4)),
        (date(1983, 1, 5), date(2029, 1, 4)),
    ],
)
def test_glasses_hold_one_five_or_three_years_by_the_age_on_the_day_written(
    born: date, last: date
) -> None:
    builder = (
        an_ordonnance()
        .with_line(a_device(product=Product("Lunettes"), duration=months(1)))
        .for_(replace(PATIENT, birth_date=born))
    )
    for on, expected in (
        (last, Verdict.MET),
        (date.fromordinal(last.toordinal() + 1), Verdict.BREACHED),
    ):
        assert verdict(counter(builder, on, ask(days=30)), "LP-12") is expected


def an_act(category: Category, label: str, **changes: Any) -> Case:
    return written(a_line(None, category=category, product=Product(label), **changes))


@pytest.mark.parametrize(
    "category",
    [
        Category.NURSING, Category.PHYSIOTHERAPY, Category.SPEECH_THERAPY, Category.ORTHOPTICS,
        Category.PODIATRY,
    ],
)  # fmt: skip
def test_an_act_of_an_auxiliary_is_described(category: Category) -> None:
    assert verdict(an_act(category, " "), "AX-01") is Verdict.BREACHED
    assert verdict(an_act(category, "Bilan et séances"), "AX-01") is Verdict.MET


def test_care_at_home_is_said_or_asked_for() -> None:
    assert verdict(an_act(Category.NURSING, "Pansements"), "AX-02") is Verdict.INFORMS
    said = an_act(Category.NURSING, "Pansements", advice="À DOMICILE, deux fois par semaine")
    assert verdict(said, "AX-02") is Verdict.MET
    assert verdict(an_act(Category.ORTHOPTICS, "Bilan"), "AX-02") is None


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Bilan complet", Verdict.BREACHED),
        ("BILAN SANGUIN.", Verdict.BREACHED),
        ("", Verdict.BREACHED),
        ("Bilan lipidique", Verdict.MET),
        ("NFS, TSH", Verdict.MET),
    ],
)
def test_biology_names_its_examinations(label: str, expected: Verdict) -> None:
    assert verdict(an_act(Category.BIOLOGY, label), "AX-03") is expected
