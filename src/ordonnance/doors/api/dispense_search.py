"""FHIR search of the dispensings of one ordonnance, its number in the body (IHE MPD, PHARM-9)."""

from urllib.parse import parse_qsl

from ordonnance.domain.dispense_record import RecordStatus
from ordonnance.domain.errors import Refusal
from ordonnance.doors.api.bundles import dispenses_of
from ordonnance.doors.api.operations import Call
from ordonnance.doors.api.searching import refused
from ordonnance.usecases.access import Act, require_role
from ordonnance.usecases.executions import read_executions

PATH = "/fhir/MedicationDispense/_search"
FORM = "application/x-www-form-urlencoded"
NUMBER, STATUS = "prescription.group-or-identifier", "status"
MOST = 8
"""Parameters read at all: two are known."""


async def answer_dispense_search(call: Call) -> bytes:
    """The searchset of what this reader may see: the same act as `$executions`, journaled alike.

    Raises Refusal CONTENT_TYPE, SEARCH_PARAMETER, and those of `$executions`.
    """
    require_role(call.caller, Act.EXECUTIONS)
    if call.incoming.content_type != FORM:
        raise Refusal.of("CONTENT_TYPE", type=call.incoming.content_type or "absent", expected=FORM)
    given = _parameters(call.incoming.body)
    system, bar, number = given.pop(NUMBER, "").rpartition("|")
    if not number or (bar and system != call.platform.systems.number):
        raise refused(NUMBER)
    statuses = _statuses(given.pop(STATUS, None))
    if given:
        raise refused(next(iter(given)))
    read = await read_executions(call.asked(number), call.platform.ports)
    return dispenses_of(read, call.platform.systems, statuses)


def _parameters(body: bytes) -> dict[str, str]:
    """The parameters of the form by name, each once."""
    try:
        given = parse_qsl(body.decode("ascii", "replace").strip(), True, max_num_fields=MOST)
    except ValueError as error:
        raise refused("") from error
    found = dict(given)
    if len(found) != len(given):
        raise refused(
            next(name for rank, (name, _) in enumerate(given) if name in dict(given[:rank]))
        )
    return found


def _statuses(text: str | None) -> frozenset[RecordStatus]:
    """The statuses wanted, comma-separated; all of them when nothing is said."""
    if text is None:
        return frozenset(RecordStatus)
    try:
        return frozenset(RecordStatus(each) for each in text.split(","))
    except ValueError as error:
        raise refused(STATUS) from error
