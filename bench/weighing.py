"""Where the bytes of a base go, per ordonnance, and how its rows were updated."""

from dataclasses import dataclass

import asyncpg

from bench.serving import Server
from bench.table import figure
from ordonnance.adapters.postgres_server import APP_ROLE, dsn_of_running

_WEIGHTS = """
SELECT c.relname AS name, pg_relation_size(c.oid) AS rows, pg_indexes_size(c.oid) AS indexes,
       coalesce(pg_total_relation_size(nullif(c.reltoastrelid, 0)), 0) AS aside,
       pg_total_relation_size(c.oid) AS total,
       CASE WHEN s.n_tup_upd > 0 THEN s.n_tup_hot_upd::float8 / s.n_tup_upd END AS in_place,
       coalesce(s.n_dead_tup, 0) AS dead, s.autovacuum_count AS vacuums
FROM pg_class AS c LEFT JOIN pg_stat_user_tables AS s ON s.relid = c.oid
WHERE c.relnamespace = 'base'::regnamespace AND c.relkind = 'r'
ORDER BY total DESC
"""
_LEAST = 10
"""Bytes per ordonnance below which a table is not named."""


@dataclass(frozen=True, slots=True)
class Weight:
    """One table, in bytes per ordonnance; `in_place`: share of updates that moved no index."""

    name: str
    rows: float
    indexes: float
    aside: float
    total: float
    in_place: float | None = None
    dead: int = 0
    vacuums: int = 0

    def __str__(self) -> str:
        parts = f"{self.name} {figure(self.total)} octets"
        inside = f"lignes {figure(self.rows)}, index {figure(self.indexes)}"
        aside = f", TOAST {figure(self.aside)}" if self.aside > 1 else ""
        moved = f", sur place {figure(self.in_place * 100)} %" if self.in_place else ""
        return f"{parts} ({inside}{aside}{moved})"


async def weighed(server: Server) -> tuple[Weight, ...]:
    """Every table of some weight, heaviest first, then all of them."""
    connection = await asyncpg.connect(dsn_of_running(server.data, APP_ROLE))
    try:
        count = await connection.fetchval("SELECT count(*) FROM base.ordonnance")
        rows = await connection.fetch(_WEIGHTS)
    finally:
        await connection.close()
    weights = [
        Weight(
            row["name"],
            row["rows"] / count,
            row["indexes"] / count,
            row["aside"] / count,
            row["total"] / count,
            row["in_place"],
            row["dead"],
            row["vacuums"] or 0,
        )
        for row in rows
    ]
    whole = Weight(
        "en tout",
        sum(each.rows for each in weights),
        sum(each.indexes for each in weights),
        sum(each.aside for each in weights),
        sum(each.total for each in weights),
    )
    return (*(each for each in weights if each.total >= _LEAST), whole)
