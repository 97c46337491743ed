"""What a reason opens, what a renewal may reach, and what large packs really hold."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from ordonnance.domain.counter import CounterFacts, Exceptional
from ordonnance.domain.dispensing import (
    BEFORE_ITS_DAY,
    QuantityReason,
    Substitution,
    SubstitutionKind,
)
from ordonnance.domain.mentions import NonSubstitutionReason, NotSubstitutable
from ordonnance.law.case import Case, LineCase
from ordonnance.law.check import check
from ordonnance.law.due import NotDue
from ordonnance.law.examples import RAMIPRIL, a_case, days
from ordonnance.law.examples_beyond import ENDS, MONTH, asked_beyond
from ordonnance.law.finding import Finding, Outcome
from ordonnance.law.replacing import NotReplaced, Replacing
from ordonnance.law.rule import Verdict
from tests.builders import a_line, a_medicine, a_served, an_ordonnance
from tests.builders import medicines as m
from tests.law.cases import ask, counter, found

WRITTEN = date(2026, 1, 5)
LISTE_II = CounterFacts(exceptional=Exceptional.LISTE_II)
NAPROXEN = a_medicine("NAPROXÈNE EXEMPLE 550 mg", "60000097", [("NAPROXÈNE", "550")],
                      [m.LISTE_II], (30,))  # fmt: skip


def of(case: Case, rule: str) -> Finding:
    finding = found(check(case), rule)
    assert finding is not None
    return finding


def early(reason: QuantityReason | None, **line: Any) -> Finding:
    """Ten days after a serving of twenty-eight."""
    builder = an_ordonnance().of(m.RAMIPRIL_5, days=28, renewals=2, **line)
    asked = ask(packs=1, pack=m.RAMIPRIL_5.presentations[0], reason=reason)
    served = {1: (a_served(28, WRITTEN, units=28),)}
    return of(counter(builder, WRITTEN + timedelta(10), asked, served=served), "RX-REN-02")


@pytest.mark.parametrize("reason", QuantityReason)
def test_only_a_travel_a_loss_or_an_agreement_explains_a_renewal_before_its_day(
    reason: QuantityReason,
) -> None:
    finding = early(reason)
    opens = reason in BEFORE_ITS_DAY
    assert finding.outcome is (Outcome.ALLOWED if opens else Outcome.WARNING)
    assert "indiquer pourquoi" not in finding.remedy
    assert "indiquer pourquoi" in early(None).remedy


def test_a_fraction_never_comes_early_whatever_the_reason() -> None:
    finding = early(QuantityReason.LOSS, fraction=days(14))
    assert finding.outcome is Outcome.WARNING
    assert finding.remedy == "Revenir le 02/02/2026."


def last_month(after: int) -> Case:
    """Ketoprofen renewed by the pharmacist, while covered until the 3 January 2027 or later."""
    builder = an_ordonnance().of(m.KETOPROFENE_100, days=30)
    start = date(2026, 12, 6) + timedelta(after)
    renewed = (replace(a_served(30, start, units=30), facts=LISTE_II),)
    asked = ask(packs=1, pack=m.KETOPROFENE_100.presentations[0], facts=LISTE_II)
    case = counter(builder, date(2027, 1, 3), asked, served={1: (a_served(30, WRITTEN, units=30),)})
    return replace(case, renewed={1: renewed})


def test_a_renewal_whose_first_day_is_after_the_last_one_permitted_is_refused() -> None:
    assert of(last_month(-1), "RX-REN-01").verdict is Verdict.MET
    late = check(last_month(5))
    assert "RX-REN-01" in {each.rule for each in late.blocking()}
    wait = found(late, "RX-REN-02")
    assert wait is not None
    assert "Revenir" not in wait.remedy
    assert "prescripteur" in wait.remedy


def test_a_renewal_by_the_pharmacist_does_not_reopen_an_expired_ordonnance() -> None:
    case = asked_beyond(a_case(NAPROXEN, duration=days(90)), date(2026, 12, 11), served=ENDS)
    year_end = replace(a_served(30, date(2026, 11, 5), units=30), facts=LISTE_II)
    assert of(replace(case, renewed={1: (year_end,)}), "DI-REN-04").outcome is Outcome.BLOCKED
    soon = replace(a_served(30, date(2026, 4, 5), units=30), facts=LISTE_II)
    during = asked_beyond(a_case(NAPROXEN, duration=days(90)), date(2026, 4, 20), served=ENDS)
    finding = of(replace(during, renewed={1: (soon,)}), "DI-REN-04")
    assert finding.outcome is Outcome.BLOCKED
    assert "prescripteur" in finding.remedy


def in_packs_of(*sizes: int) -> Case:
    """Ninety days of ramipril in packs of those sizes, the first one handed over."""
    box = RAMIPRIL.presentations[0]
    packs = tuple(replace(box, label=f"boîte de {n}", units=Decimal(n)) for n in sizes)
    return a_case(replace(RAMIPRIL, presentations=packs), duration=days(90))


def test_a_larger_pack_is_refused_when_a_smaller_one_makes_the_month() -> None:
    day = date(2026, 4, 24)
    refused = of(asked_beyond(in_packs_of(90, 30), day, served=ENDS), "DI-REN-01")
    assert refused.outcome is Outcome.BLOCKED
    assert "boîte de 30" in refused.remedy
    for sizes in ((90,), (30, 90), (30, 28)):
        met = of(asked_beyond(in_packs_of(*sizes), day, served=ENDS), "DI-REN-01")
        assert met.verdict is Verdict.MET


def test_three_months_in_all_are_counted_by_what_the_packs_hold() -> None:
    large = replace(MONTH, units=Decimal(90))
    day = date(2026, 7, 20)
    again = of(asked_beyond(in_packs_of(90), day, served=ENDS, before=(large,)), "DI-REN-01")
    assert again.outcome is Outcome.BLOCKED
    assert "90 jours" in again.message
    for before in ((MONTH,), (replace(MONTH, units=None),)):
        asked = asked_beyond(in_packs_of(30), day, served=ENDS, before=before)
        assert of(asked, "DI-REN-01").verdict is Verdict.MET


@pytest.mark.parametrize("grouped", [True, False])
def test_not_substitutable_holds_in_a_shortage_in_the_group_and_out_of_it(grouped: bool) -> None:
    line = a_line(
        NAPROXEN, days=30,
        not_substitutable=NotSubstitutable(NonSubstitutionReason.NARROW_MARGIN),
    )  # fmt: skip
    group = m.AMOXICILLINE_1G.generic_group if grouped else None
    written = replace(NAPROXEN, generic_group=group)
    other = replace(written, cis=m.KETOPROFENE_100.cis)
    asked = Substitution(SubstitutionKind.SHORTAGE, "recommandation du 5 janvier")
    answer = Replacing(line, written, other, asked, WRITTEN, WRITTEN).answer()
    assert isinstance(answer, NotReplaced)
    agreed = Substitution(SubstitutionKind.PRESCRIBER_AGREEMENT, "accord de 10 h")
    assert Replacing(line, written, other, agreed, WRITTEN, WRITTEN).answer() is agreed


def test_what_boxes_held_above_the_days_makes_the_next_renewal_and_nothing_is_due() -> None:
    builder = an_ordonnance().of(m.KETOPROFENE_100, days=5)
    asked = ask(packs=1, pack=m.KETOPROFENE_100.presentations[0], facts=LISTE_II)
    day = WRITTEN + timedelta(5)
    case = counter(builder, day, asked, served={1: (a_served(5, WRITTEN, units=30),)})
    assert LineCase(case, case.ordonnance.lines[0]).due.state_reason is NotDue.SERVED
    finding = of(case, "DI-02")
    assert finding.outcome is Outcome.BLOCKED
    assert finding.remedy == "Ne rien délivrer."
