"""What PostgreSQL gives up for another's sake is asked again, a bounded number of times."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from ordonnance.adapters.database import connections
from ordonnance.adapters.database.connections import DatabaseFault
from ordonnance.adapters.database.opening import OpenBase
from tests.ports.bases import Made, make_base, opened

pytestmark = pytest.mark.anyio

# A sequence counts the tries: it is the one thing that a transaction given up leaves behind.
GIVEN_UP = """
CREATE OR REPLACE FUNCTION public.given_up(times int) RETURNS int LANGUAGE plpgsql AS $$
BEGIN
    IF nextval('public.tries') <= times THEN
        RAISE EXCEPTION USING ERRCODE = 'deadlock_detected';
    END IF;
    RETURN currval('public.tries');
END $$;
DROP SEQUENCE IF EXISTS public.tries;
CREATE SEQUENCE public.tries;
GRANT USAGE ON SEQUENCE public.tries TO ordonnance_app;
GRANT EXECUTE ON FUNCTION public.given_up TO ordonnance_app;
"""


@pytest.fixture(scope="module")
def made(postgres: Any) -> Made:
    return make_base(postgres, "base_giving_way")


@pytest.fixture
async def here(made: Made, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[OpenBase]:
    monkeypatch.setattr(connections, "_GIVING_WAY_SECONDS", (0.0, 0.0, 0.0))
    owner = await asyncpg.connect(made.owner_dsn)
    try:
        await owner.execute(GIVEN_UP)
    finally:
        await owner.close()
    async with opened(made) as base:
        assert base.open is not None
        yield base.open


@pytest.mark.parametrize("times", [0, 1, 2, 3])
async def test_an_act_given_up_again_and_again_is_written_in_the_end(
    here: OpenBase, times: int
) -> None:
    answer = await here.connections.value("SELECT public.given_up($1)", times)
    assert answer == times + 1


async def test_an_act_always_given_up_is_a_fault_after_four_tries(here: OpenBase) -> None:
    with pytest.raises(DatabaseFault, match="40P01"):
        await here.connections.value("SELECT public.given_up($1)", 99)
    assert await here.connections.value("SELECT public.given_up($1)", 0) == 5
