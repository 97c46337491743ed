"""R.161-45 (CSS) and neighbours: structure of the author, sheet served, square of secured paper."""

from dataclasses import replace
from datetime import date
from typing import Any

from ordonnance.law.case import Case
from ordonnance.law.drafting import DISPENSING, READ_ON, css, document_rule
from ordonnance.law.examples import (
    PRACTICE,
    PRESCRIBER,
    WRITTEN,
    a_case,
    at_counter,
    breaks,
    days,
    met,
    tells,
)
from ordonnance.law.form import Form, Setting
from ordonnance.law.french import plural
from ordonnance.law.rule import (
    MET,
    Answer,
    Citation,
    Clock,
    Confidence,
    Family,
    Rule,
    Severity,
    breached,
    informs,
)


def _structured(case: Case) -> Answer:
    practice = case.ordonnance.prescriber.practice
    if practice is not None and (practice.finess or practice.am or practice.siret):
        return MET
    # A session names the structure by itself; a hospital has a FINESS number, always.
    missed = case.setting is Setting.HOSPITAL and not case.author_authenticated
    return breached(severity=None if missed else Severity.INFO)


def _counted(case: Case) -> Answer:
    if not case.form.secured:
        return MET
    return informs(count=plural(len(case.ordonnance.lines), "ligne", "lignes"))


def _stamped(case: Case) -> Answer:
    return informs() if case.form.paper else MET


def _by(**practice: Any) -> dict[str, Any]:
    author = replace(PRESCRIBER, practice=replace(PRACTICE, **practice))
    return {"ordonnance": {"prescriber": author}}


def _in_hospital() -> Case:
    return a_case(duration=days(7), facts={"setting": Setting.HOSPITAL}, **_by(am=None))


def _paper(form: Form) -> Case:
    return a_case(duration=days(7), facts={"form": form})


DOCUMENT_RULES: tuple[Rule[Case], ...] = (
    document_rule(
        "MI-11",
        "L’identifiant de la structure où exerce le prescripteur figure, lorsqu’il existe",
        family=Family.PRESCRIBER,
        since=date(2010, 3, 4),
        severity=Severity.WARNING,
        citation=css("R.161-45 I 2° ; L.162-5-15"),
        message="L’ordonnance n’indique pas l’identifiant de la structure (FINESS ou numéro AM).",
        why="La caisse rattache la prescription à la structure, en plus du prescripteur. Avertit "
        "pour un hôpital que la session ne nomme pas ; ailleurs, informe.",
        remedy="Indiquer le numéro FINESS de l’établissement ou le numéro AM du cabinet.",
        applies=lambda _case: True,
        check=_structured,
        examples=(
            met("Numéro AM", a_case),
            breaks("Hôpital sans numéro FINESS", _in_hospital),
            breaks("Cabinet sans numéro, à titre d’information", lambda: a_case(**_by(am=None))),
        ),
    ),
    document_rule(
        "MD-27",
        "Sur une ordonnance sécurisée, le nombre de médicaments s’écrit dans le carré",
        family=Family.LINE,
        since=date(1999, 4, 1),
        severity=Severity.WARNING,
        confidence=Confidence.SEED,
        citation=Citation("spécifications des ordonnances sécurisées", "Arrêté du 31 mars 1999",
                          READ_ON),
        message="Dans le carré de l’ordonnance sécurisée, écrire le nombre de médicaments "
        "prescrits : {count}.",
        why="Le nombre empêche d’ajouter une ligne ; un logiciel certifié l’imprime.",
        remedy="Reporter ce nombre dans le carré prévu.",
        applies=lambda case: case.form.paper,
        check=_counted,
        examples=(
            met("Ordonnance classique", lambda: _paper(Form.CLASSIQUE)),
            tells("Ordonnance sécurisée", lambda: _paper(Form.SECURISEE)),
        ),
    ),
    document_rule(
        "AM-05",
        "Sur papier, le professionnel qui exécute inscrit ses références et signe",
        family=Family.INSURANCE,
        moments=DISPENSING,
        clock=Clock.DISPENSING,
        since=date(2026, 1, 1),
        citation=css("R.161-45 II"),
        message="Ordonnance sur papier : y inscrire l’identifiant de la pharmacie, la date, les "
        "nom et prénom du patient, ses références d’assuré, et signer.",
        why="L’exécution d’une ordonnance numérique est enregistrée par le service ; sur papier "
        "elle s’écrit sur la feuille.",
        remedy="Compléter et signer l’ordonnance présentée.",
        applies=lambda case: case.serving is not None,
        check=_stamped,
        examples=(
            met("Ordonnance numérique",
                lambda: at_counter(a_case(duration=days(7)), WRITTEN, asked=7)),
            tells("Ordonnance classique",
                  lambda: at_counter(_paper(Form.CLASSIQUE), WRITTEN, asked=7)),
        ),
    ),
)  # fmt: skip
