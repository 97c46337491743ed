"""What a database holds, counted and digested in one snapshot, to be compared after a restore.

A digest of a table is the sum of the first 60 bits of the SHA-256 of its rows: the order in which
rows come does not change it, and nothing of a row can be read from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import asyncpg

_TABLES = """
SELECT table_name FROM information_schema.tables
WHERE table_schema = 'base' AND table_type = 'BASE TABLE' ORDER BY table_name
"""
_DIGEST = """
SELECT count(*) AS rows, coalesce(sum(
    ('x' || substr(encode(sha256(convert_to(t::text, 'UTF8')), 'hex'), 1, 15))::bit(60)::bigint
), 0)::text AS digest
FROM base.{table} AS t
"""
# The text of a row depends on these.
_TEXT_FORM = "SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO'; SET LOCAL bytea_output = hex"
_CREATION = """
SELECT c.demonstration, c.scheme, c.created_at, k.kek_id, k.wrapped
FROM base.creation AS c CROSS JOIN base.base_key AS k ORDER BY k.version DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Table:
    """How many rows a table has, and their digest."""

    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class Content:
    """A database in one snapshot. `creation`: what the base is, with its key, wrapped."""

    schema_version: int
    creation: Mapping[str, Any]
    seal_keys: tuple[str, ...]
    tables: Mapping[str, Table]


async def read_content(connection: "asyncpg.Connection[asyncpg.Record]") -> Content | None:
    """Everything counted and digested, in the transaction under way; None without a base."""
    if await connection.fetchval("SELECT to_regclass('base.creation')") is None:
        return None
    creation = await connection.fetchrow(_CREATION)
    if creation is None:
        return None
    await connection.execute(_TEXT_FORM)
    tables = {}
    for row in await connection.fetch(_TABLES):
        name = row["table_name"]
        found = await connection.fetchrow(_DIGEST.format(table=f'"{name}"'))
        if found is None:
            raise AssertionError("an aggregate gives one row")
        tables[name] = Table(found["rows"], found["digest"])
    sealed = await connection.fetch("SELECT DISTINCT seal_key FROM base.document ORDER BY 1")
    return Content(
        schema_version=await connection.fetchval("SELECT max(version) FROM base.migration"),
        creation=dict(creation),
        seal_keys=tuple(row["seal_key"] for row in sealed),
        tables=tables,
    )
