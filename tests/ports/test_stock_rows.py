"""The rows of the registers of secured paper: unreadable, unchangeable, none missing unseen."""

from dataclasses import replace
from typing import Any

import asyncpg
import pytest

from ordonnance.adapters.database.codec import CodecError
from ordonnance.adapters.keys import SealBroken
from tests.ports.bases import Made, make_base, opened
from tests.ports.test_stock import a_place, a_theft, append, read

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def made(postgres: Any) -> Made:
    return make_base(postgres, "base_stock")


async def test_nobody_changes_or_removes_a_line(made: Made) -> None:
    async with opened(made) as here:
        await append(here, a_place(), 0, a_theft("EX", (1, 1)))
    for dsn in (made.owner_dsn, made.app_dsn):
        connection = await asyncpg.connect(dsn)
        try:
            for table in ("base.stock_entry", "base.stock_notice"):
                for statement in (f"DELETE FROM {table}", f"TRUNCATE {table}",
                                  f"UPDATE {table} SET sequence = 9"):  # fmt: skip
                    with pytest.raises(asyncpg.InsufficientPrivilegeError):
                        await connection.execute(statement)
        finally:
            await connection.close()


async def test_nothing_of_a_line_is_readable_in_the_database(made: Made) -> None:
    async with opened(made) as here:
        entry = replace(a_theft("ZZCANARI", (1, 1)), name="ZZCANARI", where="ZZCANARI")
        await append(here, "FZZCANARI", 0, entry)
    connection = await asyncpg.connect(made.owner_dsn)
    try:
        rows = [
            bytes(value)
            for table in ("stock_entry", "stock_notice")
            for row in await connection.fetch(f"SELECT * FROM base.{table}")
            for value in row
            if isinstance(value, bytes)
        ]
    finally:
        await connection.close()
    assert rows
    assert not [each for each in rows if b"ZZCANARI" in each]


async def changed(postgres: Any, statement: str, *values: object) -> None:
    """Somebody with all rights on the server changes a row."""
    connection = await asyncpg.connect(postgres.dsn_for("postgres", "base_stock"))
    try:
        assert await connection.execute(statement, *values) != "DELETE 0"
    finally:
        await connection.close()


async def test_a_line_taken_out_or_moved_stops_the_reading(made: Made, postgres: Any) -> None:
    gap, moved = a_place(), a_place()
    async with opened(made) as here:
        stock = here.base.stock
        for place in (gap, moved):
            for rank in range(3):
                await append(here, place, rank)
        where = [
            stock._base_key.for_purpose("stock", place).hash(b"place") for place in (gap, moved)
        ]
        await changed(
            postgres, "DELETE FROM base.stock_entry WHERE place_hash = $1 AND sequence = 2",
            where[0],
        )  # fmt: skip
        await changed(
            postgres,
            "UPDATE base.stock_entry SET body = (SELECT body FROM base.stock_entry"
            " WHERE place_hash = $1 AND sequence = 1) WHERE place_hash = $1 AND sequence = 3",
            where[1],
        )
        with pytest.raises(CodecError):
            await read(here, gap)
        with pytest.raises(SealBroken):
            await read(here, moved)
