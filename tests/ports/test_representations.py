"""Who acts for whom: one suite, in memory and on PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from ordonnance.adapters.database.opening import open_base
from ordonnance.adapters.database.representations import PostgresRepresentations
from ordonnance.adapters.memory import MemoryRepresentations
from ordonnance.usecases.ports import MOST_TRIES, KeptRepresentation, Representations
from tests.ports.bases import NOON, Made, make_base

pytestmark = pytest.mark.anyio
UNTIL = NOON + timedelta(days=7)
LATER = NOON + timedelta(minutes=1)


@pytest.fixture(scope="module")
def made(postgres: Any) -> Made:
    return make_base(postgres, "base_representations")


@asynccontextmanager
async def opened(made: Made) -> AsyncIterator[PostgresRepresentations]:
    """Those of that base, open."""
    base = await open_base(made.app_dsn, made.cabinet)
    try:
        yield base.representations
    finally:
        await base.close()


@pytest.fixture(params=["memory", "postgres"])
async def kept(request: pytest.FixtureRequest) -> AsyncIterator[Representations]:
    if request.param == "memory":
        yield MemoryRepresentations()
        return
    async with opened(request.getfixturevalue("made")) as here:
        yield here


def an_id() -> str:
    return str(uuid4())


async def test_what_is_recorded_stays_and_its_first_end_too(kept: Representations) -> None:
    one, two = an_id(), an_id()
    await kept.record("léo", one, b"un", NOON)
    await kept.record("léo", two, b"deux", LATER)
    assert await kept.of("une autre") == ()
    await kept.end("une autre", one, b"ailleurs", NOON)
    await kept.end("léo", one, b"fin", NOON)
    await kept.end("léo", one, b"encore", LATER)
    assert await kept.of("léo") == (
        KeptRepresentation(one, b"un", b"fin"), KeptRepresentation(two, b"deux", None)
    )  # fmt: skip
    # Nothing ends what was never recorded.
    await kept.end("personne", one, b"fin", NOON)
    assert await kept.of("personne") == ()


async def test_each_child_has_a_code_of_its_own(kept: Representations) -> None:
    who, one, two = an_id(), an_id(), an_id()
    await kept.offer(who, one, "0000000001", b"un", NOON, UNTIL)
    await kept.offer(who, two, "0000000002", b"deux", NOON, UNTIL)
    assert await kept.tried("autre", "0000000001", NOON) is None
    assert await kept.tried(who, "0000000002", NOON) == b"deux"
    assert await kept.tried(who, "0000000002", NOON) is None
    assert await kept.tried(who, "0000000001", NOON) == b"un"


async def test_a_new_code_takes_the_place_of_the_former_and_starts_anew(
    kept: Representations,
) -> None:
    who, one = an_id(), an_id()
    await kept.offer(who, one, "0000000001", b"un", NOON, UNTIL)
    for _ in range(MOST_TRIES):
        assert await kept.tried(who, "9999999999", NOON) is None
    assert await kept.tried(who, "0000000001", NOON) is None
    await kept.offer(who, one, "0000000002", b"un", NOON, UNTIL)
    assert await kept.tried(who, "0000000001", NOON) is None
    assert await kept.tried(who, "0000000002", NOON) == b"un"


async def test_a_wrong_code_counts_on_every_code_of_that_person(kept: Representations) -> None:
    who, one, two = an_id(), an_id(), an_id()
    await kept.offer(who, one, "0000000001", b"un", NOON, UNTIL)
    await kept.offer(who, two, "0000000002", b"deux", NOON, UNTIL)
    wrong = [kept.tried(who, f"{rank:010}", NOON) for rank in range(10, 10 + 3 * MOST_TRIES)]
    assert set(await asyncio.gather(*wrong)) == {None}
    assert await kept.tried(who, "0000000001", NOON) is None
    assert await kept.tried(who, "0000000002", NOON) is None


async def test_a_right_code_counts_on_none_of_the_others(kept: Representations) -> None:
    who, codes = an_id(), [f"{rank:010}" for rank in range(MOST_TRIES + 2)]
    for code in codes:
        await kept.offer(who, an_id(), code, code.encode(), NOON, UNTIL)
    # A guardian of more people than a code has tries types each of their codes, once.
    for code in codes:
        assert await kept.tried(who, code, NOON) == code.encode()


async def test_a_code_whose_time_is_over_opens_nothing(kept: Representations) -> None:
    who, one, two = an_id(), an_id(), an_id()
    await kept.offer(who, one, "0123456789", b"un", NOON, UNTIL)
    assert await kept.tried(who, "0123456789", UNTIL) is None
    # The next one sweeps it away.
    await kept.offer(who, two, "0000000002", b"deux", UNTIL, UNTIL + timedelta(days=7))
    assert await kept.tried(who, "0123456789", NOON) is None


async def test_an_account_holds_each_representation_once(kept: Representations) -> None:
    account, one, two = an_id(), an_id(), an_id()
    assert await kept.linked(account) == ()
    await kept.link(account, one, b"un", NOON)
    await kept.link(account, two, b"deux", LATER)
    await kept.link(account, one, b"encore", LATER)
    assert await kept.linked(account) == (b"encore", b"deux")
    assert await kept.linked(an_id()) == ()


async def test_the_tables_hold_no_person_and_no_code(made: Made) -> None:
    marked = (b"EXEMPLE", b"0123456789", b"120039999900331", b"sophie")
    one = an_id()
    async with opened(made) as kept:
        await kept.record("120039999900331", one, b"EXEMPLE sophie", NOON)
        await kept.end("120039999900331", one, b"EXEMPLE sophie", NOON)
        await kept.offer("EXEMPLE|SOPHIE", one, "0123456789", b"120039999900331", NOON, UNTIL)
        await kept.link("https://fournisseur.example|sophie", one, b"120039999900331", NOON)
    connection = await asyncpg.connect(made.app_dsn)
    try:
        rows = []
        for table in ("", "_end", "_code", "_account"):
            found = await connection.fetch(
                f"SELECT row_to_json(t)::text FROM base.representation{table} AS t"
            )
            assert found, table
            rows += found
    finally:
        await connection.close()
    written = "\n".join(row[0] for row in rows).encode()
    for each in marked:
        assert each not in written
        assert each.hex().encode() not in written
