"""R.162-20-5 (CSS), R.5132-12 and R.5123-2 (CSP): how much is served at once."""

from datetime import date
from decimal import Decimal

from ordonnance.law.articles.css_r162_20_4 import AGREED_QUANTITY
from ordonnance.law.case import Asked, LineCase
from ordonnance.law.due import Due
from ordonnance.law.examples import RAMIPRIL, a_case, at_counter, breaks, days, met
from ordonnance.law.french import days_text, number_text, plural
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
from ordonnance.law.treatment import packs_of_line

ABOVE_REMAINING = "La quantité demandée ({asked}) dépasse ce qui reste prescrit ({left})."


def _amounts(asked: Asked, due: Due) -> tuple[Decimal, Decimal, Decimal, tuple[str, str]] | None:
    """Asked, portion and remaining in one currency with its French unit; None when unknown."""
    units = asked.units
    if units is None and asked.packs is not None and due.per_pack is not None:
        units = asked.packs * due.per_pack
    if units is not None and due.remaining_units is not None and due.portion_units is not None:
        return units, due.portion_units, _whole(due.remaining_units, due), ("unité", "unités")
    if (
        asked.packs is not None
        and due.remaining_packs is not None
        and due.portion_packs is not None
    ):
        return asked.packs, due.portion_packs, due.remaining_packs, ("boîte", "boîtes")
    if asked.packs is not None:
        # Days alone do not bound packs that nobody can count.
        return None
    if asked.days is not None and due.remaining_days is not None and due.portion_days is not None:
        return (
            Decimal(asked.days),
            Decimal(due.portion_days),
            Decimal(due.remaining_days),
            ("jour", "jours"),
        )
    return None


def _whole(remaining: Decimal, due: Due) -> Decimal:
    """What remains, in whole packs unless units are served one by one."""
    if due.exact or not due.per_pack:
        return remaining
    packs, rest = divmod(remaining, due.per_pack)
    return (packs + bool(rest)) * due.per_pack


def _not_compared(line: LineCase) -> str:
    """Why what is asked cannot be set against what is prescribed."""
    if line.medicine is None:
        return "le médicament n’est pas connu du catalogue"
    if line.pack is None:
        sizes = sorted({each.units for each in packs_of_line(line.line, line.medicine)
                        if each.units is not None})  # fmt: skip
        if len(sizes) > 1:
            told = " ou ".join(number_text(each) for each in sizes)
            return f"ce médicament a des boîtes de {told}, et rien ne dit laquelle est remise"
        return "la boîte remise n’est pas connue"
    if line.pack.units is None:
        return "le contenu de la boîte ne se compte pas"
    return "la posologie ne se compte pas dans l’unité de la boîte"


def _portion(line: LineCase) -> Answer:
    asked, due = line.asked, line.anticipated
    amounts = _amounts(asked, due) if asked else None
    if amounts is None:
        if asked is not None and asked.facts.agreed(*AGREED_QUANTITY):
            # What cannot be counted was settled with the prescriber (R.162-20-4).
            return MET
        several = asked is not None and asked.packs is not None and asked.packs > 1
        missing = _not_compared(line)
        # One pack is what can be served of what nobody can count; more is attested.
        return cannot_tell(missing) if several else cannot_tell(missing, severity=Severity.INFO)
    wanted, portion, remaining, unit = amounts
    if wanted <= min(portion, remaining):
        return MET
    told, left = plural(wanted, *unit), plural(remaining, *unit)
    if wanted > remaining:
        remedy = "Délivrer au plus {left}." if remaining else "Ne rien délivrer."
        return breached(message=ABOVE_REMAINING, remedy=remedy, asked=told, left=left)
    return breached(
        # Act and reason are recorded together: nothing else is left to acknowledge.
        severity=Severity.INFO if asked and asked.reason else Severity.WARNING,
        due=plural(portion, *unit),
        cover=days_text(due.portion_days or 0),
        asked=told,
        left=left,
    )


LINE_RULES: tuple[Rule[LineCase], ...] = (
    Rule(
        id="DI-02",
        title="On délivre au plus un mois à la fois (4 semaines ou 30 jours selon la boîte)",
        family=Family.DISPENSING,
        moments=frozenset({Moment.DISPENSING}),
        clock=Clock.DISPENSING,
        since=date(2004, 12, 18),
        severity=Severity.BLOCKING,
        confidence=Confidence.VERIFIED,
        citation=Citation(
            "Code de la sécurité sociale ; R.5132-12 Code de la santé publique",
            "R.162-20-5",
            date(2026, 11, 1),
        ),
        message="La quantité demandée ({asked}) dépasse la portion due aujourd’hui ({due}).",
        why="La délivrance est limitée à 4 semaines ou 30 jours selon le conditionnement, 3 mois "
        "pour une grande boîte, 12 semaines pour un contraceptif.",
        remedy="Délivrer {due} au plus, ou indiquer le motif de la quantité.",
        line_rule=True,
        applies=lambda line: line.asked is not None and line.ordinary,
        check=_portion,
        examples=(
            met("30 comprimés pour 30 jours",
                lambda: at_counter(a_case(RAMIPRIL, duration=days(90)), date(2026, 1, 5),
                                   asked=30)),
            breaks("90 comprimés en petites boîtes",
                   lambda: at_counter(a_case(RAMIPRIL, duration=days(90)), date(2026, 1, 5),
                                      asked=90)),
            breaks("Plus que ce qui est prescrit",
                   lambda: at_counter(a_case(RAMIPRIL, duration=days(7)), date(2026, 1, 5),
                                      asked=30)),
        ),
    ),
)  # fmt: skip
