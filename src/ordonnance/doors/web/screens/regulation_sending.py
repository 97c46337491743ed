"""Sending a call: the one act, with the reasons that were given, or the page that asks for them."""

from collections.abc import Mapping
from dataclasses import replace

from starlette.responses import Response

from ordonnance.domain.actors import Role
from ordonnance.domain.errors import Refusal
from ordonnance.doors.web.answers import UNAVAILABLE
from ordonnance.doors.web.screens.regulation_circuit import (
    CIRCUITS,
    Way,
    derogation_of,
    sending_of,
    way_of,
)
from ordonnance.doors.web.screens.regulation_desk import (
    Frame,
    Seen,
    regulation_of,
    to_call,
)
from ordonnance.doors.web.screens.regulation_page import Told, call_page
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.calls.board import Board, keep, open_call
from ordonnance.usecases.calls.call import LINE, Call, Destination
from ordonnance.usecases.judging import Acknowledgement, LawRefusal
from ordonnance.usecases.results import FindingView
from ordonnance.usecases.samu.models import Prescribe, Prescribed
from ordonnance.usecases.samu.prescribing import prescribe
from ordonnance.usecases.writing.draft import FHIR_JSON
from ordonnance.usecases.writing.light import Told as Finding
from ordonnance.usecases.writing.light import ordonnance_of

TRIES = 4
"""How often the trace of what was sent is written again when a page wrote the call meanwhile."""


async def sent(visit: Visit, board: Board, shown: Seen, frame: Frame) -> Response:
    """Send it and show the card to read aloud; else the page, which says what stands in the way."""
    call = shown.call
    try:
        _require_author(visit)
        way = await way_of(visit, call, shown.read.patient)
        require_ready(shown, way)
        done = await _prescribed(visit, shown, way)
    except Refusal as refusal:
        status = refusal.first.entry.status
        if status in UNAVAILABLE:
            raise
        asked = refusal.findings if isinstance(refusal, LawRefusal) else ()
        told = Told(refusal, status, findings=tuple(_finding(each, call) for each in asked))
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
    if visit.caller.role is not Role.PRESCRIBER:
        role = visit.caller.role.label.lower()
        raise Refusal.of("NOT_ALLOWED", role=role, allowed=Role.PRESCRIBER.label.lower())


async def _prescribed(visit: Visit, shown: Seen, way: Way) -> Prescribed:
    """The act, with the reasons that it asks for and that the page holds; no other is given it."""
    platform, call = visit.platform, shown.call
    ports = platform.ports
    written = ordonnance_of(call.draft, shown.read.patient, shown.prescriber, ports.clock.now())
    ordonnance = replace(written, derogation=derogation_of(call, way))
    command = Prescribe(
        visit.caller, ports.reader.rewrite(ordonnance, ()), FHIR_JSON, call.id,
        sending_of(call, way), body=call.id.encode(),
    )  # fmt: skip
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


def _finding(view: FindingView, call: Call) -> Finding:
    """What only the act found, as the page asks for its reason."""
    line = LINE if view.line else ""
    waits = view.severity != "blocking" or view.verdict == "cannot_tell"
    given = next((e.reason for e in call.explained if (e.rule, e.line) == (view.rule, line)), "")
    return Finding(view, line, waits, given=given, blocks=not waits)


async def _traced(visit: Visit, board: Board, call: Call, way: Way, done: Prescribed) -> Call:
    """What leads to the ordonnance, kept whatever another page writes meanwhile."""
    for _ in range(TRIES):
        try:
            return await keep(board, _left(call, visit.caller.key, way, done))
        except Refusal as refusal:
            if refusal.code != "CALL_CHANGED":
                raise
            call = await open_call(board, call.id)
            if call.sent:
                return call
    raise Refusal.of("CALL_CHANGED")


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
        sent_phone=to.phone, sent_box=to.box.value,
    )  # fmt: skip
