"""Each rule of the register has cases that a jurist can read: one that it reproaches, one not."""

from ordonnance.law.register import IDS
from ordonnance.law.written import Expected, Named
from tests.law.awaited import AWAITED
from tests.law.test_written_cases import FILES

UNWRITABLE = {
    "MD-02": "une posologie qui ne dit rien ne se lit pas",
    "AX-01": "une ligne qui ne prescrit rien ne se lit pas",
    "DI-ODC-01": "un test s’écrit avec son résultat",
    "DI-GEN-03": "un cas ne dit pas de prix",
    "condition.differs_between_brands": "un cas ne décrit pas toutes les marques d’une DCI",
}
"""Rules whose reproach no case can show, and why: their examples show it."""
NEVER_APPLIED = {"DI-GEN-03", "condition.differs_between_brands"}
"""Those of them that no case can respect either."""

EXPECTED: tuple[Expected, ...] = tuple(
    step.step.expected for file in FILES for case in file.cases for step in case.steps
)


def ids(*named: tuple[Named, ...]) -> set[str]:
    return {each.rule for group in named for each in group}


REPROACHED = set[str]().union(*(ids(each.deciding, each.also) for each in EXPECTED))
RESPECTED = set[str]().union(*(ids(each.met, each.never) for each in EXPECTED))
RULES = set(IDS) - AWAITED


def test_each_rule_has_a_case_where_it_has_something_to_say() -> None:
    assert sorted(RULES - REPROACHED - UNWRITABLE.keys()) == []


def test_each_rule_has_a_case_where_it_has_nothing_to_say() -> None:
    assert sorted(RULES - RESPECTED - NEVER_APPLIED) == []


def test_what_cannot_be_written_is_not_written_after_all() -> None:
    assert sorted(REPROACHED & UNWRITABLE.keys()) == []
    assert sorted(RESPECTED & NEVER_APPLIED) == []


def test_every_rule_named_by_a_case_stands_in_the_register() -> None:
    assert sorted((REPROACHED | RESPECTED) - set(IDS)) == []
