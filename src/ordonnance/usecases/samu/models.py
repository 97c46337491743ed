"""What a regulator asks: circuits for a call, a prescription and how it leaves.

What they are told stands in `ordonnance.usecases.samu.views`, exported here too.
"""

from dataclasses import dataclass

from ordonnance.domain.actors import Caller
from ordonnance.domain.census import Motive, Regulator
from ordonnance.domain.circuits import Circuit
from ordonnance.domain.people import Patient
from ordonnance.usecases.judging import Acknowledgement
from ordonnance.usecases.samu.views import (
    Destination,
    Digest,
    Followed,
    Identity,
    Impossible,
    LetterView,
    Option,
    Prescribed,
    Proposed,
    SentAgain,
)

__all__ = [
    "Destination",
    "Digest",
    "Followed",
    "Identity",
    "Impossible",
    "LetterView",
    "Option",
    "Prescribe",
    "Prescribed",
    "Propose",
    "Proposed",
    "Sending",
    "SentAgain",
]


@dataclass(frozen=True, slots=True, repr=False)
class Propose:
    """What is known during the call. `pharmacy` and `establishment` are FINESS numbers.

    `address` is the one chosen or given, `dictated` the matricule that the patient says.
    """

    caller: Caller
    resident: bool = False
    patient: Patient | None = None
    pharmacy: str = ""
    establishment: str = ""
    address: str = ""
    given_in_call: bool = False
    dictated: str = ""
    space_active: bool = False
    impossible: Impossible | None = None
    impossible_text: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Sending:
    """How this prescription leaves: circuit, mailbox, what the regulator states, the motive.

    `motive_text` goes with the motive « other », is sealed, and never leaves. `regulator` says in
    what capacity; None: that of the profession, a physician of the SAMU.
    """

    circuit: Circuit
    address: str
    motive: Motive
    motive_text: str = ""
    told_patient: bool = False
    """The patient was told where to go (case 1)."""
    given_in_call: bool = False
    """The professional of the establishment gave the address during the call (case 2)."""
    space_active: bool = False
    """« Espace activé, adresse donnée par le patient » (case 3)."""
    impossible: Impossible | None = None
    impossible_text: str = ""
    dictated: str = ""
    sender: str = ""
    """The mailbox to send from; empty: the one that `propose` tells."""
    regulator: Regulator | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Prescribe:
    """The one act. `document` is the FHIR Bundle with its extension `derogation`, as received.

    `shared`: the centre whose people share the key, so that a call is sent once whoever sends it.
    """

    caller: Caller
    document: bytes
    content_type: str
    key: str
    sending: Sending
    acknowledgements: tuple[Acknowledgement, ...] = ()
    body: bytes = b""
    shared: str = ""
