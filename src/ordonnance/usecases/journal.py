"""The journal of accesses, as the patient reads it: who opened, when, from where."""

from collections.abc import Mapping

from ordonnance.domain.actors import Role
from ordonnance.usecases.access import Act
from ordonnance.usecases.acting import Asked
from ordonnance.usecases.consult import opened_for_reading
from ordonnance.usecases.ports import Journaled, Ports
from ordonnance.usecases.results import AccessView, JournalRead
from ordonnance.usecases.twins import BASE_ROLE

THE_BASE = "La base"

_SENTENCES = (
    ("refused", "refusé\u202f: {}"),
    ("reference", "référence {}"),
    ("history", "consultation de l'historique ({})"),
    ("acknowledged", "constats pris en compte\u202f: {}"),
)
"""How each detail of an entry is told, in this order."""


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
        _told(entry.act, entry.details),
        "refused" in entry.details,
    )


def _told(act: str, details: Mapping[str, str]) -> str:
    """The details of an entry as a sentence for the patient; what has no sentence stays unsaid."""
    told = []
    if act == Act.OBJECT and "withdraw" in details:
        withdrawn = details["withdraw"] == "true"
        told.append("levée de l'opposition" if withdrawn else "opposition enregistrée")
    told += [words.format(details[name]) for name, words in _SENTENCES if name in details]
    return ", ".join(told)
