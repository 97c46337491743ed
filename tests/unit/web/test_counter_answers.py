"""Whatever the law asks when a line is served has its field on the page of the counter."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from ordonnance.domain.actors import Caller, FundAgent, Role, SoftwareClient
from ordonnance.domain.counter import CounterFacts
from ordonnance.domain.errors import Refusal
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.doors.web.forms import Form
from ordonnance.doors.web.screens.counter_answers import (
    ANSWERED_BY,
    Fact,
    asked_by,
    questions,
    stopping,
    waiting_of,
)
from ordonnance.doors.web.screens.counter_form import command
from ordonnance.law.case import Asked as AskedOfALine
from ordonnance.law.case import Case, ServingRequest
from ordonnance.law.check import check
from ordonnance.law.finding import Report
from ordonnance.law.register import DOCUMENT_RULES, LINE_RULES
from ordonnance.law.rule import Moment, Rule
from ordonnance.usecases.acting import Asked
from ordonnance.usecases.judging import require_allowed, views

AT_THE_COUNTER: tuple[Rule[Any], ...] = tuple(
    rule for rule in (*DOCUMENT_RULES, *LINE_RULES) if Moment.DISPENSING in rule.moments
)
IDS = sorted({rule.id for rule in AT_THE_COUNTER})

READ: dict[str, Fact] = {
    "saw ATTESTATION": Fact.ATTESTATION,
    "saw CARE_AGREEMENT": Fact.CARE_AGREEMENT,
    "saw DOSSIER_PHARMACEUTIQUE": Fact.DOSSIER_PHARMACEUTIQUE,
    "saw EXAMINATION": Fact.EXAMINATION,
    "saw INITIAL_PRESCRIPTION": Fact.INITIAL_PRESCRIPTION,
    "saw SUPPORTING_DOCUMENT": Fact.SUPPORTING_DOCUMENT,
    "agreed": Fact.AGREEMENT,
    "agreement": Fact.AGREEMENT,
    "bearer": Fact.BEARER,
    "by_the_unit": Fact.BY_THE_UNIT,
    "expiry": Fact.EXPIRY,
    "generic_refused": Fact.GENERIC_REFUSED,
    "lot": Fact.LOT,
    "reason": Fact.REASON,
    "result": Fact.RESULT,
    "substitution": Fact.SUBSTITUTION,
}
"""What a rule may read of a line served, and the field that says it."""

OF_EVERY_LINE = ("exceptional", "seen")
"""Read to know what is due, and which of several documents is meant: asked by no rule."""


class Followed:
    """Something that notes what is read of it, among what a pharmacist may say."""

    def __init__(self, real: Any, noted: set[str]) -> None:
        self._real, self._noted = real, noted

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._real, name)
        if name == "facts":
            return Followed(value, self._noted)
        if name == "saw":
            return self._saw
        if name in READ or isinstance(self._real, CounterFacts):
            self._noted.add(name)
        return value

    def _saw(self, document: Any) -> Any:
        self._noted.add(f"saw {document}")
        return self._real.saw(document)


def cases(rule: Rule[Any]) -> Iterator[Case]:
    """The examples of a rule, at the counter."""
    for example in rule.examples:
        case = example.build()
        assert isinstance(case, Case)
        yield replace(case, moment=Moment.DISPENSING)


def read_by(rule: Rule[Any]) -> set[str]:
    """What it reads of a line served, in any of its examples."""
    noted: set[str] = set()
    for case in cases(rule):
        own = case.serving.lines if case.serving else ()
        asked = own or tuple(AskedOfALine(each.number) for each in case.ordonnance.lines)
        followed: Any = tuple(Followed(each, noted) for each in asked)
        case = replace(case, serving=ServingRequest("pharmacien", "pharmacie", followed))
        for each in case.lines() if rule.line_rule else (case,):
            if rule.applies(each):
                rule.check(each)
    return noted - set(OF_EVERY_LINE)


def typed(**fields: tuple[str, ...]) -> Form:
    return Form({"ligne": ("1", "2"), "servable": ("1", "2"), **fields})


def read(form: Form) -> Any:
    """What the counter asks with that form."""
    agent = FundAgent("agent-exemple", "Caisse Exemple")
    caller = Caller(Role.DISPENSER, agent, SoftwareClient.unknown(), "t")
    return command(form, Asked(caller, OrdonnanceNumber.from_payload("D", 2026)))


@pytest.mark.parametrize("id", IDS)
def test_each_fact_that_a_rule_reads_at_the_counter_is_asked_there(id: str) -> None:
    facts = {
        READ[each] for rule in AT_THE_COUNTER if rule.id == id for each in read_by(rule)
    }  # fmt: skip
    assert facts <= set(ANSWERED_BY.get(id, ()))


def test_only_rules_of_the_counter_name_facts() -> None:
    assert set(ANSWERED_BY) <= set(IDS)
    assert all(fact.label for facts in ANSWERED_BY.values() for fact in facts)


@pytest.mark.parametrize("id", IDS)
def test_a_reason_typed_in_its_field_answers_whatever_waits(id: str) -> None:
    for rule in AT_THE_COUNTER:
        for case in cases(rule) if rule.id == id else ():
            waiting = tuple(f for f in check(case).to_acknowledge() if f.rule == id)
            report = Report(waiting)
            lines = {each.line for each in waiting}
            asked = [one for line in lines for one in questions(views(waiting), line)]
            form = typed(**{one.field: ("vérifié au comptoir",) for one in asked})
            given = require_allowed(report, read(form).acknowledgements)
            assert {each.rule for each in given} == {each.rule for each in waiting}


def test_two_findings_of_one_rule_on_one_line_take_one_answer() -> None:
    (rule,) = (each for each in AT_THE_COUNTER if each.id == "interaction.contraindicated")
    (found, *_) = (f for case in cases(rule) for f in check(case).to_acknowledge())
    twice = views((found, replace(found, message="une autre")))
    (question,) = questions(twice, found.line)
    assert question.findings == twice


def test_what_was_answered_of_a_line_left_for_later_answers_nothing() -> None:
    answered: dict[str, tuple[str, ...]] = {
        "constat|PR-SPE-02|1": ("vu",), "constat|PR-SPE-02|2": ("vu",), "faire-2": ("plus-tard",),
    }  # fmt: skip
    assert [each.line for each in read(typed(**answered)).acknowledgements] == [1]


def test_a_refusal_names_the_fields_that_it_asks_for() -> None:
    (rule,) = (each for each in AT_THE_COUNTER if each.id == "PR-SPE-02")
    report = next(r for case in cases(rule) if (r := check(case)).to_acknowledge())
    with pytest.raises(Refusal) as raised:
        require_allowed(Report(report.to_acknowledge()), ())
    assert [each.field for each in asked_by(raised.value)] == ["constat-PR-SPE-02-1"]
    assert waiting_of(raised.value)
    assert stopping(raised.value) == ()
    unreadable = Refusal.of("ELEMENT_MISSING", "accord-par-1", element="accord-par")
    assert [each.field for each in asked_by(unreadable)] == ["accord-par-1"]
    assert asked_by(None) == ()
