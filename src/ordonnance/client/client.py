"""`Client`: one method per act of the API."""

from dataclasses import replace
from datetime import date
from typing import TypeVar

import msgspec

from ordonnance.client.errors import Unreachable
from ordonnance.client.samu import SamuCalls
from ordonnance.client.sending import JOSE, as_binary, either, write_headers
from ordonnance.client.session import DemoToken
from ordonnance.client.transport import FHIR_JSON
from ordonnance.fhir.directory_inputs import DirectoryInput
from ordonnance.fhir.inputs import (
    AcknowledgementInput,
    CancelInput,
    CheckInput,
    ConsultInput,
    CorrectInput,
    DispenseInput,
    ExecutionsInput,
    IssueInput,
    LineInput,
    NumberInput,
    ObjectInput,
    RegistersInput,
    RenderInput,
    ReplaceInput,
    ReserveInput,
    StockInput,
    StockRecordInput,
    UndoInput,
    VerifyInput,
    WantedInput,
)
from ordonnance.fhir.results import to_parameters
from ordonnance.usecases import results
from ordonnance.usecases.corrected import Corrected
from ordonnance.usecases.directory_views import DirectoryFound
from ordonnance.usecases.register_views import RegisterRead
from ordonnance.usecases.stock_views import StockRead, StockRecorded
from ordonnance.usecases.verifying_views import Verified

T = TypeVar("T")

_Input = (
    ReserveInput
    | IssueInput
    | DispenseInput
    | UndoInput
    | CancelInput
    | ReplaceInput
    | ObjectInput
    | StockRecordInput
)

NOTHING = b'{"resourceType": "Parameters"}'
"""The input of an operation that takes none."""


class Client(SamuCalls):
    """A base seen by one identity. Every method raises Refused or Unreachable.

    `number` is in its canonical form. `key` is the idempotency key of a write: a new one by
    default, or the one of an earlier call to ask again for the same act. `if_match` is the version
    that the caller has read.
    """

    def check(
        self,
        document: bytes,
        *,
        content_type: str = FHIR_JSON,
        on: date | None = None,
        dispensing: date | None = None,
    ) -> results.Checked:
        """Every finding of the law on a document; nothing is kept. A JWS is judged on today."""
        if content_type == JOSE:
            return self._act("check", document, results.Checked, content_type=JOSE)
        given = CheckInput(document, on, dispensing)
        return self._act("check", to_parameters(given), results.Checked)

    def correct(
        self, document: bytes, *, corrections: tuple[WantedInput, ...] = (), on: date | None = None
    ) -> Corrected:
        """The document corrected: what is asked for, else all that asserts nothing."""
        given = CorrectInput(document, corrections, on)
        return self._act("correct", to_parameters(given), Corrected)

    def reserve(self, count: int, *, key: str | None = None) -> results.Reserved:
        """Numbers in advance, with their signed list."""
        return self._write("reserve", ReserveInput(count), results.Reserved, key)

    def issue(
        self,
        document: bytes,
        *,
        content_type: str = FHIR_JSON,
        acknowledgements: tuple[AcknowledgementInput, ...] = (),
        reservation: str | None = None,
        key: str | None = None,
    ) -> results.Issued:
        """Issue a document, sent byte for byte: the Bundle, or a compact JWS of it."""
        if acknowledgements or reservation:
            bundle, jws = either(document, content_type)
            given = IssueInput(bundle, jws, acknowledgements, reservation)
            return self._write("issue", given, results.Issued, key)
        headers = write_headers(key, None)
        return self._act("issue", document, results.Issued, headers, content_type=content_type)

    def consult(self, number: str, *, proposals: bool = False) -> results.Consulted:
        """Open an ordonnance; `proposals` for the packs that a dispenser may hand over."""
        body = to_parameters(ConsultInput(number, proposals or None))
        return self._act("consult", body, results.Consulted)

    def dispense(
        self,
        number: str,
        lines: tuple[LineInput, ...] = (),
        *,
        everything: bool = False,
        acknowledgements: tuple[AcknowledgementInput, ...] = (),
        pharmacist: str | None = None,
        key: str | None = None,
        if_match: int | None = None,
    ) -> results.Dispensed:
        """Serve some lines, or everything that is due today as prescribed."""
        given = DispenseInput(number, everything or None, lines, acknowledgements, pharmacist)
        return self._write("dispense", given, results.Dispensed, key, if_match)

    def undo(
        self,
        number: str,
        reason: str,
        *,
        reference: str | None = None,
        text: str | None = None,
        key: str | None = None,
        if_match: int | None = None,
    ) -> results.Undid:
        """Take back a dispensing: the latest of this pharmacy when no reference is given."""
        given = UndoInput(number, reason, reference, text)
        return self._write("undo", given, results.Undid, key, if_match)

    def cancel(
        self,
        number: str,
        reason: str,
        *,
        text: str | None = None,
        key: str | None = None,
        if_match: int | None = None,
    ) -> results.Ended:
        """End what is not served."""
        given = CancelInput(number, reason, text)
        return self._write("cancel", given, results.Ended, key, if_match)

    def replace(
        self,
        number: str,
        document: bytes,
        *,
        content_type: str = FHIR_JSON,
        acknowledgements: tuple[AcknowledgementInput, ...] = (),
        reservation: str | None = None,
        reason: str | None = None,
        key: str | None = None,
        if_match: int | None = None,
    ) -> results.Replaced:
        """End what is not served and issue the corrected document, linked both ways."""
        bundle, jws = either(document, content_type)
        given = ReplaceInput(number, bundle, jws, acknowledgements, reservation, reason)
        return self._write("replace", given, results.Replaced, key, if_match)

    def object(
        self,
        number: str,
        *,
        withdraw: bool = False,
        proof: str | None = None,
        key: str | None = None,
        if_match: int | None = None,
    ) -> results.ObjectionRecorded:
        """Record the patient's objection (R.4072-1), or withdraw it."""
        given = ObjectInput(number, withdraw or None, proof)
        return self._write("object", given, results.ObjectionRecorded, key, if_match)

    def executions(self, number: str) -> results.Executions:
        """The dispensings that this identity may read."""
        return self._read("executions", number, results.Executions)

    def journal(self, number: str) -> results.JournalRead:
        """Every access to an ordonnance, for its patient."""
        return self._read("journal", number, results.JournalRead)

    def list(self) -> results.Listed:
        """One's own ordonnances, newest first."""
        return self._act("list", NOTHING, results.Listed)

    def render(
        self, number: str, kind: str = "pdf", *, pdf: str | None = None, form: str | None = None,
        ground: str | None = None, copy: str | None = None, duplicate: bool = False,
        large: bool = False, language: str | None = None, sheet: str | None = None,
    ) -> bytes:  # fmt: skip
        """The sheet (`pdf`, on paper with `form`, `ground`, `copy`,
        the secured `sheet` then used), its CDA document (`cda`), or
        an archive of secure mail that holds it (`xdm`)."""
        marks = duplicate or None, large or None
        given = RenderInput(number, kind, pdf, form, ground, copy, *marks, language, sheet)
        return self._drawn("render", given, kind)

    def render_dispensing(self, number: str, reference: str, kind: str = "cda") -> bytes:
        """One dispensing, as a CDA document (`cda`) or an archive of it (`xdm`)."""
        return self._drawn("executions", ExecutionsInput(number, reference, kind), kind)

    def verify(
        self, number: str | None = None, file: bytes | None = None, on: date | None = None,
        stock: str | None = None,
    ) -> Verified:  # fmt: skip
        """What a number or a file (PDF, JPEG, PNG, TIFF) proves; `on`: the date printed on it;
        `stock`: a sheet of secured paper, « LOT/NUMÉRO »."""
        shown = VerifyInput(number, on, as_binary(file) if file else None, stock)
        return self._act("verify", to_parameters(shown), Verified)

    def directory(self, given: DirectoryInput) -> DirectoryFound:
        """Mailboxes and places that match, with the day of the directory."""
        return self._act("directory", to_parameters(given), DirectoryFound)

    def register(self, kind: str, first: date, last: date) -> RegisterRead:
        """A register of one's pharmacy, every page of it."""
        page = self._page(kind, first, last, None)
        rows = page.rows
        while page.next is not None:
            page = self._page(kind, first, last, page.next)
            rows += page.rows
        return replace(page, rows=rows)

    def _page(self, kind: str, first: date, last: date, after: int | None) -> RegisterRead:
        body = to_parameters(RegistersInput(kind, first, last, after))
        return self._act("registers", body, RegisterRead)

    def register_pdf(self, kind: str, first: date, last: date) -> bytes:
        """A register of one's pharmacy, as it is printed."""
        return self._drawn("registers", RegistersInput(kind, first, last, pdf=True), "pdf")

    def stock(self) -> StockRead:
        """The register of secured paper of one's structure."""
        return self._act("stock", to_parameters(StockInput()), StockRead)

    def stock_record(
        self, given: StockRecordInput, *, key: str | None = None, if_match: int | None = None
    ) -> StockRecorded:
        """Record a delivery, sheets used, spoiled, declared or found, a police reference."""
        return self._write("stock-record", given, StockRecorded, key, if_match)

    def stock_letter(self, declaration: int) -> bytes:
        """A declaration of loss or theft, as a letter (PDF)."""
        return self._drawn("stock", StockInput(declaration), "pdf")

    def demo_token(self, handle: str) -> DemoToken:
        """A session as one of the people of a demonstration base."""
        body = msgspec.json.encode({"as": handle})
        kind = "application/json"
        headers = {"Content-Type": kind, "Accept": kind}
        answer = self._transport.send("POST", "/demo/tokens", body, headers)
        try:
            return msgspec.json.decode(answer.content, type=DemoToken)
        except msgspec.MsgspecError as error:
            raise Unreachable(self.url, "la réponse n'est pas lisible") from error

    def _read(self, operation: str, number: str, kind: type[T]) -> T:
        return self._act(operation, to_parameters(NumberInput(number)), kind)

    def _write(
        self, operation: str, given: _Input, kind: type[T], key: str | None,
        if_match: int | None = None,
    ) -> T:  # fmt: skip
        headers = write_headers(key, if_match)
        return self._act(operation, to_parameters(given), kind, headers)
