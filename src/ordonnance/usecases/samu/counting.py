"""What a derogatory prescription adds to the census: date, case, motive, centre, molecules."""

from collections.abc import Iterable
from datetime import datetime

from ordonnance.domain.actors import Profession, Professional
from ordonnance.domain.census import (
    MOST_WORDS,
    CensusEntry,
    Centre,
    Counted,
    Molecule,
    Motive,
    Regulator,
)
from ordonnance.domain.circuits import Box
from ordonnance.domain.directory import department_of
from ordonnance.domain.drug import Medicine
from ordonnance.domain.duty_hours import out_of_hours
from ordonnance.domain.errors import Refusal
from ordonnance.law.substances import words_of
from ordonnance.usecases.issue import Judged
from ordonnance.usecases.samu.models import Sending

_OF_PROFESSION = {
    Profession.DENTIST: Regulator.DENTIST,
    Profession.PHARMACIST: Regulator.PHARMACIST,
}
_PHYSICIANS = frozenset({Regulator.SAMU, Regulator.AMBULATORY, Regulator.ON_DUTY})


def counted(
    sending: Sending, judged: Judged, box: Box, actor: Professional, at: datetime
) -> Counted:
    """The row, and the words of another motive. Raises SAMU_CENTRE, CODE_UNKNOWN, TEXT_REQUIRED."""
    ordonnance = judged.ordonnance
    entry = CensusEntry(
        on=ordonnance.established_on,
        circuit=sending.circuit,
        box=box,
        motive=sending.motive,
        centre=_centre(actor),
        regulator=_regulator(sending, actor),
        molecules=molecules_of(judged.medicines.values()),
        out_of_hours=out_of_hours(at, actor.place.zone),
    )
    return Counted(entry, motive_words(sending))


def motive_words(sending: Sending) -> str:
    """The words of the motive. Raises TEXT_REQUIRED, TEXT_TOO_LONG."""
    words = " ".join(sending.motive_text.split())
    if sending.motive is Motive.OTHER and not words:
        raise Refusal.of("TEXT_REQUIRED", "Parameters.parameter.where(name='motive-text')")
    if len(words) > MOST_WORDS:
        raise Refusal.of("TEXT_TOO_LONG", limit=str(MOST_WORDS))
    return words


def _centre(actor: Professional) -> Centre:
    """The place of the session, which the census counts by. Raises SAMU_CENTRE."""
    place = actor.place
    department = department_of(place.postcode or "")
    if place.finess is None or not department:
        raise Refusal.of("SAMU_CENTRE")
    return Centre.called(place.finess, place.name, department)


def _regulator(sending: Sending, actor: Professional) -> Regulator:
    """In what capacity; a dentist and a pharmacist have one only. Raises CODE_UNKNOWN."""
    only = _OF_PROFESSION.get(actor.profession)
    told = sending.regulator
    allowed = _PHYSICIANS if only is None else frozenset({only})
    if told is not None and told not in allowed:
        names = ", ".join(sorted(allowed))
        at = "Parameters.parameter.where(name='regulator').value"
        raise Refusal.of("CODE_UNKNOWN", at, code=told.value, allowed=names)
    return told or only or Regulator.SAMU


def molecules_of(medicines: Iterable[Medicine | None]) -> tuple[Molecule, ...]:
    """The opioids of the derogation in these medicines, in the order of the census."""
    names = {
        word
        for medicine in medicines
        if medicine is not None
        for substance in medicine.substances
        for word in words_of(substance.name)
    }
    return tuple(sorted(each for each in Molecule if each.value in names))
