"""What comes back about a message: delivery notices (DSN), receipts (MDN), refusals to file it."""

from dataclasses import dataclass, field
from enum import StrEnum

from ordonnance.documents.mail.message import MessageId


class ReportKind(StrEnum):
    """How it came back."""

    DELIVERY = "dsn"
    """RFC 3464: from the servers on the way."""
    RECEIPT = "mdn"
    """RFC 8098: from the reader, or from the software of the reader."""
    INTEGRATION = "integration"
    """An ordinary message whose subject says that software could not file the documents."""
    BOUNCE = "retour"
    """A bounce in words only: without the machine-readable part."""

    @property
    def by_server(self) -> bool:
        """True of what servers say; the rest is for who reads."""
        return self in (ReportKind.DELIVERY, ReportKind.BOUNCE)


class Outcome(StrEnum):
    """What became of the message, as the report says."""

    DELIVERED = "delivered"
    READ = "read"
    DELAYED = "delayed"
    FAILED = "failed"
    NOT_FILED = "not_filed"
    """It arrived, and the software of the recipient could not file its documents."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a report says that it comes from, and of whom it speaks; addresses in lower case.

    `sender` is that of the headers, `path` the one that the last server was told (Return-Path):
    empty for nobody, as servers write, None when it is not there. `recipients` are those whom the
    report names, None for one in words only.
    """

    sender: str = ""
    path: str | None = None
    recipients: tuple[str, ...] | None = None

    def __repr__(self) -> str:
        return "Origin(•••)"


@dataclass(frozen=True, slots=True)
class Report:
    """One report. `about` is the message that it speaks of, None when nothing in it says.

    `code` is the enhanced status (RFC 3463: « 5.1.1 ») or the error of integration (« 904 »);
    empty when there is none. Whether any of it is true is for `usecases.mail.believing`.
    """

    kind: ReportKind
    about: MessageId | None
    outcome: Outcome
    code: str = ""
    origin: Origin = field(default_factory=Origin, repr=False)
