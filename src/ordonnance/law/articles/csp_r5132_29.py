"""R.5132-29: quantities in words, and no raw substance."""

from collections.abc import Callable
from datetime import date
from typing import Any

from ordonnance.domain.coding import Coding
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Category, Product
from ordonnance.law.case import LineCase
from ordonnance.law.correction import Correction
from ordonnance.law.drafting import csp
from ordonnance.law.drugs import rows_named
from ordonnance.law.examples import (
    MORPHINE,
    ZOLPIDEM,
    a_case,
    breaks,
    days,
    met,
    unsure,
)
from ordonnance.law.form import Form
from ordonnance.law.outline import Concerns, of_medicine
from ordonnance.law.quantities_in_words import in_figures, in_words, ready, unsaid
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
from ordonnance.law.substances import Article, Regime

BOTH = frozenset({Moment.PRESCRIBING, Moment.DISPENSING})
PRESCRIBING = frozenset({Moment.PRESCRIBING})
SINCE = date(2004, 8, 8)
READ = date(2026, 11, 1)
_TEXT = Posology(text="1 cp 10 mg x2")
_WORDS = "un comprimé de dix milligrammes matin et soir"
_PAPER = {"form": Form.SECURISEE}
CAPSULE = Coding("http://standardterms.edqm.eu", "10210000", "gélule")


# --- Words -------------------------------------------------------------------------------------


def _wants_words(line: LineCase) -> bool:
    """Stupéfiants block, assimilés warn; at the counter only a sheet of paper is judged again.

    Nothing on paper in the tolerance: what is missing is honoured, and RX-SEC-01 says it once.
    """
    law, form = line.law, line.case.form
    if law.tolerance is not None and line.case.established_on <= law.tolerance:
        return not line.case.dispensing and (form.secured or not form.paper)
    return not line.case.dispensing or form.paper


def _written_in_words(line: LineCase) -> Answer:
    own, posology = line.line.in_words, line.line.posology
    if in_words(own) or (not posology.steps and in_words(posology.text)):
        return MET
    if line.case.form.paper:
        return _not_on_paper(line)
    if posology.steps:
        missing = unsaid(line.line)
        if not missing:
            return MET
        return cannot_tell(f"{' et '.join(missing)} : à écrire en toutes lettres")
    if in_figures(own) or in_figures(posology.text):
        return breached(subject=line.law.subject)
    return cannot_tell("la posologie n’écrit aucun nombre en toutes lettres")


def _not_on_paper(line: LineCase) -> Answer:
    if line.case.dispensing and line.line.in_words is None:
        return cannot_tell("le texte en toutes lettres de la feuille n’est pas transcrit")
    text = ready(line.line, line.medicine) if not unsaid(line.line) else None
    fixes = (
        (Correction(f"Écrire en toutes lettres : « {text} »", line.line.number,
                    {"in_words": text}),)
        if text
        else ()
    )  # fmt: skip
    return breached(subject=line.law.subject, corrections=fixes)


# --- Raw substance -----------------------------------------------------------------------------


def _without_form(line: LineCase) -> bool:
    """A line of medicine that names a stupéfiant and neither speciality, form, nor strength."""
    product = line.line.product
    return product is not None and product.in_dci and _narcotic_named(product)


def _narcotic_named(product: Product) -> bool:
    names = [each.name for each in product.substances] or [product.label]
    return any(
        row.versions[-1].regime is Regime.NARCOTIC for name in names for row in rows_named(name)
    )


def _raw(line: LineCase) -> Answer:
    product = line.line.product
    if product is None or product.form is not None:
        return MET
    if any(each.strength is not None for each in product.substances) or in_figures(product.label):
        return cannot_tell("la forme pharmaceutique n’est pas écrite")
    return breached(subject=product.label or "Cette substance")


def _words_rule(
    rule_id: str, *, narcotic: bool, severity: Severity, check: Callable[[LineCase], Answer]
) -> Rule[LineCase]:
    subject = MORPHINE if narcotic else ZOLPIDEM
    of_whom = "d’un stupéfiant" if narcotic else "d’un assimilé soumis à R.5132-29"
    line: dict[str, Any] = {"duration": days(14)}
    return Rule(
        id=rule_id,
        title=f"Les quantités {of_whom} sont écrites en toutes lettres",
        family=Family.NARCOTIC if narcotic else Family.SECURED,
        moments=BOTH,
        clock=Clock.PRESCRIBING,
        since=SINCE,
        severity=severity,
        confidence=Confidence.VERIFIED if narcotic else Confidence.OFFICIAL_DATA,
        citation=csp("R.5132-29 al. 2", READ),
        message="Les quantités ne sont pas écrites en toutes lettres pour {subject}.",
        why="Le nombre d’unités par prise, le nombre de prises et le dosage s’écrivent en toutes "
        "lettres, imprimés ou à la main ; une posologie structurée est mise en lettres sur la "
        "feuille.",
        remedy="Écrire en toutes lettres, comme « un comprimé de dix milligrammes matin et soir ».",
        line_rule=True,
        applies=of_medicine(
            lambda law: law.has(Article.R5132_29) and law.narcotic is narcotic, _wants_words
        ),
        check=check,
        examples=(
            met("Posologie structurée, mise en lettres sur la feuille",
                lambda: a_case(subject, **line)),
            met("Écrit en toutes lettres par le prescripteur",
                lambda: a_case(subject, posology=_TEXT, in_words=_WORDS, **line)),
            breaks("En chiffres seulement", lambda: a_case(subject, posology=_TEXT, **line)),
            breaks("Papier sans lettres", lambda: a_case(subject, facts=_PAPER, **line)),
            breaks("Papier, chiffres à la place des lettres",
                   lambda: a_case(subject, facts=_PAPER, in_words="1 gélule de 10 mg", **line)),
            unsure("« Comme indiqué »",
                   lambda: a_case(subject, posology=Posology(text="comme indiqué"), **line)),
        ),
    )  # fmt: skip


LINE_RULES: tuple[Rule[LineCase], ...] = (
    Rule(
        id="RX-STUP-01",
        title="Un stupéfiant se prescrit dans une spécialité ou une préparation",
        family=Family.NARCOTIC,
        moments=PRESCRIBING,
        clock=Clock.PRESCRIBING,
        since=SINCE,
        severity=Severity.BLOCKING,
        confidence=Confidence.VERIFIED,
        citation=csp("R.5132-29 al. 1", READ),
        message="« {subject} » nomme une substance stupéfiante sans spécialité, ni forme, ni "
        "dosage.",
        why="Les substances stupéfiantes ne se prescrivent que contenues dans une spécialité ou "
        "une préparation.",
        remedy="Choisir une spécialité, ou écrire le dosage et la forme.",
        line_rule=True,
        applies=Concerns(
            lambda shown: shown.medicine is None and shown.category is Category.MEDICINE,
            _without_form,
        ),
        check=_raw,
        examples=(
            breaks("Morphine, sans rien d’autre",
                   lambda: a_case(None, product=Product("morphine"), duration=days(7))),
            unsure("Un dosage, pas de forme",
                   lambda: a_case(None, product=Product("morphine 10 mg"), duration=days(7))),
            met("Dosage et forme",
                lambda: a_case(None, product=Product("morphine 10 mg gélule", form=CAPSULE),
                               duration=days(7))),
        ),
    ),
    _words_rule("RX-STUP-02", narcotic=True, severity=Severity.BLOCKING, check=_written_in_words),
    _words_rule("RX-SEC-05", narcotic=False, severity=Severity.WARNING, check=_written_in_words),
)  # fmt: skip
