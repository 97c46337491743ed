"""Who can be written to: searched in the directory in service, with a pace for each caller.

The directory names professionals: an answer goes to who asked, never to a log, and nobody takes the
whole of it by asking.
"""

from asyncio import to_thread
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import hypot
from typing import Protocol

from ordonnance.domain.directory import (
    DirectoryVersion,
    DutyNote,
    Entry,
    Equipment,
    MailboxType,
    Place,
    PlaceKind,
    department_of,
)
from ordonnance.domain.ids import InvalidId, Rpps
from ordonnance.domain.mssante import MssAddress

MOST = 100
"""Entries of one answer."""


@dataclass(frozen=True, slots=True, repr=False)
class Query:
    """What is looked for: words of a name, a place or a service, and filters; all must hold."""

    text: str = ""
    town: str = ""
    postcode: str = ""
    department: str = ""
    finess: str = ""
    profession: str = ""
    kind: PlaceKind | None = None
    type: MailboxType | None = None
    limit: int = 20

    @property
    def looks_for_something(self) -> bool:
        """False of an empty one; the type of a mailbox alone is half of the country."""
        words = (self.text, self.town, self.postcode, self.department, self.finess,
                 self.profession)  # fmt: skip
        return self.kind is not None or any(each.strip() for each in words)

    def __repr__(self) -> str:
        return "Query(•••)"


@dataclass(frozen=True, slots=True, repr=False)
class Professional:
    """Somebody who may regulate, by the name of exercise."""

    rpps: str
    title: str
    family: str
    given: str
    profession: str

    def __repr__(self) -> str:
        return "Professional(•••)"


class Directory(Protocol):
    """One version of the directory; it does not change under who reads it."""

    def search(self, query: Query) -> tuple[Entry, ...]:
        """The entries that match, organisational mailboxes first, at most `query.limit`."""
        ...

    def mailbox(self, address: str) -> tuple[Entry, ...]:
        """The entries of one address."""
        ...

    def at(self, finess: str) -> tuple[Entry, ...]:
        """The mailboxes of a place, organisational first; the place alone when it has none."""
        ...

    def place(self, finess: str) -> Place | None:
        """One place."""
        ...

    def places(self, kind: PlaceKind, department: str) -> tuple[Place, ...]:
        """Every place of a kind in a département."""
        ...

    def around(
        self, point: tuple[int, int], frame: str, kind: PlaceKind, count: int
    ) -> tuple[Place, ...]:
        """Places of a kind with an organisational mailbox around a point of a map."""
        ...

    def middle(self, postcode: str) -> tuple[tuple[int, int], str] | None:
        """The middle of the places located under a postcode, and its map."""
        ...

    def professionals(self, finess: str) -> tuple[Professional, ...]:
        """Who practises at a place."""
        ...

    def professional(self, rpps: str) -> Professional | None:
        """Somebody by RPPS."""
        ...

    def mailboxes_of(self, rpps: str) -> tuple[Entry, ...]:
        """The personal mailboxes of somebody."""
        ...


class Directories(Protocol):
    """The directory in service, if one was ever imported."""

    def current(self) -> tuple[DirectoryVersion, Directory] | None:
        """What may be consulted; an act takes it once and keeps it to its end."""
        ...


def in_service(directories: Directories) -> Directory | None:
    """The directory that may be consulted now, None when none was imported."""
    found = directories.current()
    return None if found is None else found[1]


def published_boxes(rpps: Rpps | None, directory: Directory | None) -> tuple[MssAddress, ...]:
    """The personal mailboxes that the directory publishes for somebody, in its order."""
    found = []
    entries = () if directory is None or rpps is None else directory.mailboxes_of(rpps.value)
    for each in entries:
        try:
            found.append(MssAddress.parse(each.address or ""))
        except InvalidId:
            # Published as it was typed: no mailbox can be opened under that name.
            continue
    return tuple(found)


class SearchPace(Protocol):
    """How often somebody may search."""

    def asked(self, caller: str, at: datetime) -> None:
        """Count one search. Raises Refusal above the cap."""
        ...


@dataclass(frozen=True, slots=True)
class Near:
    """A place that can be written to: `metres` as the crow flies, None when only codes compare."""

    place: Place
    metres: int | None
    same_postcode: bool


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """Entries found; for a single pharmacy that publishes no mailbox, the equipped ones near it."""

    version: DirectoryVersion
    entries: tuple[Entry, ...]
    near: tuple[Near, ...] = ()
    notes: tuple[DutyNote, ...] = ()
    """Duty notes of the day about the places found or near."""

    def __repr__(self) -> str:
        return f"Answer({len(self.entries)}, {len(self.near)})"


def answer(
    version: DirectoryVersion,
    directory: Directory,
    query: Query,
    notes: Sequence[DutyNote],
    today: date,
) -> Answer:
    """What is found, and where to send instead when the only pharmacy found has no mailbox."""
    entries = directory.search(query)
    places = {entry.place.key: entry.place for entry in entries if entry.place is not None}
    near: tuple[Near, ...] = ()
    if len(places) == 1:
        (place,) = places.values()
        if place.kind is PlaceKind.PHARMACY and place.equipment < Equipment.ORGANISATIONAL:
            near = nearest(directory, place)
    elif not entries and query.postcode and query.kind is PlaceKind.PHARMACY:
        near = nearest_to_postcode(directory, query.postcode)
    named = {place.finess for place in places.values()} | {each.place.finess for each in near}
    told = tuple(note for note in notes if note.finess in named and note.holds(today))
    return Answer(version, entries, near, told)


@dataclass(frozen=True, slots=True)
class Searching:
    """What a search through a door needs: the directory, the pace, the notes of the centre."""

    directories: Directories
    pace: SearchPace
    notes: Callable[[], Sequence[DutyNote]]


async def search_directory(
    query: Query, caller: str, at: datetime, today: date, needs: Searching
) -> Answer | None:
    """What the directory in service answers this caller; None when none was imported.

    Raises Refusal (TOO_MANY_SEARCHES). The index and the notes are read in a thread.
    """
    needs.pace.asked(caller, at)
    found = needs.directories.current()
    if found is None:
        return None
    version, directory = found
    return await to_thread(lambda: answer(version, directory, query, needs.notes(), today))


def nearest(directory: Directory, place: Place, count: int = 5) -> tuple[Near, ...]:
    """The pharmacies with an organisational mailbox nearest to a place, nearest first.

    By distance on the map when both are located, else those of the postcode, then of the
    département.
    """
    if place.point is not None:
        return _by_distance(directory, place.point, place.frame, place.postcode, count)
    return nearest_to_postcode(directory, place.postcode, count)


def nearest_to_postcode(directory: Directory, postcode: str, count: int = 5) -> tuple[Near, ...]:
    """The same around a postcode: from the middle of what FINESS locates there, else by codes."""
    middle = directory.middle(postcode)
    if middle is not None:
        return _by_distance(directory, *middle, postcode, count)
    equipped = [
        each
        for each in directory.places(PlaceKind.PHARMACY, department_of(postcode))
        if each.equipment is Equipment.ORGANISATIONAL
    ]
    gap = {each.key: abs(int(each.postcode or 0) - int(postcode or 0)) for each in equipped}
    equipped.sort(key=lambda each: (gap[each.key], each.name, each.key))
    return tuple(Near(each, None, each.postcode == postcode) for each in equipped[:count])


def _by_distance(
    directory: Directory, point: tuple[int, int], frame: str, postcode: str, count: int
) -> tuple[Near, ...]:
    found = []
    for place in directory.around(point, frame, PlaceKind.PHARMACY, count):
        if place.point is not None:
            metres = round(hypot(place.point[0] - point[0], place.point[1] - point[1]))
            found.append(Near(place, metres, place.postcode == postcode))
    found.sort(key=lambda each: (each.metres or 0, each.place.key))
    return tuple(found[:count])
