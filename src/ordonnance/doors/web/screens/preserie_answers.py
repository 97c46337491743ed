"""The satisfaction questionnaire: invitations by link, and the page that a pharmacist answers."""

import json
import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from starlette.responses import Response

from ordonnance.bootstrap.invitations import MOST_AT_A_SITE, Invitation, read_code
from ordonnance.domain.errors import Refusal
from ordonnance.domain.french.numbers import Gender, in_words
from ordonnance.domain.preserie.parties import MAY_WRITE, Kind, Party
from ordonnance.domain.preserie.pilot import PilotAct, Site
from ordonnance.domain.preserie.questionnaire import (
    LONGEST_TEXT,
    QUESTIONS,
    SCALE,
    Answers,
)
from ordonnance.domain.preserie.register import Kept
from ordonnance.doors.web.forms import Form, invalid
from ordonnance.doors.web.visit import KEY, Visit
from ordonnance.usecases.preserie.reading import PilotRead, read_pilot

REMINDED_AFTER = timedelta(days=14)
"""Days with the software after which somebody who has not answered is to be reminded."""


@dataclass(frozen=True, slots=True)
class Invited:
    """One pharmacist of a site: the link (empty for who may not invite), and where it stands."""

    site: str
    pharmacist: int
    link: str
    told: str
    shape: str


async def invitations(visit: Visit) -> Response:
    """The links of each site, with who answered and who is to be reminded."""
    found = await read_pilot(visit.path("preserie"), visit.party, visit.platform.preserie)
    return visit.page(
        "preserie_invitations.html", found=found, rows=tuple(_rows(visit, found)),
        inviting=_may_invite(visit.party), base=visit.platform.base_url.rstrip("/"),
    )  # fmt: skip


async def ask(visit: Visit) -> Response:
    """The questions."""
    invitation, state, site = await _invited(visit)
    given = _given(state, invitation.respondent(visit.platform.marks.page_key))
    form = _as_typed(given) if given is not None else Form({})
    return _questions(visit, state, site, form, given)


async def answer(visit: Visit) -> Response:
    """Write what a pharmacist answered; answering again replaces."""
    invitation, state, site = await _invited(visit)
    respondent = invitation.respondent(visit.platform.marks.page_key)
    room, form = visit.platform.preserie, visit.form
    key = form.text(KEY)
    if not key:
        raise Refusal.of("IDEMPOTENCY_KEY_REQUIRED")
    try:
        day = room.clock.now().date()
        content = _entry(invitation, respondent, site, day, form)
        await room.enter(invitation.party, content, key)
    except Refusal as refusal:
        if refusal.code not in ("PILOT_ENTRY", "ELEMENT_INVALID"):
            raise
        return _questions(visit, state, site, form, None, refusal)
    return visit.page("questionnaire_done.html", pilot=state.pilot)


def _entry(invitation: Invitation, respondent: str, site: Site, day: date, form: Form) -> bytes:
    marks = {each.id: form.text(each.id) for each in QUESTIONS if form.text(each.id)}
    blocking = form.text("frein") if form.text("bloquant") == "oui" else ""
    if form.text("bloquant") == "oui" and not blocking:
        raise invalid("Frein", "dites lequel, pour qu’il puisse être levé")
    said: dict[str, object] = {
        "invitation": respondent, "n° AM": site.am.value, "le": day.strftime("%d/%m/%Y"),
        "réponses": marks,
    }  # fmt: skip
    said |= {name: value for name, value in
             (("frein bloquant", blocking), ("texte", form.text("texte"))) if value}  # fmt: skip
    if not marks:
        del said["réponses"]
    told = {"présérie": invitation.pilot, "questionnaire": said}
    return json.dumps(told, ensure_ascii=False).encode()


async def _invited(visit: Visit) -> tuple[Invitation, Kept, Site]:
    invitation = read_code(visit.path("invitation"), visit.platform.marks.page_key)
    found = await read_pilot(invitation.pilot, invitation.party, visit.platform.preserie)
    sites = found.kept.pilot.sites
    if not 1 <= invitation.site <= len(sites):
        raise Refusal.of("ROUTE_UNKNOWN")
    return invitation, found.kept, sites[invitation.site - 1]


def _questions(
    visit: Visit, state: Kept, site: Site, form: Form, given: Answers | None,
    refusal: Refusal | None = None,
) -> Response:  # fmt: skip
    side = state.pilot.terms.side
    return visit.page(
        "questionnaire.html", refusal.first.entry.status if refusal else 200, refusal=refusal,
        pilot=state.pilot, site=site, questions=side.questions, scale=SCALE,
        blocking=side.blocking, size=in_words(len(side.questions), Gender.FEMININE),
        form=form, given=given, longest=LONGEST_TEXT, key=form.text(KEY) or str(uuid.uuid4()),
        closed=state.ended,
    )  # fmt: skip


def _rows(visit: Visit, found: PilotRead) -> list[Invited]:
    mark, party = visit.platform.marks.page_key, visit.party
    installed = {each.site: each.on for each in found.kept.pilot.done
                 if each.act is PilotAct.INSTALL}  # fmt: skip
    person = found.kept.pilot.terms.side.person
    rows = []
    for rank, site in enumerate(found.kept.pilot.sites, 1):
        since = installed.get(site.am)
        for pharmacist in range(1, MOST_AT_A_SITE + 1):
            # The organisation of who invites: their right to write is judged when it is answered.
            one = Invitation(found.pilot, rank, pharmacist, party.role, party.organisation)
            given = _given(found.kept, one.respondent(mark))
            link = f"/questionnaire/{one.code(mark)}" if _may_invite(party) else ""
            told, shape = _told(given, since, found.day)
            if pharmacist > 1 and given is None:
                told, shape = f"à donner à un autre {person} du site", "information"
            rows.append(Invited(site.am.value, pharmacist, link, told, shape))
            if given is None:
                break
    return rows


def _told(given: Answers | None, since: date | None, day: date) -> tuple[str, str]:
    if given is not None:
        blocks = ", avec un frein bloquant" if given.blocks(day) else ""
        return f"a répondu le {given.on:%d/%m/%Y}{blocks}", "bloque" if blocks else "bon"
    if since is None:
        return "à inviter une fois le logiciel installé", "information"
    if since + REMINDED_AFTER <= day:
        return f"à relancer\u202f: {(day - since).days} jours avec le logiciel", "attention"
    return "invitation à envoyer, réponse attendue", "information"


def _may_invite(party: Party) -> bool:
    return party.role in MAY_WRITE[Kind.ANSWERS]


def _given(state: Kept, respondent: str) -> Answers | None:
    """The last answers of a pharmacist."""
    found = [each for each in state.answers if each.respondent == respondent]
    return found[-1] if found else None


def _as_typed(given: Answers) -> Form:
    fields = {name: (str(mark),) for name, mark in given.marks.items()}
    if given.blocking:
        fields |= {"bloquant": ("oui",), "frein": (given.blocking,)}
    return Form(fields | {"texte": (given.text,)})
