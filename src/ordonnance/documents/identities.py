"""The prescriber and the patient as printed at the top of a sheet."""

import re
from datetime import date
from itertools import pairwise

from ordonnance.documents.sheet import Code, Identity, Symbology
from ordonnance.domain.french import dates
from ordonnance.domain.french.numbers import in_figures
from ordonnance.domain.french.typography import NARROW
from ordonnance.domain.ids import Ins, InsOid
from ordonnance.domain.people import Patient, Practice, Prescriber, ReplacedPrescriber, Sex

ANONYMOUS = Identity(f"Patient{NARROW}: anonyme (IVG)")

_TITLES = {"DR": "Dr", "DOCTEUR": "Dr", "PR": "Pr", "M": "M.", "MME": "Mme", "MLLE": "Mme"}
_FRANCE = {"FR", "FRA", "FRANCE"}
_PHONE = re.compile(r"\+33(?P<first>[0-9])(?P<rest>[0-9]{8})")
_NATIONAL = re.compile(r"0[1-9][0-9]{8}")
_OVERSEAS = {
    "262": "262", "269": "262", "639": "262", "692": "262", "693": "262", "508": "508",
    "590": "590", "690": "590", "691": "590", "594": "594", "694": "594", "596": "596",
    "696": "596", "697": "596",
}  # fmt: skip
"""Prefix of each overseas numbering plan, by the first digits of a number after its 0."""
_DIRECTORY_SUFFIX = re.compile(r"\s*\((?:SM|SCH|C|CEX|PAC|FQ)\)$")
_DIRECTORY_SECTOR = re.compile(r"S[A-Z][0-9]{2}")
_INSEE_CODE = re.compile(r"[0-9][0-9AB][0-9]{3}")
_NATURES = {
    InsOid.NIR: "NIR",
    InsOid.NIA: "NIA",
    InsOid.NIR_TEST: "NIR de test",
    InsOid.NIR_DEMO: "NIR de démonstration",
}
_BORN = {Sex.FEMALE: "née", Sex.MALE: "né"}
_SEXES = {Sex.FEMALE: "Sexe féminin", Sex.MALE: "Sexe masculin"}
_NEWBORN_DAYS, _INFANT_MONTHS = 28, 36


def one_line(text: str) -> str:
    """The text without line breaks nor doubled spaces; no-break spaces are kept."""
    return re.sub(r"[ \t\r\n\v\f]+", " ", text).strip(" ")


def full_name(given: tuple[str, ...], family: str | None, prefix: str | None = None) -> str:
    """« Dr Claire EXEMPLE »: title, first names, family name in capitals."""
    title = one_line(prefix or "")
    known = _TITLES.get(title.rstrip(".").upper(), title)
    return one_line(" ".join((known, *given, (family or "").upper())))


# --- Prescriber --------------------------------------------------------------------------------


def prescriber_identity(prescriber: Prescriber, service: str | None) -> Identity:
    """Names, profession, specialty, place and means of contact (CSP R.5132-3 1°, R.4127-79).

    `service` is the hospital service of the ordonnance, which wins over that of the practice.
    """
    lines = [_quality(prescriber)]
    if prescriber.replaces is not None:
        lines.append(_replacing(prescriber.replaces))
    if prescriber.practice is not None:
        lines += _place(prescriber.practice, service)
    elif service:
        lines.append(one_line(service))
    if prescriber.rpps is None and prescriber.adeli is not None:
        lines.append(f"ADELI {prescriber.adeli}")
    name = full_name(prescriber.given, prescriber.family, prescriber.prefix)
    return Identity(name, tuple(line for line in lines if line))


def _quality(prescriber: Prescriber) -> str:
    said: list[str] = []
    if prescriber.profession is not None:
        said.append(prescriber.profession.label)
    if prescriber.specialty is not None:
        specialty = _DIRECTORY_SUFFIX.sub("", one_line(prescriber.specialty.label))
        said.append(_lowered(specialty) if said else specialty)
    sector = one_line(prescriber.sector or "")
    if sector and not _DIRECTORY_SECTOR.fullmatch(sector):
        said.append(f"secteur {sector}" if sector.isdigit() else sector)
    return ", ".join(said)


def _lowered(label: str) -> str:
    """« Médecine Générale » after a comma is « médecine générale »; « ORL » stays."""
    return " ".join(w.lower() if w[1:2].islower() else w for w in label.split(" "))


def _replacing(replaced: ReplacedPrescriber) -> str:
    name = full_name(replaced.given, replaced.family)
    number = f" (RPPS {replaced.rpps})" if replaced.rpps else ""
    return f"en remplacement de {name}{number}"


def _place(practice: Practice, service: str | None) -> list[str]:
    town = one_line(f"{practice.postcode or ''} {practice.city or ''}")
    country = one_line(practice.country or "")
    # R.5132-3 1° asks for the word: an author practises in France unless the address says where.
    french = country.upper() in _FRANCE or not country
    country = "France" if french and town else country
    phone = practice.phone or ""
    return [
        one_line(practice.name),
        one_line(service or practice.service or ""),
        *(one_line(line) for line in practice.lines),
        ", ".join(part for part in (town, country) if part),
        phone_text(_international(phone) if french else phone),
        one_line(practice.email or ""),
    ]


def _international(phone: str) -> str:
    """A number written as in France, with the prefix of its part of it: +33, +262…"""
    digits = _separated(phone)
    if not _NATIONAL.fullmatch(digits):
        return phone
    return f"+{_OVERSEAS.get(digits[1:4], '33')}{digits[1:]}"


def _separated(phone: str) -> str:
    return re.sub(r"[\s.\-()]", "", phone)


def phone_text(phone: str) -> str:
    """« +33 1 99 00 00 01 »; a number of another form is left as it was written."""
    match = _PHONE.fullmatch(_separated(phone))
    if match is None:
        return one_line(phone)
    pairs = [match["rest"][at : at + 2] for at in range(0, 8, 2)]
    return "\u00a0".join(("+33", match["first"], *pairs))


def person_code(prescriber: Prescriber) -> Code | None:
    """Code 128 of the RPPS number (arrêté du 10 août 2010); None without one."""
    return _code_128("RPPS", str(prescriber.rpps)) if prescriber.rpps else None


def structure_code(prescriber: Prescriber) -> Code | None:
    """Code 128 of the structure: the AM number of a liberal activity, else the FINESS number.

    The arrêté asks for FINESS in establishments, and otherwise, liberal activity inside a hospital
    included, for the number given by the Assurance Maladie: when both are known, AM says it all.
    """
    practice = prescriber.practice
    if practice is None:
        return None
    if practice.am is not None:
        return _code_128("AM", str(practice.am))
    return _code_128("FINESS", str(practice.finess)) if practice.finess else None


def _code_128(legend: str, digits: str) -> Code:
    said = f"Code-barres du numéro {legend}{NARROW}: {digits}"
    return Code(Symbology.CODE_128, digits, said, legend, digits)


# --- Patient -----------------------------------------------------------------------------------


def patient_identity(patient: Patient | None, on: date) -> Identity:
    """Names, sex, date of birth, weight and height; the INS only when qualified (RNIV)."""
    if patient is None:
        return ANONYMOUS
    birth_name = full_name(patient.given, patient.family)
    used = patient.used_family
    name, lines = birth_name, []
    if used and used.upper() != (patient.family or "").upper():
        name = full_name(patient.given, used)
        lines.append(f"nom de naissance{NARROW}: {(patient.family or '').upper()}")
    lines += [_civil_status(patient, on), _measures(patient)]
    small = _qualified(patient, patient.ins) if patient.ins_qualified and patient.ins else ()
    return Identity(name, tuple(line for line in lines if line), small)


def _civil_status(patient: Patient, on: date) -> str:
    sex = patient.sex or Sex.UNKNOWN
    said = [_SEXES[sex]] if sex in _SEXES else []
    if patient.birth_date is not None:
        born = _BORN.get(sex, "né(e)")
        age = age_text(patient.birth_date, on)
        said.append(f"{born} le {dates.short(patient.birth_date)}" + (f" ({age})" if age else ""))
    return ", ".join(said)


def age_text(born: date, on: date) -> str:
    """« 40 ans », « 18 mois » below three years, « 12 jours » below a month; empty if unborn."""
    if born > on:
        return ""
    days = (on - born).days
    months = (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)
    if days < _NEWBORN_DAYS or months < 1:
        return f"{days}\u00a0{'jours' if days > 1 else 'jour'}"
    if months < _INFANT_MONTHS:
        return f"{months}\u00a0mois"
    return f"{months // 12}\u00a0ans"


def _measures(patient: Patient) -> str:
    said = []
    if patient.weight_kg is not None:
        said.append(f"{in_figures(patient.weight_kg)}{NARROW}kg")
    if patient.height_cm is not None:
        said.append(f"{in_figures(patient.height_cm)}{NARROW}cm")
    return " · ".join(said)


def _qualified(patient: Patient, ins: Ins) -> tuple[str, ...]:
    small = [f"INS {ins_text(ins)}", f"{_NATURES[ins.oid]} · OID {ins.oid}"]
    place = one_line(patient.birth_place or "")
    if place:
        insee = " (code INSEE)" if _INSEE_CODE.fullmatch(place) else ""
        small.append(f"Lieu de naissance{NARROW}: {place}{insee}")
    return tuple(small)


def ins_text(ins: Ins) -> str:
    """« 2 85 04 99 999 001 15 »: the groups in which people read a NIR."""
    cuts = (0, 1, 3, 5, 7, 10, 13, 15)
    groups = [ins.matricule[a:b] for a, b in pairwise(cuts)]
    return "\u00a0".join(groups)
