"""A serving judged by what is really handed over, when it is another treatment than prescribed."""

from collections.abc import Mapping
from dataclasses import replace

from ordonnance.domain.drug import Medicine
from ordonnance.law.case import Case
from ordonnance.law.check import check
from ordonnance.law.finding import Report
from ordonnance.law.register import REGISTER
from ordonnance.law.replacing import another_treatment
from ordonnance.law.rule import Family

_TAKEN = frozenset(rule.id for rule in REGISTER if rule.family is Family.SAFETY)
"""Rules on what the patient takes: those on interactions and doses."""


def check_handed(case: Case) -> Report:
    """The findings of the medicine prescribed, and of what replaces it when it is another one.

    What is not handed over meets no other medicine and has no dose: only the conditions of its
    prescription still count.
    """
    others = _replacing(case)
    if not others:
        return check(case)
    # What replaces the medicine prescribed is judged as if it had been: rules read its conditions.
    replaced = check(replace(case, medicines={**case.medicines, **others}))
    # The one prescribed is not handed over: whether it was last time changes nothing.
    kept_handed = {line: held for line, held in case.handed.items() if line not in others}
    prescribed = check(replace(case, handed=kept_handed))
    kept = tuple([f for f in prescribed.all if f.line not in others or f.rule not in _TAKEN])
    return Report(kept).and_(replaced)


def _replacing(case: Case) -> Mapping[int, Medicine]:
    """The other treatments handed over, by line."""
    asked = case.serving.lines if case.serving else ()
    return {
        each.line: each.medicine
        for each in asked
        if each.medicine is not None and another_treatment(each.substitution)
    }
