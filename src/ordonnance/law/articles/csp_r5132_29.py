"""R.5132-29: quantities in words, no raw substance, scheduled interventions."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from ordonnance.domain.calendar import Period
from ordonnance.domain.coding import Coding
from ordonnance.domain.mentions import ScheduledIntervention
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Category, Product
from ordonnance.law.case import LineCase
from ordonnance.law.correction import Correction
from ordonnance.law.drugs import rows_named
from ordonnance.law.examples import (
    MORPHINE,
    ZOLPIDEM,
    a_case,
    at_counter,
    breaks,
    days,
    met,
    unsure,
)
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
    cannot_tell,
)
from ordonnance.law.substances import Article, Regime
from ordonnance.law.wording import in_figures, in_words, ready, unsaid

BOTH = frozenset({Moment.PRESCRIBING, Moment.DISPENSING})
PRESCRIBING = frozenset({Moment.PRESCRIBING})
SINCE = date(2004, 8, 8)
WINDOW_SINCE = date(2022, 7, 3)
READ = date(2026, 11, 1)
MARGIN = timedelta(days=3)
_OPERATION = ScheduledIntervention(date(2026, 1, 20), date(2026, 1, 22))
_TEXT = Posology(text="1 cp 10 mg x2")
_WORDS = "un comprimé de dix milligrammes matin et soir"
_PAPER = {"form": Form.SECURISEE}
CAPSULE = Coding("http://standardterms.edqm.eu", "10210000", "gélule")


def _citation(paragraph: str) -> Citation:
    return Citation("Code de la santé publique", f"R.5132-29 {paragraph}", READ)


# --- Words -------------------------------------------------------------------------------------


def _wants_words(line: LineCase, *, narcotic: bool) -> bool:
    """Stupéfiants block, assimilés warn; at the counter only a sheet of paper is judged again."""
    law = line.reading
    if law is None or not law.has(Article.R5132_29) or law.narcotic is not narcotic:
        return False
    return not line.case.dispensing or line.case.form.paper


def _written_in_words(line: LineCase) -> Answer:
    own, posology = line.line.in_words, line.line.posology
    if in_words(own) or (not posology.steps and in_words(posology.text)):
        return MET
    if line.case.form.paper and own is None:
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
    if line.case.dispensing:
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
    return (
        line.medicine is None
        and line.line.category is Category.MEDICINE
        and product is not None
        and product.in_dci
        and _narcotic_named(product)
    )


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


# --- Scheduled intervention --------------------------------------------------------------------


def _planned(line: LineCase) -> bool:
    return (
        line.line.intervention is not None
        and line.reading is not None
        and line.reading.has(Article.R5132_33_1)
    )


def _window(planned: ScheduledIntervention) -> Period | None:
    """From the third day before the intervention to three days after the expected discharge."""
    if planned.discharge_on is None or planned.discharge_on < planned.on:
        return None
    return Period(planned.on - MARGIN, planned.discharge_on + MARGIN)


def _both_dates(line: LineCase) -> Answer:
    planned = line.line.intervention
    return MET if planned is not None and _window(planned) is not None else breached()


def _window_written(line: LineCase) -> Answer:
    planned = line.line.intervention
    if planned is None or planned.window is not None:
        return MET
    window = _window(planned)
    if window is None:
        return cannot_tell("la date de sortie prévue manque")
    return breached(
        first=date_text(window.first),
        last=date_text(window.last),
        corrections=(
            Correction(
                f"Écrire la période de délivrance, du {date_text(window.first)} au "
                f"{date_text(window.last)}",
                line.line.number,
                {"intervention": replace(planned, window=window)},
            ),
        ),
    )  # fmt: skip


def _in_window(line: LineCase) -> Answer:
    planned = line.line.intervention
    if planned is None:
        return MET
    window = _window(planned)
    if window is None:
        return cannot_tell("la date de sortie prévue manque")
    if line.case.day >= window.first:
        return MET
    return breached(first=date_text(window.first), last=date_text(window.last))


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
        citation=_citation("al. 2"),
        message="Les quantités ne sont pas écrites en toutes lettres pour {subject}.",
        why="Le nombre d’unités par prise, le nombre de prises et le dosage s’écrivent en toutes "
        "lettres, imprimés ou à la main ; une posologie structurée est mise en lettres sur la "
        "feuille.",
        remedy="Écrire en toutes lettres, comme « un comprimé de dix milligrammes matin et soir ».",
        line_rule=True,
        applies=lambda case: _wants_words(case, narcotic=narcotic),
        check=check,
        examples=(
            met("Posologie structurée, mise en lettres sur la feuille",
                lambda: a_case(subject, **line)),
            met("Écrit en toutes lettres par le prescripteur",
                lambda: a_case(subject, posology=_TEXT, in_words=_WORDS, **line)),
            breaks("En chiffres seulement", lambda: a_case(subject, posology=_TEXT, **line)),
            breaks("Papier sans lettres", lambda: a_case(subject, facts=_PAPER, **line)),
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
        citation=_citation("al. 1"),
        message="« {subject} » nomme une substance stupéfiante sans spécialité, ni forme, ni "
        "dosage.",
        why="Les substances stupéfiantes ne se prescrivent que contenues dans une spécialité ou "
        "une préparation.",
        remedy="Choisir une spécialité, ou écrire le dosage et la forme.",
        line_rule=True,
        applies=_without_form,
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
    Rule(
        id="RX-STUP-08",
        title="Avant une intervention programmée, ses dates sont écrites",
        family=Family.NARCOTIC,
        moments=PRESCRIBING,
        clock=Clock.PRESCRIBING,
        since=WINDOW_SINCE,
        severity=Severity.BLOCKING,
        confidence=Confidence.VERIFIED,
        citation=_citation("al. 2 (décret 2022-972)"),
        message="La date de sortie prévue manque, ou précède l’intervention.",
        why="Un stupéfiant prescrit pour une intervention programmée porte la date de celle-ci et "
        "celle de la sortie prévue.",
        remedy="Écrire la date de l’intervention et celle de la sortie prévue.",
        line_rule=True,
        applies=_planned,
        check=_both_dates,
        examples=(
            met("Les deux dates",
                lambda: a_case(MORPHINE, duration=days(7), intervention=_OPERATION)),
            breaks("Sans date de sortie",
                   lambda: a_case(MORPHINE, duration=days(7),
                                  intervention=ScheduledIntervention(date(2026, 1, 20)))),
        ),
    ),
    Rule(
        id="RX-STUP-10",
        title="Avant une intervention programmée, la période de délivrance est écrite",
        family=Family.NARCOTIC,
        moments=PRESCRIBING,
        clock=Clock.PRESCRIBING,
        since=WINDOW_SINCE,
        severity=Severity.WARNING,
        confidence=Confidence.VERIFIED,
        citation=_citation("al. 2 (décret 2022-972)"),
        message="La période de délivrance n’est pas écrite : du {first} au {last}.",
        why="Le prescripteur informe le patient des jours où l’ordonnance est exécutée en entier.",
        remedy="Écrire « à délivrer du {first} au {last} ».",
        line_rule=True,
        applies=_planned,
        check=_window_written,
        examples=(
            met("Période écrite",
                lambda: a_case(MORPHINE, duration=days(7),
                               intervention=replace(_OPERATION, window=_window(_OPERATION)))),
            breaks("Période non écrite",
                   lambda: a_case(MORPHINE, duration=days(7), intervention=_OPERATION)),
        ),
    ),
    Rule(
        id="RX-STUP-09",
        title="Avant une intervention, un stupéfiant se délivre à partir du troisième jour avant",
        family=Family.NARCOTIC,
        moments=frozenset({Moment.DISPENSING}),
        clock=Clock.DISPENSING,
        since=WINDOW_SINCE,
        severity=Severity.BLOCKING,
        confidence=Confidence.SECONDARY,
        citation=Citation("Code de la santé publique", "R.5132-33 (décret 2022-972)", READ),
        message="Pour cette intervention, la délivrance est possible du {first} au {last}.",
        why="L’exécution en entier va du troisième jour qui précède l’intervention à trois jours "
        "après la sortie prévue ; ensuite, la durée restant à courir.",
        remedy="Revenir à partir du {first}.",
        line_rule=True,
        applies=lambda line: _planned(line) and line.asked is not None,
        check=_in_window,
        examples=(
            met("Trois jours avant",
                lambda: at_counter(
                    a_case(MORPHINE, on=date(2026, 1, 17), duration=days(7),
                           intervention=_OPERATION), date(2026, 1, 17), asked=7)),
            breaks("Dix jours avant",
                   lambda: at_counter(
                       a_case(MORPHINE, on=date(2026, 1, 10), duration=days(7),
                              intervention=_OPERATION), date(2026, 1, 10), asked=7)),
        ),
    ),
)  # fmt: skip
