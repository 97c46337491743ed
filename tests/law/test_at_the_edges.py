"""Edges that no case of the catalogue comes near: one day, one box, one condition less."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from ordonnance.domain.dispensing import Substitution, SubstitutionKind
from ordonnance.domain.drug import Medicine
from ordonnance.domain.ids import Cis
from ordonnance.domain.mentions import ConditionalDelivery, ConditionalTest
from ordonnance.law.case import Asked, Case, ServingRequest
from ordonnance.law.check import check
from ordonnance.law.examples import MORPHINE, RAMIPRIL, WRITTEN, a_case, at_counter, days, tablets
from ordonnance.law.exceptional import Exceptional, Past, beyond
from ordonnance.law.findings_json import findings_json, findings_value
from ordonnance.law.groups import least_restrictive
from ordonnance.law.handed_over import check_handed
from ordonnance.law.lateness import Clock, Late, presented
from ordonnance.law.rule import Verdict
from tests.builders import a_line, a_served
from tests.builders import medicines as m


def rules(case: Case) -> set[str]:
    """The rules that looked at it, met or not."""
    return {each.rule for each in check(case).all}


def breached(case: Case) -> set[str]:
    return {each.rule for each in check(case).all if each.verdict is Verdict.BREACHED}


@pytest.mark.parametrize(
    ("pack", "packs", "asks"), [(1, 31, False), (1, 32, True), (92, 1, False), (93, 1, True)]
)
def test_boxes_alone_say_a_month_or_one_large_box(pack: int, packs: int, *, asks: bool) -> None:
    boxes = a_case(tablets("exemplol", pack=pack), packs=packs)
    assert ("RX-DUR-14" in breached(boxes)) is asks


@pytest.mark.parametrize(("grouped", "looks"), [(True, True), (False, False)])
def test_before_2020_a_handwritten_mention_concerns_what_has_a_generic_group(
    *, grouped: bool, looks: bool
) -> None:
    medicine = m.RAMIPRIL_5 if grouped else replace(m.RAMIPRIL_5, generic_group=None)
    written = a_case(medicine, on=date(2019, 12, 31), duration=days(30))
    assert (medicine.generic_group is not None) is grouped
    assert ("MD-11" in rules(written)) is looks


def test_what_was_served_after_its_test_asks_for_no_other_test() -> None:
    condition = ConditionalDelivery(ConditionalTest.ANGINA, "positif")
    line = a_case(tablets("amoxicilline", "liste I"), duration=days(6), conditional=condition)
    later = WRITTEN + timedelta(days=1)
    assert "DI-ODC-05" in rules(at_counter(line, later, asked=3))
    begun = (a_served(3, later),)
    assert "DI-ODC-05" not in rules(at_counter(line, later, asked=3, served=begun))


def test_a_brand_without_list_asks_for_less_than_one_of_a_list() -> None:
    listed = tablets("exemplol", "liste II")
    short = tablets("exemplol", "prescription limitée à 12 semaines")
    assert least_restrictive((listed, short)) is short


def test_the_json_of_findings_leaves_out_what_is_respected() -> None:
    report = check(a_case(RAMIPRIL, duration=days(30)))
    assert any(each.verdict is Verdict.MET for each in report.all)
    assert "met" not in {each["verdict"] for each in findings_value(report)["findings"]}
    assert '"met"' not in findings_json(report)
    assert '"met"' in findings_json(report, met=True)


def test_a_month_beyond_left_unfinished_is_over_with_its_cover() -> None:
    written = date(2026, 1, 5)
    line = a_line(m.RAMIPRIL_5, days=90)
    served = tuple(a_served(30, written + timedelta(days=30 * rank)) for rank in range(3))
    begun = (a_served(15, written + timedelta(days=90), units=15),)
    ranks = [
        beyond(Exceptional.RENEWAL, line, m.RAMIPRIL_5, written, Past(served, begun),
               written + timedelta(days=90 + after), m.RAMIPRIL_5.presentations[0]).rank
        for after in (14, 15)
    ]  # fmt: skip
    assert ranks == [1, 2]


@pytest.mark.parametrize(
    ("after", "usable", "lost"),
    [(3, 7, 0), (4, 3, 4), (6, 1, 6), (7, 7, 7), (9, 7, 7), (10, 3, 11), (13, 7, 14)],
)
def test_days_of_a_narcotic_are_lost_past_three_days_then_the_next_fraction_counts(
    after: int, usable: int, lost: int
) -> None:
    found = presented(Clock(WRITTEN, 28), 7, WRITTEN + timedelta(days=after), 3)
    assert found == Late(usable, lost, 28 - lost)


def handed(served: Medicine, kind: SubstitutionKind) -> Case:
    """Ramipril prescribed, another box handed over."""
    case = at_counter(a_case(RAMIPRIL, duration=days(30)), WRITTEN)
    why = Substitution(kind, "accord au téléphone")
    asked = Asked(1, packs=Decimal(1), medicine=served, substitution=why)
    return replace(case, serving=ServingRequest("pharmacien", "pharmacie", (asked,)))


def test_only_another_treatment_is_judged_by_its_own_conditions() -> None:
    narcotic = replace(MORPHINE, cis=Cis("60000093"))
    generic = handed(narcotic, SubstitutionKind.GENERIC)
    assert check_handed(generic) == check(generic)
    agreed = handed(narcotic, SubstitutionKind.PRESCRIBER_AGREEMENT)
    more = {each.rule for each in check_handed(agreed).all} - rules(agreed)
    assert any(rule.startswith(("RX-STUP", "DI-STUP")) for rule in more)
