"""The chain of a journal tells what was changed, removed or moved, without any key."""

from typing import Any

import asyncpg
import pytest

from ordonnance.adapters.database.chain import Break, BreakKind
from ordonnance.domain.number import OrdonnanceNumber
from tests.ports.bases import (
    Made,
    Opened,
    a_change,
    a_new,
    a_number,
    an_entry,
    later,
    make_base,
)

pytestmark = pytest.mark.anyio
ALTERED, MISSING, HEAD = BreakKind.ALTERED, BreakKind.MISSING, BreakKind.HEAD


@pytest.fixture(scope="module")
def made(postgres: Any) -> Made:
    return make_base(postgres, "base_journal")


@pytest.fixture
async def number(here: Opened) -> OrdonnanceNumber:
    """An ordonnance with six journal entries."""
    new = a_new()
    await here.base.issue(new)
    await here.base.record_access(new.number, an_entry("CONSULT", later(1)))
    await here.base.apply(new.number, 1, a_change())
    for minute in (2, 3, 4):
        await here.base.record_access(new.number, an_entry("CONSULT", later(minute)))
    return new.number


async def tamper(made: Made, *statements: str, number: OrdonnanceNumber) -> None:
    connection = await asyncpg.connect(made.owner_dsn)
    try:
        for statement in statements:
            await connection.execute(statement.replace("NUMBER", f"number = '{number.value}'"))
    finally:
        await connection.close()


async def test_an_untouched_chain_holds(here: Opened, number: OrdonnanceNumber) -> None:
    assert len(await here.base.journal(number)) == 6
    assert await here.base.verify_chain(number) == []


async def test_a_number_without_anything_has_no_head(here: Opened) -> None:
    assert await here.base.verify_chain(a_number()) == [Break(0, HEAD)]


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        (
            ["UPDATE base.journal SET entry = entry || 'x'::bytea WHERE NUMBER AND sequence = 3"],
            [Break(3, ALTERED)],
        ),
        (
            ["UPDATE base.journal SET at = at + '1 microsecond' WHERE NUMBER AND sequence = 2"],
            [Break(2, ALTERED)],
        ),
        (
            ["UPDATE base.journal SET hash = sha256(hash) WHERE NUMBER AND sequence = 4"],
            [Break(4, ALTERED), Break(5, ALTERED)],
        ),
        (
            ["UPDATE base.journal SET hash = sha256(hash) WHERE NUMBER AND sequence = 6"],
            [Break(6, ALTERED), Break(6, HEAD)],
        ),
        (["DELETE FROM base.journal WHERE NUMBER AND sequence = 3"], [Break(3, MISSING)]),
        (["DELETE FROM base.journal WHERE NUMBER AND sequence = 1"], [Break(1, MISSING)]),
        (
            ["DELETE FROM base.journal WHERE NUMBER AND sequence > 4"],
            [Break(5, MISSING), Break(6, MISSING)],
        ),
        (
            ["DELETE FROM base.journal WHERE NUMBER"],
            [Break(rank, MISSING) for rank in range(1, 7)],
        ),
        (
            [
                "DELETE FROM base.journal WHERE NUMBER AND sequence = 3",
                "UPDATE base.journal SET sequence = sequence - 1 WHERE NUMBER AND sequence = 4",
                "UPDATE base.journal SET sequence = sequence - 1 WHERE NUMBER AND sequence = 5",
                "UPDATE base.journal SET sequence = sequence - 1 WHERE NUMBER AND sequence = 6",
                "UPDATE base.ordonnance SET journal_count = 5 WHERE NUMBER",
            ],
            [Break(3, ALTERED), Break(4, ALTERED), Break(5, ALTERED)],
        ),
        (
            [
                "UPDATE base.journal SET sequence = 99 WHERE NUMBER AND sequence = 4",
                "UPDATE base.journal SET sequence = 4 WHERE NUMBER AND sequence = 5",
                "UPDATE base.journal SET sequence = 5 WHERE NUMBER AND sequence = 99",
            ],
            [Break(4, ALTERED), Break(5, ALTERED), Break(6, ALTERED)],
        ),
        (
            ["UPDATE base.ordonnance SET journal_head = sha256(journal_head) WHERE NUMBER"],
            [Break(6, HEAD)],
        ),
        (
            ["UPDATE base.ordonnance SET journal_count = 5 WHERE NUMBER"],
            [Break(6, HEAD)],
        ),
        (["DELETE FROM base.ordonnance WHERE NUMBER"], [Break(6, HEAD)]),
    ],
)
async def test_whatever_is_changed_is_seen(
    made: Made,
    here: Opened,
    number: OrdonnanceNumber,
    statements: list[str],
    expected: list[Break],
) -> None:
    await tamper(made, *statements, number=number)
    assert await here.base.verify_chain(number) == expected


async def test_an_entry_of_another_ordonnance_does_not_fit(
    made: Made, here: Opened, number: OrdonnanceNumber
) -> None:
    other = a_new()
    await here.base.issue(other)
    await tamper(
        made,
        "DELETE FROM base.journal WHERE NUMBER AND sequence = 1",
        f"INSERT INTO base.journal SELECT '{number.value}', 1, at, entry, hash FROM base.journal"
        f" WHERE number = '{other.number.value}'",
        number=number,
    )
    assert await here.base.verify_chain(number) == [Break(1, ALTERED), Break(2, ALTERED)]
