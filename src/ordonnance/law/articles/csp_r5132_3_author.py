"""R.5132-3 1°: how the author is identified, reached, and answers for the ordonnance.

The sheet prints « France », +33 and the rest from the document: what is judged is whether the
document holds what these mentions are made of. Forms of the address differ by version.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from ordonnance.domain.ids import Rpps
from ordonnance.domain.people import Practice
from ordonnance.law.case import Case
from ordonnance.law.drafting import csp, document_rule
from ordonnance.law.examples import (
    PRESCRIBER,
    a_case,
    authored,
    breaks,
    days,
    met,
    tells,
    unsure,
)
from ordonnance.law.form import Form
from ordonnance.law.rule import (
    MET,
    Answer,
    Family,
    Rule,
    Severity,
    breached,
    cannot_tell,
    informs,
)
from ordonnance.law.substances import Regime

_SINCE = date(2004, 8, 8)
_IN_FULL = date(2013, 12, 28)
_EVE = date(2013, 12, 27)
_FRANCE = {"", "FR", "FRA", "FRANCE"}
_PHONE = re.compile(
    r"(?:\+33|0033)\(?0?\)?[1-9]\d{8}|0[1-9]\d{8}"
    r"|(?:\+|00)(?:262|508|590|594|596|681|687|689)\d{6,9}"
)
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def _listed(case: Case) -> bool:
    """True when one line is listed, or may be: its medicine is not known."""
    readings = [line.reading for line in case.lines()]
    return any(each is None or each.regime is not Regime.NONE for each in readings)


def _where(held: Callable[[Practice], bool]) -> Callable[[Case], bool]:
    """Where the practice holds that fact; else where one line asks for it."""

    def applies(case: Case) -> bool:
        practice = case.ordonnance.prescriber.practice
        return (practice is not None and held(practice)) or _listed(case)

    return applies


def _of_practice(held: Callable[[Practice], bool]) -> Callable[[Case], Answer]:
    def check(case: Case) -> Answer:
        practice = case.ordonnance.prescriber.practice
        return MET if practice is not None and held(practice) else breached()

    return check


def _addressed(practice: Practice) -> bool:
    return bool(practice.city or practice.postcode)


def _in_france(practice: Practice) -> bool:
    """The sheet adds « France » to a French address that leaves the country out."""
    return _addressed(practice) and (practice.country or "").strip().upper() in _FRANCE


def _called(practice: Practice) -> bool:
    return _dialled(practice.phone or "")


@lru_cache(maxsize=1024)
def _dialled(phone: str) -> bool:
    """Kept: a practice has the same number all day."""
    return _PHONE.fullmatch(re.sub(r"[\s.\-()]", "", phone)) is not None


def _written_to(practice: Practice) -> bool:
    return _MAIL.fullmatch((practice.email or "").strip()) is not None


def _identified(case: Case) -> Answer:
    author = case.ordonnance.prescriber
    if author.rpps is not None:
        wrong = author.rpps.warnings
        if not wrong:
            return MET
        return breached(
            severity=Severity.WARNING,
            message="La clé du numéro RPPS du prescripteur est inexacte.",
            remedy="Vérifier le numéro dans l’annuaire.",
        )
    if author.adeli is not None:
        return MET
    return cannot_tell("le numéro RPPS du prescripteur n’est pas indiqué, et rien ne dit s’il en a")


def _signed(case: Case) -> Answer:
    return MET if case.form is Form.NUMERIQUE else informs()


def _at(**changes: Any) -> Callable[[], Case]:
    """A case whose practice says something else; `practice=None` has none."""
    practice = PRESCRIBER.practice
    author = replace(
        PRESCRIBER, practice=replace(practice, **changes) if practice and changes else None
    )
    return lambda: a_case(duration=days(30), ordonnance={"prescriber": author})


def _address(title: str, **facts: Any) -> Rule[Case]:
    source = csp("R.5132-3 1°")
    return document_rule("MI-05", title, family=Family.PRESCRIBER, citation=source, **facts)


DOCUMENT_RULES: tuple[Rule[Case], ...] = (
    document_rule(
        "MI-04",
        "L’identifiant du prescripteur (RPPS) figure sur l’ordonnance, lorsqu’il existe",
        family=Family.PRESCRIBER,
        since=_SINCE,
        citation=csp("R.5132-3 1°"),
        message="L’identifiant du prescripteur ne figure pas sur l’ordonnance.",
        why="Le numéro RPPS identifie le prescripteur sans confusion ; il a onze chiffres, sans "
        "quoi le document est refusé à la lecture.",
        remedy="Indiquer le numéro RPPS du prescripteur, ou attester qu’il n’en a pas.",
        applies=lambda _case: True,
        check=_identified,
        examples=(
            met("Numéro RPPS", a_case),
            unsure("Aucun numéro", lambda: a_case(ordonnance=authored(rpps=None))),
            breaks("Clé inexacte",
                   lambda: a_case(ordonnance=authored(rpps=Rpps("99900000012")))),
        ),
    ),
    _address(
        "Avant le 28 décembre 2013, l’adresse du prescripteur, sans autre précision",
        since=_SINCE,
        until=_EVE,
        message="L’ordonnance n’indique pas l’adresse professionnelle du prescripteur.",
        why="Version close : l’article demandait l’adresse, sans la mention du pays (date tirée "
        "de la liste de ses versions).",
        remedy="Indiquer l’adresse professionnelle du prescripteur.",
        applies=_where(_addressed),
        check=_of_practice(_addressed),
        examples=(
            met("Adresse en 2012",
                lambda: a_case(on=date(2012, 3, 1), duration=days(30))),
            breaks("Sans adresse en 2012",
                   lambda: a_case(on=date(2012, 3, 1), duration=days(30),
                                  ordonnance=authored(practice=None))),
        ),
    ),
    _address(
        "L’adresse professionnelle du prescripteur figure, en France",
        since=_IN_FULL,
        message="L’ordonnance n’indique pas d’adresse professionnelle en France.",
        why="Depuis que les ordonnances circulent en Europe, l’adresse porte la mention "
        "« France » ; la feuille l’ajoute à une adresse française.",
        remedy="Indiquer l’adresse professionnelle, avec son code postal et sa commune.",
        applies=_where(_in_france),
        check=_of_practice(_in_france),
        examples=(
            met("Adresse à Paris", lambda: a_case(duration=days(30))),
            breaks("Sans adresse", _at()),
            breaks("Ni code postal ni commune", _at(postcode=None, city=None)),
            breaks("Adresse en Belgique", _at(country="BE")),
        ),
    ),
    document_rule(
        "MI-06",
        "Le téléphone professionnel du prescripteur figure, avec l’indicatif +33",
        family=Family.PRESCRIBER,
        since=_IN_FULL,
        citation=csp("R.5132-3 1°"),
        message="L’ordonnance n’indique pas de téléphone professionnel français.",
        why="Le pharmacien doit pouvoir joindre le prescripteur ; la feuille écrit le numéro avec "
        "son indicatif international.",
        remedy="Indiquer le numéro de téléphone du cabinet.",
        applies=_where(_called),
        check=_of_practice(_called),
        examples=(
            met("+33 1 99 00 00 01", lambda: a_case(duration=days(30))),
            met("01 99 00 00 01, que la feuille écrit +33", _at(phone="01 99 00 00 01")),
            met("Indicatif de La Réunion", _at(phone="+262 262 00 00 01")),
            breaks("Sans téléphone", _at(phone=None)),
            breaks("Numéro étranger", _at(phone="+32 2 000 00 00")),
        ),
    ),
    document_rule(
        "MI-07",
        "L’adresse électronique professionnelle du prescripteur figure",
        family=Family.PRESCRIBER,
        since=_IN_FULL,
        citation=csp("R.5132-3 1°"),
        message="L’ordonnance n’indique pas d’adresse électronique professionnelle.",
        why="C’est un second moyen de joindre le prescripteur, de préférence par messagerie "
        "sécurisée.",
        remedy="Indiquer l’adresse de messagerie professionnelle.",
        applies=_where(_written_to),
        check=_of_practice(_written_to),
        examples=(
            met("Messagerie sécurisée", lambda: a_case(duration=days(30))),
            breaks("Sans adresse électronique", _at(email=None)),
        ),
    ),
    document_rule(
        "MI-08",
        "Le prescripteur signe l’ordonnance",
        family=Family.PRESCRIBER,
        since=_SINCE,
        citation=csp("R.5132-3 1° ; R.5132-4"),
        message="Sur papier, l’ordonnance se signe à la main, juste sous la dernière ligne ; "
        "l’espace laissé libre est rendu inutilisable.",
        why="L’ordonnance numérique est signée par la session authentifiée de son auteur et "
        "scellée par la base ; sur papier, la signature reste à la main.",
        remedy="Signer sous la dernière ligne, ou barrer l’espace libre.",
        applies=lambda case: case.form.paper
        or (case.author_authenticated and case.form is Form.NUMERIQUE),
        check=_signed,
        examples=(
            met("Session authentifiée de l’auteur",
                lambda: a_case(facts={"author_authenticated": True})),
            tells("Ordonnance classique", lambda: a_case(facts={"form": Form.CLASSIQUE})),
        ),
    ),
)  # fmt: skip
