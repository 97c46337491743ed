"""R.5132-30: stupéfiants last 28 days at most, by fractions when decided, and are not renewed."""

from dataclasses import replace
from datetime import date
from typing import Any

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.law.case import LineCase
from ordonnance.law.correction import Correction
from ordonnance.law.durations import MESSAGE, NO_DURATION, REMEDY, within
from ordonnance.law.examples import (
    METHADONE,
    MORPHINE,
    a_case,
    at_counter,
    breaks,
    days,
    met,
)
from ordonnance.law.french import date_text, days_text, duration_text, plural
from ordonnance.law.outline import of_medicine
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
    cannot_tell,
)
from ordonnance.law.substances import Article

FOUR_WEEKS = Duration(28, TimeUnit.DAY)
SINCE = date(2007, 2, 6)
UNITS = ("unité", "unités")
ABOVE_REST = "La quantité demandée ({asked}) dépasse le reste de la fraction ({limit})."
CITATION = Citation("Code de la santé publique", "R.5132-30", date(2026, 11, 1))


def _in_turn(line: LineCase) -> bool:
    """Asked of a line served by fractions, by the text or the prescriber, or of a stupéfiant that
    was served before: nothing of it comes early."""
    law, written = line.law, line.line
    if line.asked is None:
        return False
    fractions = (law.fraction or written.fraction) is not None and not written.single_delivery
    return fractions or (law.narcotic and bool(line.served))


def _fraction_written(line: LineCase) -> Answer:
    most = line.law.fraction or FOUR_WEEKS
    facts: dict[str, Any] = {"limit": duration_text(most), "subject": line.law.subject}
    written = line.line.fraction
    corrections = _ways_to_fraction(line, most)
    if written is None and _in_one_fraction(line, most):
        return MET
    if written is None:
        return breached(
            corrections=corrections,
            message="La durée de chaque fraction n’est pas écrite pour {subject} ; elle est de "
            "{limit} au plus.",
            remedy="Écrire « à délivrer par fractions de {limit} », ou « délivrance en une seule "
            "fois ».",
            **facts,
        )
    if written.exceeds(most, line.case.established_on):
        return breached(asked=duration_text(written), corrections=corrections, **facts)
    return MET


def _in_one_fraction(line: LineCase, most: Duration) -> bool:
    """The whole treatment is no longer than a fraction: there is none to write."""
    span = line.treatment()
    return span is not None and span[1] <= most.days_from(line.case.established_on)


def _ways_to_fraction(line: LineCase, most: Duration) -> tuple[Correction, ...]:
    """The longest fraction, which is what serving applies anyway; or at once, if so decided."""
    number, days = line.line.number, duration_text(most)
    return (
        Correction(f"Écrire « à délivrer par fractions de {days} »", number, {"fraction": most}),
        Correction("Écrire « délivrance en une seule fois »", number,
                   {"fraction": None, "single_delivery": True}, asserts=True),
    )  # fmt: skip


def _no_renewal(line: LineCase) -> Answer:
    if not line.line.renewals:
        return MET
    without = Correction("Ne pas renouveler", line.line.number, {"renewals": 0})
    return breached(times=str(line.line.renewals), corrections=(without,))


def _one_fraction(line: LineCase) -> Answer:
    """Asked in days, one fraction at a time, once the previous one is over."""
    due = line.anticipated
    if due.completes:
        return _rest_of_fraction(line) if due.fraction_days else MET
    if line.law.narcotic and line.served and due.next_on and line.case.day < due.next_on:
        return breached(
            message="La fraction précédente couvre encore le patient : la suivante se délivre à "
            "partir du {next_on}.",
            remedy="Revenir à partir du {next_on}.",
            next_on=date_text(due.next_on),
        )
    asked, fraction = line.asked_days, due.fraction_days or 0
    if not fraction or _is_the_portion(line):
        return MET
    if asked is None:
        return cannot_tell(NO_DURATION)
    # The days off that follow a fraction lengthen what it covers, not what is taken.
    over = asked > max(fraction, due.portion_days or 0) and not _last_unit_only(line, fraction)
    return breached(asked=days_text(asked), limit=days_text(fraction)) if over else MET


def _is_the_portion(line: LineCase) -> bool:
    """Counted in packs or units, at most the portion due: five patches of three days are a fraction
    of fourteen days, and last fifteen."""
    asked, due = line.asked, line.anticipated
    if asked is None or asked.days is not None:
        return False
    if asked.units is not None and due.portion_units is not None:
        return asked.units <= due.portion_units
    packs = due.portion_packs
    return asked.packs is not None and packs is not None and asked.packs <= packs


def _rest_of_fraction(line: LineCase) -> Answer:
    """The fraction was served in part: its rest is due at once, and no more (ADR 0009)."""
    due, asked = line.anticipated, line.asked
    units = asked.units if asked else None
    if units is None and asked and asked.packs is not None and due.per_pack is not None:
        units = asked.packs * due.per_pack
    if units is not None and due.portion_units is not None:
        over = units > due.portion_units
        wanted, most = plural(units, *UNITS), plural(due.portion_units, *UNITS)
    elif line.asked_days is not None and due.portion_days is not None:
        over = line.asked_days > due.portion_days
        wanted, most = days_text(line.asked_days), days_text(due.portion_days)
    else:
        return cannot_tell(NO_DURATION)
    return breached(message=ABOVE_REST, asked=wanted, limit=most) if over else MET


def _last_unit_only(line: LineCase, fraction: int) -> bool:
    """A unit that lasts several days (a patch) may cover a little more than the fraction."""
    due, asked = line.anticipated, line.asked
    if asked is None or asked.units is None or not due.daily:
        return False
    return asked.units - 1 < due.daily * fraction


_LONGEST: Rule[LineCase] = Rule(
    id="RX-STUP-03",
    title="Un stupéfiant se prescrit pour 28 jours au plus, moins pour certains",
    family=Family.NARCOTIC,
    moments=frozenset({Moment.PRESCRIBING}),
    clock=Clock.PRESCRIBING,
    since=SINCE,
    severity=Severity.BLOCKING,
    confidence=Confidence.VERIFIED,
    citation=CITATION,
    message=MESSAGE,
    why="La durée est de 28 jours, ou celle plus courte fixée pour le médicament.",
    remedy=REMEDY,
    line_rule=True,
    applies=of_medicine(lambda law: law.narcotic),
    check=lambda line: within(line, line.law.maximum or FOUR_WEEKS),
    examples=(
        met("Morphine, 28 jours", lambda: a_case(MORPHINE, duration=days(28))),
        breaks("Morphine, 30 jours", lambda: a_case(MORPHINE, duration=days(30))),
    ),
)

LINE_RULES: tuple[Rule[LineCase], ...] = (
    _LONGEST,
    replace(
        _LONGEST,
        since=None,
        until=date(2007, 2, 5),
        confidence=Confidence.MEMORY,
        why="Version close, de mémoire : la même durée est supposée avant 2007.",
        examples=(
            met("28 jours en 2006",
                lambda: a_case(MORPHINE, on=date(2006, 5, 4), duration=days(28))),
            breaks("30 jours en 2006",
                   lambda: a_case(MORPHINE, on=date(2006, 5, 4), duration=days(30))),
        ),
    ),
    Rule(
        id="RX-STUP-04",
        title="La durée de chaque fraction est écrite et ne dépasse pas le maximum",
        family=Family.NARCOTIC,
        moments=frozenset({Moment.PRESCRIBING}),
        clock=Clock.PRESCRIBING,
        since=SINCE,
        severity=Severity.BLOCKING,
        confidence=Confidence.VERIFIED,
        citation=CITATION,
        message="La fraction écrite ({asked}) dépasse {limit} pour {subject}.",
        why="Quand un fractionnement est décidé pour le médicament, le prescripteur écrit la durée "
        "de chaque fraction.",
        remedy="Ramener la fraction à {limit}, ou écrire « délivrance en une seule fois ».",
        line_rule=True,
        applies=of_medicine(
            lambda law: law.fraction is not None, lambda line: not line.line.single_delivery
        ),
        check=_fraction_written,
        examples=(
            met("Méthadone par 7 jours",
                lambda: a_case(METHADONE, duration=days(28), fraction=days(7))),
            met("Méthadone, 7 jours en tout", lambda: a_case(METHADONE, duration=days(7))),
            breaks("Méthadone, fraction non écrite",
                   lambda: a_case(METHADONE, duration=days(28))),
            breaks("Méthadone par 14 jours",
                   lambda: a_case(METHADONE, duration=days(28), fraction=days(14))),
        ),
    ),
    Rule(
        id="RX-STUP-11",
        title="Un stupéfiant ne se renouvelle pas",
        family=Family.NARCOTIC,
        moments=frozenset({Moment.PRESCRIBING}),
        clock=Clock.PRESCRIBING,
        severity=Severity.BLOCKING,
        confidence=Confidence.SECONDARY,
        citation=CITATION,
        message="Un renouvellement est demandé ({times} fois) pour un stupéfiant.",
        why="Chaque délivrance d’un stupéfiant demande une nouvelle ordonnance.",
        remedy="Retirer le renouvellement.",
        line_rule=True,
        applies=of_medicine(lambda law: law.narcotic),
        check=_no_renewal,
        examples=(
            met("Sans renouvellement", lambda: a_case(MORPHINE, duration=days(14), renewals=0)),
            breaks("Deux renouvellements",
                   lambda: a_case(MORPHINE, duration=days(7), renewals=2)),
        ),
    ),
    Rule(
        id="DI-STUP-04",
        title="Les fractions se délivrent l’une après l’autre",
        family=Family.NARCOTIC,
        moments=frozenset({Moment.DISPENSING}),
        clock=Clock.DISPENSING,
        since=SINCE,
        severity=Severity.BLOCKING,
        confidence=Confidence.SEED,
        citation=CITATION,
        message="Une seule fraction se délivre à la fois, de {limit} au plus : la quantité "
        "demandée couvre {asked}.",
        why="Le fractionnement limite la quantité détenue par le patient.",
        remedy="Délivrer une fraction de {limit}.",
        line_rule=True,
        applies=of_medicine(lambda law: law.has(Article.R5132_30), _in_turn),
        check=_one_fraction,
        examples=(
            met("Une fraction de 7 jours",
                lambda: at_counter(a_case(METHADONE, duration=days(28)), date(2026, 1, 5),
                                   asked=7)),
            breaks("Quatre fractions à la fois",
                   lambda: at_counter(a_case(METHADONE, duration=days(28)), date(2026, 1, 5),
                                      asked=28)),
        ),
    ),
)  # fmt: skip
