"""R.5132-5: stupéfiants and assimilés are prescribed electronically, or on secured paper."""

from dataclasses import replace
from datetime import date

from ordonnance.law.case import LineCase
from ordonnance.law.examples import MORPHINE, TRAMADOL, a_case, breaks, days, met
from ordonnance.law.form import Form
from ordonnance.law.french import date_text
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
from ordonnance.law.substances import Article

ELECTRONIC_SINCE = date(2023, 12, 22)
_PLAIN = {"form": Form.CLASSIQUE}


def _secured(line: LineCase) -> Answer:
    """The form is judged on the day of establishment, also when served later (ERRATA 15)."""
    if line.case.form is not Form.CLASSIQUE:
        return MET
    tolerance = line.law.tolerance
    if tolerance and line.case.established_on <= tolerance:
        # Honoured at the counter until its term; the prescriber is told that the duty began.
        return breached(
            severity=Severity.INFO if line.case.dispensing else Severity.WARNING,
            message="Ordonnance non sécurisée pour {subject}, établie pendant la période de "
            "tolérance (jusqu’au {until}) : elle est honorée jusqu’à son terme.",
            subject=line.law.subject,
            until=date_text(tolerance),
        )
    return breached(subject=line.law.subject)


_ELECTRONIC: Rule[LineCase] = Rule(
    id="RX-SEC-01",
    title="Stupéfiants et assimilés : ordonnance numérique, ou papier sécurisé à défaut",
    family=Family.SECURED,
    moments=frozenset({Moment.PRESCRIBING, Moment.DISPENSING}),
    clock=Clock.PRESCRIBING,
    since=ELECTRONIC_SINCE,
    severity=Severity.BLOCKING,
    confidence=Confidence.VERIFIED,
    citation=Citation("Code de la santé publique", "R.5132-5 al. 1", date(2026, 11, 1)),
    message="Une ordonnance sur papier ordinaire ne convient pas pour {subject}.",
    why="Ces médicaments se prescrivent par voie électronique ou, si c’est impossible, sur un "
    "papier répondant à des spécifications de sécurité.",
    remedy="Établir une ordonnance numérique, ou une ordonnance sécurisée indiquant le motif du "
    "papier.",
    line_rule=True,
    applies=lambda line: line.reading is not None and line.reading.has(Article.R5132_5),
    check=_secured,
    examples=(
        met("Ordonnance numérique", lambda: a_case(MORPHINE, duration=days(28))),
        met("Papier sécurisé",
            lambda: a_case(MORPHINE, duration=days(28), facts={"form": Form.SECURISEE})),
        breaks("Tramadol sur papier ordinaire le 1er avril 2025",
               lambda: a_case(TRAMADOL, on=date(2025, 4, 1), duration=days(28), facts=_PLAIN)),
    ),
)  # fmt: skip

LINE_RULES: tuple[Rule[LineCase], ...] = (
    replace(
        _ELECTRONIC,
        title="Avant le 22 décembre 2023 : ordonnance sécurisée",
        since=date(1999, 10, 1),
        until=date(2023, 12, 21),
        confidence=Confidence.SEED,
        why="Version close : le papier sécurisé était alors le support exigé.",
        remedy="Établir une ordonnance sécurisée.",
        examples=(
            met("Papier sécurisé en 2019",
                lambda: a_case(MORPHINE, on=date(2019, 3, 4), duration=days(28),
                               facts={"form": Form.SECURISEE})),
            breaks("Papier ordinaire en 2019",
                   lambda: a_case(MORPHINE, on=date(2019, 3, 4), duration=days(28),
                                  facts=_PLAIN)),
        ),
    ),
    _ELECTRONIC,
)  # fmt: skip
