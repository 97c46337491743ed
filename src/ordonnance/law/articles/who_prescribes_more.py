"""Nurses, advanced practice nurses, pharmacists, unknown professions, and prescribers from abroad."""

from dataclasses import replace
from datetime import date
from typing import Any

from ordonnance.domain.actors import Profession
from ordonnance.domain.coding import Coding
from ordonnance.domain.mentions import InitialPrescription
from ordonnance.domain.people import Practice
from ordonnance.domain.prescription import Category
from ordonnance.law.articles.who_prescribes import (
    BOTH,
    CSP,
    READ,
    by,
    by_the_table,
    device,
    profession_rule,
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
    months,
    tablets,
    unsure,
)
from ordonnance.law.form import Setting
from ordonnance.law.professions import is_advanced_nurse
from ordonnance.law.restricted import setting_of
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
from ordonnance.law.substances import words_of
from ordonnance.law.treatment import is_contraceptive

PRESCRIBING = frozenset({Moment.PRESCRIBING})
SIX_MONTHS = 184
"""Days of the longest six calendar months."""
PRIMARY_SINCE = date(2025, 4, 30)
NURSE_LAW = date(2025, 6, 28)
_N = Profession.NURSE
_SI01 = Coding("https://mos.esante.gouv.fr/NOS/TRE_R38-SpecialiteOrdinale/FHIR/TRE-R38-"
               "SpecialiteOrdinale", "SI01")  # fmt: skip
_ADVANCED: dict[str, Any] = {"prescriber": replace(PRESCRIBER, profession=_N, specialty=_SI01)}
_FOLLOWED = InitialPrescription(date(2025, 9, 1))
_OPEN_TO_ADVANCED = words_of("amoxicilline paracetamol nicotine")
_PILL = tablets("désogestrel", "liste I", atc="G03AC09")
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


# --- Nurses ------------------------------------------------------------------------------------


def _nurse(line: LineCase) -> Answer:
    """Nicotine, vaccines, listed devices, and contraceptives renewed for six months."""
    if line.medicine is not None and is_contraceptive(line.medicine):
        return _contraceptive(line)
    answer = by_the_table(line)
    if answer is MET or line.case.established_on < NURSE_LAW:
        return answer
    return cannot_tell(
        "la liste ouverte par la loi du 27 juin 2025 aux infirmiers n’est pas lue ici"
    )


def _contraceptive(line: LineCase) -> Answer:
    if line.line.initial is None:
        return cannot_tell("l’ordonnance du contraceptif à renouveler n’est pas mentionnée")
    span = line.treatment()
    if span is None:
        return cannot_tell("la durée du renouvellement n’est pas calculable")
    if span[1] <= SIX_MONTHS:
        return MET
    return breached(
        message="Un infirmier renouvelle un contraceptif oral pour six mois au plus.",
        remedy="Ramener la durée à six mois.",
        subject=line.law.subject,
        who=_N.label.casefold(),
    )


# --- Advanced practice -------------------------------------------------------------------------


def _advanced(line: LineCase) -> bool:
    return line.medicine is not None and is_advanced_nurse(line.case.ordonnance.prescriber)


def _renews(line: LineCase) -> Answer:
    if line.line.initial is not None:
        return MET
    return cannot_tell("la prescription médicale à renouveler ou à adapter n’est pas mentionnée")


def _prescribes(line: LineCase) -> Answer:
    if line.line.initial is not None:
        return MET
    names = [words_of(s.name) for s in line.medicine.substances] if line.medicine else []
    if names and all(name & _OPEN_TO_ADVANCED for name in names):
        return MET
    return cannot_tell("les annexes 6 et 7 de l’arrêté du 18 juillet 2018 ne sont pas lues ici")


def _not_renewed(line: LineCase) -> Answer:
    return breached() if line.line.renewals else MET


def _coordinated(line: LineCase) -> Answer:
    setting = setting_of(line.case)
    if setting is None:
        return cannot_tell("le cadre d’exercice coordonné n’est pas connu")
    return MET if setting is not Setting.TOWN else breached()


_ADVANCED_RULE: Rule[LineCase] = Rule(
    id="WH-04",
    title="Un infirmier en pratique avancée prescrit sur ses listes, renouvelle et adapte",
    family=Family.WHO,
    moments=PRESCRIBING,
    clock=Clock.PRESCRIBING,
    since=PRIMARY_SINCE,
    severity=Severity.BLOCKING,
    confidence=Confidence.SECONDARY,
    citation=Citation(f"{CSP} ; arrêté du 18 juillet 2018 modifié le 25 avril 2025",
                      "L.4301-1 et R.4301-3", READ),
    message="Ce médicament n’est pas ouvert à l’infirmier en pratique avancée.",
    unknown="On ne peut pas dire si l’infirmier en pratique avancée peut le prescrire : {missing}.",
    why="Il renouvelle ou adapte les prescriptions des patients qu’il suit et, depuis 2025, "
    "prescrit les produits des annexes 6 et 7, certains après un diagnostic médical.",
    remedy="Mentionner la prescription médicale renouvelée, ou adresser le patient au médecin.",
    line_rule=True,
    applies=_advanced,
    check=_prescribes,
    examples=(
        met("Renouvellement d’un patient suivi",
            lambda: a_case(RAMIPRIL, duration=days(30), ordonnance=_ADVANCED, initial=_FOLLOWED)),
        met("Amoxicilline, première prescription",
            lambda: a_case(_AMOXICILLIN, duration=days(6), ordonnance=_ADVANCED)),
        unsure("Nouveau traitement hors de ce qui est lu",
               lambda: a_case(RAMIPRIL, duration=days(30), ordonnance=_ADVANCED)),
    ),
)  # fmt: skip


# --- Everybody ---------------------------------------------------------------------------------


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


def _pharmacist(line: LineCase) -> bool:
    author = line.case.ordonnance.prescriber
    return author.profession is Profession.PHARMACIST and line.medicine is not None


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
    replace(
        _ADVANCED_RULE,
        title="Avant le 30 avril 2025, l’infirmier en pratique avancée renouvelait et adaptait",
        since=date(2018, 7, 18),
        until=date(2025, 4, 29),
        why="Version close : il renouvelait ou adaptait les prescriptions médicales des patients "
        "suivis, sans première prescription.",
        check=_renews,
        examples=(
            met("Renouvellement en 2024",
                lambda: a_case(RAMIPRIL, on=date(2024, 5, 6), duration=days(30),
                               ordonnance=_ADVANCED,
                               initial=InitialPrescription(date(2024, 1, 8)))),
            unsure("Première prescription en 2024",
                   lambda: a_case(RAMIPRIL, on=date(2024, 5, 6), duration=days(30),
                                  ordonnance=_ADVANCED)),
        ),
    ),
    _ADVANCED_RULE,
    Rule(
        id="WH-05",
        title="Une première prescription d’infirmier en pratique avancée ne se renouvelle pas seule",
        family=Family.WHO,
        moments=PRESCRIBING,
        clock=Clock.PRESCRIBING,
        since=PRIMARY_SINCE,
        severity=Severity.WARNING,
        confidence=Confidence.SECONDARY,
        citation=Citation("primo-prescription des IPA", "Arrêté du 25 avril 2025", READ),
        message="Un renouvellement est écrit sur une première prescription d’infirmier en pratique "
        "avancée.",
        why="Hors du domaine des urgences, elle n’est renouvelée qu’après concertation avec un "
        "médecin.",
        remedy="Retirer le renouvellement, ou se concerter avec le médecin et le dire.",
        line_rule=True,
        applies=lambda line: _advanced(line) and line.line.initial is None,
        check=_not_renewed,
        examples=(
            met("Sans renouvellement",
                lambda: a_case(_AMOXICILLIN, duration=days(6), ordonnance=_ADVANCED)),
            breaks("Un renouvellement",
                   lambda: a_case(_AMOXICILLIN, duration=days(6), renewals=1,
                                  ordonnance=_ADVANCED)),
        ),
    ),
    Rule(
        id="WH-06",
        title="La première prescription d’un IPA se fait en exercice coordonné",
        family=Family.WHO,
        moments=PRESCRIBING,
        clock=Clock.PRESCRIBING,
        since=date(2025, 1, 22),
        severity=Severity.BLOCKING,
        confidence=Confidence.SECONDARY,
        citation=Citation("accès direct et primo-prescription des IPA", "Décret 2025-55", READ),
        message="La première prescription par un infirmier en pratique avancée est réservée à "
        "l’exercice coordonné.",
        why="L’accès direct et la primo-prescription sont limités aux établissements et aux "
        "structures d’exercice coordonné.",
        remedy="Adresser le patient à un médecin.",
        line_rule=True,
        applies=lambda line: _advanced(line) and line.line.initial is None,
        check=_coordinated,
        examples=(
            met("Maison de santé",
                lambda: a_case(_AMOXICILLIN, duration=days(6), ordonnance=_ADVANCED,
                               facts={"setting": Setting.COORDINATED})),
            breaks("Exercice isolé",
                   lambda: a_case(_AMOXICILLIN, duration=days(6), ordonnance=_ADVANCED,
                                  facts={"setting": Setting.TOWN})),
            unsure("Cadre inconnu",
                   lambda: a_case(_AMOXICILLIN, duration=days(6), ordonnance=_ADVANCED)),
        ),
    ),
    profession_rule(
        "WH-07",
        "Un infirmier prescrit des dispositifs listés, la nicotine, et renouvelle la pilule",
        "L.4311-1 ; arrêté du 20 mars 2012",
        "Dispositifs pendant des actes prescrits, substituts nicotiniques, contraceptifs oraux "
        "renouvelés six mois, vaccins par leurs textes ; la loi du 27 juin 2025 en ouvre d’autres.",
        of=(_N, Profession.PSYCHIATRIC_NURSE),
        since=date(2012, 3, 31),
        check=_nurse,
        examples=(
            met("Pansements",
                lambda: a_case(None, ordonnance=by(_N), **device("Pansements hydrocolloïdes"))),
            met("Contraceptif renouvelé six mois",
                lambda: a_case(_PILL, duration=months(6), ordonnance=by(_N), initial=_FOLLOWED)),
            breaks("Contraceptif renouvelé un an",
                   lambda: a_case(_PILL, duration=months(12), ordonnance=by(_N),
                                  initial=_FOLLOWED)),
            unsure("Oxygène",
                   lambda: a_case(None, ordonnance=by(_N), **device("Oxygène"))),
        ),
    ),
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
        applies=lambda line: _pharmacist(line) and line.line.initial is None,
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
        applies=lambda line: _pharmacist(line) and line.line.initial is not None,
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
        applies=lambda line: line.medicine is not None,
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
        message="Une ordonnance de {subject} établie dans un autre pays ne s’exécute pas ici.",
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
