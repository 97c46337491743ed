"""What an operator asks of PostgreSQL: version, clock, size, what waits in the outbox."""

from dataclasses import dataclass
from datetime import datetime

from ordonnance.adapters.database.connections import Connections

_SERVER = """
SELECT current_setting('server_version') AS version, pg_postmaster_start_time() AS started,
       clock_timestamp() AS clock, pg_database_size(current_database()) AS size
"""
_WAITING = """
SELECT m.kind, m.last_error AS error, count(*) AS messages, min(m.created_at) AS oldest
FROM base.outbox AS m WHERE m.done_at IS NULL
GROUP BY m.kind, m.last_error ORDER BY messages DESC, m.kind, m.last_error LIMIT 50
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Messages of one kind that wait; `error` is the code with which they failed last, if any."""

    kind: str
    error: str | None
    messages: int
    oldest: datetime


@dataclass(frozen=True, slots=True)
class Survey:
    """PostgreSQL as it is now; `size` in bytes."""

    version: str
    started: datetime
    clock: datetime
    size: int
    waiting: tuple[Waiting, ...]


async def survey(connections: Connections) -> Survey:
    """Ask once. Raises Refusal BASE_UNAVAILABLE, DatabaseFault."""
    row = await connections.row(_SERVER)
    if row is None:
        raise AssertionError("a selection without a table gives one row")
    waiting = await connections.rows(_WAITING)
    return Survey(
        row["version"], row["started"], row["clock"], row["size"],
        tuple(Waiting(**each) for each in waiting),
    )  # fmt: skip
