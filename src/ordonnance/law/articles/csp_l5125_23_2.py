"""L.5125-23-2: what a prescriber tells about a medicine that a biosimilar may replace."""

from dataclasses import replace
from datetime import date

from ordonnance.law.case import LineCase
from ordonnance.law.examples import RAMIPRIL, a_case, days, met, tablets, tells
from ordonnance.law.outline import Concerns
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
    informs,
)
from ordonnance.law.substitution import biosimilar_substitutable

_ADALIMUMAB = replace(tablets("adalimumab", "liste I"), biosimilar_group="adalimumab")


def _told(line: LineCase) -> Answer:
    medicine = line.medicine
    open_group = medicine is not None and biosimilar_substitutable(medicine, line.case.day)
    return informs() if open_group and line.line.not_substitutable is None else MET


LINE_RULES: tuple[Rule[LineCase], ...] = (
    Rule(
        id="DI-BIO-04",
        title="Le prescripteur dit au patient qu’un biosimilaire pourra être délivré",
        family=Family.DISPENSING,
        moments=frozenset({Moment.PRESCRIBING}),
        clock=Clock.PRESCRIBING,
        since=date(2025, 2, 28),
        severity=Severity.INFO,
        confidence=Confidence.SECONDARY,
        citation=Citation("arrêté du 20 février 2025", "annexe", date(2026, 11, 1)),
        message="Un médicament biologique similaire pourra être délivré : le dire au patient.",
        why="Le patient averti accepte mieux la substitution et garde un dispositif qu’il connaît.",
        remedy="Le dire au patient ; s’il tient à un dispositif (stylo, seringue), l’écrire dans "
        "les conseils de la ligne.",
        line_rule=True,
        applies=Concerns(
            lambda shown: shown.medicine is not None
            and shown.medicine.biosimilar_group is not None
        ),
        check=_told,
        examples=(
            tells("Adalimumab", lambda: a_case(_ADALIMUMAB, on=date(2026, 1, 5),
                                               duration=days(28))),
            met("Avant que le groupe soit ouvert",
                lambda: a_case(replace(RAMIPRIL, biosimilar_group="adalimumab"),
                               duration=days(28))),
        ),
    ),
)  # fmt: skip
