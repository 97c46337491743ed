"""JSON schemas of the `Parameters` that operations take and answer, made from the same plans.

What reads and writes a `Parameters` is what describes it: `ordonnance.fhir.results.plan`.
"""

from dataclasses import is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any

from ordonnance.domain.census import Motive, Regulator
from ordonnance.domain.circuits import Circuit
from ordonnance.domain.counter import AgreedPoint, Exceptional, SeenDocument
from ordonnance.domain.directory import MailboxType, PlaceKind
from ordonnance.domain.dispensing import (
    CancelReason,
    DeclineReason,
    QuantityReason,
    SubstitutionKind,
    UndoReason,
)
from ordonnance.domain.mentions import ConditionalTest
from ordonnance.domain.register import RegisterKind
from ordonnance.domain.secured_stock import LossKind, StockKind
from ordonnance.fhir import inputs
from ordonnance.fhir.directory_inputs import DirectoryInput
from ordonnance.fhir.operation_input import MOST_PARAMETERS, TEXT_LIMIT, UNLIMITED
from ordonnance.fhir.results import Planned, plan
from ordonnance.fhir.samu_inputs import (
    SamuFollowInput,
    SamuPrescribeInput,
    SamuProposeInput,
    SamuWithdrawInput,
)
from ordonnance.usecases import results
from ordonnance.usecases.corrected import Corrected
from ordonnance.usecases.directory_views import DirectoryFound
from ordonnance.usecases.medicine_views import FoundMedicines
from ordonnance.usecases.ports import PdfForm
from ordonnance.usecases.register_views import RegisterRead
from ordonnance.usecases.samu.views import Digest, Impossible, Prescribed, Proposed
from ordonnance.usecases.stock_views import StockRead, StockRecorded
from ordonnance.usecases.typed_line_views import LineRead
from ordonnance.usecases.verifying_views import Verified

Schema = dict[str, Any]

INPUTS: dict[str, type] = {
    "check": inputs.CheckInput,
    "correct": inputs.CorrectInput,
    "reserve": inputs.ReserveInput,
    "issue": inputs.IssueInput,
    "consult": inputs.ConsultInput,
    "dispense": inputs.DispenseInput,
    "undo": inputs.UndoInput,
    "cancel": inputs.CancelInput,
    "replace": inputs.ReplaceInput,
    "object": inputs.ObjectInput,
    "executions": inputs.ExecutionsInput,
    "journal": inputs.NumberInput,
    "render": inputs.RenderInput,
    "medicines": inputs.MedicinesInput,
    "read-line": inputs.ReadLineInput,
    "directory": DirectoryInput,
    "samu-propose": SamuProposeInput,
    "samu-prescribe": SamuPrescribeInput,
    "samu-follow": SamuFollowInput,
    "samu-withdraw": SamuWithdrawInput,
    "registers": inputs.RegistersInput,
    "stock": inputs.StockInput,
    "stock-record": inputs.StockRecordInput,
    "verify": inputs.VerifyInput,
}
"""What each operation takes; `list` takes nothing."""

RESULTS: dict[str, type] = {
    "check": results.Checked,
    "correct": Corrected,
    "reserve": results.Reserved,
    "issue": results.Issued,
    "consult": results.Consulted,
    "dispense": results.Dispensed,
    "undo": results.Undid,
    "cancel": results.Ended,
    "replace": results.Replaced,
    "object": results.ObjectionRecorded,
    "executions": results.Executions,
    "list": results.Listed,
    "journal": results.JournalRead,
    "medicines": FoundMedicines,
    "read-line": LineRead,
    "directory": DirectoryFound,
    "samu-propose": Proposed,
    "samu-prescribe": Prescribed,
    "samu-follow": Digest,
    "samu-withdraw": results.Ended,
    "registers": RegisterRead,
    "stock": StockRead,
    "stock-record": StockRecorded,
    "verify": Verified,
}
"""What each operation answers; `render` answers a PDF."""

_CODES: dict[tuple[type, str], type[StrEnum]] = {
    (inputs.UndoInput, "reason"): UndoReason,
    (inputs.CancelInput, "reason"): CancelReason,
    (inputs.ReplaceInput, "reason"): CancelReason,
    (inputs.LineInput, "substitution_reason"): SubstitutionKind,
    (inputs.LineInput, "quantity_reason"): QuantityReason,
    (inputs.LineInput, "decline_reason"): DeclineReason,
    (inputs.LineInput, "exceptional"): Exceptional,
    (inputs.AgreementInput, "points"): AgreedPoint,
    (inputs.ResultInput, "test"): ConditionalTest,
    (inputs.SeenInput, "document"): SeenDocument,
    (inputs.RegistersInput, "register"): RegisterKind,
    (inputs.StockRecordInput, "kind"): StockKind,
    (inputs.StockRecordInput, "loss"): LossKind,
    (inputs.RenderInput, "pdf"): PdfForm,
    (DirectoryInput, "kind"): PlaceKind,
    (DirectoryInput, "type"): MailboxType,
    (SamuProposeInput, "impossible"): Impossible,
    (SamuPrescribeInput, "circuit"): Circuit,
    (SamuPrescribeInput, "motive"): Motive,
    (SamuPrescribeInput, "impossible"): Impossible,
    (SamuPrescribeInput, "regulator"): Regulator,
}
"""Texts of inputs that are one of a list of codes."""

_PLAIN: tuple[tuple[type, Schema], ...] = (
    (bool, {"type": "boolean"}),
    (int, {"type": "integer"}),
    (Decimal, {"type": "number"}),
    (datetime, {"type": "string", "format": "date-time"}),
    (date, {"type": "string", "format": "date"}),
)


def schemas() -> dict[str, Schema]:
    """Every `Parameters` by the name of its type."""
    found = {kind.__name__: _parameters(kind, taken=True) for kind in INPUTS.values()}
    return found | {kind.__name__: _parameters(kind, taken=False) for kind in RESULTS.values()}


def _parameters(kind: type, *, taken: bool) -> Schema:
    doc = (kind.__doc__ or "").strip().partition("\n")[0]
    always = ["parameter"] if taken or _never_empty(kind, taken=taken) else []
    return {
        "type": "object",
        "description": doc,
        "required": ["resourceType", *always],
        "properties": {
            "resourceType": {"const": "Parameters"},
            "parameter": _parts(kind, taken=taken),
        },
        "additionalProperties": False,
    }


def _parts(kind: type, *, taken: bool) -> Schema:
    """The list of parameters: each is one of those known, those required are there."""
    planned = plan(kind)
    required = [field for field in planned if _is_required(field, taken=taken)]
    found: Schema = {
        "type": "array",
        "items": {"anyOf": [_part(kind, field, taken=taken) for field in planned]},
    }
    if taken:
        found["maxItems"] = MOST_PARAMETERS
    if required:
        found["minItems"] = len(required)
        found["allOf"] = [
            {"contains": _part(kind, field, taken=taken), "minContains": 1, "maxContains": 1}
            for field in required
        ]
    return found


def _is_required(field: Planned, *, taken: bool) -> bool:
    """True for what is always there: in an answer, an empty text and empty parts are left out."""
    if field.optional or field.repeated:
        return False
    if taken:
        return True
    if is_dataclass(field.kind):
        return _never_empty(field.kind, taken=taken)
    return field.kind is not str


def _never_empty(kind: type, *, taken: bool) -> bool:
    return any(_is_required(field, taken=taken) for field in plan(kind))


def _part(kind: type, field: Planned, *, taken: bool) -> Schema:
    holder = field.element
    return {
        "type": "object",
        "required": ["name", holder],
        "properties": {"name": {"const": field.name}, holder: _value(kind, field, taken=taken)},
        "additionalProperties": False,
    }


def _value(kind: type, field: Planned, *, taken: bool) -> Schema:
    if field.kind is bytes:
        return {"$ref": "#/components/schemas/Resource"}
    if is_dataclass(field.kind):
        return _parts(field.kind, taken=taken)
    if issubclass(field.kind, Enum):
        return {"enum": [each.value for each in field.kind]}
    if (kind, field.attribute) in _CODES:
        return {"enum": [each.value for each in _CODES[kind, field.attribute]]}
    for plain, schema in _PLAIN:
        if issubclass(field.kind, plain):
            return dict(schema)
    if not taken:
        return {"type": "string"}
    if field.name in UNLIMITED:
        return {"type": "string", "minLength": 1}
    return {"type": "string", "minLength": 1, "maxLength": TEXT_LIMIT}
