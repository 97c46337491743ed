"""R.5132-6 and the substances that nobody prescribes: who may prescribe a stupéfiant."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from ordonnance.domain.actors import Profession
from ordonnance.domain.drug import Medicine, Substance
from ordonnance.domain.prescription import Category, Ingredient, Preparation, Product
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.law.case import LineCase
from ordonnance.law.examples import (
    METHADONE,
    MORPHINE,
    PRESCRIBER,
    a_case,
    breaks,
    days,
    met,
    tablets,
    unsure,
)
from ordonnance.law.outline import Concerns, of_medicine
from ordonnance.law.professions import is_advanced_nurse
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
from ordonnance.law.substances import words_of
from ordonnance.law.treatment import packs_of_line

READ = date(2026, 11, 1)
PRESCRIBING = frozenset({Moment.PRESCRIBING})
BOTH = frozenset({Moment.PRESCRIBING, Moment.DISPENSING})
_AMPOULE = Decimal(10)
_AMPOULES = Decimal(2)
"""What a midwife may prescribe of morphine to one woman: two ampoules of 10 mg at most. From a
notice on the arrêté of 23 February 2004; the list in force was not read."""
_INJECTABLE = "morphine-injectable"
_VOLUME = re.compile(r"(\d+(?:,\d+)?)\s*ml\b", re.IGNORECASE)
_NOT_DENTAL = frozenset({"methadone", "methylphenidate", "oxybate", "lisdexamfetamine"})
_PROHIBITED = words_of("héroïne diacétylmorphine diamorphine khat cathinone cannabis haschisch")
_CANNABIS = words_of("cannabis haschisch")
CANNABIS_TRIAL = date(2021, 3, 26)
"""First day of the experiment of medical cannabis, from memory."""


_MORPHINE_AMPOULE = tablets(
    "chlorhydrate de morphine", "stupéfiants", form="solution injectable",
    routes=("sous-cutanée",),
    substances=(Substance("chlorhydrate de morphine", strength=Quantity(Decimal(10), Unit("mg"))),),
)  # fmt: skip


def by(profession: Profession | None) -> dict[str, Any]:
    """Written by that profession; for the examples."""
    return {"prescriber": replace(PRESCRIBER, profession=profession)}


def _may_prescribe(line: LineCase) -> Answer:
    author, row = line.case.ordonnance.prescriber, line.law.row
    profession = author.profession
    if profession is Profession.PHYSICIAN:
        return MET
    if profession is None:
        return cannot_tell("la profession du prescripteur n’est pas connue")
    if profession is Profession.DENTIST:
        if row is not None and row.substance in _NOT_DENTAL:
            return cannot_tell("l’usage de ce stupéfiant en art dentaire n’est pas établi")
        return MET
    if profession is Profession.MIDWIFE and (row is None or row.substance == "morphine"):
        return _of_the_midwives(line)
    if is_advanced_nurse(author):
        return cannot_tell("la liste des produits de l’infirmier en pratique avancée n’est pas lue")
    return breached(subject=line.law.subject, who=profession.label.casefold())


def _of_the_midwives(line: LineCase) -> Answer:
    """Injectable morphine, two ampoules of 10 mg; the rest of the list in force is not known."""
    row, medicine = line.law.row, line.medicine
    if row is None or medicine is None:
        return cannot_tell("la liste fermée des sages-femmes n’est pas lue en entier ici")
    if row.key != _INJECTABLE:
        return cannot_tell("la liste connue n’ouvre aux sages-femmes que la morphine injectable")
    units = _ampoules_in_all(line)
    if not _of_ten_milligrams(line, medicine) or units is None or units > _AMPOULES:
        return cannot_tell(
            "la liste connue s’arrête à deux ampoules injectables de 10 mg par patiente"
        )
    return MET


def _of_ten_milligrams(line: LineCase, medicine: Medicine) -> bool:
    """True when each ampoule is known to hold ten milligrams at most: a strength per millilitre
    needs the volume of the ampoule."""
    volumes = [_VOLUME.search(each.label) for each in packs_of_line(line.line, medicine)]
    largest = [Decimal(found[1].replace(",", ".")) for found in volumes if found]
    for strength in (each.strength for each in medicine.substances):
        if strength is None or strength.unit.label not in ("mg", "mg/ml"):
            return False
        per_volume = strength.unit.label == "mg/ml"
        if per_volume and (not volumes or len(largest) < len(volumes)):
            return False
        if strength.value * (max(largest) if per_volume else 1) > _AMPOULE:
            return False
    return True


def _ampoules_in_all(line: LineCase) -> Decimal | None:
    """Those of every line of injectable morphine: the list counts per woman, not per line."""
    total = Decimal(0)
    for each in line.case.ordonnance.lines:
        other = LineCase(line.case, each)
        row = other.reading.row if other.reading is not None else None
        if row is None or row.key != _INJECTABLE:
            continue
        units = _ampoules(other)
        if units is None:
            return None
        total += units
    return total


def _ampoules(line: LineCase) -> Decimal | None:
    """The units of the whole line, counted in packs or by its posology."""
    if line.line.packs is not None:
        held = line.pack.units if line.pack else None
        return None if held is None else held * line.line.packs
    total, span = line.line.posology.total_units(), line.treatment()
    if total is None and span is not None:
        total = line.line.posology.units_for(span[1])
    return None if total is None else Decimal(total)


def _named(line: LineCase) -> frozenset[str]:
    """The words of what a line holds when no speciality of the catalogue answers for it."""
    if line.medicine is not None:
        return frozenset()
    preparation, product = line.line.preparation, line.line.product
    names = [each.label for each in preparation.ingredients] if preparation else []
    names += [each.name for each in product.substances] if product else []
    return words_of(" ".join((line.line.label, *names)))


def _prohibited(line: LineCase) -> Answer:
    found = _named(line) & _PROHIBITED
    if not found:
        return MET
    if found <= _CANNABIS and line.case.established_on >= CANNABIS_TRIAL:
        return cannot_tell("les règles de l’usage médical du cannabis ne sont pas lues ici")
    return breached()


def _preparation(*names: str) -> dict[str, Any]:
    """A line for a preparation of those ingredients."""
    formula = Preparation("Préparation EXEMPLE", tuple(Ingredient(name) for name in names))
    return {"category": Category.PREPARATION, "product": None, "preparation": formula}


LINE_RULES: tuple[Rule[LineCase], ...] = (
    Rule(
        id="RX-STUP-13",
        title="Un stupéfiant est prescrit par un médecin, un dentiste ou une sage-femme",
        family=Family.NARCOTIC,
        moments=BOTH,
        clock=Clock.PRESCRIBING,
        severity=Severity.BLOCKING,
        confidence=Confidence.SECONDARY,
        citation=Citation("Code de la santé publique", "R.5132-6", READ),
        message="La prescription d’un stupéfiant ({subject}) n’est pas ouverte à cette "
        "profession ({who}).",
        why="Les médecins prescrivent les stupéfiants, les chirurgiens-dentistes pour l’art "
        "dentaire, les sages-femmes sur une liste fermée.",
        remedy="Adresser le patient à un médecin.",
        line_rule=True,
        applies=of_medicine(lambda law: law.narcotic),
        check=_may_prescribe,
        examples=(
            met("Médecin", lambda: a_case(MORPHINE, duration=days(7))),
            met("Dentiste, morphine",
                lambda: a_case(MORPHINE, duration=days(3), ordonnance=by(Profession.DENTIST))),
            met("Sage-femme, deux ampoules de morphine",
                lambda: a_case(_MORPHINE_AMPOULE, duration=days(2),
                               ordonnance=by(Profession.MIDWIFE))),
            unsure("Sage-femme, trois ampoules",
                   lambda: a_case(_MORPHINE_AMPOULE, duration=days(3),
                                  ordonnance=by(Profession.MIDWIFE))),
            unsure("Sage-femme, morphine par voie orale",
                   lambda: a_case(MORPHINE, duration=days(28),
                                  ordonnance=by(Profession.MIDWIFE))),
            breaks("Sage-femme, méthadone",
                   lambda: a_case(METHADONE, duration=days(7),
                                  ordonnance=by(Profession.MIDWIFE))),
            breaks("Infirmier, morphine",
                   lambda: a_case(MORPHINE, duration=days(7), ordonnance=by(Profession.NURSE))),
            unsure("Profession inconnue",
                   lambda: a_case(MORPHINE, duration=days(7), ordonnance=by(None))),
        ),
    ),
    Rule(
        id="RX-STUP-14",
        title="Les substances interdites ne se prescrivent pas",
        family=Family.NARCOTIC,
        moments=PRESCRIBING,
        clock=Clock.PRESCRIBING,
        severity=Severity.BLOCKING,
        confidence=Confidence.SEED,
        citation=Citation("Code de la santé publique", "ancien R.5180", READ),
        message="Cette ligne contient une substance dont la prescription est interdite.",
        why="L’héroïne, le khat, le cannabis hors de son cadre et d’autres substances ne peuvent "
        "être prescrits ; une spécialité autorisée n’est pas concernée.",
        remedy="Retirer cette ligne.",
        line_rule=True,
        applies=Concerns(
            lambda shown: shown.medicine is None
            and shown.category in (Category.MEDICINE, Category.PREPARATION)
        ),
        check=_prohibited,
        examples=(
            met("Préparation ordinaire",
                lambda: a_case(None, duration=days(7), **_preparation("acide salicylique"))),
            breaks("Diamorphine",
                   lambda: a_case(None, duration=days(7), product=Product("diamorphine"))),
            breaks("Cannabis avant l’expérimentation",
                   lambda: a_case(None, on=date(2019, 5, 6), duration=days(7),
                                  **_preparation("extrait de cannabis"))),
            unsure("Cannabis depuis",
                   lambda: a_case(None, duration=days(7), **_preparation("extrait de cannabis"))),
        ),
    ),
)  # fmt: skip
