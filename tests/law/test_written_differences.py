"""Where the law answers otherwise than a case expects, each difference is told, once."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ordonnance.law.case import Case
from ordonnance.law.due import NotDue
from ordonnance.law.examples import METHADONE, MORPHINE, RAMIPRIL, a_case, at_counter, days
from ordonnance.law.finding import Outcome
from ordonnance.law.written import Expected, ExpectedDue, Named, Step, WrittenCase, judged

BLOCKED = a_case(MORPHINE, duration=days(60))
"""Sixty days of morphine: RX-STUP-03 blocks, alone."""
ALLOWED = a_case(RAMIPRIL, duration=days(30))
SERVING = at_counter(a_case(METHADONE, duration=days(28)), date(2026, 1, 5))
"""A fraction of seven days is due."""
TOO_LONG = Named("RX-STUP-03")


def differences(case: Case, outcome: Outcome, **expected: Any) -> list[str]:
    """What is told of one moment."""
    step = Step(case, Expected(outcome, **expected))
    (found,) = judged(WrittenCase("Essai", "", "essai.yaml", 1, (step,))).steps
    return [each.replace("\u202f", " ") for each in found.differences]


def test_what_is_expected_and_found_tells_nothing() -> None:
    assert differences(BLOCKED, Outcome.BLOCKED, deciding=(TOO_LONG,)) == []
    assert differences(BLOCKED, Outcome.BLOCKED, deciding=(Named("RX-STUP-03", 1),)) == []
    assert differences(ALLOWED, Outcome.ALLOWED, met=(Named("RX-DUR-01"),)) == []


def test_another_outcome_is_told_with_the_rules_that_make_it() -> None:
    outcome, rule = differences(BLOCKED, Outcome.ALLOWED)
    assert outcome == "issue : permis attendue, bloqué obtenue"
    assert rule.startswith("règle RX-STUP-03/1 décide aussi : La durée demandée")


def test_a_rule_expected_says_what_is_known_of_it_instead() -> None:
    _, missing = differences(ALLOWED, Outcome.BLOCKED, deciding=(Named("RX-STUP-11"),))
    assert missing == "règle RX-STUP-11 attendue : elle ne s’applique pas ici"
    _, met = differences(ALLOWED, Outcome.BLOCKED, deciding=(Named("RX-DUR-01"),))
    assert met == "règle RX-DUR-01 attendue : elle est respectée"
    told = differences(BLOCKED, Outcome.BLOCKED, deciding=(TOO_LONG, Named("RX-STUP-03", 2)))
    assert told == ["règle RX-STUP-03/2 attendue : elle ne s’applique pas ici"]


def test_a_rule_that_is_found_without_deciding_says_what_it_answers() -> None:
    told = differences(BLOCKED, Outcome.BLOCKED, deciding=(TOO_LONG, Named("RX-STUP-07")))
    assert len(told) == 1
    assert told[0].startswith("règle RX-STUP-07 attendue : elle est constatée sans décider (")


def test_what_is_expected_beside_and_not_found_is_told() -> None:
    said = {"deciding": (TOO_LONG,)}
    assert differences(BLOCKED, Outcome.BLOCKED, also=(TOO_LONG,), **said) == []
    (also,) = differences(BLOCKED, Outcome.BLOCKED, also=(Named("RX-STUP-08"),), **said)
    assert also.startswith("constat RX-STUP-08 attendu : elle ne s’applique pas ici")
    (met,) = differences(BLOCKED, Outcome.BLOCKED, met=(TOO_LONG,), **said)
    assert met.startswith("règle RX-STUP-03 attendue comme respectée : La durée demandée")
    (absent,) = differences(BLOCKED, Outcome.BLOCKED, met=(Named("WH-03"),), **said)
    assert absent == "règle WH-03 attendue comme respectée : elle ne s’applique pas ici"


def test_what_the_case_excludes_is_told_when_it_is_found() -> None:
    never = {"deciding": (TOO_LONG,), "never": (TOO_LONG, Named("WH-03"))}
    (told,) = differences(BLOCKED, Outcome.BLOCKED, **never)
    assert told.startswith("constat RX-STUP-03/1 exclu par le cas : ")


def test_no_other_finding_means_information_too() -> None:
    others = differences(SERVING, Outcome.ALLOWED, alone=True)
    assert others
    assert all(each.startswith("autre constat, ") for each in others)
    names = tuple(Named(each.split(", ")[1].split(" : ")[0].split("/")[0]) for each in others)
    assert differences(SERVING, Outcome.ALLOWED, alone=True, also=names) == []


@pytest.mark.parametrize(
    ("expected", "told"),
    [
        (ExpectedDue(1, units=Decimal(7), days=7), []),
        (ExpectedDue(1, units=Decimal(14)), ["unités : 14 attendu, 7 obtenu"]),
        (ExpectedDue(1, days=8), ["jours : 8 attendu, 7 obtenu"]),
        (ExpectedDue(1, nothing=NotDue.NOT_YET), ["rien : trop tôt attendu, rien obtenu"]),
        (ExpectedDue(1, next_on=date(2026, 1, 12)),
         ["prochaine délivrance : 12/01/2026 attendu, 05/01/2026 obtenu"]),
    ],
)  # fmt: skip
def test_each_quantity_due_is_compared_with_what_the_case_says(
    expected: ExpectedDue, told: list[str]
) -> None:
    found = differences(SERVING, Outcome.ALLOWED, due=(expected,))
    assert found == [f"à délivrer, ligne 1, {each}" for each in told]


def test_a_line_that_nobody_asks_for_owes_nothing_to_compare() -> None:
    (told,) = differences(SERVING, Outcome.ALLOWED, due=(ExpectedDue(2, days=7),))
    assert told == "à délivrer, ligne 2 : cette ligne n’est pas demandée"
    (before,) = differences(ALLOWED, Outcome.ALLOWED, due=(ExpectedDue(1, days=7),))
    assert before == "à délivrer, ligne 1 : cette ligne n’est pas demandée"
