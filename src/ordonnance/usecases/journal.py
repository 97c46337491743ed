"""The journal of accesses, as the patient reads it: who opened, when, from where."""

from ordonnance.domain.actors import Role
from ordonnance.usecases.access import Act
from ordonnance.usecases.acting import Asked
from ordonnance.usecases.consult import opened_for_reading
from ordonnance.usecases.ports import Journaled, Ports
from ordonnance.usecases.results import AccessView, JournalRead
from ordonnance.usecases.twins import BASE_ROLE

THE_BASE = "La base"


async def read_journal(asked: Asked, ports: Ports) -> JournalRead:
    """Every access to one ordonnance, oldest first, this reading included."""
    await opened_for_reading(asked, Act.JOURNAL, ports)
    entries = await ports.base.journal(asked.number)
    return JournalRead(asked.number.value, tuple(_view(each) for each in entries))


def _view(journaled: Journaled) -> AccessView:
    entry = journaled.entry
    return AccessView(
        journaled.sequence,
        entry.at,
        entry.act,
        Act(entry.act).label,
        THE_BASE if entry.role == BASE_ROLE else Role(entry.role).label,
        entry.actor_name,
        entry.place,
        entry.client,
    )
