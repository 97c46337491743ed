"""The desk of a prescriber: what is being written, and what is kept to write faster."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class DeskKind(StrEnum):
    """What a sheet of the desk is."""

    DRAFT = "draft"
    """An ordonnance being written, or the trace of the one that was just issued."""
    BEGUN = "begun"
    """Lines of a draft begun step by step, under the id of that draft."""
    MODEL = "model"
    """Lines kept under a name, to be prescribed again."""
    COLLEAGUE = "colleague"
    """Somebody known to work in a structure, on the desk of that structure."""
    LETTERHEAD = "letterhead"
    """What the sheet says of the practice and no session proves: telephone, mail."""
    CALL = "call"
    """A call to a regulation centre being written, on the desk of that centre."""
    CENTRE = "centre"
    """The mark of a place where somebody regulates."""
    LAUNCH = "launch"
    """A launch by the software of a centre, which serves once."""


@dataclass(frozen=True, slots=True)
class DeskSheet:
    """One sheet as it lies there. `version` counts from 1 how often it was written."""

    id: str
    version: int
    content: bytes
    written_at: datetime

    def __repr__(self) -> str:
        return f"DeskSheet(version {self.version})"


class Desk(Protocol):
    """Sheets by owner (`Caller.key`), encrypted at rest; nobody reads another owner's."""

    async def put(self, owner: str, kind: DeskKind, sheet: DeskSheet, until: datetime) -> bool:
        """Write the sheet until that instant, if the version there is the one before it (0: none).

        False when somebody else wrote meanwhile: nothing is written then.
        """
        ...

    async def get(self, owner: str, kind: DeskKind, id: str, at: datetime) -> DeskSheet | None:
        """The sheet, None when there is none or its time is over."""
        ...

    async def all(self, owner: str, kind: DeskKind, at: datetime) -> tuple[DeskSheet, ...]:
        """Every sheet of that kind, the latest written first; at most `MOST_SHEETS`."""
        ...

    async def drop(self, owner: str, kind: DeskKind, id: str) -> None:
        """Throw it away; one that is not there is gone already."""
        ...

    async def drop_seen(self, owner: str, kind: DeskKind, id: str, version: int) -> bool:
        """Throw it away if its version is still that one; False leaves everything as it is."""
        ...


MOST_SHEETS = 1000
"""Most sheets of one kind that a desk shows."""
