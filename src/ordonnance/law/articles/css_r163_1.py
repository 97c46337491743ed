"""R.163-1 III (CSS): a preparation is reimbursed only with the therapeutic mention."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from ordonnance.domain.prescription import Category, Exoneration, Ingredient, Preparation
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.law.case import Case, LineCase
from ordonnance.law.correction import Correction
from ordonnance.law.drafting import changing, css, line_rule
from ordonnance.law.examples import a_case, breaks, days, met, unsure
from ordonnance.law.form import Form
from ordonnance.law.outline import of_category
from ordonnance.law.rule import (
    MET,
    Answer,
    Confidence,
    Family,
    Rule,
    Severity,
    breached,
    cannot_tell,
)

_FIELD_SINCE = date(2023, 12, 22)
_ASKED = "rien ne dit si le remboursement de la préparation est demandé"


def _fixes(line: LineCase) -> tuple[Correction, ...]:
    unpaid = changing(line, "Ajouter « NR »", not_reimbursable=True)
    if line.line.preparation is None or line.case.established_on < _FIELD_SINCE:
        # A mention that had to be written by hand is not added by a machine.
        return (unpaid,)
    written = replace(line.line.preparation, therapeutic_mention=True)
    return (changing(line, "Ajouter la mention « à but thérapeutique »", preparation=written),
            unpaid)  # fmt: skip


def _mentioned(line: LineCase) -> Answer:
    preparation = line.line.preparation
    if line.line.not_reimbursable or (preparation and preparation.therapeutic_mention):
        return MET
    return _without(line)


def _by_hand(line: LineCase) -> Answer:
    preparation = line.line.preparation
    if line.line.not_reimbursable:
        return MET
    if preparation and preparation.therapeutic_mention:
        return cannot_tell("rien n’indique ici que la mention est écrite à la main",
                           severity=Severity.WARNING)  # fmt: skip
    return _without(line)


def _without(line: LineCase) -> Answer:
    """Blocking when reimbursement is asked: the line exonerates. Else nobody said that it is."""
    if line.line.exoneration is not None:
        return breached(corrections=_fixes(line))
    return cannot_tell(_ASKED, severity=Severity.WARNING)


def _preparation(*, mention: bool = False, **line: Any) -> Case:
    formula = (Ingredient("Urée", Quantity(Decimal(10), Unit("g"))),)
    made = Preparation("Préparation EXEMPLE", formula, therapeutic_mention=mention)
    return a_case(
        None, category=Category.PREPARATION, product=None, duration=days(7), preparation=made,
        **line,
    )  # fmt: skip


_OLD = date(2023, 12, 21)
_RULE: dict[str, Any] = {
    "family": Family.LINE,
    "citation": css("R.163-1 III"),
    "message": "La préparation est prescrite en rapport avec une exonération, sans la mention "
    "« prescription à but thérapeutique en l’absence de spécialités équivalentes disponibles ».",
    "unknown": "Sans la mention « à but thérapeutique », la préparation n’est pas remboursée : "
    "{missing}.",
    "remedy": "Ajouter la mention, ou « NR » si la préparation n’est pas à rembourser.",
    "applies": of_category(Category.PREPARATION),
}

LINE_RULES: tuple[Rule[LineCase], ...] = (
    line_rule(
        "MD-20",
        "Avant le 22 décembre 2023, la mention thérapeutique d’une préparation était manuscrite",
        **_RULE,
        until=date(2023, 12, 21),
        confidence=Confidence.SEED,
        why="Version close : la mention se portait à la main.",
        check=_by_hand,
        examples=(
            met("Non remboursable", lambda: _preparation(on=_OLD, not_reimbursable=True)),
            unsure("Mention d’une main inconnue",
                   lambda: _preparation(on=_OLD, mention=True,
                                        facts={"form": Form.CLASSIQUE})),
            breaks("Affection de longue durée, sans mention",
                   lambda: _preparation(on=_OLD, exoneration=Exoneration.ALD)),
        ),
    ),
    line_rule(
        "MD-20",
        "Une préparation n’est remboursée qu’avec la mention « à but thérapeutique »",
        **_RULE,
        since=_FIELD_SINCE,
        why="Le prescripteur l’écrit à la main ou par le champ prévu de la prescription "
        "électronique ; elle conditionne le remboursement, pas la validité.",
        check=_mentioned,
        examples=(
            met("Mention portée", lambda: _preparation(mention=True)),
            met("Non remboursable", lambda: _preparation(not_reimbursable=True)),
            unsure("Sans mention", _preparation),
            breaks("Affection de longue durée, sans mention",
                   lambda: _preparation(exoneration=Exoneration.ALD)),
        ),
    ),
)  # fmt: skip
