"""The directory ready for JSON and for people: only what was asked, nothing kept."""

from typing import Any

from ordonnance.domain.directory import DutyNote, Entry, Equipment, Place
from ordonnance.usecases.directory import Answer, Near
from ordonnance.usecases.equipment import Readiness, Regulator


def answer_view(found: Answer, *, old: bool) -> dict[str, Any]:
    """An answer to a search; `old` when the directory should be imported again."""
    return {
        "dated": found.version.dated,
        "source": found.version.source,
        "old": old,
        "entries": [_entry(each) for each in found.entries],
        "near": [_near(each) for each in found.near],
        "notes": [_note(each) for each in found.notes],
    }


def readiness_view(found: Readiness, *, old: bool) -> dict[str, Any]:
    """What a centre can count on."""
    return {
        "dated": found.version.dated,
        "source": found.version.source,
        "old": old,
        "department": found.department,
        "centre": [_entry(each) for each in found.centre],
        "regulators": [_regulator(each) for each in found.regulators],
        "pharmacies": len(found.pharmacies),
        "organisational": len(found.pharmacies_with(Equipment.ORGANISATIONAL)),
        "personal_only": len(found.pharmacies_with(Equipment.PERSONAL)),
        "none_published": len(found.pharmacies_with(Equipment.NONE_PUBLISHED)),
        "percent": found.percent,
        "equipped": [_place(each) for each in found.pharmacies_with(Equipment.ORGANISATIONAL)],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    holder = entry.holder
    return {
        "address": entry.address,
        "type": entry.type,
        "service": entry.service,
        "paperless": entry.paperless,
        "holder": None
        if holder is None
        else {
            "rpps": holder.rpps,
            "name": holder.shown,
            "profession": holder.profession,
            "profession_label": holder.profession_label,
            "skill": holder.skill,
        },
        "place": None if entry.place is None else _place(entry.place),
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "finess": place.finess,
        "name": place.shown,
        "street": place.street,
        "postcode": place.postcode,
        "town": place.town,
        "department": place.department,
        "kind": place.kind,
        "category": place.category,
        "phone": place.phone,
        "equipment": place.equipment.name.lower(),
    }


def _near(near: Near) -> dict[str, Any]:
    return {
        "metres": near.metres,
        "same_postcode": near.same_postcode,
        "place": _place(near.place),
    }


def _note(note: DutyNote) -> dict[str, Any]:
    return {"finess": note.finess, "text": note.text, "first": note.first, "last": note.last,
            "typed_on": note.typed_on}  # fmt: skip


def _regulator(each: Regulator) -> dict[str, Any]:
    known = each.known
    name = (
        ""
        if known is None
        else " ".join(part for part in (known.title, known.given, known.family) if part)
    )
    return {
        "rpps": each.rpps,
        "name": name or None,
        "profession": None if known is None else known.profession,
        "mailboxes": [str(entry.address) for entry in each.mailboxes],
    }
