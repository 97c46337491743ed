"""The board of a centre as screens see it: one call, what a page shows of it, where its page is."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from starlette.responses import Response

from ordonnance.domain.actors import Role
from ordonnance.domain.calendar import legal_day
from ordonnance.domain.drug import Medicine
from ordonnance.domain.errors import Refusal
from ordonnance.domain.people import Patient, Prescriber
from ordonnance.doors.web import answers
from ordonnance.doors.web.screens.writing_desk import letterhead_of
from ordonnance.doors.web.visit import Visit
from ordonnance.law.regulation import Regulation as Facts
from ordonnance.usecases.calls.board import Board, admitted, open_call
from ordonnance.usecases.calls.call import Call
from ordonnance.usecases.calls.verdict import Verdict, verdict_of
from ordonnance.usecases.medicines import medicines_of
from ordonnance.usecases.samu.needs import Regulation
from ordonnance.usecases.writing.letterhead import prescriber_of
from ordonnance.usecases.writing.light import Light, light_of, ordonnance_of
from ordonnance.usecases.writing.patient import ReadPatient, read_patient

ROOT = "/regulation"


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the pages of a call stand: in our own page, or inside that of another software."""

    root: str = ROOT
    base: str = "base.html"
    origin: str = ""
    registered: bool = False
    """Who is told what became of a call, nobody in our own page; its number too, if registered."""


OWN = Frame()

FrameOf = Callable[[Visit, Call], Frame]
"""Where the pages of a call stand, once the call is read."""


def own(_visit: Visit, _call: Call) -> Frame:
    """In our own page."""
    return OWN


@dataclass(frozen=True, slots=True)
class Seen:
    """A call with everything that its page says of it."""

    call: Call
    read: ReadPatient
    prescriber: Prescriber
    medicine: Medicine | None
    light: Light
    verdict: Verdict
    today: date


async def board_of(visit: Visit) -> Board:
    """The board of this person's centre. Raises Refusal REGULATION_ONLY."""
    ports = visit.platform.ports
    return await admitted(Board(
        visit.caller, visit.platform.desk, ports.reader, ports.clock, lambda: str(uuid.uuid4())
    ))  # fmt: skip


def regulation_of(visit: Visit) -> Regulation:
    """What the acts of the regulation ask for."""
    platform = visit.platform
    return platform.regulating.needs(platform.ports)


async def call_of(visit: Visit) -> tuple[Board, Call]:
    """The call of the address. Raises Refusal REGULATION_ONLY, CALL_UNKNOWN."""
    board = await board_of(visit)
    return board, await open_call(board, visit.path("call"))


async def seen(visit: Visit, call: Call) -> Seen:
    """Everything that its page shows."""
    ports = visit.platform.ports
    prescriber = prescriber_of(visit.caller, await letterhead_of(visit))
    draft = call.draft
    read = read_patient(draft.patient, demonstration=ports.demonstration)
    today = legal_day(ports.clock.now(), prescriber.zone)
    medicine = _medicine(call, prescriber, visit)
    known = Facts(pharmacist=visit.caller.role is Role.REGULATING_PHARMACIST)
    light = light_of(draft, read, prescriber, visit.caller, ports, regulation=known)
    verdict = verdict_of(call, read, medicine, light, today)
    return Seen(call, read, prescriber, medicine, light, verdict, today)


def _medicine(call: Call, prescriber: Prescriber, visit: Visit) -> Medicine | None:
    """What the line prescribes, as the catalogue in service knows it."""
    if not call.draft.understood:
        return None
    ports = visit.platform.ports
    nobody = Patient(None, (), None, None)
    ordonnance = ordonnance_of(call.draft, nobody, prescriber, ports.clock.now())
    return medicines_of(ordonnance, ports.drugs.current()).get(1)


def require_current(visit: Visit, call: Call) -> None:
    """The page shows the call as it is, or wrote it last itself. Raises Refusal CALL_CHANGED."""
    form = visit.form
    if form.text("version") == str(call.version):
        return
    if not call.page or form.text("page") != call.page:
        raise Refusal.of("CALL_CHANGED")


def to_call(frame: Frame, call: Call, part: str = "") -> Response:
    """The page of a call, at one of its parts."""
    return answers.elsewhere(f"{frame.root}/{call.id}{part}")
