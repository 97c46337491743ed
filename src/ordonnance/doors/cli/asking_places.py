"""Reads what people give about the directory: numbers of places and people, filters."""

from ordonnance.domain.directory import MailboxType, PlaceKind
from ordonnance.domain.errors import Refusal
from ordonnance.domain.ids import Finess, InvalidId, Rpps
from ordonnance.doors.cli import asking
from ordonnance.usecases.directory import Query


def finess(text: str) -> str:
    """A FINESS number as typed."""
    try:
        return Finess.parse(text).value
    except InvalidId as error:
        raise Refusal.of("IDENTIFIER_INVALID", kind=error.kind, reason=error.reason) from error


def rpps(text: str) -> str:
    """An RPPS number as typed."""
    try:
        return Rpps.parse(text).value
    except InvalidId as error:
        raise Refusal.of("IDENTIFIER_INVALID", kind=error.kind, reason=error.reason) from error


def kind(text: str | None) -> PlaceKind | None:
    """A kind of place by its word."""
    if text is None:
        return None
    try:
        return PlaceKind(text.strip().casefold())
    except ValueError as error:
        allowed = asking.codes(PlaceKind)
        raise Refusal.of("CODE_UNKNOWN", "--kind", code=text[:40], allowed=allowed) from error


def box(text: str | None) -> MailboxType | None:
    """A type of mailbox by its three letters."""
    found = asking.coded(MailboxType, None if text is None else text.upper(), "--type")
    return None if found is None else MailboxType(found)


def something(query: Query) -> Query:
    """The query, when it looks for something. Raises Refusal otherwise."""
    if not query.looks_for_something:
        raise Refusal.of("ELEMENT_MISSING", "TEXTE", element="TEXTE")
    return query
