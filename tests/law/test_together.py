"""Lines of one substance one after the other: a maximum bounds the treatment, not the line."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from ordonnance.domain.drug import Medicine
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Product, Relation, RelationKind
from ordonnance.law.case import Case
from ordonnance.law.check import check
from ordonnance.law.examples import MORPHINE, RAMIPRIL, TRAMADOL, ZOLPIDEM, a_case, days

WRITTEN = date(2026, 1, 5)


def two(first: Medicine, second: Medicine, *lengths: int, **later: Any) -> Case:
    """A line, then another one as `later` says."""
    one = a_case(first, on=WRITTEN, duration=days(lengths[0]))
    line = replace(one.ordonnance.lines[0], number=2, id="2", product=Product(second.name),
                   duration=days(lengths[1]), **later)  # fmt: skip
    lines = (*one.ordonnance.lines, line)
    ordonnance = replace(one.ordonnance, lines=lines)
    return replace(one, ordonnance=ordonnance, medicines={1: first, 2: second})


def stopped(case: Case) -> set[tuple[str, int | None]]:
    """The rules on lengths that stop it, with their line."""
    return {
        (each.rule, each.line)
        for each in check(case).blocking()
        if each.rule.startswith(("RX-DUR", "RX-STUP-03"))
    }


@pytest.mark.parametrize(
    ("medicine", "most", "rule"),
    [(ZOLPIDEM, 28, "RX-DUR-03"), (MORPHINE, 28, "RX-STUP-03"), (TRAMADOL, 84, "RX-DUR-07")],
)
@pytest.mark.parametrize(("over", "stops"), [(-1, False), (0, False), (1, True)])
def test_lines_one_after_the_other_count_together(
    medicine: Medicine, most: int, rule: str, over: int, stops: bool
) -> None:
    begins = WRITTEN + timedelta(14)
    case = two(medicine, medicine, 14, most - 14 + over, not_before=begins)
    assert stopped(case) == ({(rule, 2)} if stops else set())


def test_a_line_told_after_another_begins_when_it_ends() -> None:
    after = (Relation(RelationKind.AFTER, 1),)
    assert stopped(two(ZOLPIDEM, ZOLPIDEM, 28, 28, relations=after)) == {("RX-DUR-03", 2)}


def test_lines_taken_together_do_not_add_up() -> None:
    assert stopped(two(MORPHINE, MORPHINE, 28, 28)) == set()


def test_another_substance_counts_on_its_own() -> None:
    begins = WRITTEN + timedelta(28)
    assert stopped(two(ZOLPIDEM, MORPHINE, 28, 28, not_before=begins)) == set()


def test_the_general_maximum_bounds_each_line() -> None:
    """A week of a small dose before a year of the usual one is ordinary practice."""
    begins = WRITTEN + timedelta(7)
    assert stopped(two(RAMIPRIL, RAMIPRIL, 7, 365, not_before=begins)) == set()


def test_the_sentence_names_the_other_line_and_the_whole() -> None:
    case = two(ZOLPIDEM, ZOLPIDEM, 28, 28, not_before=WRITTEN + timedelta(28))
    (found,) = [each for each in check(case).blocking() if each.rule == "RX-DUR-03"]
    assert "Avec la ligne 1" in found.message
    assert "56 jours" in found.message
    assert found.remedy == "Ramener les deux lignes à 28 jours en tout."


def test_a_line_in_words_only_is_counted_from_the_day_of_writing() -> None:
    free = Posology((), "selon avis")
    assert stopped(two(ZOLPIDEM, ZOLPIDEM, 14, 14, posology=free)) == set()
    later = WRITTEN + timedelta(14)
    case = two(ZOLPIDEM, ZOLPIDEM, 14, 15, posology=free, not_before=later)
    assert stopped(case) == {("RX-DUR-03", 2)}
