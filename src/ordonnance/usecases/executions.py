"""Read what was served: the author unless the patient objects, the patient, the pharmacies."""

from dataclasses import dataclass

from ordonnance.domain.dispensing import Dispense
from ordonnance.domain.prescription import Ordonnance
from ordonnance.law.due import NotDue
from ordonnance.usecases.access import Act, Relation
from ordonnance.usecases.acting import Asked, Opened
from ordonnance.usecases.consult import opened_for_reading
from ordonnance.usecases.ports import Ports
from ordonnance.usecases.results import Executions
from ordonnance.usecases.view import execution_view, owed_on, visible_progress


@dataclass(frozen=True, slots=True)
class Fill:
    """Rank of a serving of a line: the first or a later one, and whether it ended the line."""

    first: bool
    complete: bool


@dataclass(frozen=True, slots=True)
class ExecutionsRead:
    """The dispensings a reader may see, as recorded, with the rank of each serving.

    `fills` is keyed by (reference of the execution, line).
    """

    answer: Executions
    ordonnance: Ordonnance
    dispenses: tuple[Dispense, ...]
    fills: dict[tuple[str, int], Fill]


async def read_executions(asked: Asked, ports: Ports) -> ExecutionsRead:
    """The dispensings this reader may see.

    The author sees none while an objection stands (R.4072-1), whether or not something was served;
    a pharmacy sees its own, none if it served nothing. Raises Refusal like `consult`.
    """
    opened = await opened_for_reading(asked, Act.EXECUTIONS, ports)
    progress = visible_progress(opened)
    dispenses = tuple(d for d in progress.dispenses if _may_see(asked, opened, d))
    answer = Executions(
        asked.number.value,
        opened.as_author and progress.objection is not None,
        tuple(execution_view(each) for each in dispenses),
    )
    return ExecutionsRead(answer, opened.ordonnance, dispenses, _fills(opened, dispenses))


def _fills(opened: Opened, dispenses: tuple[Dispense, ...]) -> dict[tuple[str, int], Fill]:
    progress = opened.stored.progress
    fills: dict[tuple[str, int], Fill] = {}
    for dispense in dispenses:
        for item in dispense.served:
            line = opened.ordonnance.line(item.line)
            kept = progress.served(item.line)
            if line is None or item not in kept:
                continue
            owed = owed_on(opened, line, progress, opened.day)
            last = owed.state_reason is NotDue.SERVED and item is kept[-1]
            # Two packs of one line in one act are one fill.
            key = (dispense.reference, item.line)
            former = fills.get(key, Fill(first=False, complete=False))
            fills[key] = Fill(former.first or item is kept[0], former.complete or last)
    return fills


def _may_see(asked: Asked, opened: Opened, dispense: Dispense) -> bool:
    if opened.relations & {Relation.AUTHOR, Relation.PATIENT, Relation.REPRESENTED}:
        return True
    place = asked.caller.place
    return place is not None and dispense.executant.place == place.key
