"""R.5132-21: the longest duration of a prescription on liste I or II."""

from dataclasses import replace
from datetime import date

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.law.articles.arrete_2020_01_13 import is_oral_tramadol
from ordonnance.law.case import LineCase
from ordonnance.law.drugs import Reading
from ordonnance.law.durations import MESSAGE, REMEDY, within
from ordonnance.law.examples import (
    ALPRAZOLAM,
    RAMIPRIL,
    a_case,
    breaks,
    days,
    met,
    months,
    tablets,
    unsure,
)
from ordonnance.law.outline import of_medicine
from ordonnance.law.rule import (
    Answer,
    Citation,
    Clock,
    Confidence,
    Family,
    Moment,
    Rule,
    Severity,
    Verdict,
)

YEAR = Duration(12, TimeUnit.MONTH)
_WRITE_IT = "Écrire la durée du traitement, si elle peut l’être."


def _specific(law: Reading) -> bool:
    return law.maximum is not None and not law.narcotic and not is_oral_tramadol(law)


def _within_specific(line: LineCase) -> Answer:
    return within(line, line.law.maximum or YEAR)


def _lasting(line: LineCase) -> bool:
    """False for packs served once whose days nobody can count: no duration is prescribed then, as
    R.5132-3 3° allows, and there is none to compare with twelve months (ADR 0048)."""
    return line.line.packs is None or bool(line.line.renewals) or line.treatment() is not None


def _within_a_year(line: LineCase) -> Answer:
    """Packs renewed, whose days nobody can count, ask for no attestation (ADR 0038)."""
    answer = within(line, YEAR)
    if answer.verdict is Verdict.CANNOT_TELL and line.line.packs is not None:
        return replace(answer, attestable=False, remedy=_WRITE_IT)
    return answer


LINE_RULES: tuple[Rule[LineCase], ...] = (
    Rule(
        id="RX-DUR-01",
        title="Une prescription de liste I ou II ne dépasse pas douze mois",
        family=Family.DURATION,
        moments=frozenset({Moment.PRESCRIBING}),
        clock=Clock.PRESCRIBING,
        since=date(2004, 8, 8),
        severity=Severity.BLOCKING,
        confidence=Confidence.SEED,
        citation=Citation("Code de la santé publique", "R.5132-21", date(2026, 11, 1)),
        message=MESSAGE,
        why="Les substances vénéneuses des listes I et II se prescrivent pour douze mois au plus, "
        "renouvellements compris.",
        remedy=REMEDY,
        line_rule=True,
        applies=of_medicine(lambda law: law.listed, _lasting),
        check=_within_a_year,
        examples=(
            met("Douze mois", lambda: a_case(RAMIPRIL, duration=months(12))),
            breaks("Treize mois", lambda: a_case(RAMIPRIL, duration=months(13))),
            breaks("Un mois à renouveler douze fois",
                   lambda: a_case(RAMIPRIL, duration=months(1), renewals=12)),
            unsure("Des boîtes renouvelées, que l’on ne peut pas compter",
                   lambda: a_case(tablets("x", "liste I", presentations=()), packs=2,
                                  renewals=5)),
        ),
    ),
    Rule(
        id="RX-DUR-03",
        title="Certaines substances ont une durée maximale plus courte",
        family=Family.DURATION,
        moments=frozenset({Moment.PRESCRIBING}),
        clock=Clock.PRESCRIBING,
        severity=Severity.BLOCKING,
        confidence=Confidence.OFFICIAL_DATA,
        citation=Citation(
            "Code de la santé publique ; arrêtés et conditions publiées par l’ANSM",
            "R.5132-21",
            date(2026, 11, 1),
        ),
        message=MESSAGE,
        why="Un arrêté ou l’autorisation de mise sur le marché réduit la durée de prescription de "
        "ce médicament.",
        remedy=REMEDY,
        line_rule=True,
        applies=of_medicine(_specific),
        check=_within_specific,
        examples=(
            met("Alprazolam, douze semaines", lambda: a_case(ALPRAZOLAM, duration=days(84))),
            breaks("Alprazolam, 85 jours", lambda: a_case(ALPRAZOLAM, duration=days(85))),
        ),
    ),
)  # fmt: skip
