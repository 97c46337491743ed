"""What a regulator asks of the patient, and what each answer changes, at once.

Facts of the summaries of product characteristics and of the decisions of the agencies, read on 22
November 2026; a point that forbids is for the physician to lift by another medicine, never by a
reason.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ordonnance.domain.census import Molecule
from ordonnance.usecases.calls.cards import FULL_AGE

CODEINE_AGE, ELDERLY = 12, 75
"""Years: no codéine before the first; from the second on, age counts."""

LIGHT_KG = Decimal(50)
"""Kilograms under which the maximum of paracétamol is counted by weight (RCP, 60 mg/kg/day)."""


class Point(StrEnum):
    """What is asked; said in French as the box that is ticked."""

    PREGNANT = "enceinte"
    BREASTFEEDING = "allaite"
    ALLERGY = "allergie"
    OPIOID = "opioide"
    ALCOHOL = "alcool"
    SEDATIVE = "sedatif"
    BREATHING = "respiration"
    TONSILS = "amygdales"
    SEIZURES = "epilepsie"
    SEROTONIN = "serotonine"
    MAOI = "imao"
    ORGANS = "organes"
    PARACETAMOL = "paracetamol"

    @property
    def label(self) -> str:
        """What the box says."""
        return _LABELS[self]


_LABELS = {
    Point.PREGNANT: "Enceinte",
    Point.BREASTFEEDING: "Allaite",
    Point.ALLERGY: "Allergie à un opioïde ou au paracétamol",
    Point.OPIOID: "A déjà pris un opioïde aujourd’hui, ou en prend un traitement",
    Point.ALCOHOL: "A bu de l’alcool",
    Point.SEDATIVE: "Prend un somnifère ou un anxiolytique",
    Point.BREATHING: "Asthme en crise, BPCO, insuffisance respiratoire, apnées du sommeil",
    Point.TONSILS: "Moins de 18 ans et opéré des amygdales ou des végétations",
    Point.SEIZURES: "Épilepsie",
    Point.SEROTONIN: "Prend un antidépresseur",
    Point.MAOI: "Prend un IMAO, ou l’a arrêté il y a moins de 14 jours",
    Point.ORGANS: "Insuffisance rénale ou hépatique",
    Point.PARACETAMOL: "A déjà pris du paracétamol aujourd’hui",
}


class Weight(StrEnum):
    """What a remark does: it stops the sending, or asks for care."""

    STOP = "stop"
    CARE = "care"


@dataclass(frozen=True, slots=True)
class Remark:
    """What an answer changes: its weight, its French sentence, where it comes from."""

    weight: Weight
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What was answered. `age` in whole years, None when unknown; `none`: all asked, none said."""

    points: frozenset[Point] = frozenset()
    none: bool = False
    age: int | None = None
    weight_kg: Decimal | None = None

    @property
    def answered(self) -> bool:
        """True once it was asked, whatever was answered."""
        return bool(self.points) or self.none

    def __repr__(self) -> str:
        return "Asked(•••)"


_RCP = "RCP, rubrique 4.3"
_EMA = "ANSM et EMA, avril 2013 et juin 2015 ; RCP, rubrique 4.3"


def remarks(asked: Asked, opioid: Molecule | None) -> tuple[Remark, ...]:
    """What these answers change for that opioid, the gravest first.

    None: the medicine is not chosen yet, and what holds for all three is told.
    """
    found = [*_of_age(asked, opioid), *_of_points(asked, opioid), *_of_weight(asked)]
    order = list(Weight)
    return tuple(sorted(found, key=lambda each: order.index(each.weight)))


def stops(found: tuple[Remark, ...]) -> bool:
    """True when one of them stops the sending."""
    return any(each.weight is Weight.STOP for each in found)


def _of_age(asked: Asked, opioid: Molecule | None) -> list[Remark]:
    age, codeine = asked.age, opioid in (Molecule.CODEINE, None)
    if age is None:
        return []
    if age < CODEINE_AGE:
        if codeine:
            return [_stop("Codéine contre-indiquée avant 12 ans.", _EMA)]
        return [_stop("Avant 12 ans, pas d’opioïde sans examen : formes et doses de ces fiches "
                      "sont celles de l’adulte.",
                      "Prudence de la plateforme ; RCP, rubrique 4.2")]  # fmt: skip
    found = []
    if age < FULL_AGE:
        found.append(_care(
            "De 12 à 17 ans : les fiches sont pour l’adulte. Écrire la posologie de la notice, "
            "selon le poids, et chercher une gêne respiratoire.", "RCP, rubriques 4.2 et 4.4",
        ))  # fmt: skip
        if Point.TONSILS in asked.points:
            found.append(_stop(
                "Moins de 18 ans après ablation des amygdales ou des végétations : codéine et "
                "tramadol exposent à un arrêt respiratoire.", _EMA,
            ))  # fmt: skip
    if age > ELDERLY:
        found.append(_care(
            "Après 75 ans : réduire la dose, allonger l’intervalle (9 heures pour le tramadol), "
            "et prévenir des chutes.", "RCP, rubrique 4.2",
        ))  # fmt: skip
    return found


def _of_points(asked: Asked, opioid: Molecule | None) -> list[Remark]:
    said = asked.points
    found = [told for point, told in _EVERYWHERE.items() if point in said]
    codeine = opioid in (Molecule.CODEINE, Molecule.DIHYDROCODEINE, None)
    tramadol = opioid in (Molecule.TRAMADOL, None)
    if Point.BREASTFEEDING in said:
        found.append(
            _stop("Allaitement : codéine et dihydrocodéine contre-indiquées.", _EMA)
            if codeine else
            _care("Allaitement : le tramadol se limite à une prise ; au-delà, suspendre "
                  "l’allaitement.", "RCP du tramadol, rubrique 4.6")
        )  # fmt: skip
    if Point.SEIZURES in said and tramadol:
        found.append(_stop("Épilepsie : le tramadol abaisse le seuil des convulsions ; "
                           "contre-indiqué si elle n’est pas contrôlée.",
                           "RCP du tramadol, rubrique 4.3"))  # fmt: skip
    if Point.MAOI in said and tramadol:
        found.append(_stop("IMAO : tramadol contre-indiqué, et pendant 14 jours après.",
                           "RCP du tramadol, rubrique 4.3"))  # fmt: skip
    if Point.SEROTONIN in said and tramadol:
        found.append(_care("Antidépresseur avec le tramadol : convulsions ou syndrome "
                           "sérotoninergique possibles ; préférer un autre antalgique, sinon dose "
                           "la plus faible.", "RCP du tramadol, rubriques 4.4 et 4.5"))  # fmt: skip
    if Point.PARACETAMOL in said and opioid in (Molecule.CODEINE, None):
        found.append(_care("Paracétamol déjà pris : compter ensemble, 4 g par jour au plus chez "
                           "l’adulte de plus de 50 kg, 6 heures entre deux prises.",
                           "RCP du paracétamol, rubrique 4.2"))  # fmt: skip
    return found


def _of_weight(asked: Asked) -> list[Remark]:
    if asked.weight_kg is None or asked.weight_kg >= LIGHT_KG:
        return []
    return [_care("Moins de 50 kg : le paracétamol se limite à 60 mg/kg par jour ; réduire "
                  "l’opioïde.", "RCP, rubrique 4.2")]  # fmt: skip


def _stop(text: str, source: str) -> Remark:
    return Remark(Weight.STOP, text, source)


def _care(text: str, source: str) -> Remark:
    return Remark(Weight.CARE, text, source)


_EVERYWHERE = {
    Point.PREGNANT: _care(
        "Grossesse : seulement si rien d’autre ne suffit, en prise brève ; à éviter près du terme.",
        "RCP, rubrique 4.6",
    ),
    Point.ALLERGY: _stop("Allergie : ne pas prescrire la substance en cause.", _RCP),
    Point.OPIOID: _stop(
        "Un opioïde est déjà pris : pas de second opioïde à distance, les effets s’ajoutent.",
        "RCP, rubriques 4.4 et 4.5",
    ),
    Point.ALCOHOL: _stop(
        "Alcool : ne pas associer ; intoxication aiguë contre-indiquée avec le tramadol.",
        "RCP, rubriques 4.3 et 4.5",
    ),
    Point.SEDATIVE: _care(
        "Somnifère ou anxiolytique : sédation et arrêt respiratoire possibles ; dose la plus "
        "faible, ne pas laisser seul.",
        "RCP, rubriques 4.4 et 4.5",
    ),
    Point.BREATHING: _stop("Fonction respiratoire atteinte : opioïde contre-indiqué.", _RCP),
    Point.ORGANS: _care(
        "Rein ou foie insuffisant : allonger l’intervalle à 12 heures ; contre-indiqué si "
        "l’insuffisance est sévère.",
        "RCP, rubriques 4.2 et 4.3",
    ),
}
