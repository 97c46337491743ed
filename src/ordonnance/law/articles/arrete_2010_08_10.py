"""Arrêté of 10 August 2010 and the directory: the number that identifies the prescriber."""

from dataclasses import replace
from datetime import date

from ordonnance.domain.ids import Adeli, Rpps
from ordonnance.law.case import Case
from ordonnance.law.examples import PRESCRIBER, a_case, breaks, met
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
)


def _in_the_directory(case: Case) -> Answer:
    return MET if case.ordonnance.prescriber.rpps is not None else breached()


def _by(rpps: str | None) -> Case:
    author = replace(PRESCRIBER, rpps=Rpps(rpps) if rpps else None, adeli=Adeli("991086265"))
    return a_case(ordonnance={"prescriber": author})


DOCUMENT_RULES: tuple[Rule[Case], ...] = (
    Rule(
        id="BC-07",
        title="Le numéro ADELI a laissé la place au numéro RPPS",
        family=Family.BARCODES,
        moments=frozenset({Moment.PRESCRIBING}),
        clock=Clock.PRESCRIBING,
        since=date(2026, 1, 1),
        severity=Severity.WARNING,
        confidence=Confidence.MEMORY,
        citation=Citation("répertoire partagé des professionnels de santé", "Reprise des numéros "
                          "ADELI", date(2026, 11, 1)),
        message="Le prescripteur n’est identifié que par un numéro ADELI.",
        why="Les professions inscrites sous ADELI l’ont été progressivement au RPPS ; un numéro "
        "ADELI seul ne vaut plus que pour une ordonnance antérieure.",
        remedy="Indiquer le numéro RPPS du prescripteur.",
        line_rule=False,
        applies=lambda case: case.ordonnance.prescriber.adeli is not None,
        check=_in_the_directory,
        examples=(
            met("RPPS et ADELI", lambda: _by("99900000011")),
            breaks("ADELI seul en 2026", lambda: _by(None)),
        ),
    ),
)  # fmt: skip
