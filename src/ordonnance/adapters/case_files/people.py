"""Who prescribes and for whom; everybody is fictitious, and complete unless the case says not."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from ordonnance.adapters.case_files.fields import Fields, chosen, is_absent
from ordonnance.adapters.case_files.keys import PATIENT as PATIENT_KEYS
from ordonnance.adapters.case_files.keys import PRESCRIBER as PRESCRIBER_KEYS
from ordonnance.adapters.case_files.nodes import CaseUnreadable, Node, Text, quoted
from ordonnance.adapters.case_files.words import (
    IDENTITIES,
    PROFESSIONS,
    SETTINGS,
    SEXES,
    SPECIALTY_CODES,
    SPECIALTY_SYSTEM,
)
from ordonnance.domain.actors import Profession
from ordonnance.domain.calendar import add_months
from ordonnance.domain.coding import Coding
from ordonnance.domain.ids import Adeli, AmNumber, Finess, Ins, InsOid, InvalidId, Rpps
from ordonnance.domain.people import (
    IdentityStatus,
    Patient,
    Practice,
    Prescriber,
    ReplacedPrescriber,
    Sex,
)
from ordonnance.law.form import Setting

T = TypeVar("T")

PRACTICE = Practice(
    name="Cabinet médical Exemple", lines=("1 rue de l’Exemple",), postcode="75011", city="Paris",
    country="FR", phone="+33199000001", email="cabinet@exemple.example",
    am=AmNumber("991000019"),
)  # fmt: skip
PRESCRIBER = Prescriber(
    family="EXEMPLE", given=("Claire",), profession=Profession.PHYSICIAN, practice=PRACTICE,
    rpps=Rpps("99900000011"), sector="Secteur 1",
    specialty=Coding(SPECIALTY_SYSTEM, "SM54", "Médecine Générale"),
)  # fmt: skip
PATIENT = Patient(
    family="EXEMPLE", given=("Alice",), sex=Sex.FEMALE, birth_date=date(1985, 4, 12),
    ins=Ins("285049999900115", InsOid.NIR_DEMO), identity=IdentityStatus.QUALIFIED,
    birth_place="99999",
)  # fmt: skip
_AGED = re.compile(r"(?P<sex>[^\d,]+?),? (?P<age>\d{1,3}) (?P<unit>ans?|mois)")


def prescriber_of(node: Node | None) -> tuple[Prescriber, Setting | None]:
    """The prescriber and where they practise; the default one when nothing is written."""
    if node is None:
        return PRESCRIBER, Setting.TOWN
    if isinstance(node, Text):
        return _short_prescriber(node), Setting.TOWN
    fields = Fields(node, PRESCRIBER_KEYS)
    profession = _kept(fields, "profession", PRESCRIBER.profession, _profession)
    usual = PRESCRIBER if profession is Profession.PHYSICIAN else _of(profession)
    replaced = fields.said("remplace")
    prescriber = Prescriber(
        family=fields.said("nom", usual.family),
        given=_names(fields.said("prénom", usual.given[0])),
        profession=profession,
        practice=_practice(fields),
        rpps=_kept(fields, "RPPS", usual.rpps, lambda text: _id(Rpps, text)),
        adeli=_kept(fields, "ADELI", None, lambda text: _id(Adeli, text)),
        prefix=fields.said("titre"),
        specialty=_kept(fields, "spécialité", usual.specialty, specialty_of),
        sector=fields.said("secteur", usual.sector),
        replaces=ReplacedPrescriber(None, replaced) if replaced else None,
    )
    return prescriber, _kept(fields, "exercice", Setting.TOWN, lambda t: chosen(t, SETTINGS))


def _short_prescriber(text: Text) -> Prescriber:
    """« médecin, dermatologie »."""
    profession, comma, specialty = text.value.partition(",")
    found = _of(chosen(Text(profession.strip(), text.place), PROFESSIONS))
    if not comma:
        return found
    return replace(found, specialty=specialty_of(Text(specialty.strip(), text.place)))


def _of(profession: Profession | None) -> Prescriber:
    if profession is Profession.PHYSICIAN:
        return PRESCRIBER
    return replace(PRESCRIBER, profession=profession, specialty=None, sector=None)


def _profession(text: Text) -> Profession:
    return chosen(text, PROFESSIONS)


def specialty_of(text: Text) -> Coding:
    """The ordinal specialty of that name."""
    return Coding(SPECIALTY_SYSTEM, chosen(text, SPECIALTY_CODES), text.value)


def _practice(fields: Fields) -> Practice | None:
    name = fields.said("cabinet", PRACTICE.name)
    street = fields.said("adresse", PRACTICE.lines[0])
    practice = Practice(
        name=name or "",
        lines=(street,) if street else (),
        postcode=fields.said("code postal", PRACTICE.postcode),
        city=fields.said("ville", PRACTICE.city),
        country=fields.said("pays", PRACTICE.country),
        phone=fields.said("téléphone", PRACTICE.phone),
        email=fields.said("courriel", PRACTICE.email),
        finess=_kept(fields, "FINESS", None, lambda text: _id(Finess, text)),
        am=_kept(fields, "numéro AM", PRACTICE.am, lambda text: _id(AmNumber, text)),
        service=fields.said("service"),
    )
    return practice if name else None


def patient_of(node: Node | None, on: date) -> Patient:
    """The patient; ages are counted on the day of the ordonnance."""
    if node is None:
        return PATIENT
    if isinstance(node, Text):
        return _short_patient(node, on)
    fields = Fields(node, PATIENT_KEYS)
    identity = fields.choice("identité", IDENTITIES) or PATIENT.identity
    return Patient(
        family=fields.said("nom", PATIENT.family),
        given=_names(fields.said("prénom", PATIENT.given[0])),
        sex=_kept(fields, "sexe", PATIENT.sex, lambda text: chosen(text, SEXES)),
        birth_date=_birth(fields),
        ins=_kept(fields, "INS", PATIENT.ins, lambda text: _id_of_ins(text)),
        identity=identity,
        birth_place=PATIENT.birth_place,
        weight_kg=fields.amount("poids"),
        height_cm=fields.amount("taille"),
    )


def _birth(fields: Fields) -> date | None:
    text = fields.text("né le")
    if text is not None and is_absent(text):
        return None
    return fields.day("né le") or PATIENT.birth_date


def _short_patient(text: Text, on: date) -> Patient:
    """« homme, 45 ans », « garçon, 30 mois »: born that day, so many years or months before."""
    found = _AGED.fullmatch(text.value)
    if found is None:
        raise CaseUnreadable(
            text.place, f"{quoted(text.value)} ne décrit pas un patient.",
            "L’écrire « femme, 45 ans », ou donner ses mentions une par une.",
        )  # fmt: skip
    sex = chosen(Text(found["sex"].strip(), text.place), SEXES)
    months = int(found["age"]) * (1 if found["unit"] == "mois" else 12)
    return replace(PATIENT, sex=sex, birth_date=add_months(on, -months))


def _names(said: str | None) -> tuple[str, ...]:
    return (said,) if said else ()


def _kept(fields: Fields, name: str, usual: T | None, read: Callable[[Text], T]) -> T | None:
    """What a key says, the usual value when it is not there, None when it says « absent »."""
    text = fields.text(name)
    if text is None:
        return usual
    return None if is_absent(text) else read(text)


def _id(kind: Callable[[str], T], text: Text) -> T:
    try:
        return kind(text.value.replace(" ", ""))
    except InvalidId as error:
        raise CaseUnreadable(
            text.place, f"{quoted(text.value)} n’est pas un identifiant de cette sorte.",
            "Vérifier le nombre de chiffres, ou écrire absent.",
        ) from error  # fmt: skip


def _id_of_ins(text: Text) -> Ins:
    return _id(lambda value: Ins(value, InsOid.NIR_DEMO), text)
