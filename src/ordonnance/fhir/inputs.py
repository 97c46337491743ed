"""What the operations receive, as typed `Parameters`: one class per operation.

Field names become parameter names in camelCase (see `ordonnance.fhir.results`); `bytes` is a
resource kept byte for byte.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class AcknowledgementInput:
    """An attestation or explanation for one finding."""

    rule: str
    reason: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class CheckInput:
    """`$check`: a document, the day of prescribing to judge on, and maybe a day of dispensing."""

    prescription: bytes
    on: date | None = None
    dispensing: date | None = None


@dataclass(frozen=True, slots=True)
class WantedInput:
    """A correction asked for: the rule, its line (any when absent), which one (the first)."""

    rule: str
    line: int | None = None
    choice: int | None = None


@dataclass(frozen=True, slots=True)
class CorrectInput:
    """`$correct`: a document, the corrections wanted (else all that assert nothing), the day."""

    prescription: bytes
    corrections: tuple[WantedInput, ...] = ()
    on: date | None = None


@dataclass(frozen=True, slots=True)
class ReserveInput:
    """`$reserve`: how many numbers."""

    count: int


@dataclass(frozen=True, slots=True)
class IssueInput:
    """`$issue`: the Bundle, or a compact JWS whose payload is the Bundle."""

    prescription: bytes | None = None
    signed_prescription: str | None = None
    acknowledgements: tuple[AcknowledgementInput, ...] = ()
    reservation: str | None = None


@dataclass(frozen=True, slots=True)
class ConsultInput:
    """`$consult`: the number; `proposals` for the packs and substitutes of the portion due."""

    number: str
    proposals: bool | None = None


@dataclass(frozen=True, slots=True)
class MedicinesInput:
    """`$medicines`: what is typed (name, substance, strength, form, code), most answers wanted."""

    text: str
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class ReadLineInput:
    """`$read-line`: one line as doctors type it, most medicines wanted."""

    text: str
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class NumberInput:
    """`$executions`, `$journal`: the number."""

    number: str


@dataclass(frozen=True, slots=True)
class AgreementInput:
    """The prescriber's agreement: from whom, which day, on which points, in which words."""

    by: str
    on: date
    text: str
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultInput:
    """The result of the test that a conditional ordonnance asks for."""

    test: str
    positive: bool
    on: date


@dataclass(frozen=True, slots=True)
class SeenInput:
    """A document looked at before serving, and the day written on it."""

    document: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class BearerInput:
    """Who carries the ordonnance; `identified`: an unknown bearer showed who they are."""

    patient: bool
    known: bool | None = None
    identified: bool | None = None


@dataclass(frozen=True, slots=True)
class VerifyInput:
    """`$verify`: a number, the date of establishment printed beside it, a file (Binary).

    `stock` is a sheet of secured paper (« LOT/NUMÉRO », or a lot): declared lost or stolen, or not.
    """

    number: str | None = None
    established_on: date | None = None
    file: bytes | None = None
    stock: str | None = None


@dataclass(frozen=True, slots=True)
class ExecutionsInput:
    """`$executions`: the number alone, or also the reference of one dispensing, then written as a
    document in `format`: `cda` (by default), or `xdm` (an archive that holds it)."""

    number: str
    reference: str | None = None
    format: str | None = None


@dataclass(frozen=True, slots=True)
class RenderInput:
    """`$render`: the number, and the format: `pdf` (the sheet, by default), `cda`, or
    `xdm` (an archive of secure mail that holds the CDA).

    `pdf`: the form of the sheet: `a3a` (by default; PDF/A-3a and PDF/UA-1, FHIR and CDA attached),
    `a1b` (PDF/A-1b, for health mail) or `plain` (for pre-printed stock).
    `form` and `ground` ask for paper, `copy` for one of its sheets; `duplicate` marks a second
    printing, `large` sets it in 14 pt; `language` (en, ar, pt, uk) gives the translation for the
    patient, without number nor code. `sheet` (« LOT/12 ») records the secured sheet as used.
    """

    number: str
    format: str | None = None
    pdf: str | None = None
    form: str | None = None
    ground: str | None = None
    copy: str | None = None
    duplicate: bool | None = None
    large: bool | None = None
    language: str | None = None
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class LineInput:
    """One line at the counter. `declineReason` says that it is not served; `exceptional` that it
    is served beyond what is written."""

    line: int
    packs: Decimal | None = None
    units: Decimal | None = None
    cip13: str | None = None
    substitution_reason: str | None = None
    substitution_text: str | None = None
    quantity_reason: str | None = None
    lot: str | None = None
    decline_reason: str | None = None
    note: str | None = None
    agreement: AgreementInput | None = None
    result: ResultInput | None = None
    seen: tuple[SeenInput, ...] = ()
    bearer: BearerInput | None = None
    exceptional: str | None = None
    by_the_unit: bool | None = None
    expiry: date | None = None
    generic_refused: bool | None = None


@dataclass(frozen=True, slots=True)
class DispenseInput:
    """`$dispense`: some lines, or all that is due today as prescribed."""

    number: str
    all_as_prescribed: bool | None = None
    lines: tuple[LineInput, ...] = ()
    acknowledgements: tuple[AcknowledgementInput, ...] = ()
    pharmacist: str | None = None


@dataclass(frozen=True, slots=True)
class RegistersInput:
    """`$registers`: which register of one's pharmacy, its days, the number to go on after.

    `pdf` asks for the whole of it as it is printed.
    """

    register: str
    first: date
    last: date
    after: int | None = None
    pdf: bool | None = None


@dataclass(frozen=True, slots=True)
class StockInput:
    """`$stock`: nothing for the whole register; the rank of a declaration for its letter (PDF)."""

    declaration: int | None = None


@dataclass(frozen=True, slots=True)
class StockRecordInput:
    """`$stock-record`: what happened to which sheets (« 12-15, 18 ») of which lot.

    `received` asks for `supplier` and `on`; `used` may say `byHand`; `spoiled` and `found` ask for
    `reason`; `declared` for `loss`, `on`, `where` and `circumstances`; `police` for `declaration`,
    `police` and `on`; `revoked` for `reason`: numbers of the base reserved on a workstation that
    went missing, those of the signed `reservation` or of all one's lists here.
    """

    kind: str
    lot: str | None = None
    sheets: str | None = None
    supplier: str | None = None
    on: date | None = None
    reason: str | None = None
    by_hand: bool | None = None
    loss: str | None = None
    where: str | None = None
    circumstances: str | None = None
    declaration: int | None = None
    police: str | None = None
    reservation: str | None = None


@dataclass(frozen=True, slots=True)
class UndoInput:
    """`$undo`: which execution (the latest of the pharmacy when absent) and why."""

    number: str
    reason: str
    reference: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class CancelInput:
    """`$cancel`: why."""

    number: str
    reason: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class ReplaceInput:
    """`$replace`: the former number and the corrected document."""

    number: str
    prescription: bytes | None = None
    signed_prescription: str | None = None
    acknowledgements: tuple[AcknowledgementInput, ...] = ()
    reservation: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ObjectInput:
    """`$object`: record the objection, or withdraw it; a fund agent gives the proof."""

    number: str
    withdraw: bool | None = None
    proof: str | None = None
