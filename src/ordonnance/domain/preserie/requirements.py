"""Everything that the note asks of a présérie before its balance sheet, in its order."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ordonnance.domain.preserie import course, prerequisites, sites
from ordonnance.domain.preserie.answers import Answer
from ordonnance.domain.preserie.pilot import Pilot, Prerequisite


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing asked: its id (never reused), what the note asks in our words, how it is judged."""

    id: str
    asks: str
    judge: Callable[[Pilot, date], Answer]


@dataclass(frozen=True, slots=True)
class Judged:
    """A requirement and its answer."""

    requirement: Requirement
    answer: Answer


REQUIREMENTS = (
    Requirement(
        "PRE-MOD-01",
        "La présérie vaut pour les logiciels de l’éditeur qui emploient le même module (même "
        "architecture, même interface), pour la même profession\u202f; non pour qui intègre le "
        "moteur d’un tiers.",
        prerequisites.one_module,
    ),
    Requirement(
        "PRE-REQ-01",
        "Le logiciel est autorisé par le CNDA pour l’ordonnance numérique de cette profession.",
        prerequisites.there(Prerequisite.AUTHORISATION),
    ),
    Requirement(
        "PRE-REQ-02",
        "Le support aux professionnels est en place.",
        prerequisites.there(Prerequisite.SUPPORT),
    ),
    Requirement(
        "PRE-REQ-03",
        "Les modalités d’installation et de formation sont établies et partagées avec l’Assurance "
        "Maladie.",
        prerequisites.there(Prerequisite.TRAINING),
    ),
    Requirement(
        "PRE-REQ-04",
        "Un kit d’accompagnement (mode d’emploi, tutoriels) est conçu et partagé avec l’Assurance "
        "Maladie.",
        prerequisites.there(Prerequisite.KIT),
    ),
    Requirement(
        "PRE-LIEU-01",
        "La présérie se tient dans quelques CPAM, choisies parmi les CPAM référentes.",
        sites.departments,
    ),
    Requirement(
        "PRE-LIEU-02",
        "Chaque site dépend d’une des CPAM choisies.",
        sites.in_place,
    ),
    Requirement(
        "PRE-SITE-01",
        "Assez de sites pour juger, et pas davantage\u202f; moins pour un logiciel peu répandu.",
        sites.counted,
    ),
    Requirement(
        "PRE-SITE-02",
        "L’éditeur communique les numéros AM après avoir obtenu l’accord de principe de chacun.",
        sites.agreed,
    ),
    Requirement(
        "PRE-SITE-03",
        "L’éditeur a vérifié au préalable que l’équipement et la version du site conviennent.",
        sites.equipped,
    ),
    Requirement(
        "PRE-PLAN-01",
        "L’éditeur communique les numéros AM et les dates d’installation au GIE SESAM-Vitale et à "
        "la Cnam, qui les transmet aux CPAM\u202f; une réunion de lancement suit.",
        course.in_turn,
    ),
    Requirement(
        "PRE-PLAN-02",
        "Chaque installation figure au planning communiqué.",
        course.planned,
    ),
    Requirement(
        "PRE-PLAN-03",
        "La première semaine, peu d’installations\u202f: chez les pharmaciens, pour vérifier que "
        "l’ordonnance n’est plus envoyée par SCOR.",
        course.first_week,
    ),
    Requirement(
        "PRE-TRACE-01",
        "Les traces des postes sont activées au fur et à mesure des installations.",
        course.traced,
    ),
)


def judge(pilot: Pilot, day: date) -> tuple[Judged, ...]:
    """Every requirement of a présérie, as things stand at the end of a day."""
    return tuple(Judged(each, each.judge(pilot, day)) for each in REQUIREMENTS)
