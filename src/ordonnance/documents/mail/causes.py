"""Why a message came back, in words, and what the sender does next.

Sources: RFC 3463 (enhanced status codes); ENS 1.3, 6 (mailboxes of patients: closed, patient not
found, address not valid); ANS, error codes of integration (CDA in MSSanté messages).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Cause(StrEnum):
    """The causes that call for different next steps."""

    UNKNOWN_BOX = "unknown_box"
    CLOSED_BOX = "closed_box"
    FULL_BOX = "full_box"
    TOO_LARGE = "too_large"
    UNKNOWN_DOMAIN = "unknown_domain"
    NOT_ADMITTED = "not_admitted"
    TOO_LATE = "too_late"
    NOT_FILED = "not_filed"
    SENDER = "sender"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is told of a cause, and what to do when the recipient is a structure, or a patient."""

    said: str
    do: str
    do_for_patient: str


_OTHER_BOX = (
    "Choisir une autre boîte de la même pharmacie ou du même établissement, ou une autre pharmacie."
)
_OTHER_CIRCUIT = (
    "Choisir une pharmacie avec l'appelant\u202f: ce patient ne reçoit pas par cette adresse."
)
_AGAIN = "Renvoyer dans quelques minutes, ou choisir un autre destinataire."
_OPERATOR = "Prévenir l'exploitant de la messagerie, et choisir un autre circuit."
_CALL = (
    "Appeler le destinataire\u202f: le message est arrivé, son logiciel n'a pas classé le document."
)

STEPS: Mapping[Cause, NextStep] = {
    Cause.UNKNOWN_BOX: NextStep("Cette boîte n'existe pas.", _OTHER_BOX, _OTHER_CIRCUIT),
    Cause.CLOSED_BOX: NextStep("Cette boîte est fermée.", _OTHER_BOX, _OTHER_CIRCUIT),
    Cause.FULL_BOX: NextStep("Cette boîte est pleine.", _OTHER_BOX, _OTHER_CIRCUIT),
    Cause.TOO_LARGE: NextStep(
        "Le message est trop lourd pour cette boîte.", _OPERATOR, _OTHER_CIRCUIT
    ),
    Cause.UNKNOWN_DOMAIN: NextStep(
        "Le serveur de cette adresse n'est pas joignable.", _OTHER_BOX, _AGAIN
    ),
    Cause.NOT_ADMITTED: NextStep(
        "Le serveur du destinataire refuse ce message.", _OTHER_BOX, _OTHER_CIRCUIT
    ),
    Cause.TOO_LATE: NextStep(
        "Le serveur du destinataire n'a pas répondu à temps.", _OTHER_BOX, _OTHER_CIRCUIT
    ),
    Cause.NOT_FILED: NextStep("Le document n'a pas été classé.", _CALL, _OTHER_CIRCUIT),
    Cause.SENDER: NextStep("La boîte d'envoi est refusée.", _OPERATOR, _OPERATOR),
    Cause.OTHER: NextStep("Le message n'a pas été distribué.", _OTHER_BOX, _OTHER_CIRCUIT),
}

_DETAILS: Mapping[str, Cause] = {
    "1.1": Cause.UNKNOWN_BOX,
    "1.2": Cause.UNKNOWN_DOMAIN,
    "1.3": Cause.UNKNOWN_BOX,
    "1.6": Cause.CLOSED_BOX,
    "1.7": Cause.SENDER,
    "1.8": Cause.SENDER,
    "1.10": Cause.UNKNOWN_DOMAIN,
    "2.1": Cause.CLOSED_BOX,
    "2.2": Cause.FULL_BOX,
    "2.3": Cause.TOO_LARGE,
    "3.1": Cause.FULL_BOX,
    "3.4": Cause.TOO_LARGE,
    "4.1": Cause.UNKNOWN_DOMAIN,
    "4.3": Cause.UNKNOWN_DOMAIN,
    "4.4": Cause.UNKNOWN_DOMAIN,
    "4.6": Cause.UNKNOWN_DOMAIN,
    "4.7": Cause.TOO_LATE,
}
"""By subject and detail of the enhanced status, whatever its class."""

_INTEGRATION_DIGITS = 3


def cause_of(code: str) -> Cause:
    """The cause that a code stands for; `OTHER` for one that says nothing more."""
    if code.isdigit() and len(code) == _INTEGRATION_DIGITS:
        return Cause.NOT_FILED
    status, _, detail = code.partition(".")
    if status not in ("4", "5"):
        return Cause.OTHER
    known = _DETAILS.get(detail)
    if known is not None:
        return known
    return Cause.NOT_ADMITTED if detail.startswith("7.") else Cause.OTHER


def next_step(code: str, *, patient: bool) -> str:
    """« Cette boîte n'existe pas. Choisir … »: what the sender is told."""
    step = STEPS[cause_of(code)]
    return f"{step.said} {step.do_for_patient if patient else step.do}"
