"""R.5132-3 1° and 7°: who prescribes and for whom, named in full.

An anonymous ordonnance names no patient (ERRATA 25). Sex and date of birth are asked of listed
medicines by the article, and of every ordonnance numérique as traits of the INS.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from ordonnance.domain.people import Patient, Sex
from ordonnance.law.case import Case
from ordonnance.law.examples import PATIENT, PRESCRIBER, a_case, breaks, met, unsure
from ordonnance.law.form import Form
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
from ordonnance.law.substances import Regime

_SINCE = date(2004, 8, 8)
_EVE = date(2013, 12, 27)
_IN_FULL = date(2013, 12, 28)
"""Since that day the article asks for the prescriber's first names, and for the date of birth in
place of the age (inferred from the list of its versions)."""


def _rule(
    rule_id: str, title: str, paragraph: str, check: Callable[[Case], Answer], **facts: Any
) -> Rule[Case]:
    given: dict[str, Any] = {
        "family": Family.PATIENT,
        "moments": frozenset({Moment.PRESCRIBING}),
        "clock": Clock.PRESCRIBING,
        "since": _SINCE,
        "severity": Severity.BLOCKING,
        "confidence": Confidence.VERIFIED,
        "line_rule": False,
        "applies": _of_somebody,
    }
    source = Citation("Code de la santé publique", f"R.5132-3 {paragraph}", date(2026, 11, 1))
    return Rule(id=rule_id, title=title, citation=source, check=check, **{**given, **facts})


def _of_somebody(case: Case) -> bool:
    return not case.ordonnance.anonymous


def _with_traits(case: Case) -> bool:
    """True where the sex and the date of birth are asked."""
    if case.form is Form.NUMERIQUE or not _of_somebody(case):
        return _of_somebody(case)
    readings = [line.reading for line in case.lines()]
    return any(each is None or each.regime is not Regime.NONE for each in readings)


def _named(family: str | None, given: tuple[str, ...]) -> Answer:
    if family and given:
        return MET
    return breached(missing="le prénom" if family else "le nom de famille")


def _author_known(case: Case) -> Answer:
    return MET if case.ordonnance.prescriber.family else breached(missing="le nom")


def _author_named(case: Case) -> Answer:
    return _named(case.ordonnance.prescriber.family, case.ordonnance.prescriber.given)


def _qualified(case: Case) -> Answer:
    return MET if case.ordonnance.prescriber.profession is not None else breached()


def _about(judge: Callable[[Patient], Answer]) -> Callable[[Case], Answer]:
    """A check of the patient; nobody can tell when there is none."""

    def check(case: Case) -> Answer:
        patient = case.ordonnance.patient
        return cannot_tell("le patient n’est pas indiqué") if patient is None else judge(patient)

    return check


def _sexed(patient: Patient) -> Answer:
    if patient.sex is Sex.UNKNOWN:
        return cannot_tell("le sexe est indiqué comme inconnu")
    return MET if patient.sex is not None else breached()


def _aged(patient: Patient) -> Answer:
    if patient.birth_date is not None:
        return MET
    return cannot_tell("la date de naissance est absente et l’âge écrit n’est pas lu ici")


def _born(patient: Patient) -> Answer:
    return MET if patient.birth_date is not None else breached()


def _for(**changes: Any) -> Callable[[], Case]:
    return lambda: a_case(ordonnance={"patient": replace(PATIENT, **changes)})


def _by(**changes: Any) -> Callable[[], Case]:
    return lambda: a_case(ordonnance={"prescriber": replace(PRESCRIBER, **changes)})


def _in_2012(**changes: Any) -> Callable[[], Case]:
    return lambda: a_case(on=_EVE, ordonnance={"prescriber": replace(PRESCRIBER, **changes)})


_NOBODY = unsure("Patient absent", lambda: a_case(ordonnance={"patient": None}))

DOCUMENT_RULES: tuple[Rule[Case], ...] = (
    _rule(
        "MI-01", "Avant le 28 décembre 2013, le nom du prescripteur figurait, sans les prénoms",
        "1°", _author_known,
        family=Family.PRESCRIBER,
        until=_EVE,
        applies=lambda _case: True,
        message="L’ordonnance n’indique pas {missing} du prescripteur.",
        why="Version close : l’article demandait le nom (date tirée de la liste de ses versions).",
        remedy="Indiquer le nom du prescripteur.",
        examples=(
            met("Nom seul en 2012", _in_2012(given=())), breaks("Sans nom", _in_2012(family=None)),
        ),
    ),
    _rule(
        "MI-01", "Le nom et les prénoms du prescripteur figurent sur l’ordonnance", "1°",
        _author_named,
        family=Family.PRESCRIBER,
        since=_IN_FULL,
        applies=lambda _case: True,
        message="L’ordonnance n’indique pas {missing} du prescripteur.",
        why="Le pharmacien et le patient doivent savoir qui a prescrit.",
        remedy="Indiquer le nom de famille et le prénom du prescripteur.",
        examples=(met("Nom et prénom", a_case), breaks("Sans prénom", _by(given=()))),
    ),
    _rule(
        "MI-02", "La qualité du prescripteur (sa profession) figure sur l’ordonnance", "1°",
        _qualified,
        family=Family.PRESCRIBER,
        applies=lambda _case: True,
        message="L’ordonnance n’indique pas la profession du prescripteur.",
        why="Le droit de prescrire un médicament dépend de la profession.",
        remedy="Indiquer la profession du prescripteur.",
        examples=(met("Médecin", a_case), breaks("Sans profession", _by(profession=None))),
    ),
    _rule(
        "MP-01", "Le nom et les prénoms du patient figurent sur l’ordonnance", "7°",
        _about(lambda patient: _named(patient.family, patient.given)),
        message="L’ordonnance n’indique pas {missing} du patient.",
        why="L’ordonnance est délivrée à la personne qu’elle nomme, et à elle seule.",
        remedy="Indiquer le nom de famille et le prénom du patient.",
        examples=(
            met("Nom et prénom", a_case), breaks("Sans nom", _for(family=None)),
            breaks("Sans prénom", _for(given=())), _NOBODY,
        ),
    ),
    _rule(
        "MP-02", "Le sexe du patient figure sur l’ordonnance", "7°", _about(_sexed),
        applies=_with_traits,
        message="L’ordonnance n’indique pas le sexe du patient.",
        why="Le sexe identifie la personne et change ce qui peut être prescrit et servi.",
        remedy="Indiquer le sexe du patient.",
        examples=(
            met("Femme", a_case), breaks("Sexe absent", _for(sex=None)),
            unsure("Sexe inconnu", _for(sex=Sex.UNKNOWN)), _NOBODY,
        ),
    ),
    _rule(
        "MP-03", "Avant le 28 décembre 2013, l’âge du patient figurait sur l’ordonnance", "7°",
        _about(_aged),
        until=_EVE,
        applies=_with_traits,
        message="L’ordonnance n’indique pas l’âge du patient.",
        why="Version close : l’article demandait l’âge ; la date de naissance le donne.",
        remedy="Indiquer l’âge du patient.",
        examples=(
            met("Date de naissance en 2012", lambda: a_case(on=_EVE)),
            unsure("Sans date de naissance", lambda: a_case(
                on=_EVE, ordonnance={"patient": replace(PATIENT, birth_date=None)})),
        ),
    ),
    _rule(
        "MP-03", "La date de naissance du patient figure sur l’ordonnance", "7°", _about(_born),
        since=_IN_FULL,
        applies=_with_traits,
        message="L’ordonnance n’indique pas la date de naissance du patient.",
        why="La date de naissance identifie la personne ; la dose dépend de l’âge.",
        remedy="Indiquer la date de naissance du patient.",
        examples=(
            met("Date de naissance", a_case), breaks("Absente", _for(birth_date=None)), _NOBODY,
        ),
    ),
)  # fmt: skip
