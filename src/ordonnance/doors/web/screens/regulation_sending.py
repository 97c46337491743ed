"""Sending a call: the one act, with the reasons that were given, or the page that asks for them."""

from collections.abc import Mapping
from dataclasses import replace

from starlette.responses import Response

from ordonnance.domain.actors import Profession, Professional, Role
from ordonnance.domain.errors import Refusal
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.doors.web.answers import UNAVAILABLE
from ordonnance.doors.web.screens.regulation_circuit import (
    CIRCUITS,
    Way,
    derogation_of,
    way_of,
)
from ordonnance.doors.web.screens.regulation_desk import (
    Frame,
    Seen,
    regulation_of,
    to_call,
)
from ordonnance.doors.web.screens.regulation_page import (
    Told,
    call_page,
    command_of,
    finding_of,
)
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.calls.board import Board, keep, name_of, open_call
from ordonnance.usecases.calls.call import LINE, Call, Destination
from ordonnance.usecases.judging import Acknowledgement, LawRefusal
from ordonnance.usecases.results import FindingView
from ordonnance.usecases.samu.models import Prescribed
from ordonnance.usecases.samu.prescribing import prescribe
from ordonnance.usecases.samu.proposing import REGULATING

TRIES = 4
"""How often the trace of what was sent is written again when a page wrote the call meanwhile."""


async def sent(visit: Visit, board: Board, shown: Seen, frame: Frame) -> Response:
    """Send it and show the card to read aloud; else the page, which says what stands in the way."""
    call = shown.call
    try:
        _require_author(visit)
        way = await way_of(visit, call, shown.read.patient)
        require_ready(shown, way)
        done = await _prescribed(visit, board, shown, way)
    except Refusal as refusal:
        status = refusal.first.entry.status
        if status in UNAVAILABLE:
            raise
        asked = refusal.findings if isinstance(refusal, LawRefusal) else ()
        told = Told(refusal, status, findings=tuple(finding_of(each, call) for each in asked))
        return await call_page(visit, board, shown, frame, told)
    return to_call(frame, await _traced(visit, board, call, way, done), "/suivi")


def require_ready(shown: Seen, way: Way) -> None:
    """Nothing of the call, of its answers nor of its circuit stops it. Raises CALL_UNFINISHED,
    CALL_STOPPED."""
    verdict = shown.verdict
    if verdict.stopped:
        found = [sign.text.lower() for sign in verdict.signs]
        raise Refusal.of("CALL_STOPPED", reason=", ".join(found) or "une réponse l’interdit")
    if verdict.missing:
        missing = ", ".join(each.text for each in verdict.missing)
        raise Refusal.of("CALL_UNFINISHED", missing=missing)
    if not way.open:
        raise Refusal.of("CALL_UNFINISHED", missing="un circuit ouvert")


def _require_author(visit: Visit) -> None:
    if visit.caller.role not in REGULATING:
        role, allowed = visit.caller.role.label, (each.label for each in REGULATING)
        raise Refusal.of("NOT_ALLOWED", role=role.lower(), allowed=", ".join(sorted(allowed)))


async def _prescribed(visit: Visit, board: Board, shown: Seen, way: Way) -> Prescribed:
    """The act, with the reasons that it asks for and that the page holds; no other is given it.

    A call is sent once, whichever regulator of the centre sends it again after its trace was lost.
    """
    call, command = shown.call, replace(command_of(visit, shown, way), shared=board.owner)
    try:
        return await prescribe(command, regulation_of(visit))
    except LawRefusal as refusal:
        given = _given(call, refusal.findings)
        if refusal.first.code != "ACKNOWLEDGEMENT_REQUIRED" or len(given) < len(refusal.findings):
            raise
        return await prescribe(replace(command, acknowledgements=given), regulation_of(visit))


def _given(call: Call, asked: tuple[FindingView, ...]) -> tuple[Acknowledgement, ...]:
    """The reasons of the call for what is asked."""
    said: Mapping[tuple[str, str], str] = {
        (each.rule, each.line): each.reason for each in call.explained
    }
    found = ((each, said.get((each.rule, LINE if each.line else ""))) for each in asked)
    return tuple(Acknowledgement(each.rule, each.line, why) for each, why in found if why)


async def _traced(visit: Visit, board: Board, call: Call, way: Way, done: Prescribed) -> Call:
    """What leads to the ordonnance, kept whatever another page writes meanwhile."""
    author, name = await _author(visit, done)
    for _ in range(TRIES):
        try:
            return await keep(board, _left(call, author, way, done), name)
        except Refusal as refusal:
            if refusal.code != "CALL_CHANGED":
                raise
            call = await open_call(board, call.id)
            if call.sent:
                return call
    raise Refusal.of("CALL_CHANGED")


async def _author(visit: Visit, done: Prescribed) -> tuple[str, str]:
    """The key and the name of who prescribed: whoever is here, else a colleague before them."""
    caller, ports = visit.caller, visit.platform.ports
    stored = await ports.base.read(OrdonnanceNumber(done.number))
    if stored is None:
        raise Refusal.of("NUMBER_UNKNOWN")
    written = ports.reader.reopen(stored.document, stored.content_type).ordonnance.prescriber
    if isinstance(caller.actor, Professional) and caller.actor.rpps == written.rpps:
        return caller.key, name_of(caller)
    # As the national identifier of a professional is written: « 8 », then the RPPS.
    person = f"8{written.rpps.value}" if written.rpps else ""
    pharmacist = written.profession is Profession.PHARMACIST
    role = Role.REGULATING_PHARMACIST if pharmacist else Role.PRESCRIBER
    name = " ".join((*written.given, written.family or ""))
    return caller.key_of(role, person, caller.place), name


def _left(call: Call, author: str, way: Way, done: Prescribed) -> Call:
    """Where it went, as the act answered: to what the page holds, or by a former sending."""
    to, said = way.mailbox, derogation_of(call, way)
    named = said.recipient.name if said.recipient else ""
    if to is None or (said.circuit.value, named) != (done.circuit, done.recipient):
        where = next(each for each, circuit in CIRCUITS.items() if circuit.value == done.circuit)
        return replace(
            call, number=done.number, author=author, sent_to=done.recipient,
            destination=Destination(where),
        )  # fmt: skip
    return replace(
        call, number=done.number, author=author, sent_to=to.shown, sent_where=to.postal,
        sent_phone=to.phone,
    )  # fmt: skip
