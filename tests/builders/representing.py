"""Representations of the child of the demonstration by their father, recorded as people would."""

from datetime import date

from ordonnance.adapters.identity.demo_people import FATHER
from ordonnance.domain.actors import Caller
from ordonnance.domain.civil_identity import CivilIdentity, Traits
from ordonnance.domain.people import Patient, Sex
from ordonnance.domain.representation import Proof
from ordonnance.usecases.ports import Representations
from ordonnance.usecases.representing import (
    Recorded,
    Recording,
    RepresentedPatient,
    record,
    record_at_a_fund,
)
from tests.builders.counter import CHILD
from tests.builders.platform import Platform, done

assert CHILD.ins is not None
assert CHILD.birth_date is not None
CHILD_INS = CHILD.ins
LAST = date(2038, 3, 9)
"""The eve of the eighteenth birthday of the child."""

MARC = Traits(FATHER.family, (FATHER.given,), Sex.MALE, FATHER.birth_date)
AS_FATHER = Recording(MARC, Proof.FAMILY_RECORD_BOOK, LAST)
LEO = RepresentedPatient(CHILD_INS, CHILD.family or "", CHILD.given, CHILD.birth_date)


def represented(patient: Patient) -> tuple[RepresentedPatient, Recording]:
    """That patient, and what may be recorded for somebody of their age."""
    assert patient.ins is not None
    assert patient.birth_date is not None
    person = RepresentedPatient(
        patient.ins, patient.family or "", patient.given, patient.birth_date
    )
    if patient == CHILD:
        return person, AS_FATHER
    return person, Recording(MARC, Proof.GUARDIANSHIP, date(2030, 1, 1))


def recorded(
    platform: Platform, number: str, by: str | Caller, kept: Representations,
    wanted: Recording = AS_FATHER,
) -> Recorded:  # fmt: skip
    """Recorded by a professional at that ordonnance."""
    return done(record(platform.asked(number, by), wanted, platform.ports, kept))


def recorded_at_a_fund(
    platform: Platform, by: Caller, kept: Representations, wanted: Recording = AS_FATHER,
    patient: RepresentedPatient = LEO,
) -> Recorded:  # fmt: skip
    """Recorded by an agent of a fund."""
    return done(record_at_a_fund(by, patient, wanted, platform.ports, kept))


def identity(traits: Traits = MARC, place: str = "75111") -> CivilIdentity:
    """What a provider says of that person."""
    return CivilIdentity(traits.family, traits.given, traits.sex, traits.birth_date, place)
