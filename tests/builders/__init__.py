"""Builders of test data: real-looking medicines, fictitious people, ordonnances in one line.

an_ordonnance().of(MORPHINE_LP_30, days=28).written_on("2026-01-05").build()
"""

from tests.builders.medicines import (
    BY_NAME,
    COMPRIME,
    GELULE,
    ML,
    a_medicine,
    a_pack,
    once_a_day,
    per_day,
    worded,
)
from tests.builders.prescriptions import (
    PATIENT,
    PATIENT_NOT_QUALIFIED,
    PRESCRIBER,
    PRESCRIBER_2,
    OrdonnanceBuilder,
    a_line,
    a_served,
    an_ordonnance,
    day,
    months,
    weeks,
)

__all__ = [
    "BY_NAME",
    "COMPRIME",
    "GELULE",
    "ML",
    "PATIENT",
    "PATIENT_NOT_QUALIFIED",
    "PRESCRIBER",
    "PRESCRIBER_2",
    "OrdonnanceBuilder",
    "a_line",
    "a_medicine",
    "a_pack",
    "a_served",
    "an_ordonnance",
    "day",
    "months",
    "once_a_day",
    "per_day",
    "weeks",
    "worded",
]
