"""The base in memory: same semantics, nothing kept. For tests and for a check without a base."""

from ordonnance.adapters.memory.base import MemoryBase
from ordonnance.adapters.memory.coverage import MemoryCoverage
from ordonnance.adapters.memory.desk import MemoryDesk
from ordonnance.adapters.memory.letters import MemoryLetters
from ordonnance.adapters.memory.outbox import MemoryOutbox
from ordonnance.adapters.memory.patient_accounts import MemoryPatientAccounts
from ordonnance.adapters.memory.representations import MemoryRepresentations
from ordonnance.adapters.memory.sessions import MemorySessions

__all__ = [
    "MemoryBase",
    "MemoryCoverage",
    "MemoryDesk",
    "MemoryLetters",
    "MemoryOutbox",
    "MemoryPatientAccounts",
    "MemoryRepresentations",
    "MemorySessions",
]
