"""Rules are left out by what lines of many patients show alike, never by what one of them says."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from ordonnance.domain.actors import Profession
from ordonnance.domain.counter import Exceptional
from ordonnance.domain.prescription import Category, Product
from ordonnance.law.case import Case, LineCase
from ordonnance.law.check import check, concerning
from ordonnance.law.examples import (
    MORPHINE,
    PRESCRIBER,
    RAMIPRIL,
    a_case,
    at_counter,
    days,
)
from ordonnance.law.examples_beyond import asked_beyond
from ordonnance.law.form import Form
from ordonnance.law.outline import Outline
from ordonnance.law.reasoning import reasoned
from ordonnance.law.register import DOCUMENT_RULES, LINE_RULES

RAMIPRIL_ALONE = a_case(RAMIPRIL, duration=days(30))


def only_line(case: Case) -> LineCase:
    """The line of a case that has one."""
    (line,) = case.lines()
    return line


def asked(case: Case) -> set[str]:
    """The rules left to ask of the line."""
    outline = Outline.of(only_line(case))
    return {each.rule.id for each in concerning(outline, case.moment, case.day)}


def by(profession: Profession) -> Case:
    """Ramipril prescribed by somebody of that profession."""
    author = replace(PRESCRIBER, profession=profession)
    return a_case(RAMIPRIL, duration=days(30), ordonnance={"prescriber": author})


def of(category: Category) -> Case:
    """A line of that category."""
    return a_case(None, product=Product("Article EXEMPLE"), category=category, duration=days(30))


@pytest.mark.parametrize(
    ("case", "ids"),
    [
        (a_case(MORPHINE, duration=days(28)), {"RX-STUP-03", "RX-STUP-02", "RX-SEC-01"}),
        (by(Profession.NURSE), {"WH-04", "WH-05", "WH-06"}),
        (by(Profession.PHARMACIST), {"WH-13", "WH-14"}),
        (of(Category.DEVICE), {"LP-01", "LP-02", "LP-03", "LP-09"}),
        (of(Category.BIOLOGY), {"AX-03"}),
        (of(Category.PREPARATION), {"MD-04", "RX-GEN-08", "MD-20"}),
    ],
    ids=lambda value: "" if isinstance(value, Case) else ",".join(sorted(value)),
)
def test_a_rule_is_asked_of_the_lines_that_show_what_it_is_about(case: Case, ids: set[str]) -> None:
    assert ids <= asked(case)
    assert ids.isdisjoint(asked(RAMIPRIL_ALONE))


def test_a_text_invoked_at_the_counter_brings_its_own_rules() -> None:
    on = date(2026, 1, 5)
    plain = at_counter(RAMIPRIL_ALONE, on, asked=30)
    invoked = asked_beyond(RAMIPRIL_ALONE, on, kind=Exceptional.RENEWAL)
    assert {"DI-REN-01", "DI-REN-02"} <= asked(invoked)
    assert {"DI-REN-01", "DI-REN-02", "DI-CON-01"}.isdisjoint(asked(plain))


def test_lines_of_two_patients_that_show_the_same_share_their_rules() -> None:
    other = replace(
        only_line(RAMIPRIL_ALONE).line, id=str(uuid4()), advice="EXEMPLE", duration=days(7)
    )
    ordonnance = replace(RAMIPRIL_ALONE.ordonnance, lines=(other,), advice="EXEMPLE")
    one, two = (
        concerning(Outline.of(only_line(case)), case.moment, case.day)
        for case in (RAMIPRIL_ALONE, replace(RAMIPRIL_ALONE, ordonnance=ordonnance))
    )
    assert one is two


@pytest.mark.parametrize(
    ("shown", "case"),
    [
        ("medicine", a_case(MORPHINE, duration=days(30))),
        ("established_on", a_case(RAMIPRIL, on=date(2020, 1, 5), duration=days(30))),
        ("active_perfusion", a_case(RAMIPRIL, duration=days(30), active_perfusion=True)),
        ("category", a_case(RAMIPRIL, duration=days(30), category=Category.DEVICE)),
        ("profession", by(Profession.MIDWIFE)),
        ("form", a_case(RAMIPRIL, duration=days(30), facts={"form": Form.SECURISEE})),
        ("invoked", asked_beyond(RAMIPRIL_ALONE, date(2026, 1, 5), kind=Exceptional.RENEWAL)),
    ],
)
def test_lines_that_show_anything_else_are_worked_out_apart(shown: str, case: Case) -> None:
    usual, other = (Outline.of(only_line(each)) for each in (RAMIPRIL_ALONE, case))
    assert [name for name in Outline._fields if getattr(usual, name) != getattr(other, name)] == [
        shown
    ]


def test_what_is_left_out_would_have_said_nothing_of_any_example() -> None:
    examples = [each for rule in (*DOCUMENT_RULES, *LINE_RULES) for each in rule.examples]
    assert examples
    for example in examples:
        case = example.build()
        assert isinstance(case, Case)
        # The reasoning asks every rule of every line.
        assert check(case).findings == reasoned(case).report.findings, example.text
