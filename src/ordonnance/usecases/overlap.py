"""Which lines stand under the overlap rule of R.5132-33, and what they cover."""

from collections.abc import Mapping
from datetime import date, timedelta

from ordonnance.domain.calendar import Period
from ordonnance.domain.drug import Medicine
from ordonnance.domain.ids import Ins
from ordonnance.domain.prescription import Line, Ordonnance
from ordonnance.law.drugs import reading
from ordonnance.law.treatment import treatment_days


def lines_under_rule(
    ordonnance: Ordonnance, medicines: Mapping[int, Medicine | None]
) -> list[tuple[Line, Medicine, str]]:
    """The lines under the overlap rule, with the key of their substance."""
    found = []
    for line in ordonnance.lines:
        medicine = medicines.get(line.number)
        if medicine is None:
            continue
        key = reading(medicine, ordonnance.established_on).overlap_key
        if key is not None:
            found.append((line, medicine, key))
    return found


def known_patient(ordonnance: Ordonnance) -> Ins | None:
    """The patient under whose INS periods are kept; None when anonymous or not qualified."""
    patient = ordonnance.patient
    return patient.ins if patient is not None and patient.ins_qualified else None


def consults_history(ordonnance: Ordonnance, medicines: Mapping[int, Medicine | None]) -> bool:
    """True when establishing or serving this looks up the patient's periods (R.5132-33)."""
    return known_patient(ordonnance) is not None and bool(lines_under_rule(ordonnance, medicines))


def looks_up(
    ordonnance: Ordonnance, medicines: Mapping[int, Medicine | None], *, running: bool
) -> bool:
    """True when the patient's index is read: for the overlap rule, or for the interactions."""
    if running and known_patient(ordonnance) is not None:
        return any(medicine is not None for medicine in medicines.values())
    return consults_history(ordonnance, medicines)


def established_period(
    line: Line, medicine: Medicine | None, established_on: date
) -> Period | None:
    """The days that a line covers as established, None when its length is not known."""
    length = treatment_days(line, medicine, established_on)
    if length is None or length[1] < 1:
        return None
    first = max(established_on, line.not_before or established_on)
    return Period(first, first + timedelta(days=length[1] - 1))
