"""Who prescribes what, besides physicians: professions with their own lists, by known permissions.

A permission that is not known here is asked of the professional, never refused (ERRATA 7).
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from ordonnance.domain.actors import Profession
from ordonnance.domain.prescription import Category, Product
from ordonnance.law.case import LineCase
from ordonnance.law.examples import (
    IBUPROFENE,
    PRESCRIBER,
    RAMIPRIL,
    a_case,
    breaks,
    days,
    met,
    tablets,
    unsure,
)
from ordonnance.law.outline import Concerns, Outline
from ordonnance.law.professions import is_advanced_nurse, may_prescribe, may_prescribe_device
from ordonnance.law.rule import (
    MET,
    Answer,
    Citation,
    Clock,
    Confidence,
    Example,
    Family,
    Moment,
    Rule,
    Severity,
    breached,
    cannot_tell,
)

BOTH = frozenset({Moment.PRESCRIBING, Moment.DISPENSING})
READ = date(2026, 11, 1)
CSP = "Code de la santé publique"
NOT_KNOWN = "la liste ouverte à cette profession n’est pas lue en entier ici"


def by(profession: Profession | None) -> dict[str, Any]:
    """Written by that profession; for the examples."""
    return {"prescriber": replace(PRESCRIBER, profession=profession)}


def device(label: str) -> dict[str, Any]:
    """A line for a device; for the examples."""
    return {"category": Category.DEVICE, "product": Product(label)}


def written_by(*professions: Profession) -> Concerns:
    """A test that the author is of one of the professions, for a medicine or a device."""

    def shows(outline: Outline) -> bool:
        product = outline.medicine is not None or outline.category is Category.DEVICE
        return product and outline.profession in professions

    def says(line: LineCase) -> bool:
        return not is_advanced_nurse(line.case.ordonnance.prescriber)

    return Concerns(shows, says)


def by_the_table(line: LineCase) -> Answer:
    """Open, closed or not known, by the table of professions on the prescribing day."""
    profession = line.case.ordonnance.prescriber.profession
    day = line.case.established_on
    if profession is None:
        return cannot_tell("la profession du prescripteur n’est pas connue")
    answer = (
        may_prescribe(profession, line.medicine, day)
        if line.medicine is not None
        else may_prescribe_device(profession, line.line.label, day)
    )
    if answer is None:
        return cannot_tell(NOT_KNOWN)
    if answer:
        return MET
    subject = line.medicine.name if line.medicine is not None else line.line.label
    return breached(subject=subject, who=profession.label.casefold())


def profession_rule(
    rule_id: str, title: str, article: str, why: str, *, of: tuple[Profession, ...],
    examples: tuple[Example, ...], since: date | None = None,
    confidence: Confidence = Confidence.SECONDARY, text: str = CSP,
    check: Callable[[LineCase], Answer] = by_the_table,
) -> Rule[LineCase]:  # fmt: skip
    """A rule on what some professions may prescribe."""
    return Rule(
        id=rule_id,
        title=title,
        family=Family.WHO,
        moments=BOTH,
        clock=Clock.PRESCRIBING,
        since=since,
        severity=Severity.BLOCKING,
        confidence=confidence,
        citation=Citation(text, article, READ),
        message="La prescription de {subject} n’est pas ouverte à cette profession ({who}).",
        unknown="On ne peut pas dire si cette profession peut le prescrire : {missing}.",
        why=why,
        remedy="Adresser le patient à un médecin.",
        line_rule=True,
        applies=written_by(*of),
        check=check,
        examples=examples,
    )


_AMOXICILLIN = tablets("amoxicilline", "liste I")
_PILL = tablets("désogestrel", "liste I", atc="G03AC09")
_NICOTINE = tablets("nicotine")
_TOPICAL = tablets("chlorhexidine", routes=("cutanée",))
_D, _M, _K = Profession.DENTIST, Profession.MIDWIFE, Profession.PHYSIOTHERAPIST
_P, _S, _O = Profession.PODIATRIST, Profession.SPEECH_THERAPIST, Profession.ORTHOPTIST

LINE_RULES: tuple[Rule[LineCase], ...] = (
    profession_rule(
        "WH-02",
        "Un chirurgien-dentiste prescrit ce que demande l’art dentaire",
        "L.4141-2",
        "Le dentiste prescrit tout ce qui est nécessaire à l’art dentaire, stupéfiants compris.",
        of=(_D,),
        examples=(
            met("Amoxicilline",
                lambda: a_case(_AMOXICILLIN, duration=days(7), ordonnance=by(_D))),
            breaks("Contraceptif",
                   lambda: a_case(_PILL, duration=days(28), ordonnance=by(_D))),
            unsure("Ramipril : à lui de dire l’usage dentaire",
                   lambda: a_case(RAMIPRIL, duration=days(30), ordonnance=by(_D))),
        ),
    ),
    profession_rule(
        "WH-03",
        "Une sage-femme prescrit ce que permettent ses listes",
        "L.4151-4",
        "Les listes sont fixées par arrêté ; ce qui n’y a pas été reconnu ici est demandé.",
        of=(_M,),
        examples=(
            met("Contraceptif", lambda: a_case(_PILL, duration=days(28), ordonnance=by(_M))),
            breaks("Antihypertenseur",
                   lambda: a_case(replace(RAMIPRIL, atc="C09AA05"), duration=days(30),
                                  ordonnance=by(_M))),
            unsure("Produit non reconnu",
                   lambda: a_case(tablets("x", "liste I"), duration=days(30),
                                  ordonnance=by(_M))),
        ),
    ),
    profession_rule(
        "WH-09",
        "Un masseur-kinésithérapeute prescrit des dispositifs listés et la nicotine",
        "L.4321-1",
        "Une liste de dispositifs et les substituts nicotiniques lui sont ouverts, aucun autre "
        "médicament.",
        of=(_K,),
        since=date(2006, 1, 10),
        examples=(
            met("Ceinture lombaire",
                lambda: a_case(None, ordonnance=by(_K), **device("Ceinture lombaire"))),
            met("Nicotine", lambda: a_case(_NICOTINE, duration=days(28), ordonnance=by(_K))),
            breaks("Ibuprofène",
                   lambda: a_case(IBUPROFENE, duration=days(5), ordonnance=by(_K))),
            unsure("Autre dispositif",
                   lambda: a_case(None, ordonnance=by(_K), **device("Appareil EXEMPLE"))),
        ),
    ),
    profession_rule(
        "WH-10",
        "Un pédicure-podologue prescrit des topiques et des pansements listés",
        "R.4322-1",
        "Les topiques à usage externe, des pansements et les orthèses plantaires lui sont "
        "ouverts.",
        of=(_P,),
        since=date(2008, 8, 2),
        examples=(
            met("Antiseptique cutané",
                lambda: a_case(_TOPICAL, duration=days(7), ordonnance=by(_P))),
            breaks("Antibiotique oral",
                   lambda: a_case(_AMOXICILLIN, duration=days(7), ordonnance=by(_P))),
            unsure("Topique listé",
                   lambda: a_case(tablets("bétaméthasone", "liste I", routes=("cutanée",)),
                                  duration=days(7), ordonnance=by(_P))),
        ),
    ),
    profession_rule(
        "WH-12",
        "Un orthophoniste ou un orthoptiste prescrit des dispositifs et des tests listés",
        "arrêtés non lus",
        "Seuls des dispositifs et des tests leur sont ouverts, d’après ce qui est connu ici.",
        of=(_S, _O),
        confidence=Confidence.MEMORY,
        examples=(
            met("Verres, orthoptiste",
                lambda: a_case(None, ordonnance=by(_O), **device("Verres correcteurs"))),
            breaks("Médicament, orthophoniste",
                   lambda: a_case(_AMOXICILLIN, duration=days(7), ordonnance=by(_S))),
            unsure("Autre dispositif",
                   lambda: a_case(None, ordonnance=by(_O), **device("Appareil EXEMPLE"))),
        ),
    ),
)  # fmt: skip
