"""What a regulator is told: circuits, recipients, what was prescribed, what became of it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from ordonnance.domain.circuits import Box, Circuit
from ordonnance.domain.derogation import Named
from ordonnance.domain.execution import OrdonnanceState
from ordonnance.usecases.results import FindingView


class Impossible(StrEnum):
    """Why neither a pharmacy nor an establishment can receive the prescription (case 3)."""

    NO_MAILBOX = "NO_MAILBOX"
    NO_PHARMACY_OPEN = "NO_PHARMACY_OPEN"
    MAILBOX_FAILS = "MAILBOX_FAILS"
    OTHER = "OTHER"

    @property
    def label(self) -> str:
        """In French, as it is chosen and journaled."""
        return _IMPOSSIBLE[self]


_IMPOSSIBLE = {
    Impossible.NO_MAILBOX: "aucune pharmacie accessible au patient n’a de boîte MSSanté",
    Impossible.NO_PHARMACY_OPEN: "la pharmacie où ira le patient n’est pas encore connue",
    Impossible.MAILBOX_FAILS: "la boîte du destinataire ne reçoit pas",
    Impossible.OTHER: "autre raison",
}


class Identity(StrEnum):
    """On which matricule the address of a patient is built (case 3)."""

    QUALIFIED = "QUALIFIED"
    DICTATED = "DICTATED"


@dataclass(frozen=True, slots=True, repr=False)
class Destination:
    """A mailbox that the prescription may leave for, with what the sheet will name."""

    address: str
    box: Box
    named: Named | None
    shown: str
    """Whose mailbox it is, as people read it: a place, a professional, « Mon espace santé »."""
    phone: str = ""
    postal: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One circuit for this call: open, or closed with the code of its refusal and a sentence."""

    circuit: Circuit
    open: bool
    why: str
    code: str = ""
    destinations: tuple[Destination, ...] = ()
    warnings: tuple[str, ...] = ()
    identity: Identity | None = None


@dataclass(frozen=True, slots=True)
class Proposed:
    """The ordonnance numérique first when it can be issued, then the circuits, best first.

    `advised` is the circuit to take; None when none is open. `sender` is the mailbox from which it
    would leave, `attended` True when it leaves only while the regulator is signed in.
    """

    digital: str
    """What is said of the ordonnance numérique; empty when this caller issues none."""
    options: tuple[Option, ...]
    advised: Circuit | None
    sender: str = field(default="", repr=False)
    attended: bool = False
    no_sender: str = ""
    """Why nothing can leave, when there is no mailbox to send from."""


@dataclass(frozen=True, slots=True)
class Prescribed:
    """A derogatory prescription in the base, its message on the way.

    `code` is the verification code to read aloud, in groups: the number itself.
    """

    number: str = field(repr=False)
    version: int
    issued_at: datetime
    circuit: str
    recipient: str
    """The pharmacy or the establishment to name to the caller; empty in case 3."""
    letter: str
    code: str = field(repr=False)
    findings: tuple[FindingView, ...] = ()
    seal: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class SentAgain:
    """A prescription sent again after a bounce, to another mailbox of its pharmacy."""

    number: str = field(repr=False)
    version: int
    letter: str
    recipient: str
    box: Box


@dataclass(frozen=True, slots=True)
class LetterView:
    """One message about a prescription: what it is for, where it is, what to do next."""

    id: str
    kind: str
    state: str
    written_at: datetime
    late: bool
    read: bool
    code: str
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class Followed:
    """The messages of one prescription, oldest first, and what its author should do now.

    `state` and `served` are told only when they are asked for, and are None while the patient
    objects: the answer is then the same whether or not anything was served.
    """

    number: str = field(repr=False)
    established_on: date
    circuit: str
    recipient: str
    letters: tuple[LetterView, ...]
    withdrawn: bool
    objection: bool
    state: OrdonnanceState | None = None
    served: bool | None = None
    next_step: str = ""
    again: bool = False
    """Nobody has it, or nobody will: withdraw it and prescribe by another recipient."""
    box: Box | None = None
    """The kind of mailbox that it left for last."""
    preparing: bool = False
    """The message of its last sending is not made yet."""
    other: Destination | None = field(default=None, repr=False)
    """Another mailbox of the same pharmacy, which may be tried without a new prescription."""


@dataclass(frozen=True, slots=True)
class Digest:
    """Prescriptions followed, newest first."""

    prescriptions: tuple[Followed, ...]
