"""Writing in the register of a présérie: a form for each thing that a party may write now."""

import re
import uuid

from starlette.responses import Response

from ordonnance.domain.errors import Refusal
from ordonnance.domain.preserie.parties import Kind, PartyRole
from ordonnance.doors.web.answers import elsewhere
from ordonnance.doors.web.forms import Form
from ordonnance.doors.web.screens.preserie import listed, stage_of
from ordonnance.doors.web.screens.preserie_fields import (
    ACTS,
    Written,
    entry_of,
    forms_of,
    opening_of,
)
from ordonnance.doors.web.visit import KEY, Visit
from ordonnance.usecases.preserie.reading import PilotRead, read_pilot
from ordonnance.usecases.preserie.record import require_allowed

SHOWN_AGAIN = (
    "PILOT_REQUIREMENT",
    "PILOT_NOT_SATISFIED",
    "PILOT_DATE",
    "PILOT_ENTRY",
    "ELEMENT_INVALID",
)
"""Refusals told above the form, which keeps what was typed."""

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


async def begin(visit: Visit) -> Response:
    """Open a présérie. Raises Refusal PILOT_NOT_ALLOWED for whoever is no editor."""
    party, form = visit.party, visit.form
    require_allowed(party, Kind.OPENED)
    pilot = form.text("preserie")
    try:
        content = opening_of(pilot, party.organisation, form)
        await visit.platform.preserie.enter(party, content, _key(visit))
    except Refusal as refusal:
        if refusal.code not in SHOWN_AGAIN:
            raise
        return await listed(visit, form, refusal)
    return elsewhere(f"/preseries/{pilot}")


async def show(visit: Visit) -> Response:
    """One form."""
    found = await read_pilot(visit.path("preserie"), visit.party, visit.platform.preserie)
    return _page(visit, found, _wanted(visit, found), Form({}))


async def send(visit: Visit) -> Response:
    """Write what the form says. A requirement not respected is told with its sentence."""
    room = visit.platform.preserie
    found = await read_pilot(visit.path("preserie"), visit.party, room)
    wanted = _wanted(visit, found)
    try:
        content = entry_of(found.pilot, wanted, visit.form, despite=visit.form.text("motif"))
        await room.enter(visit.party, content, _key(visit))
    except Refusal as refusal:
        if refusal.code not in SHOWN_AGAIN:
            raise
        return _page(visit, found, wanted, visit.form, refusal)
    return elsewhere(f"/preseries/{found.pilot}")


def _wanted(visit: Visit, found: PilotRead) -> Written:
    """The form of the address. Raises PILOT_NOT_ALLOWED, PILOT_OUT_OF_TURN, ROUTE_UNKNOWN."""
    name, role = visit.path("formulaire"), visit.party.role
    for each in forms_of(role, found.kept):
        if each.name == name:
            return each
    act = ACTS.get(name)
    if act is not None:
        require_allowed(visit.party, Kind.DONE, act)
        allowed = ", ".join(each.title for each in forms_of(role, found.kept) if each.act)
        raise Refusal.of("PILOT_OUT_OF_TURN", stage=stage_of(found), act=act.label,
                         allowed=allowed or "rien pour vous")  # fmt: skip
    for party in PartyRole:
        for each in forms_of(party, found.kept):
            if each.name == name:
                require_allowed(visit.party, each.kind)
    raise Refusal.of("ROUTE_UNKNOWN")


def _page(
    visit: Visit, found: PilotRead, wanted: Written, form: Form, refusal: Refusal | None = None
) -> Response:
    status = refusal.first.entry.status if refusal else 200
    return visit.page(
        "preserie_form.html", status, found=found, wanted=wanted, form=form, refusal=refusal,
        key=form.text(KEY) or str(uuid.uuid4()),
        despite=refusal is not None and refusal.code == "PILOT_REQUIREMENT",
    )  # fmt: skip


def _key(visit: Visit) -> str:
    key = visit.form.text(KEY)
    if not _UUID.fullmatch(key):
        raise Refusal.of("IDEMPOTENCY_KEY_REQUIRED")
    return key
