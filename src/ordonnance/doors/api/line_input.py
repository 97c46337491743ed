"""One line at the counter, from what the operation received to what the act understands."""

from enum import StrEnum
from typing import TypeVar

from ordonnance.domain.counter import (
    AgreedPoint,
    Agreement,
    Bearer,
    ConditionResult,
    CounterFacts,
    Exceptional,
    Seen,
    SeenDocument,
)
from ordonnance.domain.dispensing import (
    DeclineReason,
    QuantityReason,
    Substitution,
    SubstitutionKind,
)
from ordonnance.domain.errors import Refusal
from ordonnance.domain.ids import Cip13, InvalidId
from ordonnance.domain.mentions import ConditionalTest
from ordonnance.fhir import inputs
from ordonnance.usecases.line_request import LineRequest

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


def line_request(given: inputs.LineInput, rank: int) -> LineRequest:
    """The request of the line of that rank. Raises Refusal with the FHIRPath of each problem."""
    at = f"line[{rank}]"
    substitution = None
    if given.substitution_reason is not None:
        kind = coded(SubstitutionKind, given.substitution_reason, f"{at}.substitutionReason")
        substitution = Substitution(kind, given.substitution_text)
    return LineRequest(
        given.line,
        given.packs,
        given.units,
        identifier(Cip13, given.cip13, f"{at}.cip13"),
        substitution,
        _optional(QuantityReason, given.quantity_reason, f"{at}.quantityReason"),
        given.lot,
        _optional(DeclineReason, given.decline_reason, f"{at}.declineReason"),
        given.note,
        _facts(given, at),
    )


def _facts(given: inputs.LineInput, at: str) -> CounterFacts:
    agreement, result, bearer = given.agreement, given.result, given.bearer
    return CounterFacts(
        agreement=_agreement(agreement, f"{at}.agreement") if agreement else None,
        result=_result(result, f"{at}.result") if result else None,
        seen=tuple(
            Seen(coded(SeenDocument, each.document, f"{at}.seen"), each.on) for each in given.seen
        ),
        bearer=Bearer(bearer.patient, bool(bearer.known), bool(bearer.identified))
        if bearer
        else None,
        exceptional=_optional(Exceptional, given.exceptional, f"{at}.exceptional"),
        by_the_unit=bool(given.by_the_unit),
        expiry=given.expiry,
        generic_refused=bool(given.generic_refused),
    )


def _agreement(given: inputs.AgreementInput, at: str) -> Agreement:
    if not given.points:
        raise Refusal.of("ELEMENT_MISSING", path(at), element="point")
    points = frozenset(coded(AgreedPoint, each, at) for each in given.points)
    return Agreement(given.by, given.on, points, given.text)


def _result(given: inputs.ResultInput, at: str) -> ConditionResult:
    return ConditionResult(coded(ConditionalTest, given.test, at), given.positive, given.on)


def _optional(kind: type[E], text: str | None, at: str) -> E | None:
    return coded(kind, text, at) if text else None


def coded(kind: type[E], text: str, at: str) -> E:
    """One of the codes of `kind`. Raises Refusal CODE_UNKNOWN."""
    try:
        return kind(text)
    except ValueError as error:
        allowed = ", ".join(each.value for each in kind)
        raise Refusal.of("CODE_UNKNOWN", path(at), code=text[:40], allowed=allowed) from error


def identifier(kind: type[T], text: str | None, at: str) -> T | None:
    """An identifier with its keys checked. Raises Refusal IDENTIFIER_INVALID."""
    if text is None:
        return None
    try:
        parsed: T = kind.parse(text)  # type: ignore[attr-defined]  # every id type parses
    except InvalidId as error:
        raise Refusal.of(
            "IDENTIFIER_INVALID", path(at), kind=error.kind, reason=error.reason
        ) from error
    return parsed


def path(at: str) -> str:
    """FHIRPath of a parameter, such as « line[0].cip13 »: the first line's part."""
    first, _, part = at.partition(".")
    name, _, rank = first.partition("[")
    found = f"Parameters.parameter.where(name='{name}')"
    if rank:
        found += f"[{rank}"
    return f"{found}.part.where(name='{part}')" if part else found
