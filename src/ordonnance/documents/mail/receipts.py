"""The receipt that a reader returns (RFC 8098, ECO.3.1.6): only when it was asked for.

One that says « not read » carries an error code of integration (ANS, CDA in MSSanté messages).
"""

from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from ordonnance.documents.mail.encoding import quoted_text
from ordonnance.documents.mail.message import Correspondent, MessageId
from ordonnance.documents.mail.writing import (
    address_of,
    bracketed,
    fields,
    mixed,
    shown,
    to_bytes,
)
from ordonnance.domain.mssante import MssAddress

_SAID = (
    "Le message a été affiché par son destinataire. Cela ne dit pas que l’ordonnance est servie."
)
_NOT_READ = (
    "Le message est arrivé, et ses documents n’ont pas pu être lus par son destinataire. "
    "L’envoyer de nouveau, ou choisir une autre voie."
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why documents could not be filed: the code, its label, the subject that it is about."""

    code: str
    label: str
    subject: str

    def __repr__(self) -> str:
        return f"Fault({self.code})"


UNREADABLE = ("906", "Autre erreur")
"""The code and the label of what cannot be read, for no reason that has a code of its own."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt to write: under `id`, from the reader, to who asked, about `of`.

    `fault` says that its documents could not be read; None that it was displayed.
    """

    id: MessageId
    at: datetime
    reader: Correspondent
    to: MssAddress
    of: MessageId
    boundary: str
    product: str
    fault: Fault | None = None


def written_receipt(receipt: Receipt) -> bytes:
    """The bytes of the receipt: displayed or not read, by the hand of a person."""
    fault = receipt.fault
    subject, said, disposition = "Accusé de lecture", _SAID, "displayed"
    if fault is not None:
        subject = f"[KO Intégration système !][{fault.code}] {fault.subject}"
        said, disposition = _NOT_READ, f"processed/Error: {fault.code}^{fault.label}"
    whole = mixed("report", receipt.boundary)
    whole.set_param("report-type", "disposition-notification")
    whole["Date"] = format_datetime(receipt.at.replace(microsecond=0))
    whole["From"] = address_of(receipt.reader, "From")
    whole["To"] = str(receipt.to)
    whole["Subject"] = shown(subject, "Subject")
    whole["Message-ID"] = bracketed(receipt.id)
    whole["In-Reply-To"] = bracketed(receipt.of)
    whole["References"] = bracketed(receipt.of)
    whole["X-MSS-NIL"] = shown(receipt.product, "X-MSS-NIL", 60)
    whole.attach(quoted_text(said))
    rows = (
        ("Reporting-UA", f"{shown(receipt.product, 'Reporting-UA', 60)}; ordonnance"),
        ("Final-Recipient", f"rfc822;{receipt.reader.address}"),
        ("Original-Message-ID", bracketed(receipt.of)),
        ("Disposition", f"manual-action/MDN-sent-manually; {disposition}"),
    )
    whole.attach(fields("message", "disposition-notification", rows))
    return to_bytes(whole)
