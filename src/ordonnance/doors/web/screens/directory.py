"""`/annuaire`: who can be written to, searched as one types; a place; its duty notes."""

from collections.abc import Mapping

from starlette.responses import Response

from ordonnance.domain.calendar import PARIS, legal_day
from ordonnance.domain.directory import MailboxType, PlaceKind
from ordonnance.domain.errors import Refusal
from ordonnance.domain.ids import Finess, InvalidId
from ordonnance.doors.web.answers import elsewhere
from ordonnance.doors.web.forms import invalid
from ordonnance.doors.web.screens.directory_rows import (
    is_pharmacy,
    near_rows,
    place_row,
    rows_of,
)
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.directory import Query
from ordonnance.usecases.directory_views import DirectoryFound
from ordonnance.usecases.directory_words import RED_LIST
from ordonnance.usecases.duty_notes import MOST_TEXT, duty_note, may_note, require_may_note

SHOWN = 30
"""Mailboxes of one answer."""

_IN_THE_PAGE = ("ELEMENT_MISSING", "TEXT_TOO_LONG", "ELEMENT_INVALID", "DUTY_NOTE_NOT_KEPT")
"""Refusals of a note that are told beside its form, where they are corrected."""

MOST_TYPED = 80
"""Characters of what is looked for."""

CHOICES: Mapping[str, tuple[str, PlaceKind | None, str]] = {
    "": ("Tout", None, ""),
    "pharmacie": ("Pharmacies", PlaceKind.PHARMACY, ""),
    "ehpad": ("EHPAD", PlaceKind.NURSING_HOME, ""),
    "esms": ("Autres établissements médico-sociaux", PlaceKind.SOCIAL_CARE, ""),
    "hopital": ("Hôpitaux", PlaceKind.HOSPITAL, ""),
    "10": ("Médecins", None, "10"),
    "40": ("Chirurgiens-dentistes", None, "40"),
    "21": ("Pharmaciens", None, "21"),
    "60": ("Infirmiers", None, "60"),
}
"""What may be looked for: its name, the kind of place, else the code of the profession."""


async def search(visit: Visit) -> Response:
    """The form, and what it finds."""
    asked = visit.request.query_params
    text, where, choice = (
        asked.get(name, "").strip()[:MOST_TYPED] for name in ("texte", "lieu", "sorte")
    )
    if choice not in CHOICES:
        raise invalid("sorte", "cette sorte n'est pas proposée")
    query = query_of(text, where, choice)
    found, refusal = None, None
    if query.looks_for_something:
        try:
            found = await _service_search(visit, query)
        except Refusal as caught:
            if caught.code not in ("TOO_MANY_SEARCHES", "DIRECTORY_NOT_IMPORTED"):
                raise
            refusal = caught
    status = 200 if refusal is None else refusal.first.entry.status
    return visit.page(
        "directory.html", status, found=found, refusal=refusal, text=text, where=where,
        choice=choice, choices=CHOICES, most=MOST_TYPED, red_list=RED_LIST,
        rows=rows_of(found) if found else (), near=near_rows(found) if found else (),
        whole=found is not None and len(found.entries) < SHOWN,
        version=visit.platform.directory.version(),
    )  # fmt: skip


async def show(visit: Visit) -> Response:
    """One place: its mailboxes, else the nearest that have one, and the duty notes."""
    return await _place(visit)


async def note(visit: Visit) -> Response:
    """Keep a duty note about this place."""
    finess, form = _finess(visit), visit.form
    now = visit.platform.ports.clock.now()
    today = legal_day(now, PARIS)
    try:
        first = form.day("debut") or today
        typed = duty_note(
            visit.caller, finess, form.text("note"), first, form.day("fin") or first, today
        )
        await visit.platform.directory.place(finess, visit.caller.key, now)
        await visit.platform.directory.note(typed)
    except Refusal as refusal:
        if refusal.code not in _IN_THE_PAGE:
            raise
        return await _place(visit, refusal)
    return elsewhere(f"/annuaire/{finess}")


async def forget(visit: Visit) -> Response:
    """Remove the notes of this place that hold on a day."""
    require_may_note(visit.caller)
    finess, day = _finess(visit), visit.form.day("jour")
    if day is None:
        raise invalid("jour", "le jour manque")
    await visit.platform.directory.forget(finess, day)
    return elsewhere(f"/annuaire/{finess}")


def query_of(text: str, where: str, choice: str) -> Query:
    """What is looked for: `where` is a postcode, a département, or the beginning of a town."""
    _, kind, profession = CHOICES[choice]
    plain = where.replace(" ", "").upper()
    postcode = plain if len(plain) == 5 and plain.isdigit() else ""
    department = plain if _is_department(plain) else ""
    return Query(
        text=text, town="" if postcode or department else where, postcode=postcode,
        department=department, kind=kind, profession=profession,
        type=MailboxType.PERSON if profession else None, limit=SHOWN,
    )  # fmt: skip


def _is_department(text: str) -> bool:
    return text in ("2A", "2B") or (2 <= len(text) <= 3 and text.isascii() and text.isdigit())


async def _service_search(visit: Visit, query: Query) -> DirectoryFound:
    platform = visit.platform
    return await platform.directory.search(query, visit.caller.key, platform.ports.clock.now())


async def _place(visit: Visit, refusal: Refusal | None = None) -> Response:
    platform, finess = visit.platform, _finess(visit)
    now = platform.ports.clock.now()
    found = await platform.directory.place(finess, visit.caller.key, now)
    status = 200 if refusal is None else refusal.first.entry.status
    return visit.page(
        "directory_place.html", status, row=place_row(found), near=near_rows(found), found=found,
        pharmacy=is_pharmacy(found), may_note=may_note(visit.caller), red_list=RED_LIST,
        most=MOST_TEXT, today=legal_day(now, PARIS), refusal=refusal,
        coming=coming(visit, finess), typed=visit.form,
    )  # fmt: skip


def coming(visit: Visit, finess: str) -> tuple[object, ...]:
    """Every note about a place that is not over."""
    today = legal_day(visit.platform.ports.clock.now(), PARIS)
    notes = visit.platform.directory.notes()
    return tuple(each for each in notes if each.finess == finess and each.last >= today)


def _finess(visit: Visit) -> str:
    """The number of the address. Raises Refusal PLACE_NOT_LISTED for what is none."""
    try:
        return Finess.parse(visit.path("finess")).value
    except InvalidId as error:
        raise Refusal.of("PLACE_NOT_LISTED") from error
