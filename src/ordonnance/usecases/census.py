"""The census of derogatory prescriptions: what an act leaves for it to be marked afterwards."""

from datetime import datetime

from ordonnance.domain.census import CensusFlag
from ordonnance.usecases.ports import OutboxMessage

CENSUS_FLAG = "census.flag"
"""The kind of message by which an act marks the row of its ordonnance."""


def flag_message(flag: CensusFlag, at: datetime) -> OutboxMessage:
    """What the outbox carries of a mark: committed with the act, done at least once."""
    return OutboxMessage(CENSUS_FLAG, {"flag": flag.value, "at": at.isoformat()})


def read_flag(message: OutboxMessage) -> tuple[CensusFlag, datetime]:
    """What `flag_message` says. Raises KeyError, ValueError for anything else."""
    payload = message.payload
    return CensusFlag(payload["flag"]), datetime.fromisoformat(payload["at"])
