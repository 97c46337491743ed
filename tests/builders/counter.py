"""What is prescribed and asked in a platform of tests: specialities of the demonstration."""

from decimal import Decimal
from typing import Any

from ordonnance.adapters.drugs.demonstration import load_demonstration
from ordonnance.adapters.identity import demo_people
from ordonnance.domain.dispensing import DeclineReason
from ordonnance.domain.drug import Medicine
from ordonnance.domain.ids import Cip13, Ins, InsOid
from ordonnance.domain.people import IdentityStatus, Patient, Sex
from ordonnance.domain.prescription import Line
from ordonnance.usecases.judging import Acknowledgement
from ordonnance.usecases.line_request import LineRequest
from tests.builders.medicines import per_day
from tests.builders.prescriptions import a_line

CLAMOXYL, AMOXICILLINE = "67707794", "69118175"
ESCITALOPRAM, KARDEGIC, AMLOR, MOPRAL = "68770687", "64755969", "63458349", "64103828"
SKENAN, DUROGESIC, FENTANYL = "69666321", "60914025", "63860433"
STILNOX, ZOLPIDEM = "63179285", "62969974"
LOVENOX, ENOXAPARINE = "60782303", "63994813"
MIFEGYNE, HOSPITAL, RETROCEDED = "66422290", "60028552", "60256036"
PROGRAF = "61217812"
"""Under a condition that no rule reads: it waits for an attestation."""


def speciality(cis: str) -> Medicine:
    """A speciality of the demonstration catalogue."""
    return load_demonstration().by_cis[cis]


def pack_of(cis: str, rank: int = 0) -> Cip13:
    """The code of one pack of a speciality."""
    return speciality(cis).presentations[rank].cip13


def of(cis: str, *, days: int | None = None, daily: str | int = 1, **changes: Any) -> Line:
    """A line for a speciality: `daily` countable units a day for `days` days."""
    medicine = speciality(cis)
    unit = medicine.presentations[0].unit
    assert unit is not None
    return a_line(medicine, days=days, posology=per_day(daily, unit), **changes)


def patient_of(person: demo_people.DemoPatient) -> Patient:
    """A patient of the demonstration, as a document declares them."""
    return Patient(
        family=person.family, given=(person.given,), birth_date=person.birth_date,
        sex=Sex.FEMALE if person.sex == "F" else Sex.MALE, birth_place=person.birth_place,
        ins=Ins(person.ins, InsOid(person.ins_oid)), identity=IdentityStatus.QUALIFIED,
    )  # fmt: skip


PATIENT = patient_of(demo_people.PATIENT)
CHILD = patient_of(demo_people.CHILD)


def acknowledged(rule: str, reason: str = "vérifié", line: int | None = None) -> Acknowledgement:
    """An answer to a finding."""
    return Acknowledgement(rule, line, reason)


def packs(line: int = 1, value: str | int | None = None, **more: Any) -> LineRequest:
    """Some packs of one line; the portion of the day when `value` is None."""
    return LineRequest(line, packs=None if value is None else Decimal(value), **more)


def units(line: int, value: str | int, **more: Any) -> LineRequest:
    """Some countable units of one line."""
    return LineRequest(line, units=Decimal(value), **more)


def declined(line: int = 1, reason: DeclineReason = DeclineReason.NOT_WANTED) -> LineRequest:
    """One line that is not served."""
    return LineRequest(line, decline=reason)
