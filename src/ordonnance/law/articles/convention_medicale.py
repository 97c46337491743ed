"""Convention médicale and nomenclature: distinct ordonnances, and what care and biology name.

Warnings only (ERRATA 10): the convention binds towards the assurance maladie, and the one in force
was not read.
"""

import re
import unicodedata
from dataclasses import replace
from datetime import date
from typing import Any

from ordonnance.domain.actors import Profession
from ordonnance.domain.prescription import Category, Line, Product
from ordonnance.law.case import Case, LineCase
from ordonnance.law.correction import Correction
from ordonnance.law.examples import a_case, breaks, days, met, tells
from ordonnance.law.kinds import Kind, kind_of
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
    informs,
)

_READ = date(2026, 11, 1)
_CITATION = Citation("convention médicale, arrêté du 3 février 2005", "4.1.1.1", _READ)
_PRESCRIBING = frozenset({Moment.PRESCRIBING})
_AUXILIARIES = frozenset(each for each in Category if kind_of(each) is Kind.CARE)
_WHERE = re.compile(r"\b(?:domicile|cabinet|ehpad|residence|etablissement|hopital|clinique)\b")
_VAGUE = frozenset(
    {
        "bilan", "bilan complet", "bilan sanguin", "bilan sanguin complet", "bilan biologique",
        "bilan standard", "bilan habituel", "analyses", "analyse de sang", "prise de sang",
        "examens biologiques",
    }
)  # fmt: skip
_KINE = Product("Rééducation du genou, 10 séances")


def plain(text: str) -> str:
    """A text without case, accents nor doubled spaces, to look for words in it."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).split())


# --- Distinct ordonnances ------------------------------------------------------------------------


def _several(case: Case) -> bool:
    lines = case.ordonnance.lines
    if all(line.category is lines[0].category for line in lines):
        return False
    # The convention binds physicians; a profession that nobody wrote is another rule’s matter.
    return case.ordonnance.prescriber.profession in (None, Profession.PHYSICIAN)


def _distinct(case: Case) -> Answer:
    found: dict[Kind, list[int]] = {}
    for line in case.ordonnance.lines:
        found.setdefault(kind_of(line.category), []).append(line.number)
    if len(found) == 1:
        return MET
    _, *others = found.items()
    return breached(
        kinds=", ".join(kind.label for kind in found),
        corrections=tuple(
            Correction(f"Séparer sur une ordonnance distincte : {kind.label}", apart=tuple(numbers))
            for kind, numbers in others
        ),
    )


def _mixed(**line: Any) -> Case:
    """A medicine, and ten sessions of physiotherapy."""
    one = a_case(duration=days(7))
    other = replace(
        one.ordonnance.lines[0], number=2, id="2", category=Category.PHYSIOTHERAPY, product=_KINE
    )
    lines = (*one.ordonnance.lines, replace(other, **line))
    return replace(one, ordonnance=replace(one.ordonnance, lines=lines))


# --- What care and biology say -------------------------------------------------------------------


def _described(line: LineCase) -> Answer:
    return MET if line.line.label.strip() else breached()


def _all_words(line: Line) -> str:
    said = (line.label, line.advice, line.posology.text, *line.other_mentions)
    return plain(" ".join(each for each in said if each))


def _at_home(line: LineCase) -> Answer:
    """Nurses mostly go to the patient; of other care, whoever wants it at home writes so."""
    return MET if _WHERE.search(_all_words(line.line)) else informs()


def _named(line: LineCase) -> Answer:
    label = plain(line.line.label).strip(" .")
    return breached(label=line.line.label or "rien") if not label or label in _VAGUE else MET


def _care(label: str, category: Category = Category.PHYSIOTHERAPY, **line: Any) -> Case:
    return a_case(None, category=category, product=Product(label), **line)


DOCUMENT_RULES: tuple[Rule[Case], ...] = (
    Rule(
        id="TY-01",
        title="Médicaments, dispositifs, soins d’auxiliaires et biologie : ordonnances distinctes",
        family=Family.TYPE,
        moments=_PRESCRIBING,
        clock=Clock.PRESCRIBING,
        since=date(2005, 2, 11),
        severity=Severity.WARNING,
        confidence=Confidence.SEED,
        citation=_CITATION,
        message="Plusieurs genres de prescription sur la même ordonnance : {kinds}.",
        why="La convention demande des ordonnances distinctes pour les médicaments, les produits "
        "et prestations, les actes d’auxiliaires médicaux et les examens de laboratoire.",
        remedy="Établir une ordonnance distincte pour chaque genre.",
        line_rule=False,
        applies=_several,
        check=_distinct,
        examples=(
            met("Un médicament et une préparation", lambda: _mixed(category=Category.PREPARATION)),
            breaks("Un médicament et dix séances de kinésithérapie", _mixed),
        ),
    ),
)

LINE_RULES: tuple[Rule[LineCase], ...] = (
    Rule(
        id="AX-01",
        title="Une prescription d’actes d’auxiliaire décrit l’acte",
        family=Family.OTHER_CARE,
        moments=_PRESCRIBING,
        clock=Clock.PRESCRIBING,
        severity=Severity.WARNING,
        confidence=Confidence.SEED,
        citation=_CITATION,
        message="L’acte prescrit à l’auxiliaire médical n’est pas décrit.",
        why="L’auxiliaire exécute ce qui est écrit ; le nombre de séances peut lui être laissé "
        "quand la nomenclature le permet.",
        remedy="Décrire l’acte à réaliser.",
        line_rule=True,
        applies=of_category(*_AUXILIARIES),
        check=_described,
        examples=(
            met("Acte décrit", lambda: _care("Rééducation du genou droit")),
            breaks("Rien n’est écrit", lambda: _care("")),
        ),
    ),
    Rule(
        id="AX-02",
        title="Les soins infirmiers à domicile sont dits « à domicile »",
        family=Family.OTHER_CARE,
        moments=_PRESCRIBING,
        clock=Clock.PRESCRIBING,
        severity=Severity.WARNING,
        confidence=Confidence.MEMORY,
        citation=Citation("nomenclature générale des actes professionnels", "NGAP", _READ),
        message="Si ces soins se font au domicile du patient, le mentionner : « à domicile ».",
        why="Le déplacement de l’auxiliaire n’est pris en charge que s’il est prescrit.",
        remedy="Ajouter « à domicile » quand le patient ne peut pas se déplacer.",
        line_rule=True,
        applies=of_category(Category.NURSING),
        check=_at_home,
        examples=(
            met("Pansements à domicile",
                lambda: _care("Pansements à domicile", Category.NURSING)),
            tells("Pansements, sans dire où", lambda: _care("Pansements", Category.NURSING)),
        ),
    ),
    Rule(
        id="AX-03",
        title="Une prescription de biologie nomme les examens",
        family=Family.OTHER_CARE,
        moments=_PRESCRIBING,
        clock=Clock.PRESCRIBING,
        severity=Severity.WARNING,
        confidence=Confidence.SEED,
        citation=_CITATION,
        message="Les examens de biologie ne sont pas nommés (écrit : {label}).",
        why="Le laboratoire n’exécute que les examens nommés.",
        remedy="Nommer chaque examen demandé.",
        line_rule=True,
        applies=of_category(Category.BIOLOGY),
        check=_named,
        examples=(
            met("Examens nommés", lambda: _care("NFS, créatinine, kaliémie", Category.BIOLOGY)),
            breaks("« Bilan complet »", lambda: _care("Bilan complet", Category.BIOLOGY)),
        ),
    ),
)  # fmt: skip
