"""What the directory found, as rows of a screen: one place with its mailboxes, or one person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ordonnance.domain.directory import MailboxType, PlaceKind
from ordonnance.usecases.directory_views import (
    DirectoryFound,
    EntryView,
    HolderView,
    NearView,
    NoteView,
    PlaceView,
    postal,
)
from ordonnance.usecases.directory_words import KINDS, distance, spaced

_STATES = {
    "organisational": ("bon", "Boîte organisationnelle"),
    "personal": ("attention", "Boîte personnelle seulement"),
    "none_published": ("inconnu", "Aucune boîte publiée"),
}
"""The shape and the words of what a place publishes."""


@dataclass(frozen=True, slots=True)
class Box:
    """A mailbox: its address, whose it is in words, whether it is the one to prefer."""

    address: str
    told: str
    preferred: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One answer. `finess` leads to the page of the place, None where there is none."""

    title: str
    kind: str
    where: str
    phone: str
    finess: str | None
    shape: str
    state: str
    boxes: tuple[Box, ...]
    notes: tuple[NoteView, ...] = ()
    far: str = ""


def rows_of(found: DirectoryFound) -> tuple[Row, ...]:
    """The answers in their order: a place once, with every mailbox found of it."""
    grouped: dict[str, list[EntryView]] = {}
    for number, entry in enumerate(found.entries):
        grouped.setdefault(_group(entry, number), []).append(entry)
    return tuple(_row(each, found.notes) for each in grouped.values())


def near_rows(found: DirectoryFound) -> tuple[Row, ...]:
    """The nearest pharmacies that can be written to, nearest first."""
    return tuple(_near(each, found.notes) for each in found.near)


def place_row(found: DirectoryFound) -> Row:
    """The one place of an answer about a FINESS number."""
    return _row(found.entries, found.notes)


def is_pharmacy(found: DirectoryFound) -> bool:
    """True when that place is a pharmacy."""
    place = found.entries[0].place
    return place is not None and place.kind is PlaceKind.PHARMACY


def _group(entry: EntryView, number: int) -> str:
    """What is shown together: the mailboxes of a place, those of a pharmacist with the pharmacy."""
    place = entry.place
    if place is None or place.finess is None:
        return f"{number}"
    if entry.holder is not None and place.kind is not PlaceKind.PHARMACY:
        return f"{number}"
    return place.finess


def _row(entries: Sequence[EntryView], notes: Iterable[NoteView]) -> Row:
    first = entries[0]
    place, holder = first.place, first.holder
    boxes = _boxes(entries)
    if holder is not None and (place is None or place.kind is not PlaceKind.PHARMACY):
        at = "" if place is None else f"{place.name}, {postal(place)}"
        finess = None if place is None else place.finess
        told = holder.profession_label or "Professionnel"
        return Row(holder.name, told, at, "", finess, "bon", "Boîte personnelle", boxes)
    if place is None:
        return Row(first.service or "Sans nom", "Autre lieu", "", "", None, "bon",
                   "Boîte organisationnelle", boxes)  # fmt: skip
    return _place(place, boxes, notes)


def _place(
    place: PlaceView, boxes: tuple[Box, ...], notes: Iterable[NoteView], far: str = ""
) -> Row:
    shape, state = _STATES[place.equipment]
    told = tuple(each for each in notes if each.finess == place.finess)
    return Row(place.name, KINDS[place.kind], postal(place), spaced(place.phone), place.finess,
               shape, state, boxes, told, far)  # fmt: skip


def _near(near: NearView, notes: Iterable[NoteView]) -> Row:
    far = distance(near.metres, same_postcode=near.same_postcode)
    return _place(near.place, (), notes, far)


def _boxes(entries: Iterable[EntryView]) -> tuple[Box, ...]:
    """The mailboxes, organisational first; the first of those is the one to prefer."""
    published = [each for each in entries if each.address is not None]
    published.sort(key=lambda each: each.type is not MailboxType.ORGANISATION)
    boxes = []
    for number, each in enumerate(published):
        preferred = number == 0 and each.type is MailboxType.ORGANISATION
        boxes.append(Box(each.address or "", _told(each), preferred))
    return tuple(boxes)


def _told(entry: EntryView) -> str:
    """« organisationnelle, Ordonnances »; « personnelle, DR Paul EXEMPLE, Pharmacien »."""
    kind = entry.type.label if entry.type else ""
    return ", ".join(part for part in (kind, *_whose(entry.holder), entry.service) if part)


def _whose(holder: HolderView | None) -> tuple[str, ...]:
    return () if holder is None else (holder.name, holder.profession_label.lower())
