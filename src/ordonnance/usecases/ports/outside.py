"""The smaller ports: clock, drugs, interactions, reader, seal, files shown, numbering, openings…"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from ordonnance.domain.carried import Carried
from ordonnance.domain.drug import Catalogue
from ordonnance.domain.errors import Issue
from ordonnance.domain.ids import Rpps
from ordonnance.domain.interactions import InteractionSource
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.prescription import MOST_LINES, Ordonnance
from ordonnance.domain.presented import Presented


class Clock(Protocol):
    """The only source of « now »."""

    def now(self) -> datetime:
        """The present instant, aware, UTC."""
        ...


class Drugs(Protocol):
    """The drug facts in use."""

    def current(self) -> Catalogue:
        """The catalogue snapshot; an act takes it once and keeps it to its end."""
        ...


class Interactions(Protocol):
    """The thesaurus of interactions in use, if there is one."""

    def current(self) -> InteractionSource:
        """What may be consulted; an act takes it once and keeps it to its end."""
        ...


@dataclass(frozen=True, slots=True)
class OpenedDocument:
    """A document read: the Bundle's bytes (out of its envelope if signed) and what it says."""

    bundle: bytes
    ordonnance: Ordonnance
    signer: Rpps | None = None
    kept: bool = False
    """It was read before and kept in memory: reading it took no time."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What stops the issue of a document that can be read: the refusal, and its line if any."""

    issue: Issue
    line: int | None = None


@dataclass(frozen=True, slots=True)
class OpenedDraft:
    """A document read to be checked: what waits, and what is kept without being understood."""

    ordonnance: Ordonnance
    waiting: tuple[Waiting, ...] = ()
    carried: tuple[Carried, ...] = ()


class Reader(Protocol):
    """Bytes received -> ordonnance. The stored bytes are the only truth about what was written."""

    def read(self, document: bytes, content_type: str) -> OpenedDocument:
        """Read a document to be issued, verifying its signature when it has one.

        Raises Refusal with every issue of the first failing stage.
        """
        ...

    def draft(
        self, document: bytes, content_type: str, *, most_lines: int = MOST_LINES
    ) -> OpenedDraft:
        """Read a document to be checked: what only stops its issue waits, the rest is refused."""
        ...

    def reopen(self, document: bytes, content_type: str) -> OpenedDocument:
        """Read a stored document again: it was verified when it was issued."""
        ...

    def rewrite(self, ordonnance: Ordonnance, carried: tuple[Carried, ...]) -> bytes:
        """The document of an ordonnance, with what was carried beside it.

        Raises ValueError when it cannot be written.
        """
        ...

    def spend(self) -> None:
        """Spend what reading a stored document costs, for a number that opens none."""
        ...

    def bundle(self, document: bytes, content_type: str) -> bytes:
        """The Bundle's bytes in a stored document, out of its envelope if signed; not read."""
        ...


class Sealer(Protocol):
    """The base's own signature."""

    def seal(self, document: bytes, number: OrdonnanceNumber, at: datetime) -> tuple[str, str]:
        """(compact JWS over digest, number and instant; id of the key)."""
        ...

    def sign_reservation(self, content: Mapping[str, object]) -> str:
        """Signed list of reserved numbers."""
        ...

    def read_reservation(self, token: str) -> Mapping[str, object]:
        """Content of a list signed by this base; raises ValueError when it is not."""
        ...

    def holds(self, seal: str, document: bytes, number: OrdonnanceNumber) -> bool:
        """True when the seal is this base's and is about these bytes under that number."""
        ...


class SheetFiles(Protocol):
    """Files shown as ordonnances (PDF, pictures)."""

    async def read(self, content: bytes) -> Presented:
        """What a file holds. Raises Refusal with a FILE_ code, or BODY_TOO_LARGE."""
        ...


class Numbering(Protocol):
    """Prescription numbers of this base."""

    def number_for(self, caller: str, key: str, attempt: int) -> OrdonnanceNumber:
        """The number for a caller's key: secret to others, the same when asked again."""
        ...


class Openings(Protocol):
    """Caps on openings and on mistyped numbers, per caller."""

    def opened(self, structure: str, at: datetime) -> None:
        """Count an opening; raises Refusal OPENINGS_CAPPED above the cap of the hour."""
        ...

    def missed(self, caller: str, at: datetime) -> None:
        """Count an unknown or mistyped number; `allowed` refuses above the cap."""
        ...

    def allowed(self, caller: str, at: datetime) -> None:
        """Raises TOO_MANY_ATTEMPTS when the caller missed too often lately."""
        ...


class PdfForm(StrEnum):
    """What a PDF is made for. One description of the page gives all three."""

    A3A = "a3a"
    """PDF/A-3a and PDF/UA-1, FHIR and CDA attached: for the patient and the record."""
    A1B = "a1b"
    """PDF/A-1b, nothing attached: for health mail, and inside CDA documents."""
    PLAIN = "plain"
    """An ordinary tagged PDF, nothing attached: for printing on pre-printed stock."""


class SheetRenderer(Protocol):
    """Sheet -> PDF."""

    def picture(self, sheet: object) -> bytes:
        """The first page of the sheet as a PNG picture, to be looked at."""
        ...

    def render(
        self,
        sheet: object,
        attachment: bytes,
        *,
        form: PdfForm = PdfForm.A3A,
        cda: bytes | None = None,
    ) -> bytes:
        """The sheet (`ordonnance.documents`) as PDF.

        The form with attachments carries `attachment`, FHIR JSON, and `cda` when there is one; the
        two others carry nothing.
        """
        ...
