"""Each fact of each example that breaks a rule is taken away: the rule is then never « met »."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from ordonnance.law.case import Case
from ordonnance.law.check import check
from ordonnance.law.register import REGISTER, AnyRule
from ordonnance.law.rule import Verdict
from tests.builders import medicines as m
from tests.law.awaited import AWAITED
from tests.law.cases import found
from tests.law.catalogue.beyond import prolonged
from tests.law.removals import removed

ITSELF: Mapping[str, set[str]] = {
    # The label read is what is told.
    "condition.not_encoded": {"medicine.conditions"},
    "condition.table_differs": {"medicine.conditions"},
    "PR-RH-01": {"medicine.conditions"},
    "PR-CH-01": {"medicine.conditions"},
    # A medicine without any label is a medicine without list: others may prescribe it.
    "WH-10": {"medicine.conditions"},
    # What is named is what may never be prescribed.
    "RX-STUP-14": {"line.preparation", "line.product"},
    "RX-GEN-08": {"line.preparation"},
    # The sheet writes « France » where the country is left out.
    "MI-05": {"practice.country"},
    # The mention is what stands beside another one.
    "MD-17": {"line.access"},
    "MD-18": {"line.not_reimbursable"},
    # The mention is what forbids to substitute.
    "DI-GEN-01": {"line.not_substitutable"},
    # The renewals written are what is too much, or what was still to come.
    "RX-DUR-01": {"line.renewals"},
    "RX-STUP-11": {"line.renewals"},
    # … or are asked for beyond what is written, which is no renewal.
    # The words that forbid a renewal may be the only ones to do it.
    "RX-L2-02": {
        "line.renewals",
        "asked.facts",
        "facts.exceptional",
        "line.advice",
        "line.other_mentions",
    },
    "RX-REN-02": {"line.renewals"},
    "RX-REN-03": {"line.renewals"},
    "LP-02": {"line.renewals"},
    "WH-05": {"line.renewals"},
    "MD-10": {"line.renewals"},
    # The words are what contradicts, or what is told.
    "LP-09": {"line.other_mentions"},
    "text.stops": {"line.advice"},
    "text.changes": {"line.advice"},
    "text.other_drug": {"line.advice"},
    "text.hides_dose": {"line.advice"},
    "text.contradicts": {"line.advice"},
    # Without a route it is told as a general interaction, more severely; without a substance, that
    # nothing can be compared is told for the whole document.
    "interaction.local": {"medicine.routes"},
    "interaction.running": {"medicine.substances"},
    "substance.duplicate": {"medicine.substances"},
    "substance.running": {"medicine.substances"},
    # What was served under the text is what is too much.
    "DI-REN-01": {"beyond"},
    "DI-CON-02": {"beyond"},
    # It tells that the sending is counted: one that is not counted enough is told by SA-08.
    "SA-09": {"regulation", "regulation.circuit", "regulation.reason"},
    # Without its substance it stands in no group of similar biological medicines.
    "DI-BIO-04": {"medicine.substances"},
}
"""By rule, the facts whose presence is the very thing that the rule reproaches."""

RULES = [
    pytest.param(rule, id=f"{rule.id}-{rule.since}") for rule in REGISTER if rule.id not in AWAITED
]


def cleared(rule: AnyRule) -> set[str]:
    """The facts without which a case that broke the rule respects it."""
    found: set[str] = set()
    for example in rule.examples:
        case = example.build()
        assert isinstance(case, Case)
        line = case.ordonnance.lines[-1].number if rule.line_rule else None
        for name, other in removed(case) if example.verdict is not Verdict.MET else ():
            if any(
                each.rule == rule.id and each.line == line and each.verdict is Verdict.MET
                for each in check(other).all
            ):
                found.add(name)
    return found


@pytest.mark.parametrize("rule", RULES)
def test_a_fact_taken_away_never_clears_a_breach(rule: AnyRule) -> None:
    assert cleared(rule) - ITSELF.get(rule.id, set()) == set()


def test_what_may_clear_a_breach_is_no_longer_than_needed() -> None:
    needed: dict[str, set[str]] = {}
    for rule in REGISTER:
        if rule.id in ITSELF and rule.id not in AWAITED:
            needed[rule.id] = needed.get(rule.id, set()) | cleared(rule)
    spare = {id_: facts - needed.get(id_, set()) for id_, facts in ITSELF.items()}
    assert {id_: facts for id_, facts in spare.items() if facts and id_ in needed} == {}


def test_a_medicine_of_unknown_composition_is_not_said_to_be_outside_the_exclusions() -> None:
    unknown = replace(m.ZOLPIDEM_10, substances=())
    finding = found(check(prolonged(unknown, length=28)), "DI-REN-03")
    assert finding is not None
    assert finding.verdict is Verdict.CANNOT_TELL
