"""One line judged, and the verdict of one rule on it, written shortly."""

from dataclasses import replace
from typing import Any

from ordonnance.domain.actors import Profession
from ordonnance.domain.coding import Coding
from ordonnance.domain.drug import Medicine
from ordonnance.domain.people import Patient, Prescriber
from ordonnance.law.case import Case
from ordonnance.law.check import check
from ordonnance.law.form import Setting
from ordonnance.law.rule import Verdict
from tests.builders import PATIENT, PRESCRIBER, an_ordonnance
from tests.builders import medicines as m
from tests.law.cases import found, prescribing

TOWN: dict[str, Any] = {"setting": Setting.TOWN}
HOSPITAL: dict[str, Any] = {"setting": Setting.HOSPITAL}


def labelled(*conditions: str) -> Medicine:
    """An ordinary speciality of liste I with these labels."""
    return replace(m.RAMIPRIL_5, conditions=(m.LISTE_I, *conditions))


def by(profession: Profession, specialty: str | None = None) -> Prescriber:
    """The usual author with another profession."""
    coding = Coding("urn:savoir-faire", specialty) if specialty else None
    return replace(PRESCRIBER, profession=profession, specialty=coding)


def written(
    medicine: Medicine, author: Prescriber = PRESCRIBER, *, facts: dict[str, Any] | None = None,
    patient: Patient | None = PATIENT, **line: Any,
) -> Case:  # fmt: skip
    """One line of a month, when it is written; `facts` are fields of the case."""
    document = replace(an_ordonnance(), patient=patient).by(author)
    return prescribing(document.of(medicine, **{"days": 30, **line}), **(facts or {}))


def verdict(case: Case, rule: str) -> Verdict | None:
    """What a rule answers on the first line; None when it does not apply."""
    finding = found(check(case), rule)
    return None if finding is None else finding.verdict
