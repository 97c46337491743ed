"""R.165-36 to R.165-38 and R.165-44 (CSS): what a prescription of the LPP says."""

import re
from datetime import date
from typing import Any

from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Category, Line, Product
from ordonnance.law.articles.convention_medicale import plain
from ordonnance.law.articles.csp_r5132_21 import YEAR
from ordonnance.law.case import Case, LineCase
from ordonnance.law.correction import Correction
from ordonnance.law.examples import a_case, breaks, met, months, tells, unsure
from ordonnance.law.outline import of_category
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
    informs,
)
from ordonnance.law.treatment import duration_words, executions, one_duration

READ = date(2026, 11, 1)
SINCE = date(2012, 9, 1)
TEXT = "Code de la sécurité sociale"
_PRESCRIBING = frozenset({Moment.PRESCRIBING})
_LONGEST_PERIOD = 31
_OPEN_ENDED = re.compile(
    r"duree\b.*\b(?:indeterminee|indeterminable|non (?:pre)?determin\w+"
    r"|ne peut (?:pas )?etre (?:pre)?determinee)"
)
SHEETS = Product("Draps de recouvrement EXEMPLE")


OF_THE_LIST = of_category(Category.DEVICE)
"""Every product or service of the LPP."""


def _single_purchase(line: LineCase) -> bool:
    """A quantity without duration nor renewals: bought once, it lasts no time of its own."""
    said = line.line
    return said.packs is not None and not said.renewals and one_duration(said) is None


def open_ended(line: Line) -> bool:
    """True when the prescriber says that the duration cannot be fixed beforehand (R.165-44)."""
    said = (*line.other_mentions, line.advice or "")
    return any(_OPEN_ENDED.search(plain(each)) for each in said)


def a_device(**line: Any) -> Case:
    """A product of the LPP; `line` holds fields of Line."""
    given = {"category": Category.DEVICE, "product": SHEETS, **line}
    return a_case(None, **given)


def _within_a_year(line: LineCase) -> Answer:
    if open_ended(line.line):
        return MET
    span = line.treatment()
    if span is None:
        return cannot_tell("la durée totale n’est pas écrite")
    if span[1] <= YEAR.days_from(line.case.established_on):
        return MET
    changes = {"duration": YEAR, "renewals": None}
    return breached(
        asked=duration_words(line.line, span[1]),
        corrections=(Correction("Mettre douze mois", line.line.number, changes),),
    )


def _lasting(line: LineCase) -> Answer:
    """A total duration, or renewals by periods of a month at most; a purchase has neither."""
    if open_ended(line.line):
        return MET
    one = one_duration(line.line)
    if one is None:
        if _single_purchase(line):
            return informs(message="Une quantité est écrite, sans durée : un achat unique.")
        return breached(missing="la durée totale, ou des périodes de renouvellement")
    longer = one.days_from(line.case.established_on) > _LONGEST_PERIOD
    if executions(line.line) > 1 and longer:
        return breached(missing="des renouvellements par périodes d’un mois au plus")
    return MET


def _described(line: LineCase) -> Answer:
    missing = []
    if not line.line.label.strip():
        missing.append("la désignation")
    if line.line.packs is None and not line.line.posology.steps and not _counted(line.line):
        missing.append("la quantité")
    return breached(missing=" et ".join(missing)) if missing else MET


def _counted(line: Line) -> bool:
    """True when a figure stands in what is written of the product or of its use."""
    said = f"{line.label} {line.posology.text or ''} {line.advice or ''}"
    return any(character.isdigit() for character in said)


LINE_RULES: tuple[Rule[LineCase], ...] = (
    Rule(
        id="LP-01",
        title="Une prescription de produits ou prestations (LPP) ne dépasse pas douze mois",
        family=Family.OTHER_CARE,
        moments=_PRESCRIBING,
        clock=Clock.PRESCRIBING,
        since=SINCE,
        severity=Severity.BLOCKING,
        confidence=Confidence.VERIFIED,
        citation=Citation(TEXT, "R.165-36", READ),
        message="La durée demandée ({asked}) dépasse douze mois.",
        why="La prise en charge d’un produit ou d’une prestation se prescrit pour un an au plus.",
        remedy="Ramener à douze mois, renouvellements compris.",
        line_rule=True,
        applies=of_category(Category.DEVICE, says=lambda line: not _single_purchase(line)),
        check=_within_a_year,
        examples=(
            met("Douze mois", lambda: a_device(duration=months(12))),
            breaks("Dix-huit mois", lambda: a_device(duration=months(18))),
            unsure("Sans durée ni quantité", a_device),
        ),
    ),
    Rule(
        id="LP-02",
        title="Une prescription LPP dit sa durée, ou ses renouvellements par périodes d’un mois",
        family=Family.OTHER_CARE,
        moments=_PRESCRIBING,
        clock=Clock.PRESCRIBING,
        since=SINCE,
        severity=Severity.BLOCKING,
        confidence=Confidence.VERIFIED,
        citation=Citation(TEXT, "R.165-37 et R.165-44", READ),
        message="Il manque {missing}.",
        why="La prescription indique sa durée totale, ou le nombre de renouvellements par périodes "
        "d’un mois au plus ; si la durée ne peut pas être fixée, le prescripteur le dit.",
        remedy="Écrire la durée totale, ou écrire que la durée ne peut pas être déterminée.",
        line_rule=True,
        applies=OF_THE_LIST,
        check=_lasting,
        examples=(
            met("Six mois", lambda: a_device(duration=months(6))),
            met("Un mois à renouveler cinq fois",
                lambda: a_device(duration=months(1), renewals=5)),
            breaks("Ni durée ni quantité", a_device),
            breaks("Deux mois à renouveler", lambda: a_device(duration=months(2), renewals=2)),
            tells("Une quantité seule, achat unique", lambda: a_device(packs=1)),
        ),
    ),
    Rule(
        id="LP-09",
        title="Une durée que l’on ne peut pas fixer à l’avance se dit",
        family=Family.OTHER_CARE,
        moments=_PRESCRIBING,
        clock=Clock.PRESCRIBING,
        since=SINCE,
        severity=Severity.INFO,
        confidence=Confidence.VERIFIED,
        citation=Citation(TEXT, "R.165-44", READ),
        message="Durée déclarée indéterminée : ni la limite d’un an, ni la durée à écrire, ni la "
        "délivrance mois par mois ne s’appliquent.",
        why="Le prescripteur peut dire que la durée ne peut pas être déterminée à l’avance.",
        remedy="Rien à faire.",
        line_rule=True,
        applies=OF_THE_LIST,
        check=lambda line: informs() if open_ended(line.line) else MET,
        examples=(
            met("Durée écrite", lambda: a_device(duration=months(6))),
            tells("Durée indéterminée",
                  lambda: a_device(other_mentions=("Durée indéterminée",))),
        ),
    ),
    Rule(
        id="LP-03",
        title="Une prescription LPP désigne le produit et sa quantité",
        family=Family.OTHER_CARE,
        moments=_PRESCRIBING,
        clock=Clock.PRESCRIBING,
        since=SINCE,
        severity=Severity.BLOCKING,
        confidence=Confidence.VERIFIED,
        citation=Citation(TEXT, "R.165-38", READ),
        message="Il manque {missing}.",
        why="La prescription désigne le produit, sa quantité et ses conditions d’utilisation, avec "
        "l’âge et le poids si c’est utile.",
        remedy="Compléter la désignation et la quantité.",
        line_rule=True,
        applies=OF_THE_LIST,
        check=_described,
        examples=(
            met("Produit et quantité", lambda: a_device(packs=2)),
            breaks("« Pansements », sans quantité", lambda: a_device(
                product=Product("Pansements"), posology=Posology(text="à changer si besoin"))),
        ),
    ),
)  # fmt: skip
