"""The directory ready for programs and for people: only what was asked, nothing kept."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from ordonnance.domain.directory import DutyNote, Entry, Equipment, MailboxType, Place, PlaceKind
from ordonnance.usecases.directory import Answer, Near
from ordonnance.usecases.equipment import Readiness, Regulator


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place; `equipment`: organisational, personal (only), none_published."""

    name: str
    finess: str | None
    street: str
    postcode: str
    town: str
    department: str
    kind: PlaceKind
    category: str
    phone: str
    equipment: str


@dataclass(frozen=True, slots=True, repr=False)
class HolderView:
    """Whose personal mailbox it is."""

    name: str
    rpps: str | None
    profession: str
    profession_label: str
    skill: str

    def __repr__(self) -> str:
        return "HolderView(•••)"


@dataclass(frozen=True, slots=True, repr=False)
class EntryView:
    """A mailbox, or a place that publishes none (no `address`)."""

    address: str | None = None
    type: MailboxType | None = None
    service: str = ""
    paperless: bool | None = None
    holder: HolderView | None = None
    place: PlaceView | None = None

    def __repr__(self) -> str:
        return f"EntryView({self.type or 'sans boîte'})"


@dataclass(frozen=True, slots=True)
class NearView:
    """A pharmacy that can be written to: metres as the crow flies, none when codes compare."""

    place: PlaceView
    same_postcode: bool
    metres: int | None = None


@dataclass(frozen=True, slots=True)
class NoteView:
    """What the centre typed about a place, for the days said."""

    finess: str
    text: str
    first: date
    last: date
    typed_on: date


@dataclass(frozen=True, slots=True, repr=False)
class DirectoryFound:
    """An answer, with the day of the directory; `old` when it should be imported again."""

    dated: date
    source: str
    old: bool
    entries: tuple[EntryView, ...] = ()
    near: tuple[NearView, ...] = ()
    notes: tuple[NoteView, ...] = ()

    def __repr__(self) -> str:
        return f"DirectoryFound({len(self.entries)}, {len(self.near)})"


def answer_view(found: Answer, *, old: bool) -> DirectoryFound:
    """An answer to a search; `old` when the directory should be imported again."""
    return DirectoryFound(
        found.version.dated,
        found.version.source,
        old,
        tuple(_entry(each) for each in found.entries),
        tuple(_near(each) for each in found.near),
        tuple(note_view(each) for each in found.notes),
    )


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


def note_view(note: DutyNote) -> NoteView:
    """A duty note."""
    return NoteView(note.finess, note.text, note.first, note.last, note.typed_on)


def _entry(entry: Entry) -> EntryView:
    holder = entry.holder
    return EntryView(
        entry.address,
        entry.type,
        entry.service,
        entry.paperless,
        None
        if holder is None
        else HolderView(
            holder.shown, holder.rpps, holder.profession, holder.profession_label, holder.skill
        ),
        None if entry.place is None else _place(entry.place),
    )


def _place(place: Place) -> PlaceView:
    return PlaceView(
        place.shown, place.finess, place.street, place.postcode, place.town, place.department,
        place.kind, place.category, place.phone, place.equipment.name.lower(),
    )  # fmt: skip


def _near(near: Near) -> NearView:
    return NearView(_place(near.place), near.same_postcode, near.metres)


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


def postal(place: Place | PlaceView) -> str:
    """The address of a place in one line, of what is known of it."""
    town = f"{place.postcode} {place.town}".strip()
    return ", ".join(part for part in (place.street, town) if part)
