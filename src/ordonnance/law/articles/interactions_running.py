"""Interactions with what else the patient takes (ADR 0031, « History by patient »).

The finding names the line, the level and the days; never the other medicine, which may be another
author's, nor the risk, which would name it.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from ordonnance.domain.calendar import Period
from ordonnance.domain.interactions import Level
from ordonnance.law.articles.interactions import BOTH, CITATION, example_source, origin
from ordonnance.law.case import Case, History, LineCase, Running
from ordonnance.law.examples import WRITTEN, a_case, breaks, days, met, tablets
from ordonnance.law.french import date_text, typographic
from ordonnance.law.interactions import met as couples_met
from ordonnance.law.rule import (
    MET,
    Answer,
    Clock,
    Confidence,
    Family,
    Rule,
    Severity,
    breached,
)

MOST_TOLD = 5
"""Treatments told in one finding, the most serious first; beyond, only their number."""


def _check(line: LineCase) -> Answer:
    found = sorted(set(_encounters(line)), key=lambda each: (each[0].rank, each[1]))
    if not found:
        return MET
    told = [
        f"{level.label} avec un traitement du {date_text(period.first)} au {date_text(period.last)}"
        for level, period in found[:MOST_TOLD]
    ]
    more = len(found) - len(told)
    # The reason given at a serving was for what the patient took then, not for what began since.
    told_on = max(each.first_day for each in line.served) if line.again else None
    serious = any(
        level is Level.CONTRAINDICATED and (told_on is None or period.first > told_on)
        for level, period in found
    )
    return breached(
        severity=None if serious else Severity.INFO,
        told=typographic(" ; ".join(told) + (f" ; et {more} de plus" if more else "")),
        origin=origin(line),
    )


def _encounters(line: LineCase) -> Iterator[tuple[Level, Period]]:
    """The level and the days of each treatment under way that the medicine of the line meets."""
    source, medicine, history = line.case.interactions, line.medicine, line.case.history
    if source is None or source.thesaurus is None or medicine is None or history is None:
        return
    for each in history.running or ():
        found = couples_met(source.thesaurus, medicine, each.medicine)
        if each.last >= line.case.day and found and not found[0].local:
            yield found[0].level, Period(each.first, each.last)


def _applies(line: LineCase) -> bool:
    case = line.case
    consulted = case.interactions is not None and case.interactions.thesaurus is not None
    return consulted and line.medicine is not None and _asked(case)


def _asked(case: Case) -> bool:
    return case.history is not None and case.history.running is not None


def _facts(last: date) -> dict[str, Any]:
    running = Running(tablets("démomycine"), WRITTEN - timedelta(days=20), last)
    return {
        "interactions": example_source(Level.CONTRAINDICATED),
        "history": History(running=(running,)),
    }


LINE_RULES: tuple[Rule[LineCase], ...] = (
    Rule(
        id="interaction.running",
        title="Interaction avec un autre traitement du patient",
        family=Family.SAFETY,
        moments=BOTH,
        clock=Clock.PRESCRIBING,
        severity=Severity.WARNING,
        confidence=Confidence.OFFICIAL_DATA,
        citation=CITATION,
        message="Cette ligne interagit avec ce que prend déjà le patient : {told}. {origin}",
        why="Le traitement en cours peut être celui d’un autre professionnel : ses jours et le "
        "niveau sont dits, jamais le médicament.",
        remedy="Demander au patient ce qu’il prend, ou de montrer l’ordonnance concernée ; en cas "
        "de contre-indication, donner la raison de passer outre.",
        line_rule=True,
        applies=_applies,
        check=_check,
        examples=(
            met(
                "Traitement terminé la veille",
                lambda: a_case(
                    tablets("exempline"),
                    duration=days(7),
                    facts=_facts(WRITTEN - timedelta(days=1)),
                ),
            ),
            breaks(
                "Traitement en cours jusqu’au lendemain",
                lambda: a_case(
                    tablets("exempline"),
                    duration=days(7),
                    facts=_facts(WRITTEN + timedelta(days=1)),
                ),
            ),
        ),
    ),
)
