"""Interactions with what else the patient takes (ADR 0031, « History by patient »).

The finding names the line, the level and the days; never the other medicine, which may be another
author's, nor the risk, which would name it.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from ordonnance.domain.drug import Medicine
from ordonnance.domain.interactions import Level
from ordonnance.law.articles.interactions import BOTH, CITATION, example_source, origin
from ordonnance.law.case import Case, LineCase
from ordonnance.law.examples import WRITTEN, a_case, breaks, days, met, tablets
from ordonnance.law.french import date_text, typographic
from ordonnance.law.history import History
from ordonnance.law.interactions import contraindicated, shared_substances
from ordonnance.law.interactions import met as couples_met
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
)
from ordonnance.law.running import Running

PRUDENCE = Citation("de la plateforme", "Règle de prudence", date(2026, 11, 22))
RENEWED_WITHIN_DAYS = 10
"""A renewal is written and served a little before the end of the former: no substance twice."""
MOST_TOLD = 5
"""Treatments told in one finding, the most serious first; beyond, only their number."""


class _Told(NamedTuple):
    """One treatment that the line meets: `asks` when a reason must be given for it."""

    level: Level
    running: Running
    asks: bool

    @property
    def weight(self) -> tuple[int, date, date]:
        """The most serious first, then the oldest."""
        return self.level.rank, self.running.first, self.running.last


def _check(line: LineCase) -> Answer:
    found = sorted(_encounters(line), key=lambda each: each.weight)
    if not found:
        return MET
    words = (f"{each.level.label} avec {days_of(each.running, line.case.day)}" for each in found)
    return breached(
        severity=None if any(each.asks for each in found) else Severity.INFO,
        told=_listed(words),
        origin=origin(line),
    )


def _encounters(line: LineCase) -> Iterator[_Told]:
    """Each treatment that may be under way and that the medicine of the line meets."""
    source, medicine, history = line.case.interactions, line.medicine, line.case.history
    if source is None or source.thesaurus is None or medicine is None or history is None:
        return
    for each in history.running or ():
        if not each.may_run_on(line.case.day):
            continue
        found = couples_met(source.thesaurus, medicine, each.medicine)
        if found and not found[0].local:
            level = found[0].level
            asks = level is Level.CONTRAINDICATED and each.runs_on(line.case.day)
            yield _Told(level, each, asks and not _asked_before(line, medicine, each))


def _asked_before(line: LineCase, medicine: Medicine, running: Running) -> bool:
    """A reason given at a serving was for what the patient took then, by the thesaurus of then."""
    told_on = _told_on(line)
    return (
        told_on is not None
        and running.first <= told_on
        and contraindicated(line.told_before, medicine, running.medicine)
    )


def _told_on(line: LineCase) -> date | None:
    """The day of the last serving of this medicine on this line, None when there is none."""
    return max(each.first_day for each in line.served) if line.again else None


def _listed(words: Iterable[str]) -> str:
    told = list(dict.fromkeys(words))
    more = len(told) - MOST_TOLD
    return typographic(" ; ".join(told[:MOST_TOLD]) + (f" ; et {more} de plus" if more > 0 else ""))


def days_of(running: Running, day: date) -> str:
    """« un traitement du 05/01/2026 au 01/02/2026 », never which one."""
    if not running.open:
        return f"un traitement du {date_text(running.first)} au {date_text(running.last)}"
    maybe = "" if running.runs_on(day) else " (peut-être terminé)"
    return f"un traitement commencé le {date_text(running.first)}, de durée inconnue{maybe}"


def _same(line: LineCase) -> Answer:
    """The same substance by another ordonnance, for longer than a renewal overlaps the former."""
    medicine, history = line.medicine, line.case.history
    if medicine is None or history is None:
        return MET
    told_on, until = _told_on(line), line.case.day + timedelta(days=RENEWED_WITHIN_DAYS)
    found = [
        each
        for each in history.running or ()
        if each.last >= until
        and (told_on is None or each.first > told_on)
        and shared_substances(medicine, each.medicine)
    ]
    found.sort(key=lambda each: (each.first, each.last))
    if not found:
        return MET
    return breached(told=_listed(days_of(each, line.case.day) for each in found))


def _applies(line: LineCase) -> bool:
    case = line.case
    consulted = case.interactions is not None and case.interactions.thesaurus is not None
    return consulted and line.medicine is not None and _asked(case)


def _known(line: LineCase) -> bool:
    return line.medicine is not None and _asked(line.case)


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
    Rule(
        id="substance.running",
        title="Même substance dans un autre traitement du patient",
        family=Family.SAFETY,
        moments=BOTH,
        clock=Clock.PRESCRIBING,
        severity=Severity.INFO,
        confidence=Confidence.PLATFORM,
        citation=PRUDENCE,
        message="Une substance de cette ligne est déjà prise par ailleurs : {told}.",
        why="Deux ordonnances de la même substance additionnent leurs doses. Un renouvellement se "
        f"fait un peu avant la fin : rien n’est dit des {RENEWED_WITHIN_DAYS} derniers jours.",
        remedy="Demander au patient ce qu’il prend encore ; vérifier que le cumul est voulu.",
        line_rule=True,
        applies=_known,
        check=_same,
        examples=(
            met(
                "Renouvellement dix jours avant la fin",
                lambda: a_case(
                    tablets("démomycine"),
                    duration=days(28),
                    facts=_facts(WRITTEN + timedelta(days=RENEWED_WITHIN_DAYS - 1)),
                ),
            ),
            breaks(
                "Même substance pour un mois encore",
                lambda: a_case(
                    tablets("démomycine"),
                    duration=days(28),
                    facts=_facts(WRITTEN + timedelta(days=30)),
                ),
            ),
        ),
    ),
)
