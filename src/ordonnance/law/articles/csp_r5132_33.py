"""R.5132-33: late presentation of stupéfiants, and periods already covered."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from ordonnance.domain.calendar import Period
from ordonnance.domain.mentions import OverlapMention
from ordonnance.law.case import LineCase
from ordonnance.law.correction import Correction
from ordonnance.law.drafting import csp
from ordonnance.law.durations import NO_DURATION
from ordonnance.law.examples import MORPHINE, WRITTEN, a_case, at_counter, breaks, days, met, unsure
from ordonnance.law.french import date_text, days_text
from ordonnance.law.history import Covered, History
from ordonnance.law.outline import of_medicine
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
    cannot_tell,
)
from ordonnance.law.substances import Article, narcotic_window

SINCE = date(2007, 2, 6)

_OWN_PERIOD = (
    "Vérifier qu’aucune de vos ordonnances ne couvre déjà cette période ; sinon, écrire « en "
    "complément de l’ordonnance du … »."
)


def _not_more_than_left(line: LineCase) -> Answer:
    """What is asked fits in the days that a late presentation leaves."""
    case, due = line.case, line.anticipated
    if due.remaining_days is None:
        late = (case.day - case.established_on).days > narcotic_window(case.day)
        return cannot_tell(NO_DURATION) if late else MET
    if not due.lost_days:
        return MET
    facts: dict[str, Any] = {
        "lost": days_text(due.lost_days),
        "left": days_text(due.portion_days or 0),
    }
    asked = line.asked
    if asked and asked.units is not None and due.portion_units is not None:
        return breached(**facts) if asked.units > due.portion_units else MET
    days_asked = line.asked_days
    if days_asked is None:
        return cannot_tell("la durée de la quantité demandée n’est pas calculable")
    return breached(**facts) if days_asked > (due.portion_days or 0) else MET


def _period(line: LineCase) -> tuple[Period, bool]:
    """The days that the act would cover, and whether their end is known."""
    case = line.case
    if case.dispensing:
        first, length = line.anticipated.first_day, line.asked_days
    else:
        # A beginning written before the ordonnance itself moves nothing: it covers from that day.
        first = max(case.established_on, line.line.not_before or case.established_on)
        span = line.treatment()
        length = span[1] if span else None
    if not length:
        return Period(first, first), False
    return Period(first, first + timedelta(days=min(length, 10_000) - 1)), True


def _no_overlap(line: LineCase) -> Answer:
    """Barred to the same prescriber or pharmacist, a warning for others (ERRATA 13)."""
    if line.line.overlap is not None:
        return MET
    key, history = line.law.overlap_key, line.case.history
    if key is None:
        return cannot_tell("la substance n’est pas connue")
    if history is None:
        return cannot_tell(
            "l’historique du patient n’est pas consulté ici",
            attestable=False,
            remedy=None if line.case.dispensing else _OWN_PERIOD,
        )
    period, certain = _period(line)
    found = history.over(key, period)
    if not found:
        later = any(each.substance == key and each.first > period.last for each in history.covered)
        return cannot_tell(NO_DURATION) if later and not certain else MET
    worst = max(found, key=lambda each: each.own)
    return breached(
        severity=None if worst.own else Severity.WARNING,
        subject=line.law.subject,
        first=date_text(worst.first),
        last=date_text(worst.last),
        corrections=() if line.case.dispensing else (_in_addition(line, worst),),
    )


def _in_addition(line: LineCase, covered: Covered) -> Correction:
    """The express mention: only the prescriber knows that this ordonnance adds to the other."""
    text = (
        "En complément de l’ordonnance qui couvre la période du "
        f"{date_text(covered.first)} au {date_text(covered.last)}"
    )
    mention = OverlapMention(text)
    label = f"Ajouter la mention « {text} »"
    return Correction(label, line.line.number, {"overlap": mention}, asserts=True)


_THREE_DAYS: Rule[LineCase] = Rule(
    id="RX-STUP-06",
    title="Un stupéfiant présenté après trois jours n’est délivré que pour la durée restante",
    family=Family.NARCOTIC,
    moments=frozenset({Moment.DISPENSING}),
    clock=Clock.DISPENSING,
    since=SINCE,
    severity=Severity.BLOCKING,
    confidence=Confidence.SEED,
    citation=csp("R.5132-33 al. 1", date(2026, 11, 1)),
    message="Présentation tardive : {lost} sont déduits, il reste {left} à délivrer aujourd’hui.",
    why="L’ordonnance est exécutée en entier dans les trois jours qui suivent son établissement ou "
    "la fin de la fraction précédente ; ensuite, pour la durée restant à courir.",
    remedy="Délivrer pour {left} au plus.",
    line_rule=True,
    applies=of_medicine(
        lambda law: law.has(Article.R5132_33_1), lambda line: line.asked is not None
    ),
    check=_not_more_than_left,
    examples=(
        met("Le troisième jour, en entier",
            lambda: at_counter(a_case(MORPHINE, duration=days(28)), date(2026, 1, 8), asked=28)),
        met("Le dixième jour, 18 jours sur 28",
            lambda: at_counter(a_case(MORPHINE, duration=days(28)), date(2026, 1, 15), asked=18)),
        breaks("Le dixième jour, en entier",
               lambda: at_counter(a_case(MORPHINE, duration=days(28)), date(2026, 1, 15),
                                  asked=28)),
    ),
)  # fmt: skip

_COVERED = History((Covered("morphine", date(2026, 1, 1), date(2026, 1, 10), own=True),))

LINE_RULES: tuple[Rule[LineCase], ...] = (
    replace(
        _THREE_DAYS,
        title="Avant le 6 février 2007, le délai était de vingt-quatre heures",
        since=None,
        until=date(2007, 2, 5),
        why="Version close, écrite d’après un document de référence : vingt-quatre heures, "
        "comptées ici en jours entiers.",
        examples=(
            met("Le lendemain, en entier",
                lambda: at_counter(a_case(MORPHINE, on=date(2006, 5, 4), duration=days(28)),
                                   date(2006, 5, 5), asked=28)),
            breaks("Le surlendemain, en entier",
                   lambda: at_counter(a_case(MORPHINE, on=date(2006, 5, 4), duration=days(28)),
                                      date(2006, 5, 6), asked=28)),
        ),
    ),
    _THREE_DAYS,
    Rule(
        id="RX-STUP-07",
        title="Pas de chevauchement avec une période déjà couverte, sauf mention expresse",
        family=Family.NARCOTIC,
        moments=frozenset({Moment.PRESCRIBING, Moment.DISPENSING}),
        clock=Clock.PRESCRIBING,
        since=SINCE,
        severity=Severity.BLOCKING,
        confidence=Confidence.SEED,
        citation=csp("R.5132-33 al. 2", date(2026, 11, 1)),
        message="La période est déjà couverte du {first} au {last} pour {subject}, sans mention "
        "expresse de chevauchement.",
        why="Le même praticien ne peut établir, ni le même pharmacien exécuter, une ordonnance sur "
        "une période déjà couverte ; pour un autre praticien le texte se tait et l’on avertit.",
        remedy="Attendre la fin de la période, ou écrire « en complément de l’ordonnance du … ».",
        line_rule=True,
        applies=of_medicine(
            lambda law: law.has(Article.R5132_33_2),
            lambda line: not (line.case.dispensing and line.asked is None),
        ),
        check=_no_overlap,
        examples=(
            met("Rien n’est couvert",
                lambda: a_case(MORPHINE, duration=days(28), facts={"history": History()})),
            breaks("Cinq jours déjà couverts par le même prescripteur",
                   lambda: a_case(MORPHINE, on=WRITTEN, duration=days(28),
                                  facts={"history": _COVERED})),
            breaks("Un début écrit avant l’établissement ne contourne pas la règle",
                   lambda: a_case(MORPHINE, on=WRITTEN, duration=days(28),
                                  not_before=date(2025, 6, 2), facts={"history": _COVERED})),
            unsure("Historique inconnu", lambda: a_case(MORPHINE, duration=days(28))),
        ),
    ),
)  # fmt: skip
