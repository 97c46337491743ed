"""The operations of the API: each turns an input into a command and runs one act."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from ordonnance.bootstrap.platform import Platform
from ordonnance.bootstrap.printing import Asked as PrintAsked
from ordonnance.bootstrap.printing import require_meaning, require_secured
from ordonnance.bootstrap.rendering import Rendering
from ordonnance.documents.phrasebook import Language
from ordonnance.domain.actors import Caller
from ordonnance.domain.calendar import PARIS
from ordonnance.domain.dispensing import CancelReason, UndoReason
from ordonnance.domain.errors import Refusal
from ordonnance.domain.ids import Rpps
from ordonnance.domain.number import InvalidNumber, OrdonnanceNumber
from ordonnance.domain.register import RegisterKind
from ordonnance.doors.api.bundles import with_consent, with_dispenses, with_events
from ordonnance.doors.api.incoming import Incoming
from ordonnance.doors.api.line_input import coded, identifier, line_request, path
from ordonnance.doors.api.register_log import register_read
from ordonnance.fhir import inputs
from ordonnance.fhir.operation_input import NothingInput, read_input, resource_type
from ordonnance.law.form import Copy, Form, PaperGround
from ordonnance.usecases.access import Act, require_role
from ordonnance.usecases.acting import Asked
from ordonnance.usecases.cancel import Cancel, cancel
from ordonnance.usecases.check import Check, check
from ordonnance.usecases.consult import consult
from ordonnance.usecases.dispense import DispenseCommand, dispense
from ordonnance.usecases.executions import read_executions
from ordonnance.usecases.issue import Issue, issue
from ordonnance.usecases.journal import read_journal
from ordonnance.usecases.judging import Acknowledgement
from ordonnance.usecases.listing import list_mine
from ordonnance.usecases.objection import Object, record_objection
from ordonnance.usecases.ports import PdfForm
from ordonnance.usecases.print_on_stock import print_on_stock
from ordonnance.usecases.read_register import ReadRegister, read_register, read_whole
from ordonnance.usecases.replace import Replace, replace
from ordonnance.usecases.reserve import Reserve, reserve
from ordonnance.usecases.undo import Undo, undo

FHIR_JSON = "application/fhir+json"
JOSE = "application/jose"

MEDICINES_SHOWN, MOST_MEDICINES = 10, 20
"""Medicines answered when nobody says how many, and at most."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Call:
    """One authenticated request about to run."""

    platform: Platform
    caller: Caller
    incoming: Incoming

    def input(self, kind: type[T]) -> T:
        """The body as that input. Raises Refusal with the FHIRPath of each problem."""
        self.require_json(FHIR_JSON)
        return read_input(kind, self.incoming.body)

    def require_json(self, expected: str) -> None:
        """Raise CONTENT_TYPE, naming what is expected here, unless the body is declared JSON."""
        if self.incoming.content_type not in (FHIR_JSON, "application/json"):
            raise Refusal.of(
                "CONTENT_TYPE", type=self.incoming.content_type or "absent", expected=expected
            )

    def is_signed(self) -> bool:
        """True for a compact JWS around the document; raises CONTENT_TYPE unless it or JSON."""
        if self.incoming.content_type == JOSE:
            return True
        self.require_json(f"{FHIR_JSON} ou {JOSE}")
        return False

    def asked(self, number: str) -> Asked:
        """The act on that number, typed or scanned."""
        try:
            parsed = OrdonnanceNumber.parse(number)
        except InvalidNumber as error:
            clock, openings = self.platform.ports.clock, self.platform.ports.openings
            openings.allowed(self.caller.key, clock.now())
            openings.missed(self.caller.key, clock.now())
            raise Refusal.of(
                "NUMBER_INVALID",
                "Parameters.parameter.where(name='number').value",
                reason=error.reason,
            ) from error
        incoming = self.incoming
        return Asked(self.caller, parsed, incoming.key, incoming.body, incoming.if_match)


Run = Callable[[Call], Awaitable[object]]


async def run_check(call: Call) -> object:
    """Judge a document; nothing is kept."""
    document, content_type, on, dispensing = call.incoming.body, FHIR_JSON, None, None
    if call.is_signed():
        content_type = JOSE
    elif resource_type(document) == "Parameters":
        given = call.input(inputs.CheckInput)
        document, on, dispensing = given.prescription, given.on, given.dispensing
    ports = call.platform.ports
    command = Check(document, content_type, on, dispensing)
    return check(
        command,
        ports.reader,
        ports.drugs,
        ports.clock,
        ports.interactions,
        demonstration=ports.demonstration,
        facts_days=ports.facts_days,
    )


async def run_reserve(call: Call) -> object:
    """Reserve numbers."""
    given = call.input(inputs.ReserveInput)
    command = Reserve(call.caller, given.count, call.incoming.key, call.incoming.body)
    return await reserve(command, call.platform.ports)


async def run_issue(call: Call) -> object:
    """Issue: the body is the Bundle, a compact JWS, or Parameters that hold either."""
    if call.is_signed():
        given = inputs.IssueInput(signed_prescription=call.incoming.body.decode("ascii", "replace"))
    elif resource_type(call.incoming.body) == "Parameters":
        given = call.input(inputs.IssueInput)
    else:
        given = inputs.IssueInput(prescription=call.incoming.body)
    return await issue(_issue_command(call, given), call.platform.ports)


def _issue_command(call: Call, given: inputs.IssueInput | inputs.ReplaceInput) -> Issue:
    if (given.prescription is None) is (given.signed_prescription is None):
        raise Refusal.of("ELEMENT_MISSING", "Parameters.parameter", element="prescription")
    signed = given.signed_prescription
    return Issue(
        call.caller,
        signed.encode("ascii", "replace") if signed else given.prescription or b"",
        JOSE if signed else FHIR_JSON,
        call.incoming.key,
        _acknowledgements(given.acknowledgements),
        given.reservation,
        call.incoming.body,
    )


async def run_consult(call: Call) -> object:
    """Open an ordonnance."""
    given = call.input(inputs.ConsultInput)
    asked = call.asked(given.number)
    return await consult(asked, call.platform.ports, proposals=bool(given.proposals))


async def run_dispense(call: Call) -> object:
    """Serve."""
    given = call.input(inputs.DispenseInput)
    if bool(given.all_as_prescribed) is False and not given.lines:
        raise Refusal.of("ELEMENT_MISSING", "Parameters.parameter", element="line")
    command = DispenseCommand(
        call.asked(given.number),
        tuple(line_request(line, rank) for rank, line in enumerate(given.lines)),
        bool(given.all_as_prescribed),
        _acknowledgements(given.acknowledgements),
        identifier(Rpps, given.pharmacist, "pharmacist"),
    )
    return await dispense(command, call.platform.ports)


async def run_undo(call: Call) -> object:
    """Take back a dispensing."""
    given = call.input(inputs.UndoInput)
    reason = coded(UndoReason, given.reason, "reason")
    command = Undo(call.asked(given.number), reason, given.reference, given.text)
    return await undo(command, call.platform.ports)


async def run_cancel(call: Call) -> object:
    """Cancel."""
    given = call.input(inputs.CancelInput)
    reason = coded(CancelReason, given.reason, "reason")
    return await cancel(Cancel(call.asked(given.number), reason, given.text), call.platform.ports)


async def run_replace(call: Call) -> object:
    """Replace by a corrected ordonnance."""
    given = call.input(inputs.ReplaceInput)
    reason = coded(CancelReason, given.reason or CancelReason.ERROR.value, "reason")
    command = Replace(call.asked(given.number), _issue_command(call, given), reason)
    return await replace(command, call.platform.ports)


async def run_object(call: Call) -> object:
    """Object, or withdraw the objection."""
    given = call.input(inputs.ObjectInput)
    command = Object(call.asked(given.number), bool(given.withdraw), given.proof)
    recorded = await record_objection(command, call.platform.ports)
    return with_consent(command, recorded, call.platform.systems)


async def run_executions(call: Call) -> object:
    """Read what was served, or one dispensing as a document."""
    given = call.input(inputs.ExecutionsInput)
    if given.format is not None and given.reference is None:
        raise Refusal.of("ELEMENT_MISSING", path("reference"), element="reference")
    wanted = coded(Rendering, given.format or Rendering.CDA.value, "format")
    if wanted is Rendering.PDF:
        reason = "une délivrance s'écrit en CDA ou en XDM"
        raise Refusal.of("ELEMENT_INVALID", path("format"), reason=reason)
    read = await read_executions(call.asked(given.number), call.platform.ports)
    if given.reference is not None:
        return call.platform.rendered_dispensing(read, given.reference, wanted)
    return with_dispenses(read, call.platform.systems)


async def run_journal(call: Call) -> object:
    """Read the journal of accesses."""
    asked = call.asked(call.input(inputs.NumberInput).number)
    read = await read_journal(asked, call.platform.ports)
    return with_events(read, call.platform.systems)


async def run_render(call: Call) -> object:
    """The sheet as PDF, with the Bundle attached, the CDA that carries it, or an XDM archive."""
    given = call.input(inputs.RenderInput)
    wanted = coded(Rendering, given.format or Rendering.PDF.value, "format")
    form = coded(PdfForm, given.pdf, "pdf") if given.pdf else None
    asked = PrintAsked(
        coded(Form, given.form, "form") if given.form else None,
        coded(PaperGround, given.ground, "ground") if given.ground else None,
        duplicate=bool(given.duplicate),
        large=bool(given.large),
        copy=coded(Copy, given.copy, "copy") if given.copy else None,
        language=coded(Language, given.language, "language") if given.language else None,
    )
    require_meaning(asked, sheet=wanted is Rendering.PDF)
    named, ports = call.asked(given.number), call.platform.ports
    if given.sheet:
        require_secured(asked, sheet=wanted is Rendering.PDF)
        require_role(call.caller, Act.STOCK)
    consulted = await consult(named, ports, Act.RENDER)
    rendered = call.platform.rendered(consulted, wanted, form, asked)
    if given.sheet:
        # Drawn first: a paper that the law or its size refuses uses up no sheet.
        await print_on_stock(call.caller, given.sheet, named.number, ports)
    return rendered


async def run_medicines(call: Call) -> object:
    """Find medicines while somebody types; nothing is kept of what was asked."""
    require_role(call.caller, Act.MEDICINES)
    given = call.input(inputs.MedicinesInput)
    limit = MEDICINES_SHOWN if given.limit is None else given.limit
    if not 1 <= limit <= MOST_MEDICINES:
        reason = f"un nombre de 1 à {MOST_MEDICINES} est attendu"
        raise Refusal.of("ELEMENT_INVALID", path("limit"), reason=reason)
    return call.platform.medicines(given.text, limit)


async def run_registers(call: Call) -> object:
    """Read a register of one's pharmacy: a page of it, or the whole as PDF."""
    given = call.input(inputs.RegistersInput)
    kind = coded(RegisterKind, given.register, "register")
    command = ReadRegister(call.caller, kind, given.first, given.last, given.after or 0)
    asked = read_whole if given.pdf else read_register
    read = await asked(command, call.platform.ports)
    place = call.caller.place
    register_read(call.platform, call.caller, read)
    if given.pdf:
        return call.platform.printed(read, place.zone if place else PARIS)
    return read


async def run_list(call: Call) -> object:
    """List one's own ordonnances; a body, where there is one, says nothing."""
    if call.incoming.body:
        call.input(NothingInput)
    return await list_mine(call.caller, call.platform.ports)


def _acknowledgements(
    given: tuple[inputs.AcknowledgementInput, ...],
) -> tuple[Acknowledgement, ...]:
    return tuple(Acknowledgement(each.rule, each.line, each.reason) for each in given)
