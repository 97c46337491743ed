"""The operation that reads a typed line into a draft, chip by chip."""

import asyncio

from ordonnance.domain.errors import Refusal
from ordonnance.doors.api.line_input import path
from ordonnance.doors.api.operations import Call
from ordonnance.fhir import inputs
from ordonnance.usecases.access import Act, require_role

OFFERED, MOST_OFFERED = 5, 20
"""Medicines answered when nobody says how many, and at most."""


async def run_read_line(call: Call) -> object:
    """Read one typed line; nothing is kept of what was typed."""
    require_role(call.caller, Act.MEDICINES)
    given = call.input(inputs.ReadLineInput)
    limit = OFFERED if given.limit is None else given.limit
    if not 1 <= limit <= MOST_OFFERED:
        reason = f"un nombre de 1 à {MOST_OFFERED} est attendu"
        raise Refusal.of("ELEMENT_INVALID", path("limit"), reason=reason)
    # Several searches: beside the loop, so that a long line holds up nobody else.
    return await asyncio.to_thread(call.platform.read_line, given.text, limit)
