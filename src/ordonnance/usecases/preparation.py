"""Is everything there before a centre uses the derogation? Each point: held, missing, what to do.

What the note to SAMU and SAS asks of establishments (2.3), and what sending needs here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ordonnance.domain.directory import Equipment
from ordonnance.domain.french.dates import short
from ordonnance.usecases.equipment import Readiness

SOON = timedelta(days=60)
"""An end of the derogation nearer than that is told."""


class Standing(StrEnum):
    """How a point stands."""

    READY = "ready"
    TO_WATCH = "to_watch"
    MISSING = "missing"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that a centre needs: how it stands, in words, and what to do."""

    name: str
    standing: Standing
    told: str
    do: str = ""


@dataclass(frozen=True, slots=True)
class Aged:
    """Something imported, dated: is it too old to be relied upon?"""

    dated: date
    days: int
    old: bool


@dataclass(frozen=True, slots=True)
class Given:
    """What the points are judged on. None: not there.

    `boxes` are the mailboxes that this base opens without anybody; `mail` False without operator.
    """

    directory: Aged | None
    white_list: Aged | None
    mail: bool
    boxes: int
    first: date
    last: date | None
    today: date
    readiness: Readiness | None


def points(given: Given) -> tuple[Point, ...]:
    """Every point, in the order in which they are prepared."""
    return (
        _directory(given.directory),
        _white_list(given.white_list),
        _mail(given),
        *(_of_the_centre(given.readiness) if given.readiness else ()),
        _derogation(given),
    )


def standing(found: tuple[Point, ...]) -> Standing:
    """The worst of them: what the head of the page says."""
    order = (Standing.MISSING, Standing.UNKNOWN, Standing.TO_WATCH, Standing.READY)
    return min((each.standing for each in found), key=order.index)


def _directory(aged: Aged | None) -> Point:
    name = "Annuaire des messageries"
    if aged is None:
        return Point(name, Standing.MISSING, "Aucun n'est importé : aucune adresse ne se trouve.",
                     "Suivre « Importer l'annuaire MSSanté ».")  # fmt: skip
    told = f"Du {short(aged.dated)}{_ago(aged.days)}."
    if aged.old:
        return Point(name, Standing.TO_WATCH, f"{told} Il devrait être plus récent.",
                     "En importer un nouveau : il paraît chaque jour.")  # fmt: skip
    return Point(name, Standing.READY, told)


def _white_list(aged: Aged | None) -> Point:
    name = "Liste blanche de l'espace de confiance"
    if aged is None:
        return Point(name, Standing.MISSING, "Aucune n'est importée : aucun message ne part.",
                     "L'importer : « ordonnance directory white-list ».")  # fmt: skip
    told = f"Du {short(aged.dated)}{_ago(aged.days)}."
    if aged.old:
        return Point(name, Standing.TO_WATCH, f"{told} Elle devrait être plus récente.",
                     "En importer une nouvelle.")  # fmt: skip
    return Point(name, Standing.READY, told)


def _mail(given: Given) -> Point:
    name = "Envoi par messagerie sécurisée"
    if not given.mail:
        return Point(name, Standing.MISSING, "Aucun opérateur n'est configuré.",
                     "Remplir le fichier ORDONNANCE_MAIL, puis redémarrer.")  # fmt: skip
    if not given.boxes:
        told = (
            "Aucune boîte ne s'ouvre par certificat : un message ne part que pendant la session "
            "de qui l'envoie."
        )
        return Point(name, Standing.TO_WATCH, told,
                     "Demander à l'opérateur une boîte applicative et son certificat.")  # fmt: skip
    several = "boîte s'ouvre" if given.boxes == 1 else "boîtes s'ouvrent"
    return Point(name, Standing.READY, f"{given.boxes} {several} sans que personne ne se connecte.")


def _of_the_centre(found: Readiness) -> Iterator[Point]:
    yield _own_box(found)
    yield _regulators(found)
    yield _pharmacies(found)


def _own_box(found: Readiness) -> Point:
    name = "Boîte organisationnelle du centre"
    count = len(found.centre)
    if count:
        several = "publiée" if count == 1 else "publiées"
        return Point(name, Standing.READY, f"{count} {several} dans l'annuaire.")
    return Point(name, Standing.TO_WATCH, "Aucune n'est publiée dans l'annuaire.",
                 "La demander à la DSI, ou la faire sortir de la liste rouge.")  # fmt: skip


def _regulators(found: Readiness) -> Point:
    name, total = "Boîtes des régulateurs", len(found.regulators)
    if not total:
        return Point(name, Standing.UNKNOWN, "La liste des régulateurs n'est pas donnée.",
                     "La donner plus bas, ou dans le fichier ORDONNANCE_CENTRE.")  # fmt: skip
    missing = sum(not each.mailboxes for each in found.regulators)
    told = f"{total - missing} sur {total} en ont une dans l'annuaire."
    if missing:
        return Point(name, Standing.TO_WATCH, told,
                     "Remettre à chacun la page « Créer une boîte aux lettres ».")  # fmt: skip
    return Point(name, Standing.READY, told)


def _pharmacies(found: Readiness) -> Point:
    name, percent = "Pharmacies du département", found.percent
    if percent is None:
        told = f"Aucune n'est connue dans le département {found.department}."
        return Point(name, Standing.UNKNOWN, told,
                     "Vérifier le code ; importer le fichier FINESS avec l'annuaire.")  # fmt: skip
    equipped = len(found.pharmacies_with(Equipment.ORGANISATIONAL))
    told = (
        f"{equipped} sur {len(found.pharmacies)} ont une boîte organisationnelle publiée "
        f"({percent} %)."
    )
    if percent < 100:
        return Point(name, Standing.TO_WATCH, told,
                     "Envoyer au conseil régional de l'ordre la liste de celles qui n'en ont "
                     "pas.")  # fmt: skip
    return Point(name, Standing.READY, told)


def _derogation(given: Given) -> Point:
    name, last = "Dérogation", given.last
    begun = f"Depuis le {short(given.first)}"
    if given.today < given.first:
        return Point(name, Standing.MISSING, f"Elle commence le {short(given.first)}.")
    if last is None:
        return Point(name, Standing.READY, f"{begun}, sans fin fixée.")
    if last < given.today:
        return Point(name, Standing.MISSING, f"Terminée le {short(last)} : rien ne part plus.",
                     "Prescrire par ordonnance numérique, ou sur papier sécurisé.")  # fmt: skip
    if last - given.today <= SOON:
        return Point(name, Standing.TO_WATCH, f"{begun}, jusqu'au {short(last)}.",
                     "Préparer la suite : l'ordonnance numérique.")  # fmt: skip
    return Point(name, Standing.READY, f"{begun}, jusqu'au {short(last)}.")


def _ago(days: int) -> str:
    return "" if not days else ", hier" if days == 1 else f", il y a {days} jours"
