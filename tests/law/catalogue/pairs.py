"""Two cases by rule, written shortly."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.drug import Medicine
from ordonnance.domain.people import Patient, Practice, Prescriber
from ordonnance.domain.prescription import Preparation
from ordonnance.law.case import Case
from tests.builders import PATIENT, PRESCRIBER, an_ordonnance
from tests.builders import medicines as m
from tests.law.cases import prescribing

WRITTEN = date(2026, 1, 5)


@dataclass(frozen=True, slots=True)
class Pair:
    """`passes` respects the rule, `fails` does not, or lets nobody tell."""

    passes: Callable[[], Case]
    fails: Callable[[], Case]


def days(value: int) -> Duration:
    """That many days."""
    return Duration(value, TimeUnit.DAY)


MONTH = days(30)


def rx(
    medicine: Medicine | None = m.RAMIPRIL_5, duration: Duration | None = MONTH, *,
    on: date = WRITTEN, patient: Patient | None = PATIENT, by: Prescriber = PRESCRIBER,
    having: dict[str, Any] | None = None, facts: dict[str, Any] | None = None, **line: Any,
) -> Case:  # fmt: skip
    """One line, when it is written; `having` are fields of the ordonnance, `facts` of the case."""
    builder = replace(an_ordonnance(), patient=patient).by(by).having(**having or {})
    return prescribing(
        builder.of(medicine or m.RAMIPRIL_5, duration=duration, **line).written_on(on),
        **facts or {},
    )


def preparation(made: Preparation, **line: Any) -> Case:
    """One preparation, when it is written."""
    return prescribing(an_ordonnance().of_preparation(made, duration=days(10), **line))


def by(**changes: Any) -> Prescriber:
    """The usual author, changed."""
    return replace(PRESCRIBER, **changes)


def at(**changes: Any) -> Prescriber:
    """The usual author, their practice changed."""
    place = PRESCRIBER.practice or Practice("")
    return replace(PRESCRIBER, practice=replace(place, **changes))


def patient(**changes: Any) -> Patient:
    """The usual patient, changed."""
    return replace(PATIENT, **changes)
