"""Pharmacists, professions that do not prescribe, and prescribers from abroad."""

from dataclasses import replace
from datetime import date
from typing import Any

from ordonnance.domain.actors import Profession
from ordonnance.domain.mentions import InitialPrescription
from ordonnance.domain.people import Practice
from ordonnance.domain.prescription import Category
from ordonnance.law.articles.who_prescribes import (
    BOTH,
    CSP,
    READ,
    by,
    by_the_table,
)
from ordonnance.law.case import Case, LineCase
from ordonnance.law.examples import (
    MORPHINE,
    PRESCRIBER,
    RAMIPRIL,
    a_case,
    at_counter,
    breaks,
    days,
    met,
    tablets,
    unsure,
)
from ordonnance.law.form import Form
from ordonnance.law.outline import KNOWN, Concerns, Outline
from ordonnance.law.rule import (
    MET,
    Answer,
    Citation,
    Clock,
    Confidence,
    Family,
    Moment,
    Rule,
    Severity,
    breached,
    cannot_tell,
)

PRESCRIBING = frozenset({Moment.PRESCRIBING})
_FOLLOWED = InitialPrescription(date(2025, 9, 1))
_AMOXICILLIN = tablets("amoxicilline", "liste I")
_NOBODY = frozenset({Profession.PHARMACY_TECHNICIAN, Profession.HOSPITAL_PHARMACY_TECHNICIAN})
_FRANCE = frozenset(
    [
        "FR",
        "FRA",
        "FRANCE",
        "GP",
        "MQ",
        "GF",
        "RE",
        "YT",
        "PM",
        "BL",
        "MF",
        "WF",
        "PF",
        "NC",
        "TF",
        "MC",
    ]
)
_UNION = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "HR",
        "CY",
        "CZ",
        "DK",
        "EE",
        "FI",
        "DE",
        "GR",
        "HU",
        "IE",
        "IT",
        "LV",
        "LT",
        "LU",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SK",
        "SI",
        "ES",
        "SE",
        "IS",
        "LI",
        "NO",
    ]
)
"""Union and Economic Area."""


def _profession_known(line: LineCase) -> Answer:
    profession = line.case.ordonnance.prescriber.profession
    if profession is None:
        return cannot_tell("la profession du prescripteur n’est pas connue")
    return breached(who=profession.label.casefold()) if profession in _NOBODY else MET


def _vaccine_or_test(line: LineCase) -> Answer:
    answer = by_the_table(line)
    if answer is MET:
        return MET
    return cannot_tell("le test (TROD) positif qui permet de délivrer n’est pas mentionné")


def _under_protocol(line: LineCase) -> Answer:
    if line.line.care_protocol is not None:
        return MET
    return cannot_tell("le protocole du pharmacien correspondant n’est pas mentionné")


def _pharmacist(shown: Outline) -> bool:
    """True outside the derogation of the SAMU-SAS, whose own rule (SA-13) asks for the protocol."""
    under_derogation = shown.form is Form.DEROGATION_SAMU
    known = shown.medicine is not None and not under_derogation
    return known and shown.profession is Profession.PHARMACIST


def _country(line: LineCase) -> str | None:
    practice = line.case.ordonnance.prescriber.practice
    code = (practice.country or "").strip().upper() if practice else ""
    return None if not code or code in _FRANCE else code


def _from_abroad(line: LineCase) -> Answer:
    if _country(line) not in _UNION:
        return cannot_tell("l’ordonnance vient d’un pays hors de l’Union européenne")
    if line.reading is None:
        return cannot_tell("le médicament n’est pas connu")
    return breached(subject=line.law.subject) if line.law.narcotic else MET


def _served(case: Case) -> Case:
    """The same case at the counter, the day after."""
    return at_counter(case, date(2026, 1, 6))


def abroad(country: str) -> dict[str, Any]:
    """Written in that country; for the examples."""
    return {"prescriber": replace(PRESCRIBER, practice=Practice("Exemple", country=country))}


LINE_RULES: tuple[Rule[LineCase], ...] = (
    Rule(
        id="WH-13",
        title="Un pharmacien prescrit des vaccins, et délivre après un test positif",
        family=Family.WHO,
        moments=BOTH,
        clock=Clock.PRESCRIBING,
        severity=Severity.BLOCKING,
        confidence=Confidence.VERIFIED,
        citation=Citation(f"{CSP} ; R.163-2 I 4° et 6° CSS", "R.5125-33-8 à R.5125-33-12", READ),
        message="Ce médicament n’est pas ouvert au pharmacien.",
        why="Le pharmacien prescrit les vaccins de sa liste ; après un test rapide positif, il "
        "délivre les médicaments prévus.",
        remedy="Mentionner le test et son résultat, ou adresser le patient à un médecin.",
        line_rule=True,
        applies=Concerns(_pharmacist, lambda line: line.line.initial is None),
        check=_vaccine_or_test,
        examples=(
            met("Vaccin",
                lambda: a_case(tablets("virus de la grippe inactivé", "liste I", atc="J07BB02"),
                               duration=days(1), ordonnance=by(Profession.PHARMACIST))),
            unsure("Antibiotique sans test",
                   lambda: a_case(_AMOXICILLIN, duration=days(6),
                                  ordonnance=by(Profession.PHARMACIST))),
        ),
    ),
    Rule(
        id="WH-14",
        title="Un pharmacien correspondant renouvelle ou ajuste sous protocole",
        family=Family.WHO,
        moments=BOTH,
        clock=Clock.PRESCRIBING,
        severity=Severity.BLOCKING,
        confidence=Confidence.VERIFIED,
        citation=Citation(f"{CSP} ; R.163-2 I 3° CSS", "R.5125-33-5 et L.5125-1-1 A", READ),
        message="Ce renouvellement n’est pas couvert par un protocole.",
        why="Le pharmacien correspondant renouvelle ou ajuste un traitement dans un protocole "
        "avec le médecin.",
        remedy="Écrire la date du protocole.",
        line_rule=True,
        applies=Concerns(_pharmacist, lambda line: line.line.initial is not None),
        check=_under_protocol,
        examples=(
            met("Protocole daté",
                lambda: a_case(RAMIPRIL, duration=days(30), initial=_FOLLOWED,
                               care_protocol=date(2025, 6, 2),
                               ordonnance=by(Profession.PHARMACIST))),
            unsure("Sans protocole",
                   lambda: a_case(RAMIPRIL, duration=days(30), initial=_FOLLOWED,
                                  ordonnance=by(Profession.PHARMACIST))),
        ),
    ),
    Rule(
        id="WH-16",
        title="La profession de l’auteur permet de prescrire",
        family=Family.WHO,
        moments=BOTH,
        clock=Clock.PRESCRIBING,
        severity=Severity.BLOCKING,
        confidence=Confidence.MEMORY,
        citation=Citation("de la plateforme, sans texte de loi", "Règle de prudence", READ),
        message="Cette profession ne prescrit pas ({who}).",
        why="Le code de la profession dit ce qui peut être prescrit ; sans lui rien n’est vérifié.",
        remedy="Faire établir l’ordonnance par un prescripteur.",
        line_rule=True,
        applies=KNOWN,
        check=_profession_known,
        examples=(
            met("Médecin", lambda: a_case(RAMIPRIL, duration=days(30))),
            breaks("Préparateur",
                   lambda: a_case(RAMIPRIL, duration=days(30),
                                  ordonnance=by(Profession.PHARMACY_TECHNICIAN))),
            unsure("Profession inconnue",
                   lambda: a_case(RAMIPRIL, duration=days(30), ordonnance=by(None))),
        ),
    ),
    Rule(
        id="WH-17",
        title="Une ordonnance d’un autre pays de l’Union est exécutée, sauf stupéfiants",
        family=Family.WHO,
        moments=frozenset({Moment.DISPENSING}),
        clock=Clock.PRESCRIBING,
        since=date(2013, 12, 28),
        severity=Severity.WARNING,
        confidence=Confidence.MEMORY,
        citation=Citation("ordonnances transfrontalières", "Directive 2012/52/UE", READ),
        message="Une ordonnance pour {subject} établie dans un autre pays ne s’exécute pas ici.",
        why="Les ordonnances d’un professionnel habilité dans un autre État de l’Union "
        "s’exécutent, hors stupéfiants.",
        remedy="Orienter le patient vers un médecin en France.",
        line_rule=True,
        applies=lambda line: line.line.category is Category.MEDICINE
        and _country(line) is not None,
        check=_from_abroad,
        examples=(
            met("Ordonnance belge",
                lambda: _served(a_case(RAMIPRIL, duration=days(30), ordonnance=abroad("BE")))),
            breaks("Morphine, ordonnance belge",
                   lambda: _served(a_case(MORPHINE, duration=days(7), ordonnance=abroad("BE")))),
            unsure("Ordonnance suisse",
                   lambda: _served(a_case(RAMIPRIL, duration=days(30),
                                          ordonnance=abroad("CH")))),
        ),
    ),
)  # fmt: skip
