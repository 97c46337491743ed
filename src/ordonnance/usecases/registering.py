"""What a dispensing writes in the registers of its pharmacy: one entry for each listed serving."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple, Self

from ordonnance.domain.dispensing import Dispense, Served
from ordonnance.domain.drug import Medicine
from ordonnance.domain.ids import Cip13
from ordonnance.domain.people import Prescriber
from ordonnance.domain.prescription import Ordonnance
from ordonnance.domain.register import RegisterEntry, RegisterKind
from ordonnance.law.drugs import Reading, reading
from ordonnance.law.french import date_text
from ordonnance.usecases.acting import Opened
from ordonnance.usecases.ports import Registering


def registering(opened: Opened, given: Dispense) -> Registering | None:
    """The entries of a dispensing; None when nothing listed is served."""
    listed = [each for item in given.served for each in _listed(opened, given, item)]
    if not listed:
        return None
    names = _Names.of(opened.ordonnance)
    written_on = opened.ordonnance.established_on
    entries = tuple([_entry(*each, given, names, written_on) for each in listed])
    place = given.executant.place
    return Registering(place, opened.stored.number.value, given.reference, given.on, entries)


def unregistering(opened: Opened, taken: Dispense) -> Registering:
    """The mark of an undoing on the entries of a dispensing, if it made any."""
    place, number = taken.executant.place, opened.stored.number.value
    return Registering(place, number, taken.reference, taken.on, undone_at=opened.at)


def _listed(
    opened: Opened, given: Dispense, item: Served
) -> Iterator[tuple[RegisterKind, Served, Reading]]:
    """The registers in which a serving is numbered, with what the law says of the medicine."""
    medicine = _handed_over(opened, item)
    if medicine is None:
        # Nobody knows its list: the pharmacist enters it by hand.
        return
    # Whether it is numbered is a duty of the day of the act, whenever it was prescribed.
    law = reading(medicine, given.on)
    if law.listed or law.narcotic:
        yield RegisterKind.ORDONNANCIER, item, law
    if law.narcotic:
        yield RegisterKind.NARCOTICS, item, law


def _handed_over(opened: Opened, item: Served) -> Medicine | None:
    """The medicine of the pack handed over, else the one prescribed."""
    handed = opened.catalogue.with_presentation(Cip13(item.cip13)) if item.cip13 else None
    return handed or opened.medicines.get(item.line)


class _Names(NamedTuple):
    """Those of one ordonnance, as every entry of the act writes them."""

    patient: str
    prescriber: str
    practice: str

    @classmethod
    def of(cls, ordonnance: Ordonnance) -> Self:
        """As the document tells them."""
        prescriber = ordonnance.prescriber
        return cls(_patient(ordonnance), _prescriber(prescriber), _practice(prescriber))


def _entry(
    kind: RegisterKind, item: Served, law: Reading, given: Dispense, names: _Names, written_on: date
) -> RegisterEntry:
    executant, facts = given.executant, item.said
    return RegisterEntry(
        kind=kind,
        at=given.at,
        on=given.on,
        reference=given.reference,
        line=item.line,
        medicine=item.label,
        regime=law.regime.label,
        packs=item.packs,
        units=item.units,
        patient=names.patient,
        prescriber=names.prescriber,
        written_on=written_on,
        pharmacist=executant.name,
        assistant=executant.assistant_name or "",
        practice=names.practice,
        lot=item.lot or "",
        bearer=facts.bearer.code if facts.bearer else "",
        mention=facts.exceptional.mention if facts.exceptional else "",
    )


def _patient(ordonnance: Ordonnance) -> str:
    """Names and birth date: what tells two patients apart without their INS."""
    patient = ordonnance.patient
    if patient is None:
        return ""
    born = f", {date_text(patient.birth_date)}" if patient.birth_date else ""
    return f"{patient.family or ''} {' '.join(patient.given)}".strip() + born


def _prescriber(prescriber: Prescriber) -> str:
    name = f"{prescriber.family or ''} {' '.join(prescriber.given)}".strip()
    return f"{name} ({prescriber.rpps.value})" if prescriber.rpps else name


def _practice(prescriber: Prescriber) -> str:
    """The address of the prescriber, as the document tells it."""
    practice = prescriber.practice
    if practice is None:
        return ""
    town = f"{practice.postcode or ''} {practice.city or ''}".strip()
    return ", ".join(part for part in (practice.name, *practice.lines, town) if part)
