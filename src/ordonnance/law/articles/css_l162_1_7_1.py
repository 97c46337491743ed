"""L.162-1-7-1 and R.161-45 (CSS): the document that conditions the reimbursement of a product.

Two dates (ERRATA 14): the document is asked at the counter since 1 February 2025, and stands on
the ordonnance or beside it since 1 January 2026.
"""

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from ordonnance.domain.drug import Medicine
from ordonnance.domain.mentions import SupportingDocument
from ordonnance.law.biosimilars import brand_of
from ordonnance.law.case import Asked, Case, LineCase, ServingRequest
from ordonnance.law.counter import CounterFacts, Seen, SeenDocument
from ordonnance.law.drafting import DISPENSING, changing, css, line_rule
from ordonnance.law.examples import a_case, at_counter, breaks, days, met, tablets
from ordonnance.law.outline import Concerns, Outline
from ordonnance.law.rule import MET, Answer, Clock, Confidence, Family, Rule, Severity, breached
from ordonnance.law.substances import load, words_of

_TABLE = load("supporting_documents.toml")
_WORDS = frozenset(_TABLE["words"])
_OTHERS = frozenset(_TABLE["other_brands"])
DISPENSING_SINCE: date = _TABLE["dispensing_since"]
PRESCRIBING_SINCE: date = _TABLE["prescribing_since"]


@lru_cache(maxsize=2048)
def needs_document(medicine: Medicine) -> bool:
    """True for a product whose reimbursement rests on a supporting document."""
    if brand_of(medicine.name) in _OTHERS:
        return False
    return any(words_of(substance.name) & _WORDS for substance in medicine.substances)


def _concerned(shown: Outline) -> bool:
    return shown.medicine is not None and needs_document(shown.medicine)


def _joined(line: LineCase) -> Answer:
    if line.line.supporting_document is not None or line.line.not_reimbursable:
        return MET
    return breached(
        subject=line.law.subject,
        corrections=(changing(line, "Ajouter « NR »", not_reimbursable=True),),
    )


def _seen(line: LineCase) -> Answer:
    document = line.line.supporting_document
    if line.line.not_reimbursable:
        return MET
    if document is not None and document.reimbursable is not False:
        return MET
    if document is None and line.asked and line.asked.facts.saw(SeenDocument.SUPPORTING_DOCUMENT):
        return MET
    return breached(subject=line.law.subject)


_GLP1 = tablets("sémaglutide", "liste I", name="EXEMPLOZIC 1 mg, solution injectable")
_FIRST = date(2025, 2, 1)
_JOINED = SupportingDocument("EXEMPLE-1", reimbursable=True)


def _served(case: Case, *, on: date = date(2026, 1, 6), **facts: Any) -> Case:
    asked = Asked(1, days=28, facts=CounterFacts(**facts))
    counter = at_counter(case, on)
    return replace(counter, serving=ServingRequest("pharmacien", "pharmacie", (asked,)))


_CHARGED: Rule[LineCase] = line_rule(
    "AM-13",
    "Sans document justificatif, le produit est délivré à la charge du patient, qui l’accepte",
    family=Family.INSURANCE,
    moments=DISPENSING,
    clock=Clock.DISPENSING,
    since=PRESCRIBING_SINCE,
    severity=Severity.WARNING,
    citation=css("L.162-1-7-1, alinéa 3"),
    message="Aucun document justificatif favorable pour {subject} : pas de remboursement.",
    why="Le produit est alors délivré à la charge du patient, avec son accord, et n’est pas "
    "facturé à l’Assurance Maladie.",
    remedy="Recueillir l’accord du patient et le noter, ou demander le document.",
    applies=Concerns(_concerned, lambda line: line.asked is not None),
    check=_seen,
    examples=(
        met("Document joint à l’ordonnance",
            lambda: _served(a_case(_GLP1, duration=days(28), supporting_document=_JOINED))),
        met("Document présenté au comptoir",
            lambda: _served(a_case(_GLP1, duration=days(28)),
                            seen=(Seen(SeenDocument.SUPPORTING_DOCUMENT),))),
        breaks("Aucun document", lambda: _served(a_case(_GLP1, duration=days(28)))),
    ),
)  # fmt: skip

LINE_RULES: tuple[Rule[LineCase], ...] = (
    line_rule(
        "MD-24",
        "Le document justificatif accompagne un produit dont le remboursement en dépend",
        family=Family.LINE,
        since=PRESCRIBING_SINCE,
        citation=css("L.162-1-7-1 ; R.161-45 I 6°, III"),
        message="Le remboursement de {subject} demande un document justificatif, qui n’est ni "
        "joint ni mentionné.",
        why="Les éléments sur les circonstances et l’indication figurent sur l’ordonnance ou sur "
        "le document joint ; sans eux, le patient paie.",
        remedy="Joindre le document justificatif, ou ajouter « NR » si le patient paie.",
        applies=Concerns(_concerned),
        check=_joined,
        examples=(
            met("Document joint",
                lambda: a_case(_GLP1, duration=days(28), supporting_document=_JOINED)),
            met("Non remboursable",
                lambda: a_case(_GLP1, duration=days(28), not_reimbursable=True)),
            breaks("Sans document", lambda: a_case(_GLP1, duration=days(28))),
        ),
    ),
    replace(
        _CHARGED,
        since=DISPENSING_SINCE,
        until=PRESCRIBING_SINCE - timedelta(days=1),
        confidence=Confidence.MEMORY,
        why="Version close : le document était demandé au comptoir depuis le 1er février 2025 "
        "(date de mémoire), avant de figurer sur l’ordonnance.",
        examples=(
            met("Document présenté au comptoir",
                lambda: _served(a_case(_GLP1, on=_FIRST, duration=days(28)), on=_FIRST,
                                seen=(Seen(SeenDocument.SUPPORTING_DOCUMENT),))),
            breaks("Aucun document",
                   lambda: _served(a_case(_GLP1, on=_FIRST, duration=days(28)), on=_FIRST)),
        ),
    ),
    _CHARGED,
)  # fmt: skip
