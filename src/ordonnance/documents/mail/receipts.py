"""The receipt that a reader returns (RFC 8098, ECO.3.1.6): only when it was asked for."""

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


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt to write: under `id`, from the reader, to who asked, about `of`."""

    id: MessageId
    at: datetime
    reader: Correspondent
    to: MssAddress
    of: MessageId
    boundary: str
    product: str


def written_receipt(receipt: Receipt) -> bytes:
    """The bytes of the receipt: displayed, by the hand of a person."""
    whole = mixed("report", receipt.boundary)
    whole.set_param("report-type", "disposition-notification")
    whole["Date"] = format_datetime(receipt.at.replace(microsecond=0))
    whole["From"] = address_of(receipt.reader, "From")
    whole["To"] = str(receipt.to)
    whole["Subject"] = shown("Accusé de lecture", "Subject")
    whole["Message-ID"] = bracketed(receipt.id)
    whole["In-Reply-To"] = bracketed(receipt.of)
    whole["References"] = bracketed(receipt.of)
    whole["X-MSS-NIL"] = shown(receipt.product, "X-MSS-NIL", 60)
    whole.attach(quoted_text(_SAID))
    rows = (
        ("Reporting-UA", f"{shown(receipt.product, 'Reporting-UA', 60)}; ordonnance"),
        ("Final-Recipient", f"rfc822;{receipt.reader.address}"),
        ("Original-Message-ID", bracketed(receipt.of)),
        ("Disposition", "manual-action/MDN-sent-manually; displayed"),
    )
    whole.attach(fields("message", "disposition-notification", rows))
    return to_bytes(whole)
