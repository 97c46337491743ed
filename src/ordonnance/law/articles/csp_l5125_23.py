"""L.5125-23: what may be handed over instead of the medicine prescribed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from ordonnance.domain.dispensing import Substitution, SubstitutionKind
from ordonnance.domain.drug import GenericGroup, GroupRole, Medicine
from ordonnance.domain.ids import Cis
from ordonnance.domain.mentions import NonSubstitutionReason, NotSubstitutable
from ordonnance.law.case import Asked, Case, LineCase, ServingRequest
from ordonnance.law.drafting import READ_ON
from ordonnance.law.examples import KETOPROFENE, RAMIPRIL, a_case, at_counter, breaks, days, met
from ordonnance.law.replacing import NotReplaced, Replacing
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


def _replaced(line: LineCase) -> Answer:
    asked = line.asked
    if asked is None or asked.medicine is None:
        return MET
    answer = Replacing(
        line.line, line.medicine, asked.medicine, asked.substitution, line.case.established_on,
        line.case.day,
    ).answer()  # fmt: skip
    return breached(reason=answer.reason) if isinstance(answer, NotReplaced) else MET


# --- Examples

_GROUP = GenericGroup("1", "RAMIPRIL 5 mg", GroupRole.REFERENCE)
_BRAND = replace(RAMIPRIL, cis=Cis("60000001"), generic_group=_GROUP)
_GENERIC = replace(_BRAND, name="RAMIPRIL EXEMPLE", cis=Cis("60000002"))
_OTHER = replace(KETOPROFENE, cis=Cis("60000003"))
_BY_THE_PRESCRIBER = Substitution(SubstitutionKind.PRESCRIBER_AGREEMENT, "accord au téléphone")


def _handing(
    served: Medicine, why: Substitution | None = None, kept: NotSubstitutable | None = None
) -> Case:
    """That medicine handed over for ramipril."""
    asked = Asked(1, packs=Decimal(1), medicine=served, substitution=why)
    case = at_counter(a_case(_BRAND, duration=days(30), not_substitutable=kept), date(2026, 1, 5))
    return replace(case, serving=ServingRequest("pharmacien", "pharmacie", (asked,)))


_KEPT = NotSubstitutable(NonSubstitutionReason.CONTRAINDICATION, "lactose")

LINE_RULES: tuple[Rule[LineCase], ...] = (
    Rule(
        id="DI-GEN-01",
        title="Ce qui est remis est ce qui est prescrit, ou ce qu’un texte permet d’y substituer",
        family=Family.DISPENSING,
        moments=frozenset({Moment.DISPENSING}),
        clock=Clock.DISPENSING,
        since=date(1999, 6, 11),
        severity=Severity.BLOCKING,
        confidence=Confidence.SEED,
        citation=Citation("Code de la santé publique", "L.5125-23", READ_ON),
        message="Le médicament remis ne peut pas remplacer celui qui est prescrit : {reason}.",
        why="Le pharmacien substitue dans un groupe générique, sauf « non substituable » motivé, "
        "dans un groupe hybride ou biologique ouvert, sur une recommandation en cas de rupture, ou "
        "avec l’accord exprès du prescripteur.",
        remedy="Délivrer le médicament prescrit, ou obtenir l’accord du prescripteur.",
        line_rule=True,
        applies=lambda line: line.asked is not None and line.asked.medicine is not None,
        check=_replaced,
        examples=(
            met("Générique du même groupe", lambda: _handing(_GENERIC)),
            met("Autre médicament, avec l’accord exprès du prescripteur",
                lambda: _handing(_OTHER, _BY_THE_PRESCRIBER)),
            breaks("Autre médicament, sans motif", lambda: _handing(_OTHER)),
            breaks("Générique d’un médicament « non substituable »",
                   lambda: _handing(_GENERIC, kept=_KEPT)),
            breaks("Autre médicament dit générique",
                   lambda: _handing(_OTHER, Substitution(SubstitutionKind.GENERIC))),
        ),
    ),
)  # fmt: skip
