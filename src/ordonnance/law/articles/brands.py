"""A line in DCI whose conditions depend on the brand that will be served (ERRATA 4)."""

from dataclasses import replace
from datetime import date

from ordonnance.domain.drug import Variation
from ordonnance.law.case import LineCase
from ordonnance.law.examples import a_case, days, met, tablets, tells
from ordonnance.law.french import typographic
from ordonnance.law.outline import KNOWN
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

MOST_TOLD = 6
"""Labels told in one finding; beyond, only their number."""

_EXAMPLE = replace(
    tablets("exempline", "liste II"), cis=None, variations=(Variation("liste I", 2, 5),)
)


def _check(line: LineCase) -> Answer:
    found = line.medicine.variations if line.medicine is not None else ()
    if not found:
        return MET
    told = [f"« {each.label} » ({each.bearing} sur {each.of})" for each in found[:MOST_TOLD]]
    if len(found) > MOST_TOLD:
        told.append(f"et {len(found) - MOST_TOLD} de plus")
    return informs(told=typographic(", ".join(told)))


LINE_RULES: tuple[Rule[LineCase], ...] = (
    Rule(
        id="condition.differs_between_brands",
        title="Les conditions dépendent de la spécialité délivrée",
        family=Family.KERNEL,
        moments=frozenset({Moment.PRESCRIBING}),
        clock=Clock.PRESCRIBING,
        severity=Severity.INFO,
        confidence=Confidence.OFFICIAL_DATA,
        citation=Citation(
            "conditions de prescription et de délivrance", "ANSM", date(2026, 11, 22)
        ),
        message="Les spécialités qui correspondent à cette DCI n’ont pas toutes les mêmes "
        "conditions : {told}.",
        why="Pour une ligne en DCI, les conditions les moins restrictives des spécialités qui "
        "peuvent être délivrées sont appliquées ; au comptoir, ce sont celles de la boîte remise.",
        remedy="Rien à faire, sauf si une marque plus encadrée est voulue : la nommer.",
        line_rule=True,
        applies=KNOWN,
        check=_check,
        examples=(
            met(
                "Spécialité nommée",
                lambda: a_case(tablets("exempline", "liste I"), duration=days(7)),
            ),
            tells(
                "DCI dont deux spécialités sur cinq sont sur une autre liste",
                lambda: a_case(_EXAMPLE, duration=days(7)),
            ),
        ),
    ),
)
