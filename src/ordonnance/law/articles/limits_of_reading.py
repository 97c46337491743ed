"""What the platform cannot read is said: nothing is allowed because a rule is missing."""

from dataclasses import replace
from datetime import date

from ordonnance.domain.actors import Profession
from ordonnance.domain.prescription import Category, Preparation, Product
from ordonnance.law.case import LineCase
from ordonnance.law.examples import (
    MORPHINE,
    PRESCRIBER,
    RAMIPRIL,
    a_case,
    breaks,
    days,
    met,
    tablets,
    unsure,
)
from ordonnance.law.outline import KNOWN, Concerns, Outline, of_medicine
from ordonnance.law.professions import is_advanced_nurse
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
CITATION = Citation("de la plateforme, sans texte de loi", "Règle de prudence", date(2026, 11, 1))
_WITH_DEVICES = frozenset(Profession) - {Profession.PHARMACIST}
"""Professions whose devices are judged by their own list, or that prescribe nothing."""
_UNREAD = "condition EXEMPLE que personne ne lit"
_PREPARATION = Preparation("Préparation EXEMPLE", ())


def _labels(line: LineCase) -> Answer:
    """One finding per line, naming every label that no rule reads."""
    unread = line.law.unread
    if not unread:
        return MET
    quoted = ", ".join(f"«\u202f{label}\u202f»" for label in unread)
    return cannot_tell(quoted, labels=quoted)


def _differences(line: LineCase) -> Answer:
    told = line.law.differences
    return breached(subject=line.law.subject, told=" ; ".join(told)) if told else MET


def _other_care(shown: Outline) -> bool:
    """Care, examinations and devices of whoever is no physician."""
    if shown.category in (Category.MEDICINE, Category.PREPARATION):
        return False
    # A profession that nobody wrote is asked by MI-02.
    return shown.profession not in (None, Profession.PHYSICIAN)


def _not_known_to_prescribe(line: LineCase) -> bool:
    """They have no list read here."""
    author = line.case.ordonnance.prescriber
    listed = line.line.category is Category.DEVICE and not is_advanced_nurse(author)
    return not (listed and author.profession in _WITH_DEVICES)


def _rule(
    rule_id: str, title: str, unknown: str, why: str, remedy: str, category: Category | None,
    examples: tuple[Example, ...],
) -> Rule[LineCase]:  # fmt: skip
    """A rule that always answers that it cannot tell, for the lines of a kind."""

    def unread(shown: Outline) -> bool:
        known = category is Category.MEDICINE and shown.medicine is not None
        return shown.category is category and not known

    return Rule(
        id=rule_id,
        title=title,
        family=Family.KERNEL,
        moments=BOTH,
        clock=Clock.PRESCRIBING,
        severity=Severity.BLOCKING,
        confidence=Confidence.PLATFORM,
        citation=CITATION,
        message=unknown,
        unknown=unknown,
        why=why,
        remedy=remedy,
        line_rule=True,
        applies=Concerns(unread) if category else Concerns(_other_care, _not_known_to_prescribe),
        check=lambda line: cannot_tell(line.line.label or "ligne sans libellé"),
        examples=examples,
    )


LINE_RULES: tuple[Rule[LineCase], ...] = (
    _rule(
        "medicine.unknown",
        "Médicament inconnu du catalogue",
        "Ce médicament n’est pas connu du catalogue ({missing}) : ses conditions de prescription "
        "et de délivrance ne sont pas vérifiées.",
        "Sans les données du médicament, aucune règle de liste, de durée ou de forme ne peut être "
        "vérifiée.",
        "Choisir le médicament dans le catalogue, ou attester que ses conditions sont respectées.",
        Category.MEDICINE,
        (unsure("Médicament inconnu", lambda: a_case(None, duration=days(7))),),
    ),
    _rule(
        "preparation.not_read",
        "Préparation : composition non vérifiée",
        "La composition de la préparation n’est pas vérifiée ({missing}) : listes, durées et "
        "doses restent à la charge du professionnel.",
        "La plateforme ne lit pas encore les substances d’une préparation.",
        "Attester que la composition respecte les règles qui s’y appliquent.",
        Category.PREPARATION,
        (
            unsure(
                "Préparation",
                lambda: a_case(
                    None, category=Category.PREPARATION, product=None, preparation=_PREPARATION,
                    duration=days(7),
                ),
            ),
        ),
    ),
    _rule(
        "category.not_read",
        "Soins, examens ou dispositifs prescrits par une autre profession que médecin",
        "On ne peut pas dire si cette profession peut prescrire ces soins, ces examens ou ce "
        "dispositif ({missing}).",
        "Les listes de soins, d’examens et de dispositifs ouverts à chaque profession ne sont pas "
        "lues en entier.",
        "Attester que cette prescription est ouverte à la profession.",
        None,
        (
            unsure("Examens de biologie prescrits par une sage-femme",
                   lambda: a_case(
                       None, category=Category.BIOLOGY, product=Product("NFS, glycémie"),
                       ordonnance={"prescriber": replace(
                           PRESCRIBER, profession=Profession.MIDWIFE)})),
        ),
    ),
    Rule(
        id="condition.not_encoded",
        title="Condition de prescription ou de délivrance non vérifiée",
        family=Family.KERNEL,
        moments=BOTH,
        clock=Clock.PRESCRIBING,
        severity=Severity.BLOCKING,
        confidence=Confidence.OFFICIAL_DATA,
        citation=Citation("conditions de prescription et de délivrance", "ANSM",
                          date(2026, 11, 1)),
        message="Conditions non vérifiées : {missing}.",
        unknown="Ce médicament porte une condition que la plateforme ne vérifie pas : {missing}.",
        why="Une condition publiée par l’ANSM s’impose même si aucune règle de la plateforme ne la "
        "lit encore.",
        remedy="Vérifier la condition, puis attester qu’elle est remplie.",
        line_rule=True,
        applies=KNOWN,
        check=_labels,
        examples=(
            met("Aucune condition particulière", lambda: a_case(RAMIPRIL, duration=days(30))),
            unsure("Condition inconnue",
                   lambda: a_case(tablets("x", "liste I", _UNREAD), duration=days(30))),
        ),
    ),
    Rule(
        id="condition.table_differs",
        title="Le texte et l’étiquette publiée diffèrent",
        family=Family.KERNEL,
        moments=frozenset({Moment.PRESCRIBING}),
        clock=Clock.PRESCRIBING,
        severity=Severity.INFO,
        confidence=Confidence.OFFICIAL_DATA,
        citation=CITATION,
        message="Pour {subject}, le texte appliqué et l’étiquette de l’ANSM diffèrent ({told}).",
        why="Pour les stupéfiants et assimilés le texte prime sur l’étiquette ; la différence est "
        "signalée.",
        remedy="Rien à faire : le texte est appliqué.",
        line_rule=True,
        applies=of_medicine(lambda law: law.row is not None),
        check=_differences,
        examples=(
            met("Étiquette conforme",
                lambda: a_case(
                    tablets("morphine", "stupéfiants", "prescription limitée à 4 semaines",
                            "prescription en toutes lettres sur ordonnance sécurisée"),
                    duration=days(28))),
            breaks("Étiquette incomplète", lambda: a_case(MORPHINE, duration=days(28))),
        ),
    ),
)  # fmt: skip
