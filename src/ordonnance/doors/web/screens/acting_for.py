"""For whom somebody acts: themselves, or a person whom they represent, as was recorded."""

from dataclasses import dataclass
from datetime import date

from starlette.responses import Response

from ordonnance.bootstrap.signed_in import SignedIn
from ordonnance.domain.actors import Representative
from ordonnance.domain.errors import Refusal
from ordonnance.doors.web import cookies
from ordonnance.doors.web.answers import elsewhere
from ordonnance.doors.web.screens.signing_in import sign_out
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases import patient_access
from ordonnance.usecases.representing import journal_link, renounce

MYSELF = "moi"
LIST = "/mes-ordonnances"


@dataclass(frozen=True, slots=True)
class Choice:
    """One person for whom they may act; `here` when they do now."""

    handle: str
    name: str
    until: date
    here: bool


async def choose(visit: Visit) -> Response:
    """For whom?"""
    return await _shown(visit)


async def choose_one(visit: Visit) -> Response:
    """Act for that person from now on: pages drawn before open nothing any more."""
    chosen = visit.form.text("pour")
    id = "" if chosen == MYSELF else visit.session.opened(chosen)
    if id is None:
        raise Refusal.of("ADDRESS_OF_ANOTHER_SESSION")
    await _act_for(visit, id)
    return elsewhere(LIST)


async def type_code(visit: Visit) -> Response:
    """Link the account by the code that was handed over, and act for whom it was given."""
    try:
        await _linked(visit, visit.form.text("code"))
    except Refusal as refusal:
        if refusal.code != "ACCESS_CODE_REFUSED":
            raise
        return await _shown(visit, refusal)
    return elsewhere(LIST)


async def _linked(visit: Visit, code: str) -> None:
    """By the code of who represents somebody; else, for who has no INS here yet, by their own."""
    browsing, ports = visit.platform.browsing, visit.platform.ports
    try:
        made = await browsing.representing.link(browsing.proof_of(visit.session), code)
    except Refusal as refusal:
        held, sign_in = visit.session.vouched_for, browsing.sign_in
        if refusal.code != "ACCESS_CODE_REFUSED" or sign_in is None or held is None:
            raise
        if "ins" in held.claims:
            raise
        own = await sign_in.patients.link_own(held, code)
        session = await browsing.be_oneself(visit.session, own, cookies.BROWSER)
        await patient_access.journal_link(session.caller, own, ports)
        return
    session = await _act_for(visit, made.id)
    await journal_link(session.caller, made, ports)


async def stop(visit: Visit) -> Response:
    """The representative ends it, and is themselves again; without ordonnances of theirs, they
    leave."""
    kept = visit.platform.browsing.representing.kept
    await renounce(visit.caller, visit.platform.ports, kept)
    actor = visit.caller.actor
    if isinstance(actor, Representative) and actor.ins is not None:
        await _act_for(visit, "")
        return elsewhere("/pour-qui")
    return await sign_out(visit)


async def _act_for(visit: Visit, id: str) -> SignedIn:
    return await visit.platform.browsing.act_for(visit.session, id, cookies.BROWSER)


async def _shown(visit: Visit, refusal: Refusal | None = None) -> Response:
    session, browsing, actor = visit.session, visit.platform.browsing, visit.caller.actor
    proof = browsing.proof_of(session)
    here = actor.represented.id if isinstance(actor, Representative) else ""
    offered = [
        Choice(session.sealed(each.id), each.represented, each.until, each.id == here)
        for each in await browsing.representing.offered(proof)
    ]
    own = not isinstance(actor, Representative) or actor.ins is not None
    return visit.page(
        "acting_for.html", refusal.first.entry.status if refusal else 200, refusal=refusal,
        offered=offered, myself=MYSELF, own=own, acting=bool(here),
        as_issued="acting_for" in proof.claims,
    )  # fmt: skip
