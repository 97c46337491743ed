"""The operations of a regulation centre: propose, prescribe, follow, withdraw."""

from ordonnance.domain.census import Motive, Regulator
from ordonnance.domain.circuits import Circuit
from ordonnance.domain.dispensing import CancelReason
from ordonnance.domain.errors import Refusal
from ordonnance.domain.ids import Finess, Ins, InsOid, InvalidId
from ordonnance.domain.people import IdentityStatus, Patient
from ordonnance.doors.api.line_input import coded, identifier, path
from ordonnance.doors.api.operations import FHIR_JSON, JOSE, Call
from ordonnance.fhir.samu_inputs import (
    SamuFollowInput,
    SamuPrescribeInput,
    SamuProposeInput,
    SamuWithdrawInput,
)
from ordonnance.usecases.access import Act
from ordonnance.usecases.acting import open_one
from ordonnance.usecases.cancel import Cancel, cancel
from ordonnance.usecases.judging import Acknowledgement
from ordonnance.usecases.samu.following import digest, follow, sent_of
from ordonnance.usecases.samu.models import (
    Digest,
    Impossible,
    Prescribe,
    Propose,
    Sending,
)
from ordonnance.usecases.samu.needs import Regulation
from ordonnance.usecases.samu.prescribing import prescribe
from ordonnance.usecases.samu.proposing import propose

MOST_DAYS = 31
"""Days of one digest."""


def _needs(call: Call) -> Regulation:
    return call.platform.regulating.needs(call.platform.ports)


async def run_samu_propose(call: Call) -> object:
    """Which circuits are open for this call, best first."""
    given = call.input(SamuProposeInput)
    asked = Propose(
        call.caller,
        bool(given.resident),
        _patient(given),
        _finess(given.pharmacy, "pharmacy"),
        _finess(given.establishment, "establishment"),
        given.address or "",
        bool(given.given_in_call),
        given.dictated or "",
        bool(given.space_active),
        _impossible(given.impossible),
        given.impossible_text or "",
    )
    return await propose(asked, _needs(call))


async def run_samu_prescribe(call: Call) -> object:
    """Prescribe and send."""
    given = call.input(SamuPrescribeInput)
    if (given.prescription is None) is (given.signed_prescription is None):
        raise Refusal.of("ELEMENT_MISSING", "Parameters.parameter", element="prescription")
    signed = given.signed_prescription
    command = Prescribe(
        call.caller,
        signed.encode("ascii", "replace") if signed else given.prescription or b"",
        JOSE if signed else FHIR_JSON,
        call.incoming.key,
        _sending(given),
        tuple(Acknowledgement(a.rule, a.line, a.reason) for a in given.acknowledgements),
        call.incoming.body,
    )
    return await prescribe(command, _needs(call))


async def run_samu_follow(call: Call) -> object:
    """What became of one prescription, or of those of the last days."""
    given = call.input(SamuFollowInput)
    if given.number is not None:
        asked = call.asked(given.number)
        one = await follow(asked, _needs(call), executions=bool(given.executions))
        return Digest((one,))
    days = 1 if given.days is None else given.days
    if not 1 <= days <= MOST_DAYS:
        reason = f"un nombre de 1 à {MOST_DAYS} est attendu"
        raise Refusal.of("ELEMENT_INVALID", path("days"), reason=reason)
    return Digest(await digest(call.caller, _needs(call), days))


async def run_samu_withdraw(call: Call) -> object:
    """Take a prescription back: its message too."""
    given = call.input(SamuWithdrawInput)
    asked = call.asked(given.number)
    sent_of(await open_one(asked, Act.CANCEL, call.platform.ports))
    reason = CancelReason.OTHER if given.text else CancelReason.ERROR
    return await cancel(Cancel(asked, reason, given.text), call.platform.ports)


def _sending(given: SamuPrescribeInput) -> Sending:
    return Sending(
        circuit=coded(Circuit, given.circuit, "circuit"),
        address=given.address,
        motive=coded(Motive, given.motive, "motive"),
        motive_text=given.motive_text or "",
        told_patient=bool(given.told_patient),
        given_in_call=bool(given.given_in_call),
        space_active=bool(given.space_active),
        impossible=_impossible(given.impossible),
        impossible_text=given.impossible_text or "",
        dictated=given.dictated or "",
        sender=given.sender or "",
        regulator=coded(Regulator, given.regulator, "regulator") if given.regulator else None,
    )


def _impossible(code: str | None) -> Impossible | None:
    return coded(Impossible, code, "impossible") if code else None


def _finess(text: str | None, name: str) -> str:
    found = identifier(Finess, text, name)
    return found.value if found else ""


def _patient(given: SamuProposeInput) -> Patient | None:
    """The patient as far as the third circuit asks: a qualified matricule."""
    if given.ins is None:
        return None
    oid = coded(InsOid, given.ins_oid, "insOid") if given.ins_oid else InsOid.NIR
    try:
        ins = Ins.parse(given.ins, oid)
    except InvalidId as error:
        kind, reason = error.kind, error.reason
        raise Refusal.of("IDENTIFIER_INVALID", path("ins"), kind=kind, reason=reason) from error
    return Patient(None, (), None, None, ins, IdentityStatus.QUALIFIED)
