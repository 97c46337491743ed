"""The circuit of a call: what is asked of the act that proposes, and what its answer shows."""

from dataclasses import dataclass

from ordonnance.domain.circuits import Box, Circuit
from ordonnance.domain.derogation import Derogation, Named
from ordonnance.domain.errors import Refusal
from ordonnance.domain.ids import Finess
from ordonnance.domain.people import Patient
from ordonnance.doors.web.screens.regulation_desk import regulation_of
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.calls.call import Call, Destination, InsFrom, Where
from ordonnance.usecases.samu.models import Destination as Mailbox
from ordonnance.usecases.samu.models import Option, Propose, Proposed, Sending
from ordonnance.usecases.samu.proposing import propose

CIRCUITS = {
    Where.PHARMACY: Circuit.PHARMACY,
    Where.CARE_HOME: Circuit.CARE_HOME,
    Where.PATIENT: Circuit.PATIENT,
}
BOXES = {
    Box.ORGANISATION: "boîte organisationnelle",
    Box.PERSON: "boîte personnelle",
    Box.PATIENT_SPACE: "Mon espace santé",
}


@dataclass(frozen=True, slots=True)
class Way:
    """The circuit of the call as its page shows it.

    `option` is that of the circuit chosen, `mailbox` the one it would leave for; `refused` says why
    nobody can be asked (not a regulator, derogation over).
    """

    proposed: Proposed | None = None
    option: Option | None = None
    mailbox: Mailbox | None = None
    refused: str = ""

    @property
    def open(self) -> bool:
        """True when the prescription may leave this way."""
        return (
            self.proposed is not None and not self.proposed.no_sender and self.mailbox is not None
        )

    @property
    def label(self) -> str:
        """What pressing the button does: « Envoyer à Pharmacie Exemple (boîte…) »."""
        if self.mailbox is None:
            return "Envoyer"
        return f"Envoyer à {self.mailbox.shown} ({BOXES.get(self.mailbox.box, 'boîte')})"


async def way_of(visit: Visit, call: Call, patient: Patient | None) -> Way:
    """What the act proposes for what is known so far."""
    try:
        proposed = await propose(asked_of(visit, call, patient), regulation_of(visit))
    except Refusal as refusal:
        return Way(refused=f"{refusal.first.message} {refusal.first.do}")
    circuit = CIRCUITS[call.destination.where]
    option = next((each for each in proposed.options if each.circuit is circuit), None)
    return Way(proposed, option, _mailbox(option, call.destination))


def asked_of(visit: Visit, call: Call, patient: Patient | None) -> Propose:
    """What is known during the call, for the act."""
    to = call.destination
    home = to.where is Where.CARE_HOME
    return Propose(
        visit.caller,
        resident=home,
        patient=patient,
        pharmacy=to.finess if to.where is Where.PHARMACY else "",
        establishment=to.finess if home else "",
        address=to.given if home else to.address,
        given_in_call=home and bool(to.given),
        dictated=_dictated(call),
        space_active=to.space,
        impossible=to.impossible,
        impossible_text=to.why,
    )


def sending_of(call: Call, way: Way) -> Sending:
    """How it leaves, for the act. The call is ready and the way open."""
    to = call.destination
    if way.mailbox is None or call.motive is None:
        raise Refusal.of("CALL_UNFINISHED", missing="le destinataire ou le motif")
    return Sending(
        CIRCUITS[to.where],
        way.mailbox.address,
        call.motive,
        call.motive_words,
        told_patient=to.told,
        given_in_call=to.where is Where.CARE_HOME,
        space_active=to.space,
        impossible=to.impossible if to.where is Where.PATIENT else None,
        impossible_text=to.why if to.where is Where.PATIENT else "",
        dictated=_dictated(call) if to.where is Where.PATIENT else "",
        regulator=call.capacity,
    )


def derogation_of(call: Call, way: Way) -> Derogation:
    """What the ordonnance says of it: the circuit, and who receives it."""
    circuit = CIRCUITS[call.destination.where]
    if circuit is Circuit.PATIENT or way.mailbox is None:
        return Derogation(Circuit.PATIENT)
    named = way.mailbox.named
    if named is None:
        named = Named(call.destination.name or "Établissement", _finess(call.destination.finess))
    return Derogation(circuit, named)


def _finess(text: str) -> Finess | None:
    return Finess(text) if text else None


def _dictated(call: Call) -> str:
    return call.patient.ins if call.ins_from is InsFrom.DICTATED else ""


def _mailbox(option: Option | None, to: Destination) -> Mailbox | None:
    """The mailbox chosen, else the first: the best."""
    if option is None or not option.open or not option.destinations:
        return None
    chosen = (each for each in option.destinations if each.address == to.address.casefold())
    return next(chosen, option.destinations[0])
