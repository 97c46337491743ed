"""The structures of activity of a professional's token, and the one chosen for the session."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from ordonnance.adapters.identity.claims import objects, refused, text
from ordonnance.adapters.identity.refusals import TokenFault, TokenRefused
from ordonnance.domain.actors import Place
from ordonnance.domain.calendar import PARIS, zone_of_department, zone_of_postcode
from ordonnance.domain.ids import AmNumber, Finess, InvalidId, Siret

MAX_PLACE_HEADER = 32
"""Longest `Ordonnance-Place` header read, in characters."""

Id = TypeVar("Id", Finess, Siret, AmNumber)

_POSITION = re.compile(r"[1-9][0-9]{0,2}")
_TECHNICAL_ID = re.compile(r"[A-Z][0-9A-Z]{1,39}")

# Abbreviations of the directory (TRE_R35) that a reader would not expand; others print as they are.
_WAYS = {"R": "rue", "AV": "avenue", "BD": "boulevard", "PL": "place", "CHE": "chemin"}


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity of one « exercice », both as claims."""

    exercise: Mapping[str, Any]
    claims: Mapping[str, Any]


def activities_of(claims: Mapping[str, Any]) -> list[Activity]:
    """Every activity of `SubjectRefPro`-like claims, in the order of the token."""
    return [
        Activity(exercise, activity)
        for exercise in objects(claims, "exercices")
        for activity in objects(exercise, "activities")
    ]


def choose(activities: Sequence[Activity], wanted: str | None) -> Activity:
    """The activity named by the header `Ordonnance-Place`: FINESS, else SIRET, else position.

    Without the header, the only activity. Raises TokenRefused: no activity (TOKEN_CLAIMS), several
    and none named, or a structure named that has several (PLACE_REQUIRED), none that matches
    (PLACE_UNKNOWN).
    """
    if not activities:
        raise refused("activities: required")
    named = (wanted or "").strip()
    if not named:
        if len(activities) > 1:
            raise TokenRefused(TokenFault.PLACE_REQUIRED, "several activities, none named")
        return activities[0]
    if _POSITION.fullmatch(named):
        if int(named) > len(activities):
            raise TokenRefused(TokenFault.PLACE_UNKNOWN, "no activity at that position")
        return activities[int(named) - 1]
    for name in ("numeroFinessSite", "numeroSiretSite"):
        found = [each for each in activities if text(each.claims, name) == named]
        if len(found) > 1:
            raise TokenRefused(
                TokenFault.PLACE_REQUIRED, "several activities there: name the position"
            )
        if found:
            return found[0]
    raise TokenRefused(TokenFault.PLACE_UNKNOWN, "no activity at that structure")


def place_of(activity: Mapping[str, Any], national_id: str) -> Place:
    """The structure of an activity. `national_id` makes a key for a structure without identifier.

    Metropolitan time when the token gives neither postcode nor department (both are often empty);
    an unreadable one is refused.
    """
    label = text(activity, "enseigneCommercialeSite") or text(activity, "raisonSocialeSite")
    postcode = text(activity, "codePostal")
    address = _address(activity)
    try:
        finess = _maybe(Finess, text(activity, "numeroFinessSite"))
        siret = _maybe(Siret, text(activity, "numeroSiretSite"))
        am = _maybe(AmNumber, text(activity, "numeroAm"))
    except InvalidId as error:
        raise refused(f"activity identifier: {error.kind}") from None
    technical = text(activity, "identifiantTechniqueDeLaStructure")
    if technical and not _TECHNICAL_ID.fullmatch(technical):
        raise refused("identifiantTechniqueDeLaStructure: letters and digits expected")
    known = finess or siret or technical
    return Place(
        finess=finess,
        siret=siret,
        am=am,
        label=label,
        address=address or None,
        postcode=postcode or None,
        zone=_zone(postcode, text(activity, "codeDepartement")),
        sector_code=text(activity, "codeSecteurDactivite") or None,
        technical_id=technical or None,
        local_id=None if known else _local_id(national_id, label, address),
    )


def _maybe(kind: type[Id], value: str) -> Id | None:
    return kind(value) if value else None


def _zone(postcode: str, department: str) -> str:
    try:
        if postcode:
            return zone_of_postcode(postcode)
        return zone_of_department(department) if department else PARIS
    except ValueError:
        raise refused("codePostal or codeDepartement: not French") from None


def _address(activity: Mapping[str, Any]) -> str:
    way = text(activity, "codeTypeDeVoie")
    street = (
        text(activity, "numeroVoie") + text(activity, "indiceRepetitionVoie"),
        _WAYS.get(way, way),
        text(activity, "libelleVoie"),
    )
    city = text(activity, "bureauCedex") or text(activity, "codePostal")
    parts = (
        text(activity, "complementPointGeographique"),
        " ".join(each for each in street if each),
        text(activity, "mentionDistribution"),
        city,
    )
    return ", ".join(each for each in parts if each)


def _local_id(national_id: str, label: str, address: str) -> str:
    told = "\n".join((national_id, label.casefold(), address.casefold()))
    return hashlib.sha256(told.encode("utf-8")).hexdigest()[:32].upper()
