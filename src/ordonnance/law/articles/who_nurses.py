"""Nurses, and nurses in advanced practice: renewals, first prescriptions, setting."""

from dataclasses import replace
from datetime import date
from typing import Any

from ordonnance.domain.actors import Profession
from ordonnance.domain.coding import Coding
from ordonnance.domain.mentions import InitialPrescription
from ordonnance.law.articles.who_prescribes import (
    CSP,
    READ,
    by,
    by_the_table,
    device,
    profession_rule,
)
from ordonnance.law.case import LineCase
from ordonnance.law.examples import (
    PRESCRIBER,
    RAMIPRIL,
    a_case,
    breaks,
    days,
    met,
    months,
    tablets,
    unsure,
)
from ordonnance.law.form import Setting
from ordonnance.law.outline import Concerns, Outline
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


def _by_nurse(shown: Outline) -> bool:
    return shown.medicine is not None and shown.profession is Profession.NURSE


def _advanced(line: LineCase) -> bool:
    return is_advanced_nurse(line.case.ordonnance.prescriber)


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
    applies=Concerns(_by_nurse, _advanced),
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
        title="La première prescription d’un IPA ne se renouvelle pas sans médecin",
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
        applies=Concerns(_by_nurse, lambda line: _advanced(line) and line.line.initial is None),
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
        applies=Concerns(_by_nurse, lambda line: _advanced(line) and line.line.initial is None),
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
)  # fmt: skip
