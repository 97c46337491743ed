"""What each profession may prescribe, with dates: yes, no, or not known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from ordonnance.domain.actors import Profession
from ordonnance.domain.drug import Medicine
from ordonnance.domain.people import Prescriber
from ordonnance.law.substances import load, words_of

_ADVANCED = ("SI01", "SI02", "SI03", "SI04", "SI05")
"""Advanced practice nursing among the « savoir-faire » (JDV_J107): it has no profession code."""
_ON_SKIN = frozenset({"cutanee"})


@dataclass(frozen=True, slots=True)
class Permission:
    """One entry of the table for one profession. `no_other_medicine`: the rest is closed."""

    profession: Profession
    since: date | None
    atc: tuple[str, ...]
    words: frozenset[str]
    refused_atc: tuple[str, ...]
    devices: frozenset[str]
    topicals: bool
    no_other_medicine: bool


def _permission(entry: Mapping[str, Any]) -> Permission:
    return Permission(
        profession=Profession(entry["code"]),
        since=entry.get("since"),
        atc=tuple(entry.get("allowed_atc", "").split()),
        words=words_of(entry.get("allowed", "")),
        refused_atc=tuple(entry.get("refused_atc", "").split()),
        devices=words_of(entry.get("devices", "")),
        topicals=entry.get("topicals", False),
        no_other_medicine=entry.get("no_other_medicine", False),
    )


PERMISSIONS: tuple[Permission, ...] = tuple(
    _permission(entry) for entry in load("professions.toml")["profession"]
)
"""Every entry of the table."""


def is_advanced_nurse(author: Prescriber) -> bool:
    """True for an infirmier en pratique avancée, known by what the document says of them."""
    specialty = author.specialty
    if author.profession is not Profession.NURSE or specialty is None:
        return False
    return specialty.code in _ADVANCED or {"pratique", "avancee"} <= words_of(specialty.label)


@lru_cache(maxsize=4096)
def may_prescribe(profession: Profession, medicine: Medicine, day: date) -> bool | None:
    """True or False when the medicine is surely open or closed to them, None when not known.

    An association is open when each of its substances is.
    """
    entries = _entries(profession, day)
    if any(entry.topicals and _topical(medicine) for entry in entries):
        return None if _listed(medicine) else True
    atc = medicine.atc or ""
    if any(atc.startswith(prefix) for entry in entries for prefix in entry.refused_atc):
        return False
    if any(atc.startswith(prefix) for entry in entries for prefix in entry.atc):
        return True
    names = [words_of(substance.name) for substance in medicine.substances]
    words = frozenset(word for entry in entries for word in entry.words)
    if names and all(name & words for name in names):
        return True
    if "vaccin" in words and "vaccin" in words_of(medicine.name):
        return True
    return False if any(entry.no_other_medicine for entry in entries) else None


@lru_cache(maxsize=4096)
def may_prescribe_device(profession: Profession, label: str, day: date) -> bool | None:
    """True when the words of a device stand in the list known here, None otherwise."""
    words = words_of(label)
    singular = words | {word.removesuffix("s") for word in words}
    found = any(entry.devices & singular for entry in _entries(profession, day))
    return True if found else None


def _entries(profession: Profession, day: date) -> tuple[Permission, ...]:
    return tuple(
        each
        for each in PERMISSIONS
        if each.profession is profession and (each.since is None or each.since <= day)
    )


def _topical(medicine: Medicine) -> bool:
    return bool(words_of(" ".join(medicine.routes)) & _ON_SKIN)


def _listed(medicine: Medicine) -> bool:
    return any(label.casefold().startswith(("liste", "stup")) for label in medicine.conditions)
