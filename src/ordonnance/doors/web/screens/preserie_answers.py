"""The satisfaction questionnaire: invitations, reminders, and the page that somebody answers.

It is answered by the link of an invitation, or signed in at the site, which counts instead.
"""

import asyncio
import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from starlette.responses import Response

from ordonnance.bootstrap.invitations import MOST_AT_A_SITE, Invitation, read_code, respondent_of
from ordonnance.bootstrap.reminders import Reminding, entered, remind, why_not
from ordonnance.domain.errors import Refusal
from ordonnance.domain.french.dates import short
from ordonnance.domain.french.numbers import Gender, in_words
from ordonnance.domain.preserie.parties import MAY_WRITE, Kind, Party, PartyRole
from ordonnance.domain.preserie.pilot import Site
from ordonnance.domain.preserie.questionnaire import LONGEST_TEXT, SCALE, Answers, signed_at
from ordonnance.domain.preserie.register import Kept
from ordonnance.doors.web.answers import elsewhere
from ordonnance.doors.web.forms import Form, invalid
from ordonnance.doors.web.visit import KEY, Visit
from ordonnance.usecases.preserie.choosing import sites_at
from ordonnance.usecases.preserie.reading import PilotRead, read_pilot, today
from ordonnance.usecases.preserie.record import require_allowed


@dataclass(frozen=True, slots=True)
class Invited:
    """One person of a site: the link (empty for who may not invite), and where it stands."""

    site: str
    person: str
    link: str
    told: str
    shape: str
    due: Reminding | None = None
    """A reminder that can leave now."""


@dataclass(frozen=True, slots=True)
class Answering:
    """Somebody who answers: for which présérie, at which site, in whose name it is written."""

    pilot: str
    kept: Kept
    site: Site
    respondent: str
    party: Party


async def invitations(visit: Visit) -> Response:
    """The links of each site, with who answered and who is to be reminded."""
    found = await read_pilot(visit.path("preserie"), visit.party, visit.platform.preserie)
    rows = await asyncio.to_thread(_rows, visit, found)
    return visit.page(
        "preserie_invitations.html", found=found, rows=rows, inviting=_may_invite(visit.party),
        base=visit.platform.base_url.rstrip("/"), due=sum(each.due is not None for each in rows),
    )  # fmt: skip


async def remind_all(visit: Visit) -> Response:
    """Send every reminder that is due and can leave. Raises Refusal PILOT_NOT_ALLOWED."""
    require_allowed(visit.party, Kind.REMINDER)
    found = await read_pilot(visit.path("preserie"), visit.party, visit.platform.preserie)
    for each in await asyncio.to_thread(_rows, visit, found):
        if each.due is None:
            continue
        try:
            await remind(visit.platform, found.kept, each.due, visit.party)
        except Refusal as refusal:
            # No longer owed: an answer or another party came first, and the page says which.
            if refusal.code != "PILOT_ENTRY":
                raise
    return elsewhere(f"/preseries/{found.pilot}/questionnaires")


async def ask(visit: Visit) -> Response:
    """The questions."""
    return _asked(visit, await _invited(visit))


async def ask_here(visit: Visit) -> Response:
    """The questions, for somebody signed in at a site."""
    return _asked(visit, await _signed_in(visit))


async def answer(visit: Visit) -> Response:
    """Write what somebody answered; answering again replaces."""
    return await _answered(visit, await _invited(visit))


async def answer_here(visit: Visit) -> Response:
    """The same, for somebody signed in at a site."""
    return await _answered(visit, await _signed_in(visit))


def _asked(visit: Visit, who: Answering) -> Response:
    given = _given(who.kept, who.respondent)
    form = _as_typed(given) if given is not None else Form({})
    return _questions(visit, who, form, given)


async def _answered(visit: Visit, who: Answering) -> Response:
    form = visit.form
    key = form.text(KEY)
    if not key:
        raise Refusal.of("IDEMPOTENCY_KEY_REQUIRED")
    try:
        day = today(visit.platform.preserie.clock.now())
        await entered(visit.platform, who.party, _entry(who, day, form), key)
    except Refusal as refusal:
        if refusal.code not in ("PILOT_ENTRY", "ELEMENT_INVALID"):
            raise
        return _questions(visit, who, form, None, refusal)
    return visit.page("questionnaire_done.html", pilot=who.kept.pilot)


def _entry(who: Answering, day: date, form: Form) -> bytes:
    questions = who.kept.pilot.terms.side.questions
    marks = {each.id: form.text(each.id) for each in questions if form.text(each.id)}
    blocking = form.text("frein") if form.text("bloquant") == "oui" else ""
    if form.text("bloquant") == "oui" and not blocking:
        raise invalid("Frein", "dites lequel, pour qu’il puisse être levé")
    said: dict[str, object] = {
        "invitation": who.respondent, "n° AM": who.site.am.value, "le": day.strftime("%d/%m/%Y"),
        "réponses": marks,
    }  # fmt: skip
    said |= {name: value for name, value in
             (("frein bloquant", blocking), ("texte", form.text("texte"))) if value}  # fmt: skip
    if not marks:
        del said["réponses"]
    told = {"présérie": who.pilot, "questionnaire": said}
    return json.dumps(told, ensure_ascii=False).encode()


async def _invited(visit: Visit) -> Answering:
    invitation = read_code(visit.path("invitation"), visit.platform.marks.page_key)
    found = await read_pilot(invitation.pilot, invitation.party, visit.platform.preserie)
    sites = found.kept.pilot.sites
    if not 1 <= invitation.site <= len(sites):
        raise Refusal.of("ROUTE_UNKNOWN")
    respondent = invitation.respondent(visit.platform.marks.page_key)
    site = sites[invitation.site - 1]
    return Answering(invitation.pilot, found.kept, site, respondent, invitation.party)


async def _signed_in(visit: Visit) -> Answering:
    """Whoever is signed in, at their site."""
    place, room = visit.caller.place, visit.platform.preserie
    wanted = visit.path("preserie")
    found = () if place is None else await sites_at(place, room)
    at = next((each for each in found if each.pilot == wanted), None)
    if at is None:
        raise Refusal.of("PILOT_UNKNOWN")
    rank = at.kept.pilot.sites.index(at.site) + 1
    mark, person = visit.platform.marks.page_key, visit.caller.actor.person_key
    return Answering(
        wanted, at.kept, at.site, respondent_of(wanted, rank, person, mark),
        Party(PartyRole.SITE, at.site.am.value, person),
    )  # fmt: skip


def _questions(
    visit: Visit, who: Answering, form: Form, given: Answers | None,
    refusal: Refusal | None = None,
) -> Response:  # fmt: skip
    pilot = who.kept.pilot
    side = pilot.terms.side
    return visit.page(
        "questionnaire.html", refusal.first.entry.status if refusal else 200, refusal=refusal,
        pilot=pilot, site=who.site, questions=side.questions, scale=SCALE,
        blocking=side.blocking, size=in_words(len(side.questions), Gender.FEMININE),
        form=form, given=given, longest=LONGEST_TEXT, key=form.text(KEY) or str(uuid.uuid4()),
        closed=who.kept.ended, replaced=_replaced(who),
    )  # fmt: skip


def _replaced(who: Answering) -> bool:
    """True for a link of a site where somebody answered signed in."""
    return who.party.role is not PartyRole.SITE and who.site.am in signed_at(who.kept.answers)


def _rows(visit: Visit, found: PilotRead) -> tuple[Invited, ...]:
    return tuple(
        each
        for rank, site in enumerate(found.kept.pilot.sites, 1)
        for each in _of_site(visit, found, rank, site)
    )


def _of_site(visit: Visit, found: PilotRead, rank: int, site: Site) -> Iterator[Invited]:
    """Those who answered at a site by their link, the next who may, those who signed in."""
    mark, party, state = visit.platform.marks.page_key, visit.party, found.kept
    person, known = state.pilot.terms.side.person, set[str]()
    for place in range(1, MOST_AT_A_SITE + 1):
        # The organisation of who invites: their right to write is judged when it is answered.
        one = Invitation(found.pilot, rank, place, party.role, party.organisation)
        known.add(one.respondent(mark))
        given = _given(state, one.respondent(mark))
        link = f"/questionnaire/{one.code(mark)}" if _may_invite(party) else ""
        told, shape, due = f"à donner à un autre {person} du site", "information", None
        if given is not None:
            told, shape = _told(given, found.day, state)
        elif place == 1:
            told, shape, late = _waiting(state, site, found.day, why_not(visit.platform, site))
            due = Reminding(one, site) if late and link else None
        yield Invited(site.am.value, str(place), link, told, shape, due)
        if given is None:
            break
    others = {
        each.respondent: each
        for each in state.answers
        if each.site == site.am and each.respondent not in known
    }
    for _, given in sorted(others.items()):
        told, shape = _told(given, found.day, state)
        way = "signé au site" if given.signed else "transmis par un programme"
        yield Invited(site.am.value, "–", "", f"{told}, {way}", shape)


def _told(given: Answers, day: date, state: Kept) -> tuple[str, str]:
    blocks = given.blocks(day)
    told = f"a répondu le {short(given.on)}{', avec un frein bloquant' if blocks else ''}"
    if not given.signed and given.site in signed_at(state.answers):
        told = f"{told}, remplacée par une réponse signée"
    return told, "bloque" if blocks else "bon"


def _waiting(state: Kept, site: Site, day: date, why_none: str) -> tuple[str, str, bool]:
    """Where a site that has not answered by its first link stands; True: a reminder can leave."""
    if all(each.site != site.am for each in state.pilot.done):
        return "à inviter une fois le logiciel installé", "information", False
    sent = state.reminders.get(site.am, ())
    told = f"rappel envoyé le {short(sent[-1])}" if sent else "invitation à envoyer"
    due = state.reminded_on(site.am)
    if due is None:
        return f"{told}, aucun autre rappel", "information", False
    if due > day:
        return f"{told}, réponse attendue", "information", False
    if why_none:
        return f"à relancer à la main\u202f: {why_none}", "attention", False
    return "rappel dû", "attention", True


def _may_invite(party: Party) -> bool:
    return party.role in MAY_WRITE[Kind.REMINDER]


def _given(state: Kept, respondent: str) -> Answers | None:
    """The last answers of a pharmacist."""
    found = [each for each in state.answers if each.respondent == respondent]
    return found[-1] if found else None


def _as_typed(given: Answers) -> Form:
    fields = {name: (str(mark),) for name, mark in given.marks.items()}
    if given.blocking:
        fields |= {"bloquant": ("oui",), "frein": (given.blocking,)}
    return Form(fields | {"texte": (given.text,)})
