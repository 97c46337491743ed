"""Where a prescription can go, as the picker shows it: places, their mailboxes, what is near."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ordonnance.domain.directory import MailboxType, PlaceKind
from ordonnance.domain.errors import Refusal
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.calls.call import Call, Destination, Where
from ordonnance.usecases.directory import Query
from ordonnance.usecases.directory_views import DirectoryFound, EntryView, postal
from ordonnance.usecases.directory_words import distance

MOST_FOUND = 30
LEAST_TYPED = 2
"""Characters before anything is searched."""

_POSTCODE = re.compile(r"\b(\d{5})\b")
_HOMES = (PlaceKind.NURSING_HOME, PlaceKind.SOCIAL_CARE)


@dataclass(frozen=True, slots=True)
class Row:
    """One place to choose. `value` is empty for a place that cannot be written to."""

    value: str
    name: str
    where: str
    phone: str
    mailbox: str
    kind: str
    """The shape: bon (organisational), attention (personal), bloque (none published)."""
    away: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Picked:
    """What the picker shows: places, then those near; `told` says why there is nothing."""

    rows: tuple[Row, ...] = ()
    near: tuple[Row, ...] = ()
    told: str = ""
    dated: str = ""


NOTHING = Picked()


def words_query(words: str, **more: Any) -> Query | None:
    """What one field asks of the directory: a name, a town, a postcode, in any order.

    `more`: other fields of Query. None when too little was typed.
    """
    text = words.strip()
    if len(text) < LEAST_TYPED:
        return None
    postcode = _POSTCODE.search(text)
    named = _POSTCODE.sub(" ", text).strip()
    return Query(named, postcode=postcode[1] if postcode else "", **more)


def query_of(to: Destination) -> Query | None:
    """What is asked for a call; None when too little was typed."""
    if to.where is Where.PATIENT:
        return None
    kind = PlaceKind.PHARMACY if to.where is Where.PHARMACY else None
    return words_query(to.search, kind=kind, limit=MOST_FOUND)


async def picked(visit: Visit, call: Call) -> Picked:
    """The places that match; a directory that cannot answer stops nothing else of the page."""
    query = query_of(call.destination)
    if query is None:
        return NOTHING
    platform = visit.platform
    try:
        found = await platform.directory.search(query, visit.caller.key, platform.ports.clock.now())
    except Refusal as refusal:
        return Picked(told=f"{refusal.first.message} {refusal.first.do}")
    return rows_of(found, homes=call.destination.where is Where.CARE_HOME)


async def resolved(visit: Visit, call: Call) -> Call:
    """The call with the name of the place chosen, and its best mailbox where none was named.

    Raises Refusal PLACE_NOT_LISTED, TOO_MANY_SEARCHES, DIRECTORY_NOT_IMPORTED.
    """
    to, platform = call.destination, visit.platform
    if not to.finess or to.name:
        return call
    found = await platform.directory.place(to.finess, visit.caller.key, platform.ports.clock.now())
    place = next((each.place for each in found.entries if each.place is not None), None)
    chosen = best(found.entries)
    address = to.address or (chosen.address if chosen and chosen.address else "")
    name = place.name if place else ""
    return replace(call, destination=replace(to, name=name, address=address))


def rows_of(found: DirectoryFound, *, homes: bool) -> Picked:
    """The answer of the directory as rows: one for each place, its best mailbox."""
    places: dict[str, list[EntryView]] = {}
    for entry in found.entries:
        place = entry.place
        if place is not None and place.finess and (not homes or place.kind in _HOMES):
            places.setdefault(place.finess, []).append(entry)
    notes = {note.finess: note.text for note in found.notes}
    rows = tuple(row for entries in places.values() for row in _rows(entries, notes))
    near = tuple(
        Row(
            f"{each.place.finess}|", each.place.name, postal(each.place), each.place.phone,
            "boîte organisationnelle", "bon",
            distance(each.metres, same_postcode=each.same_postcode),
            notes.get(each.place.finess or "", ""),
        )
        for each in found.near
        if each.place.finess
    )  # fmt: skip
    told = "" if rows or near else "Aucun lieu de ce nom. Essayer la commune ou le code postal."
    return Picked(rows, near, told, f"{found.dated:%d/%m/%Y}")


def best(entries: Sequence[EntryView]) -> EntryView | None:
    """The organisational mailbox, else a personal one of a pharmacist; None when none stands."""
    order = {MailboxType.ORGANISATION: 0, MailboxType.PERSON: 1}
    usable = [each for each in entries if each.address and each.type in order]
    return min(usable, key=lambda each: order[each.type or MailboxType.PERSON], default=None)


def _rows(entries: Sequence[EntryView], notes: dict[str, str]) -> tuple[Row, ...]:
    """One row for the organisational mailbox; one for each personal one where there is no other."""
    place = entries[0].place
    if place is None:
        return ()
    note = notes.get(place.finess or "", "")
    chosen = best(entries)
    if chosen is None:
        return (Row("", place.name, postal(place), place.phone, "aucune boîte publiée", "bloque",
                    note=note),)  # fmt: skip
    if chosen.type is MailboxType.ORGANISATION:
        value = f"{place.finess}|{chosen.address}"
        return (Row(value, place.name, postal(place), place.phone, "boîte organisationnelle",
                    "bon", note=note),)  # fmt: skip
    return tuple(
        Row(
            f"{place.finess}|{each.address}", place.name, postal(place), place.phone,
            f"boîte personnelle de {each.holder.name if each.holder else 'son titulaire'}, relevée "
            "par cette seule personne", "attention", note=note,
        )
        for each in entries
        if each.address and each.type is MailboxType.PERSON
    )  # fmt: skip
