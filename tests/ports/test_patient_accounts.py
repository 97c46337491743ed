"""Accounts of patients: one suite, in memory and on PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from ordonnance.adapters.database.opening import open_base
from ordonnance.adapters.database.patient_accounts import PostgresPatientAccounts
from ordonnance.adapters.memory import MemoryPatientAccounts
from ordonnance.usecases.ports import MOST_TRIES, PatientAccounts
from tests.ports.bases import NOON, Made, make_base

pytestmark = pytest.mark.anyio
UNTIL = NOON + timedelta(days=7)


@pytest.fixture(scope="module")
def made(postgres: Any) -> Made:
    return make_base(postgres, "base_patient_accounts")


@asynccontextmanager
async def kept(made: Made) -> AsyncIterator[PostgresPatientAccounts]:
    """The accounts of that base, open."""
    base = await open_base(made.app_dsn, made.cabinet)
    try:
        yield base.patients
    finally:
        await base.close()


@pytest.fixture(params=["memory", "postgres"])
async def accounts(request: pytest.FixtureRequest) -> AsyncIterator[PatientAccounts]:
    if request.param == "memory":
        yield MemoryPatientAccounts()
        return
    async with kept(request.getfixturevalue("made")) as opened:
        yield opened


async def test_a_code_opens_once_what_it_was_given_for(accounts: PatientAccounts) -> None:
    await accounts.offer("une", "0123456789", b"contenu", NOON, UNTIL)
    assert await accounts.tried("autre", "0123456789", NOON) is None
    assert await accounts.tried("une", "9876543210", NOON) is None
    assert await accounts.tried("une", "0123456789", NOON) == b"contenu"
    assert await accounts.tried("une", "0123456789", NOON) is None


async def test_a_new_code_starts_anew(accounts: PatientAccounts) -> None:
    await accounts.offer("nouveau", "0000000001", b"un", NOON, UNTIL)
    for _ in range(MOST_TRIES):
        assert await accounts.tried("nouveau", "9999999999", NOON) is None
    assert await accounts.tried("nouveau", "0000000001", NOON) is None
    await accounts.offer("nouveau", "0000000002", b"deux", NOON, UNTIL)
    assert await accounts.tried("nouveau", "0000000001", NOON) is None
    assert await accounts.tried("nouveau", "0000000002", NOON) == b"deux"


async def test_a_code_whose_time_is_over_opens_nothing(accounts: PatientAccounts) -> None:
    await accounts.offer("tard", "0123456789", b"contenu", NOON, UNTIL)
    assert await accounts.tried("tard", "0123456789", UNTIL) is None
    await accounts.offer("ensuite", "0123456789", b"contenu", UNTIL, UNTIL + timedelta(days=7))
    assert await accounts.tried("tard", "0123456789", UNTIL - timedelta(days=1)) is None


async def test_many_tries_at_once_are_no_more_than_one_after_the_other(
    accounts: PatientAccounts,
) -> None:
    await accounts.offer("foule", "0123456789", b"contenu", NOON, UNTIL)
    wrong = [accounts.tried("foule", f"{rank:010}", NOON) for rank in range(3 * MOST_TRIES)]
    assert set(await asyncio.gather(*wrong)) == {None}
    assert await accounts.tried("foule", "0123456789", NOON) is None


async def test_an_account_stands_for_what_it_was_last_linked_to(accounts: PatientAccounts) -> None:
    assert await accounts.linked("compte") is None
    await accounts.link("compte", b"un", NOON)
    await accounts.link("compte", b"deux", NOON)
    assert await accounts.linked("compte") == b"deux"
    assert await accounts.linked("autre compte") is None
    await accounts.link("autre compte", b"trois", NOON)
    for _ in range(2):
        await accounts.unlink("compte")
    assert await accounts.linked("compte") is None
    assert await accounts.linked("autre compte") == b"trois"
    await accounts.unlink("autre compte")


async def test_the_tables_hold_no_person_and_no_code(made: Made) -> None:
    async with kept(made) as accounts:
        await accounts.offer("EXEMPLE|JEANNE", "0123456789", b"270069999900106", NOON, UNTIL)
        await accounts.link("https://fournisseur.example|jeanne", b"270069999900106", NOON)
    connection = await asyncpg.connect(made.app_dsn)
    try:
        codes = await connection.fetch(
            "SELECT identity_hash, code_hash, body FROM base.patient_code"
        )
        linked = await connection.fetch("SELECT account_hash, body FROM base.patient_account")
    finally:
        await connection.close()
    assert codes
    assert linked
    written = b"".join(value for row in (*codes, *linked) for value in row.values())
    for marked in (b"EXEMPLE", b"0123456789", b"270069999900106", b"jeanne"):
        assert marked not in written
