"""Labels that are shown word for word: where a medicine is given, and what no rule can compute."""

from datetime import date

from ordonnance.law.case import LineCase
from ordonnance.law.examples import RAMIPRIL, a_case, days, met, tablets, tells
from ordonnance.law.form import Setting
from ordonnance.law.labels import LabelKind
from ordonnance.law.outline import of_medicine
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
    informs,
)

CITATION = Citation("conditions de prescription et de délivrance", "ANSM", date(2026, 11, 1))
_FIRST = tablets("x", "liste I", "la première administration doit être effectuée en milieu "
                 "hospitalier")  # fmt: skip
_ON_ORDER = tablets("x", "liste I", "à ne prendre que sur instructions des autorités compétentes")


def _quoted(line: LineCase, *kinds: LabelKind) -> str:
    said = [label.text for label in line.law.labels.labels if label.kind in kinds]
    return " ; ".join(f"«\u202f{text}\u202f»" for text in said)


def _administered(line: LineCase) -> Answer:
    if setting_of(line.case) is Setting.HOSPITAL:
        return MET
    return informs(labels=_quoted(line, LabelKind.ADMINISTRATION))


def _noted(line: LineCase) -> Answer:
    said = _quoted(line, LabelKind.NOTE, LabelKind.HEADING)
    return informs(labels=said) if said else MET


LINE_RULES: tuple[Rule[LineCase], ...] = (
    Rule(
        id="PR-ADM-01",
        title="Le lieu d’administration demandé par l’étiquette est montré",
        family=Family.RESTRICTED,
        moments=frozenset({Moment.PRESCRIBING}),
        clock=Clock.PRESCRIBING,
        severity=Severity.INFO,
        confidence=Confidence.OFFICIAL_DATA,
        citation=CITATION,
        message="Lieu d’administration demandé pour ce médicament : {labels}.",
        why="L’étiquette dit où le médicament, ou sa première prise, est administré.",
        remedy="Rien à écrire : organiser l’administration.",
        line_rule=True,
        applies=of_medicine(lambda law: bool(law.labels.of(LabelKind.ADMINISTRATION))),
        check=_administered,
        examples=(
            met("Prescrit à l’hôpital",
                lambda: a_case(_FIRST, duration=days(7), facts={"setting": Setting.HOSPITAL})),
            tells("Prescrit en ville", lambda: a_case(_FIRST, duration=days(7))),
        ),
    ),
    Rule(
        id="PR-OTHER",
        title="Une condition qu’aucun calcul ne lit est montrée mot pour mot",
        family=Family.RESTRICTED,
        moments=frozenset({Moment.PRESCRIBING}),
        clock=Clock.PRESCRIBING,
        severity=Severity.INFO,
        confidence=Confidence.PLATFORM,
        citation=CITATION,
        message="Condition publiée pour ce médicament : {labels}.",
        why="Une condition inconnue ou libre n’est jamais passée sous silence.",
        remedy="La lire : aucun calcul ne la remplace.",
        line_rule=True,
        applies=of_medicine(lambda law: bool(law.labels.labels)),
        check=_noted,
        examples=(
            met("Étiquette ordinaire", lambda: a_case(RAMIPRIL, duration=days(30))),
            tells("Condition libre", lambda: a_case(_ON_ORDER, duration=days(5))),
        ),
    ),
)  # fmt: skip
