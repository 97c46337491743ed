"""One look at the database for whoever runs the base: may it be written, what waits in the outbox.

The writing is real: a message in the write-ahead log, which the commit flushes to the disk and
nobody reads. It needs no table and leaves no row.
"""

from dataclasses import dataclass

from ordonnance.adapters.database.connections import Connections
from ordonnance.adapters.database.migrate import migrations
from ordonnance.adapters.database.opening import opens_with
from ordonnance.adapters.keys import KeyCabinet

_LOOK = """
SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean AS read_only,
       (SELECT max(version) FROM base.migration) AS schema_version,
       extract(epoch FROM clock_timestamp() - coalesce(
           (SELECT a.at FROM base.anchor AS a ORDER BY a.sequence DESC LIMIT 1),
           (SELECT created_at FROM base.creation)
       ))::float8 AS anchored,
       count(*) AS waiting,
       count(*) FILTER (WHERE m.last_error IS NOT NULL) AS failing,
       coalesce(extract(epoch FROM clock_timestamp() - min(m.created_at)), 0)::float8 AS oldest
FROM base.outbox AS m WHERE m.done_at IS NULL
"""

# What the worker could take now; a message behind a failed one of its topic waits for that one.
_OVERDUE = """
SELECT extract(epoch FROM clock_timestamp() - m.available_at)::float8
FROM base.outbox AS m
WHERE m.done_at IS NULL AND m.available_at <= clock_timestamp()
  AND NOT EXISTS (
      SELECT FROM base.outbox AS earlier
      WHERE earlier.number = m.number AND earlier.sequence < m.sequence
        AND earlier.done_at IS NULL
        AND split_part(earlier.kind, '.', 1) = split_part(m.kind, '.', 1)
  )
ORDER BY m.available_at LIMIT 1
"""
_LETTERS = """
SELECT (SELECT count(*) FROM base.letter AS l
        WHERE l.state IN ('waiting', 'ready', 'handing')) AS unsent,
       (SELECT count(*) FROM base.letter AS l
        WHERE l.state = 'bounced' AND l.written_at > clock_timestamp() - interval '1 day'
       ) AS bounced
"""
_WRITE = "SELECT pg_logical_emit_message(true, 'ordonnance', 'ready')"


@dataclass(frozen=True, slots=True)
class Look:
    """What one look saw. Times in seconds; `overdue`: how long the worker lets a message wait.

    `anchored`: age of the newest anchor of the journals; that of the base while there is none.
    `unsent`, `bounced`: letters of secure mail that no server took, those of a day that came back.
    """

    writable: bool
    schema_version: int
    schema_known: bool
    keys_open: bool
    waiting: int
    failing: int
    oldest: float
    overdue: float
    anchored: float = 0.0
    unsent: int = 0
    bounced: int = 0


async def look(connections: Connections, cabinet: KeyCabinet, *, write: bool) -> Look:
    """Look once; `write` false when the disk is known to be full.

    Raises Refusal BASE_UNAVAILABLE when the database does not answer, or a DatabaseFault.
    """
    row, letters = await connections.row(_LOOK), await connections.row(_LETTERS)
    if row is None or letters is None:
        raise AssertionError("an aggregate gives one row")
    overdue = await connections.value(_OVERDUE)
    keys_open = await opens_with(connections, cabinet)
    if write and not row["read_only"]:
        await connections.value(_WRITE)
    return Look(
        writable=write and not row["read_only"],
        schema_version=row["schema_version"] or 0,
        # A newer schema serves an older server; the other way round something is missing.
        schema_known=(row["schema_version"] or 0) >= len(migrations()),
        keys_open=keys_open,
        waiting=row["waiting"],
        failing=row["failing"],
        oldest=row["oldest"],
        overdue=max(0.0, overdue or 0.0),
        anchored=max(0.0, row["anchored"] or 0.0),
        unsent=letters["unsent"],
        bounced=letters["bounced"],
    )
