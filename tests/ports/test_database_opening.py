"""Creating, migrating and opening a base."""

import asyncio
from typing import Any

import asyncpg
import pytest

from ordonnance.adapters.database.migrate import (
    MigrationRefused,
    SqlFile,
    functions,
    migrate,
    migrations,
)
from ordonnance.adapters.database.opening import BaseRefused, Mark, create_base, open_base
from ordonnance.adapters.keys import KeyCabinet
from ordonnance.domain.errors import Refusal
from ordonnance.usecases.ports import AnswerScope, StoredReservation, Written
from ordonnance.usecases.results import Reserved
from tests.ports.bases import NOON, Made, a_change, a_new, an_entry, later, make_base, opened
from tests.ports.test_coverage import MARCH

pytestmark = pytest.mark.anyio
LAST = len(migrations())
ADDED = SqlFile(LAST + 1, "later", "CREATE TABLE base.later (a int PRIMARY KEY)")
BROKEN = SqlFile(LAST + 1, "broken", "CREATE TABLE base.half (a int); SELECT 1 / 0")


async def ask(dsn: str, query: str) -> Any:
    connection = await asyncpg.connect(dsn)
    try:
        return await connection.fetchval(query)
    finally:
        await connection.close()


def test_migrations_and_functions_are_found_beside_the_code() -> None:
    assert [file.version for file in migrations()] == list(range(1, LAST + 1))
    assert {"issue_ordonnance", "apply_change"} <= {file.name for file in functions()}


def test_a_badly_named_or_missing_migration_is_a_fault(tmp_path: Any) -> None:
    (tmp_path / "0002_second.sql").write_text("")
    with pytest.raises(ValueError, match="gap"):
        migrations(tmp_path)
    (tmp_path / "first.sql").write_text("")
    with pytest.raises(ValueError, match=r"first\.sql"):
        migrations(tmp_path)


async def test_migrating_twice_or_at_once_does_it_once(postgres: Any) -> None:
    dsn = postgres.fresh_database("base_migrated")
    assert await asyncio.gather(*(migrate(dsn) for _ in range(4))) == [LAST] * 4
    assert await migrate(dsn) == LAST
    assert await ask(dsn, "SELECT count(*) FROM base.migration") == LAST


async def test_a_past_migration_that_changed_is_refused(postgres: Any) -> None:
    dsn = postgres.fresh_database("base_changed")
    await migrate(dsn)
    changed = SqlFile(1, migrations()[0].name, migrations()[0].text + "\n-- more")
    with pytest.raises(MigrationRefused, match="MIGRATION_CHANGED"):
        await migrate(dsn, (changed, *migrations()[1:]))


async def test_a_migration_that_fails_leaves_nothing(postgres: Any) -> None:
    dsn = postgres.fresh_database("base_broken")
    with pytest.raises(asyncpg.DivisionByZeroError):
        await migrate(dsn, (*migrations(), BROKEN))
    assert await ask(dsn, "SELECT max(version) FROM base.migration") == LAST
    assert await ask(dsn, "SELECT to_regclass('base.half')") is None
    assert await migrate(dsn) == LAST


async def test_a_base_migrated_by_a_newer_version_is_left_as_it_is(postgres: Any) -> None:
    dsn = postgres.fresh_database("base_newer")
    newer = tuple(
        SqlFile(0, file.name, file.text + "-- of the newer version\n") for file in functions()
    )
    assert await migrate(dsn, (*migrations(), ADDED), newer) == LAST + 1
    assert await migrate(dsn) == LAST + 1
    kept = {file.name: file.checksum for file in newer}
    connection = await asyncpg.connect(dsn)
    try:
        rows = await connection.fetch("SELECT name, checksum FROM base.function_file")
    finally:
        await connection.close()
    assert {row["name"]: row["checksum"] for row in rows} == kept


async def test_an_old_server_works_on_a_newer_schema(postgres: Any) -> None:
    made = make_base(postgres, "base_old_server")
    async with opened(made) as old:
        await migrate(made.owner_dsn, (*migrations(), ADDED))
        new = a_new()
        assert await old.base.issue(new) is Written.WRITTEN
        assert await old.base.apply(new.number, 1, a_change()) is Written.WRITTEN


async def test_a_changed_function_replaces_the_former_one(postgres: Any) -> None:
    dsn = postgres.fresh_database("base_functions")
    await migrate(dsn)
    one = SqlFile(
        0, "one", "CREATE OR REPLACE FUNCTION base.one() RETURNS int LANGUAGE sql RETURN 1"
    )
    two = SqlFile(0, "one", one.text.replace("RETURN 1", "RETURN 2"))
    for file, answer in ((one, 1), (two, 2)):
        await migrate(dsn, None, (*functions(), file))
        app = postgres.dsn_for("ordonnance_app", "base_functions")
        assert await ask(app, "SELECT base.one()") == answer


async def test_only_the_owner_migrates(postgres: Any) -> None:
    postgres.fresh_database("base_role")
    with pytest.raises(MigrationRefused, match="NOT_THE_OWNER"):
        await migrate(postgres.dsn_for("postgres", "base_role"))


def test_the_demonstration_scheme_belongs_to_demonstrations() -> None:
    for demonstration, scheme in ((True, "A"), (False, "D")):
        with pytest.raises(ValueError, match="demonstration"):
            Mark(demonstration, scheme, NOON)


async def test_a_base_keeps_its_first_mark(postgres: Any) -> None:
    made = make_base(postgres, "base_mark", demonstration=False, scheme="A")
    again = await create_base(
        made.owner_dsn, made.cabinet, demonstration=False, scheme="A", at=later(60)
    )
    assert again == Mark(False, "A", NOON)
    with pytest.raises(BaseRefused, match="MARK_DIFFERS"):
        await create_base(made.owner_dsn, made.cabinet, demonstration=True, scheme="D", at=NOON)
    async with opened(made) as base:
        assert base.open is not None
        assert base.open.mark == Mark(False, "A", NOON)


async def test_two_creations_at_once_make_one_base(postgres: Any) -> None:
    dsn = postgres.fresh_database("base_twice")
    cabinet = KeyCabinet.generate(NOON)
    marks = await asyncio.gather(
        *(
            create_base(dsn, cabinet, demonstration=True, scheme="D", at=later(minute))
            for minute in range(3)
        )
    )
    assert len(set(marks)) == 1
    assert await ask(dsn, "SELECT count(*) FROM base.base_key") == 1


async def test_other_keys_do_not_open_a_base(postgres: Any) -> None:
    made = make_base(postgres, "base_keys")
    with pytest.raises(BaseRefused, match="KEYS_OF_ANOTHER_BASE"):
        await open_base(made.app_dsn, KeyCabinet.generate(NOON))


async def test_a_base_not_created_is_said_to_be_so(postgres: Any) -> None:
    dsn = postgres.fresh_database("base_none")
    app = postgres.dsn_for("ordonnance_app", "base_none")
    with pytest.raises(BaseRefused, match="BASE_NOT_CREATED"):
        await open_base(app, KeyCabinet.generate(NOON))
    await migrate(dsn)
    with pytest.raises(BaseRefused, match="BASE_NOT_CREATED"):
        await open_base(app, KeyCabinet.generate(NOON))


async def test_a_server_that_does_not_answer_is_unavailable(postgres: Any) -> None:
    dsn = postgres.dsn_for("ordonnance_app").replace(
        str(postgres.socket_dir).replace("/", "%2F"), "%2Fnonexistent"
    )
    with pytest.raises(Refusal, match="BASE_UNAVAILABLE"):
        await open_base(dsn, KeyCabinet.generate(NOON))


async def test_after_new_keys_and_a_new_pepper_everything_is_still_found(postgres: Any) -> None:
    made = make_base(postgres, "base_rotated")
    new, change = a_new(), a_change()
    assert new.patient is not None
    scope = AnswerScope("me", "reservation", b"d" * 32)
    reserved = Reserved("r", (), NOON.date(), "t")
    async with opened(made) as here:
        await here.base.issue(new)
        await here.base.apply(new.number, 1, change)
        await here.base.reserve(scope, StoredReservation("r", "t"), reserved, NOON)
        await here.coverage.add(new.patient, (MARCH,))
    rotated = made.cabinet.with_new_kek(later(1)).with_new_pepper()
    async with opened(Made(made.owner_dsn, made.app_dsn, rotated)) as here:
        newer = a_new(author=new.author, patient=new.patient, issued_at=later(5))
        await here.base.issue(newer)
        numbers = [newer.number, new.number]
        assert [each.number for each in await here.base.by_author(new.author, 9)] == numbers
        assert [each.number for each in await here.base.by_patient(new.patient, 9)] == numbers
        assert [each.number for each in await here.base.by_author(new.author, 1)] == numbers[:1]
        read = await here.base.read(new.number, change.answer)
        assert read.answered.result == change.result
        assert await here.base.apply(new.number, 1, change) is Written.ANSWERED
        assert await here.base.issue(new) is Written.ANSWERED
        await here.base.record_access(new.number, an_entry("CONSULT"))
        assert len(await here.base.journal(new.number)) == 3
        former = await here.base.reserve(scope, StoredReservation("s", "u"), reserved, NOON)
        assert former.result == reserved
        await here.coverage.add(new.patient, (MARCH,))
        assert await here.coverage.of(new.patient) == (MARCH,)
        await here.coverage.remove(new.patient, MARCH.number, MARCH.reference)
        assert await here.coverage.of(new.patient) == ()
