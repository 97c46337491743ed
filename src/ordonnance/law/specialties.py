"""Whether an author belongs to a group that a label of conditions names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from ordonnance.law.form import Setting
from ordonnance.law.substances import load, words_of


@dataclass(frozen=True, slots=True)
class SpecialtyGroup:
    """One specialty as labels name it: its words, the codes that answer to it, and until when.

    `whole`: another specialty surely does not belong to it.
    """

    words: frozenset[str]
    codes: frozenset[str]
    whole: bool
    since: date | None
    until: date | None


def _group(entry: dict[str, Any]) -> SpecialtyGroup:
    return SpecialtyGroup(
        words_of(entry["name"]),
        frozenset(entry["codes"].split()),
        entry.get("whole", False),
        entry.get("since"),
        entry.get("until"),
    )


GROUPS: tuple[SpecialtyGroup, ...] = tuple(_group(e) for e in load("specialties.toml")["group"])
"""Every group of the table."""

_SAID = words_of("spécialistes et services en les médecins compétents autorisés titulaires de la")
_SPECIALISTS = "specialistes"
_SERVICES = "services"
_HOSPITAL_PHYSICIANS = frozenset({"medecins", "hospitaliers"})


@lru_cache(maxsize=1024)
def group_of(label_group: str, day: date) -> SpecialtyGroup | None:
    """The group that the words of a label name on a day, or None."""
    words = words_of(label_group)
    found = [
        each
        for each in GROUPS
        if each.words <= words
        and (each.since is None or each.since <= day)
        and (each.until is None or day <= each.until)
    ]
    return max(found, key=lambda each: len(each.words), default=None)


def belongs(
    specialty: str | None, setting: Setting | None, groups: Iterable[str], day: date
) -> bool | None:
    """True or False when sure that the author is of one of the groups, None when nobody can tell.

    `specialty` is a code of « savoir-faire » (TRE_R38, or a competence, a diploma, a capacity).

    « Spécialistes et services » also opens to whoever works in such a service: outside a hospital
    the specialty alone decides.
    """
    answers = [_one(specialty, setting, group, day) for group in groups]
    if True in answers:
        return True
    return False if answers and None not in answers else None


def _one(specialty: str | None, setting: Setting | None, group: str, day: date) -> bool | None:
    words = words_of(group)
    if setting is Setting.HOSPITAL and words >= _HOSPITAL_PHYSICIANS:
        return True
    known = group_of(group, day)
    if specialty is None or known is None:
        return None
    if specialty in known.codes:
        return True
    # « Médecins exerçant dans… » names a place of work, which no specialty tells.
    exact = known.whole and _SPECIALISTS in words and words <= known.words | _SAID
    if not exact or not specialty.startswith("SM"):
        return None
    in_service = _SERVICES in words and setting not in (Setting.TOWN, Setting.COORDINATED)
    return None if in_service else False
