"""What a site is shown of the préséries that it takes part in: what is traced, yes or no."""

import uuid
from dataclasses import dataclass

from starlette.responses import Response

from ordonnance.domain.errors import Refusal
from ordonnance.domain.preserie.choices import Consent
from ordonnance.domain.preserie.register import Chosen, Workstation
from ordonnance.doors.web.answers import elsewhere
from ordonnance.doors.web.screen import PHARMACIST, PRESCRIBER
from ordonnance.doors.web.visit import KEY, Visit
from ordonnance.usecases.preserie.choosing import AtSite, Choose, choose, sites_at

_SHAPES = {Consent.ASKED: "attention", Consent.ACCEPTED: "bon", Consent.REFUSED: "information"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One workstation: what stands now, and what may be chosen."""

    pilot: str
    title: str
    editor: str
    workstation: Workstation
    told: str
    shape: str
    choices: tuple[tuple[str, str], ...]
    """What may be sent, and the words of its button; none once the présérie is over."""


async def show(visit: Visit) -> Response:
    """The workstations of this place, with what may be chosen of each."""
    place, room = visit.caller.place, visit.platform.preserie
    found = () if place is None else await sites_at(place, room)
    now = room.clock.now()
    return visit.page(
        "site_traces.html", key=str(uuid.uuid4()),
        choosing=visit.caller.role in (*PHARMACIST, *PRESCRIBER),
        found=tuple(_shown(each, one, each.kept.consent(one.installation.id, now))
                    for each in found for one in each.workstations),
    )  # fmt: skip


async def decide(visit: Visit) -> Response:
    """Accept or refuse the traces of one workstation: it holds at once."""
    caller, form = visit.caller, visit.form
    key, wanted = form.text(KEY), form.text("choix")
    if not key:
        raise Refusal.of("IDEMPOTENCY_KEY_REQUIRED")
    if wanted not in ("oui", "non"):
        raise Refusal.of("ELEMENT_INVALID", "choix", reason="« oui » ou « non » est attendu")
    if caller.place is None:
        raise Refusal.of("PLACE_REQUIRED")
    chosen = Chosen(form.text("poste"), accepted=wanted == "oui")
    command = Choose(form.text("preserie"), chosen, caller.place, caller.actor.person_key, key)
    await choose(command, visit.platform.preserie)
    return elsewhere(visit.request.url.path)


def _shown(site: AtSite, workstation: Workstation, consent: Consent) -> Shown:
    yes, no = ("oui", "Accepter les traces"), ("non", "Refuser les traces")
    choices = {Consent.ASKED: (yes, no), Consent.ACCEPTED: (no,), Consent.REFUSED: (yes,)}[consent]
    pilot = site.kept.pilot
    return Shown(
        site.pilot, pilot.title, pilot.editor, workstation, consent.label, _SHAPES[consent],
        () if site.kept.ended is not None else choices,
    )  # fmt: skip
