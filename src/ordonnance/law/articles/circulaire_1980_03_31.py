"""Circulaire of 31 March 1980: several months served before a stay abroad."""

from dataclasses import replace
from datetime import date
from typing import Any

from ordonnance.domain.dispensing import QuantityReason
from ordonnance.domain.mentions import PriorAgreement
from ordonnance.law.case import Asked, LineCase, ServingRequest
from ordonnance.law.drafting import DISPENSING, READ_ON, line_rule
from ordonnance.law.examples import RAMIPRIL, WRITTEN, a_case, at_counter, days, met, tells, unsure
from ordonnance.law.french import days_text
from ordonnance.law.rule import (
    MET,
    Answer,
    Citation,
    Clock,
    Confidence,
    Family,
    Rule,
    Severity,
    cannot_tell,
    informs,
)

_MONTH = 31


def _travelling(line: LineCase) -> bool:
    return line.asked is not None and line.asked.reason is QuantityReason.TRAVEL


def _abroad(line: LineCase) -> Answer:
    if line.line.prior_agreement is PriorAgreement.GRANTED or line.line.not_reimbursable:
        return MET
    asked = line.asked_days
    if asked is None:
        return cannot_tell("la durée de la quantité demandée n’est pas calculable",
                           severity=Severity.INFO)  # fmt: skip
    if asked <= _MONTH:
        return MET
    # Neither the country nor the length of the stay is recorded: what is due is told, no more.
    return informs(asked=days_text(asked))


def _leaving(length: int | None, **line: Any) -> Any:
    asked = Asked(1, days=length, reason=QuantityReason.TRAVEL)
    request = ServingRequest("pharmacien", "pharmacie", (asked,))
    case = at_counter(a_case(RAMIPRIL, duration=days(90), **line), WRITTEN)
    return lambda: replace(case, serving=request)


LINE_RULES: tuple[Rule[LineCase], ...] = (
    line_rule(
        "AM-14",
        "Séjour à l’étranger : plus de quatre semaines demandent l’accord du service médical",
        family=Family.INSURANCE,
        moments=DISPENSING,
        clock=Clock.DISPENSING,
        since=date(1980, 3, 31),
        severity=Severity.WARNING,
        confidence=Confidence.SEED,
        citation=Citation("délivrance pour un séjour à l’étranger",
                          "Circulaire de la CNAM du 31 mars 1980", READ_ON),
        message="{asked} de traitement pour un départ : si le séjour est à l’étranger et dépasse "
        "un mois, l’accord préalable du service médical de l’Assurance Maladie est nécessaire.",
        why="Au-delà de quatre semaines, la délivrance est prise en charge avec cet accord.",
        remedy="Vérifier l’accord, ou délivrer quatre semaines.",
        applies=_travelling,
        check=_abroad,
        examples=(
            met("Un mois", _leaving(30)),
            met("Accord obtenu", _leaving(90, prior_agreement=PriorAgreement.GRANTED)),
            tells("Trois mois, sans accord", _leaving(90)),
            unsure("Durée inconnue", _leaving(None)),
        ),
    ),
)  # fmt: skip
