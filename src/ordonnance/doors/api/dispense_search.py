"""FHIR search of the dispensings of one ordonnance, its number in the body (IHE MPD, PHARM-9)."""

from urllib.parse import parse_qsl

from ordonnance.domain.dispense_record import RecordStatus
from ordonnance.domain.errors import Refusal
from ordonnance.doors.api.bundles import dispenses_of
from ordonnance.doors.api.operations import Call
from ordonnance.usecases.access import Act, require_role
from ordonnance.usecases.executions import read_executions

PATH = "/fhir/MedicationDispense/_search"
FORM = "application/x-www-form-urlencoded"
NUMBER, STATUS = "prescription.group-or-identifier", "status"


async def answer_dispense_search(call: Call) -> bytes:
    """The searchset of what this reader may see: the same act as `$executions`, journaled alike.

    Raises Refusal CONTENT_TYPE, SEARCH_PARAMETER, and those of `$executions`.
    """
    require_role(call.caller, Act.EXECUTIONS)
    if call.incoming.content_type != FORM:
        raise Refusal.of("CONTENT_TYPE", type=call.incoming.content_type or "absent", expected=FORM)
    given = dict(_once(parse_qsl(call.incoming.body.decode("ascii", "replace").strip(), True)))
    system, bar, number = given.pop(NUMBER, "").rpartition("|")
    if not number or (bar and system != call.platform.systems.number):
        raise _refused(NUMBER)
    statuses = _statuses(given.pop(STATUS, None))
    if given:
        raise _refused(next(iter(given)))
    read = await read_executions(call.asked(number), call.platform.ports)
    return dispenses_of(read, call.platform.systems, statuses)


def _once(given: list[tuple[str, str]]) -> list[tuple[str, str]]:
    names = [name for name, _ in given]
    for name in names:
        if names.count(name) > 1:
            raise _refused(name)
    return given


def _statuses(text: str | None) -> frozenset[RecordStatus]:
    """The statuses wanted, comma-separated; all of them when nothing is said."""
    if text is None:
        return frozenset(RecordStatus)
    try:
        return frozenset(RecordStatus(each) for each in text.split(","))
    except ValueError as error:
        raise _refused(STATUS) from error


def _refused(name: str) -> Refusal:
    return Refusal.of("SEARCH_PARAMETER", parameter=name[:40])
