"""`$directory`: who can be written to, for professionals; paced, dated, never logged."""

from ordonnance.domain.directory import MailboxType, PlaceKind
from ordonnance.domain.errors import Refusal
from ordonnance.domain.ids import Finess
from ordonnance.doors.api.line_input import coded, identifier, path
from ordonnance.doors.api.operations import Call
from ordonnance.fhir.directory_inputs import DirectoryInput
from ordonnance.usecases.access import Act, require_role
from ordonnance.usecases.directory import MOST, Query

SHOWN = 20
"""Answers when nobody says how many."""


async def run_directory(call: Call) -> object:
    """Search the directory of secure health mail; nothing is kept of what was asked."""
    require_role(call.caller, Act.DIRECTORY)
    query = _query(call.input(DirectoryInput))
    platform = call.platform
    return await platform.directory.search(query, call.caller.key, platform.ports.clock.now())


def _query(given: DirectoryInput) -> Query:
    """What is looked for. Raises Refusal with the FHIRPath of each problem."""
    limit = SHOWN if given.limit is None else given.limit
    if not 1 <= limit <= MOST:
        reason = f"un nombre de 1 à {MOST} est attendu"
        raise Refusal.of("ELEMENT_INVALID", path("limit"), reason=reason)
    finess = identifier(Finess, given.finess, "finess")
    query = Query(
        given.text or "",
        given.town or "",
        given.postcode or "",
        given.department or "",
        finess.value if finess else "",
        given.profession or "",
        coded(PlaceKind, given.kind, "kind") if given.kind else None,
        coded(MailboxType, given.type, "type") if given.type else None,
        limit,
    )
    if not query.looks_for_something:
        raise Refusal.of("ELEMENT_MISSING", path("text"), element="text")
    return query
