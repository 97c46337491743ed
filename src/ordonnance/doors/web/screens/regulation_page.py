"""The page of a call, whatever was just asked of it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from starlette.responses import Response

from ordonnance.domain.actors import Profession, Professional
from ordonnance.domain.census import Motive, Regulator
from ordonnance.domain.errors import Refusal
from ordonnance.domain.french.posology import sentence
from ordonnance.doors.web.screens.regulation_circuit import (
    Way,
    derogation_of,
    sending_of,
    way_of,
)
from ordonnance.doors.web.screens.regulation_desk import Frame, Seen, regulation_of
from ordonnance.doors.web.screens.regulation_form import CARD, reason_field
from ordonnance.doors.web.screens.regulation_places import NOTHING, picked
from ordonnance.doors.web.screens.writing_view import chips
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.calls.answers import Point
from ordonnance.usecases.calls.board import Board
from ordonnance.usecases.calls.call import LINE, Call, InsFrom, Where, Who
from ordonnance.usecases.calls.cards import CARDS, NOTHING_MORE
from ordonnance.usecases.calls.severity import SOURCE, signs_of
from ordonnance.usecases.calls.verdict import Strip
from ordonnance.usecases.results import FindingView
from ordonnance.usecases.samu.models import Impossible, Prescribe
from ordonnance.usecases.samu.prescribing import asked_of_sending
from ordonnance.usecases.writing.draft import FHIR_JSON
from ordonnance.usecases.writing.light import Told as Finding
from ordonnance.usecases.writing.light import ordonnance_of


@dataclass(frozen=True, slots=True)
class Told:
    """What could not be done, said on the page; `looked`: the places found are shown."""

    refusal: Refusal | None = None
    status: int = 200
    looked: bool = True
    findings: tuple[Finding, ...] = field(default=())


NOTHING_TOLD = Told()


async def call_page(
    visit: Visit, board: Board, shown: Seen, frame: Frame, told: Told = NOTHING_TOLD
) -> Response:
    """The four strips, what each answer changes, the circuit, and the button that says it all."""
    call = shown.call
    way = await way_of(visit, call, shown.read.patient)
    places = await picked(visit, call) if told.looked else NOTHING
    line = call.line.line if call.line else None
    asked = (*told.findings, *_of_circuit(visit, shown, way))
    return visit.page(
        "regulation_call.html", told.status, frame=frame, call=call,
        page_key=str(uuid.uuid4()), read=shown.read, verdict=shown.verdict, light=shown.light,
        way=way, places=places, refusal=told.refusal, reason_field=reason_field,
        said=sentence(line.posology) if line else "", chips=chips(line) if line else (),
        waiting=_waiting(shown, asked), prepares=board.prepares, may_send=_may_send(shown, way),
        capacities=capacities(visit), **_CHOICES, signs=signs_of(call.motive),
    )  # fmt: skip


def command_of(visit: Visit, shown: Seen, way: Way) -> Prescribe:
    """The act that this page is about, before any reason."""
    ports, call = visit.platform.ports, shown.call
    written = ordonnance_of(call.draft, shown.read.patient, shown.prescriber, ports.clock.now())
    ordonnance = replace(written, derogation=derogation_of(call, way))
    return Prescribe(
        visit.caller, ports.reader.rewrite(ordonnance, ()), FHIR_JSON, call.id,
        sending_of(call, way), body=call.id.encode(),
    )  # fmt: skip


def finding_of(view: FindingView, call: Call) -> Finding:
    """What only the act finds, as the page asks for its reason."""
    line = LINE if view.line else ""
    waits = view.severity != "blocking" or view.verdict == "cannot_tell"
    given = next((e.reason for e in call.explained if (e.rule, e.line) == (view.rule, line)), "")
    return Finding(view, line, waits, given=given, blocks=not waits)


def _of_circuit(visit: Visit, shown: Seen, way: Way) -> tuple[Finding, ...]:
    """What the circuit chosen will ask a reason for; nothing while the call cannot be sent."""
    if not _may_send(shown, way):
        return ()
    found = asked_of_sending(command_of(visit, shown, way), regulation_of(visit))
    return tuple(finding_of(each, shown.call) for each in found)


def capacities(visit: Visit) -> tuple[Regulator, ...]:
    """In what capacity this person may regulate: one for a dentist, three for a physician."""
    actor = visit.caller.actor
    if not isinstance(actor, Professional):
        return ()
    alone = {
        Profession.DENTIST: Regulator.DENTIST, Profession.PHARMACIST: Regulator.PHARMACIST,
    }.get(actor.profession)  # fmt: skip
    return (alone,) if alone else (Regulator.SAMU, Regulator.AMBULATORY, Regulator.ON_DUTY)


def _waiting(shown: Seen, asked: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings that wait for a reason, each once: those that only the act finds included."""
    found = [each for each in shown.light.findings if each.waits]
    met = {(each.view.rule, each.line): each for each in reversed((*found, *asked))}
    return tuple(reversed(met.values()))


def _may_send(shown: Seen, way: Way) -> bool:
    return shown.verdict.ready and way.open


_CHOICES: Mapping[str, Any] = {
    "who": tuple(Who),
    "ins_from": tuple(InsFrom),
    "points": tuple(Point),
    "motives": tuple(Motive),
    "cards": CARDS,
    "card_value": CARD,
    "nothing_more": NOTHING_MORE,
    "signs_source": SOURCE,
    "wheres": tuple(Where),
    "impossible": tuple(Impossible),
    "strips": Strip,
}
