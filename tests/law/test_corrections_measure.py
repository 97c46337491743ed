"""A correction that asserts nothing says how long, never how much nor how often."""

from dataclasses import fields, replace
from typing import cast

import pytest

from ordonnance.domain.posology import DosageStep, Posology
from ordonnance.law.case import Case
from ordonnance.law.check import check
from ordonnance.law.correction import MEASURES, Correction
from ordonnance.law.examples import ALPRAZOLAM, MORPHINE, ONE_A_DAY, TRAMADOL, a_case, days
from ordonnance.law.register import REGISTER

LENGTHS = {"bounds", "text"}
"""What may differ between two steps that only last otherwise: the length, and the words of it."""

BOUNDED = Posology((replace(ONE_A_DAY.steps[0], bounds=days(200)),), "1 comprimé pendant 200 jours")


def cases() -> list[Case]:
    """Every example, and long treatments whose length stands inside the posology."""
    examples = [cast(Case, each.build()) for rule in REGISTER for each in rule.examples]
    return [
        *examples,
        *(a_case(each, posology=BOUNDED) for each in (ALPRAZOLAM, MORPHINE, TRAMADOL)),
    ]


def lightly(case: Case) -> list[tuple[Case, Correction]]:
    """The corrections that would be made without being asked for."""
    return [
        (case, each)
        for finding in check(case).findings
        for each in finding.corrections
        if not each.asserts
    ]


MADE = [pair for case in cases() for pair in lightly(case)]


def rest(step: DosageStep) -> dict[str, object]:
    return {
        each.name: getattr(step, each.name)
        for each in fields(step)
        if each.init and each.name not in LENGTHS
    }


def test_some_corrections_change_the_length_that_stands_in_a_posology() -> None:
    changed = {name for _, each in MADE for name in each.changes or ()}
    assert {"posology", "duration"} <= changed <= MEASURES


@pytest.mark.parametrize(("case", "correction"), MADE)
def test_neither_the_dose_nor_the_rhythm_is_changed_without_a_word(
    case: Case, correction: Correction
) -> None:
    corrected = [line for each in correction.applied(case.ordonnance) for line in each.lines]
    before = {line.id: line.posology.steps for line in case.ordonnance.lines}
    for line in corrected:
        assert [rest(step) for step in line.posology.steps] == [rest(s) for s in before[line.id]]


def test_whatever_else_a_correction_writes_is_somebodys_word() -> None:
    assert Correction("Non substituable", 1, {"not_substitutable": None}).asserts
    assert not Correction("Mettre 28 jours", 1, {"duration": days(28)}).asserts
