"""An ordonnance sent by its author: to the pharmacy that the patient chose, or to the patient.

The number travels in the sheet: whoever receives it opens the same ordonnance of the base, served
once whatever was sent. What the patient accepted is said, and stands in the journal that they read.
"""

from dataclasses import dataclass
from enum import StrEnum

from ordonnance.domain.directory import Entry, PlaceKind
from ordonnance.domain.errors import Refusal
from ordonnance.domain.mssante import MssAddress, WhiteList
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.people import Patient
from ordonnance.usecases.access import Act, require_role
from ordonnance.usecases.acting import Asked, Opened
from ordonnance.usecases.consult import consulted_of, opened_for_reading
from ordonnance.usecases.directory import Directory
from ordonnance.usecases.mssante import require_trusted
from ordonnance.usecases.ports import Ports
from ordonnance.usecases.results import Consulted

TO_THE_PATIENT = "vous-même, dans Mon espace santé"


class Towards(StrEnum):
    """To whom an author may send."""

    PHARMACY = "pharmacie"
    PATIENT = "patient"


@dataclass(frozen=True, slots=True, repr=False)
class Entrust:
    """What is asked. `address` is that of the pharmacy; `consent`: the patient accepted."""

    asked: Asked
    towards: Towards
    address: str = ""
    consent: bool = False

    def __repr__(self) -> str:
        return f"Entrust({self.towards})"


@dataclass(frozen=True, slots=True, repr=False)
class Entrusted:
    """An ordonnance that may leave: as what is read by who opens it, and to whom."""

    consulted: Consulted
    recipient: MssAddress

    def __repr__(self) -> str:
        return "Entrusted(•••)"


async def entrust(
    command: Entrust, directory: Directory | None, trusted: WhiteList | None, ports: Ports
) -> Entrusted:
    """Open what its author sends; journaled before it leaves.

    Raises Refusal: MAIL_CONSENT_REQUIRED, MAIL_NOT_A_PHARMACY, MAIL_PATIENT_UNQUALIFIED,
    ALREADY_ENDED, MAIL_ANOTHER_LETTER (a regulator's has its recipient), those of
    `require_trusted`, and as `consult`.
    """
    require_role(command.asked.caller, Act.SEND)
    if not command.consent:
        raise Refusal.of("MAIL_CONSENT_REQUIRED", "accord")
    pharmacy = None
    if command.towards is Towards.PHARMACY:
        pharmacy = pharmacy_at(require_trusted(command.address, trusted, "adresse"), directory)

    def details(opened: Opened) -> dict[str, str]:
        require_sendable(opened, command.towards)
        return {"sent_to": named(pharmacy) if pharmacy else TO_THE_PATIENT}

    opened = await opened_for_reading(command.asked, Act.SEND, ports, details)
    consulted = consulted_of(command.asked, opened, ports, proposals=False)
    written = opened.ordonnance
    if pharmacy is not None and pharmacy.address is not None:
        recipient = MssAddress.parse(pharmacy.address)
    else:
        recipient = require_trusted(own_address(written.patient), trusted)
    return Entrusted(consulted, recipient)


def pharmacy_at(address: MssAddress, directory: Directory | None) -> Entry:
    """The pharmacy whose shared mailbox the directory publishes so. Raises MAIL_NOT_A_PHARMACY."""
    for each in directory.mailbox(str(address)) if directory is not None else ():
        shared = each.type is not None and each.type.shared
        if shared and each.place and each.place.kind is PlaceKind.PHARMACY:
            return each
    raise Refusal.of("MAIL_NOT_A_PHARMACY", "adresse")


def require_sendable(opened: Opened, towards: Towards) -> None:
    """Raises Refusal unless there is something to send, to somebody who may receive it."""
    ending = opened.stored.progress.ending
    if ending is not None:
        state = "remplacée" if ending.replaced_by else "annulée"
        raise Refusal.of("ALREADY_ENDED", state=state)
    if opened.ordonnance.derogation is not None:
        # It left with its act, for its one recipient.
        raise Refusal.of("MAIL_ANOTHER_LETTER")
    if towards is Towards.PATIENT:
        own_address(opened.ordonnance.patient)


def own_address(patient: Patient | None) -> MssAddress:
    """The mailbox of a patient in Mon espace santé (Ref. #2, ECO.2.2.6: qualified INS only).

    Raises Refusal MAIL_PATIENT_UNQUALIFIED.
    """
    if patient is None or patient.ins is None or not patient.ins_qualified:
        raise Refusal.of("MAIL_PATIENT_UNQUALIFIED")
    return MssAddress.of_patient(patient.ins)


def concern_of(number: OrdonnanceNumber, towards: Towards) -> str:
    """What a letter is about: one pharmacy at a time holds an ordonnance, beside the patient."""
    return number.value if towards is Towards.PHARMACY else f"patient|{number.value}"


def named(pharmacy: Entry) -> str:
    """A pharmacy in a sentence."""
    place = pharmacy.place
    return f"{place.shown}, {place.postcode} {place.town}" if place else "une pharmacie"
