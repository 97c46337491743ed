"""R.5132-3: what every ordonnance of listed medicines carries."""

from datetime import date

from ordonnance.domain.prescription import Category
from ordonnance.law.case import Case, LineCase
from ordonnance.law.drafting import csp
from ordonnance.law.examples import a_case, breaks, days, met
from ordonnance.law.french import date_text
from ordonnance.law.outline import of_category
from ordonnance.law.rule import (
    MET,
    Answer,
    Clock,
    Confidence,
    Family,
    Moment,
    Rule,
    Severity,
    breached,
)
from ordonnance.law.treatment import one_duration


def _dated(case: Case) -> Answer:
    """The date is part of the type; it may not be after the day of the act."""
    if case.established_on <= case.day:
        return MET
    return breached(written=date_text(case.established_on), today=date_text(case.day))


def _duration_or_packs(line: LineCase) -> Answer:
    if one_duration(line.line) is not None:
        return MET
    if line.line.packs is None:
        return breached()
    if line.line.product is not None and not line.line.product.in_dci:
        return MET
    return breached(
        message="Le nombre de boîtes ne suffit que pour une spécialité : en dénomination commune "
        "ou pour une préparation, la durée du traitement doit être écrite."
    )


DOCUMENT_RULES: tuple[Rule[Case], ...] = (
    Rule(
        id="MI-09",
        title="L’ordonnance porte la date de son établissement",
        family=Family.PRESCRIBER,
        moments=frozenset({Moment.PRESCRIBING}),
        clock=Clock.PRESCRIBING,
        since=date(2004, 8, 8),
        severity=Severity.BLOCKING,
        confidence=Confidence.VERIFIED,
        citation=csp("R.5132-3 1°", date(2026, 11, 1)),
        message="L’ordonnance est datée du {written}, après le jour de son émission ({today}).",
        why="La date d’établissement fait courir tous les délais ; elle ne peut pas être à venir.",
        remedy="Dater l’ordonnance du jour ; pour un début différé, indiquer « ne pas délivrer "
        "avant le ».",
        line_rule=False,
        applies=lambda _case: True,
        check=_dated,
        examples=(
            met("Établie le jour de l’émission", a_case),
            breaks("Datée du lendemain", lambda: a_case(on=date(2026, 1, 6), day=date(2026, 1, 5))),
        ),
    ),
)

LINE_RULES: tuple[Rule[LineCase], ...] = (
    Rule(
        id="MD-05",
        title="La ligne donne la durée du traitement ou, pour une spécialité, le nombre de boîtes",
        family=Family.LINE,
        moments=frozenset({Moment.PRESCRIBING}),
        clock=Clock.PRESCRIBING,
        since=date(2004, 8, 8),
        severity=Severity.BLOCKING,
        confidence=Confidence.VERIFIED,
        citation=csp("R.5132-3 3°", date(2026, 11, 1)),
        message="Ni la durée du traitement ni le nombre de boîtes ne sont indiqués.",
        why="Sans durée ni nombre de boîtes, la quantité à délivrer n’est pas déterminée.",
        remedy="Écrire la durée du traitement.",
        line_rule=True,
        applies=of_category(Category.MEDICINE, Category.PREPARATION),
        check=_duration_or_packs,
        examples=(
            met("Sept jours", lambda: a_case(duration=days(7))),
            breaks("Ni durée ni boîtes", a_case),
            breaks("Deux boîtes d’un médicament en DCI", lambda: a_case(packs=2)),
        ),
    ),
)
