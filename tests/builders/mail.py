"""Messages made to measure: fictitious mailboxes, one patient, small files."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from ordonnance.documents.mail.message import Correspondent, Message
from ordonnance.documents.mail.naming import Traits
from ordonnance.documents.mail.prescribed import Carried, Sending, prescription_message
from ordonnance.domain.letters import Letter, LetterKind, OpenBox
from ordonnance.domain.mssante import MssAddress, WhiteList
from ordonnance.usecases.mail.believing import Reported
from ordonnance.usecases.mail.posting import Posted

NOON = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)
SAMU = Correspondent(
    MssAddress.parse("regulation.samu99@chu-exemple.mssante.fr"), "CHU EXEMPLE – Régulation"
)
PHARMACY = Correspondent(MssAddress.parse("officine@officine-exemple.mssante.fr"), "PHARMACIE DÉMO")
TRAITS = Traits("d’Exemple", "Zoé", date(1979, 3, 28))
PDF, ARCHIVE = b"%PDF-1.4\n" + bytes(range(256)) * 3, b"PK\x03\x04" + bytes(range(256)) * 3
TRUSTED = WhiteList.of(
    ["chu-exemple.mssante.fr", "officine-exemple.mssante.fr", "patient.mssante.fr"], NOON.date()
)


def a_sending(unique: str = "demo-1", **changes: Any) -> Sending:
    """From the SAMU to the pharmacy, at noon."""
    return Sending(
        unique,
        changes.pop("at", NOON),
        changes.pop("sender", SAMU),
        changes.pop("recipient", PHARMACY),
        changes.pop("product", "PRODUIT-DEMO"),
        **changes,
    )


def carried(**changes: Any) -> Carried:
    """An ordonnance with its CDA, the INS told."""
    given: dict[str, Any] = {
        "traits": TRAITS, "act": date(2026, 3, 12), "pdf": PDF, "archive": ARCHIVE,
        "codes": ("57833-6",), "ins_told": True,
    }  # fmt: skip
    return Carried(**given | changes)


def a_message(unique: str = "demo-1", **changes: Any) -> Message:
    """The message that carries it."""
    return prescription_message(a_sending(unique, **changes), carried())


WRITER = "899900000019"
"""Who writes in a mailbox without certificate, unless told."""


def posted(unique: str = "demo-1", *, sender: str = "", writer: str = "", **changes: Any) -> Posted:
    """That message, put on the way about an ordonnance of its own; `writer`: in their session."""
    given: dict[str, Any] = {
        "id": f"{unique}@chu-exemple.mssante.fr",
        "kind": LetterKind.PRESCRIPTION,
        "concerns": f"ordonnance {unique}",
        "box": OpenBox(sender or str(SAMU.address), writer),
        "recipient": str(PHARMACY.address),
        "content": b"From: demo\r\n\r\nbytes of " + unique.encode(),
        "files": (PDF,),
    }
    return Posted(**given | changes)


OPERATOR = "chu-exemple.mssante.fr"
"""The domain of the operator to whom letters are handed over, and which says what came back."""


def a_report(letter: Letter, outcome: str, code: str = "", **changes: Any) -> Reported:
    """A true report on a letter: by its reader that it was read, by the operator all the rest."""
    by_server = outcome not in ("read", "not_filed")
    given: dict[str, Any] = {
        "about": letter.id, "outcome": outcome, "code": code, "box": letter.sender,
        "by_server": by_server, "path": "", "recipients": (letter.recipient,),
        "sender": f"mailer-daemon@{OPERATOR}" if by_server else letter.recipient,
        "operator": frozenset({OPERATOR}),
    }  # fmt: skip
    return Reported(**given | changes)


class Watch:
    """A clock that moves when told."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def now(self) -> datetime:
        """The instant it shows."""
        return self.at

    def pass_by(self, **time: float) -> None:
        """Move it on."""
        self.at += timedelta(**time)


class Trust:
    """A white list in service."""

    def __init__(self, trusted: WhiteList | None = TRUSTED) -> None:
        self.trusted = trusted

    def current(self) -> WhiteList | None:
        """That list."""
        return self.trusted
