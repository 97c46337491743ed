"""What a thief of the disk or of a dump learns: no person, no medicine, no reason."""

import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from ordonnance.adapters.keys import SealBroken
from ordonnance.adapters.postgres_server import find_binaries
from ordonnance.domain.dispensing import CancelReason, Ending, Progress
from ordonnance.domain.execution import OrdonnanceState
from ordonnance.domain.ids import Ins, InsOid
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases.ports import AnswerScope, Covered, OutboxMessage, StoredReservation
from ordonnance.usecases.results import Dispensed, Reserved, ServedView
from tests.ports.bases import (
    NOON,
    Made,
    Opened,
    a_change,
    a_dispense,
    a_new,
    a_scope,
    an_entry,
    make_base,
)

pytestmark = pytest.mark.anyio

NAME = "ZZCANARINOM"
INS = "289099999988877"
DRUG = "ZZCANARIDROGUE"
REASON = "ZZCANARIMOTIF parce que"
RPPS = "99977766655"
CALLER = f"prescriber|8{RPPS}|F990000001"
KEY = "ZZCANARICLE"
TYPE = "application/zzcanaritype"
SEAL = "ZZCANARISCEAU"
MARKED = [NAME, INS, DRUG, REASON, RPPS, KEY, TYPE, SEAL, "ZZCANARILOT"]


@pytest.fixture(scope="module")
def made(postgres: Any) -> Made:
    return make_base(postgres, "base_secrets")


async def write_everything(here: Opened) -> OrdonnanceNumber:
    """One marked ordonnance with an act of each kind."""
    patient = Ins(INS, InsOid.NIR_DEMO)
    scope = AnswerScope(CALLER, KEY, b"d" * 32)
    entry = replace(an_entry(reason=REASON), actor=RPPS, actor_name=NAME, place=NAME)
    # Once short, once long: what is short is not deflated before it is encrypted.
    for filling in ("", " et encore" * 500):
        document = f"{NAME} {INS} {DRUG} {REASON}{filling}".encode()
        new = a_new(
            document=document, patient=patient, author=RPPS, entry=entry, answer=scope,
            content_type=TYPE, seal=SEAL, outbox=(OutboxMessage("mail.notice", {"to": NAME}),),
        )  # fmt: skip
        await here.base.issue(new)
    dispensed = Progress().next(dispenses=(a_dispense(NAME, note=REASON),))
    served = ServedView(1, DRUG, dispensed.dispenses[0].served[0].packs, None, 8, lot="ZZCANARILOT")
    change = a_change(
        progress=dispensed, entry=entry, outbox=(OutboxMessage("record.update", {"d": DRUG}),),
        answer=replace(scope, key=f"{KEY}2"),
        result=Dispensed(new.number.value, 2, NAME, (served,), (), (), False),
    )  # fmt: skip
    await here.base.apply(new.number, 1, change)
    await here.base.record_access(new.number, replace(entry, client=NAME))
    ended = dispensed.next(by_author=True, ending=Ending(NOON, CancelReason.OTHER, REASON))
    await here.base.replace(
        new.number, 2,
        a_change(progress=ended, entry=entry, answer=replace(scope, key=f"{KEY}3"),
                 state=OrdonnanceState.REPLACED),
        a_new(document=document, patient=patient, author=RPPS, entry=entry, answer=scope),
    )  # fmt: skip
    covered = Covered("established", DRUG, date(2026, 3, 1), date(2026, 3, 2), RPPS, "U", 1, REASON)
    await here.coverage.add(patient, (covered,))
    await here.base.reserve(
        scope, StoredReservation("r-1", NAME), Reserved("r-1", (), date(2026, 3, 1), NAME), NOON
    )
    (first, *_) = await here.outbox.claim(1)
    await here.outbox.failed(first.number, first.sequence, "SOME_ERROR", NOON - NOON)
    return new.number


def traces(content: bytes) -> list[str]:
    """The marks found, as text or as a dump writes binary columns."""
    low = content.lower()
    return [
        mark
        for mark in MARKED
        for form in (mark.encode(), mark.encode("utf-16-le"))
        if form in content or form.hex().encode() in low
    ]


def still_there(path: Path) -> bytes:
    """The bytes of a file; none when the server, at work for other tests, has removed it."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


async def test_a_dump_the_files_and_the_wal_hold_no_mark(
    made: Made, here: Opened, postgres: Any
) -> None:
    number = (await write_everything(here)).value.encode()
    connection = await asyncpg.connect(postgres.dsn_for("postgres", "base_secrets"))
    try:
        await connection.execute("CHECKPOINT")
        dumped = b""
        for row in await connection.fetch(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'base'"
        ):
            rows = await connection.fetch(f"SELECT t::text FROM base.{row[0]} AS t")
            dumped += "\n".join(each[0] for each in rows).encode()
    finally:
        await connection.close()
    assert number in dumped
    assert traces(dumped) == []
    files = [path for path in Path(postgres.data).rglob("*") if path.is_file()]
    assert any("pg_wal" in path.parts for path in files)
    contents = {path: still_there(path) for path in files}
    assert [path.name for path, content in contents.items() if traces(content)] == []
    # The search does find what is there in clear.
    holding = [path for path, content in contents.items() if number in content]
    assert any("pg_wal" in path.parts for path in holding)
    assert any("base" in path.parts for path in holding)
    assert traces(f"x{NAME}".encode()) == [NAME]
    assert traces(NAME.encode().hex().encode()) == [NAME]
    assert made.owner_dsn


async def test_everything_opens_again_with_the_keys(here: Opened) -> None:
    number = await write_everything(here)
    read = await here.base.read(number, AnswerScope(CALLER, f"{KEY}2", b""))
    assert read.answered.result.served[0].label == DRUG
    assert NAME.encode() in read.document
    assert (read.content_type, read.seal) == (TYPE, SEAL)
    assert (await here.base.journal(number))[0].entry.details == {"reason": REASON}


@pytest.mark.parametrize("table", ["document", "ordonnance", "answer", "journal"])
async def test_rows_exchanged_between_two_ordonnances_do_not_open(
    made: Made, here: Opened, table: str
) -> None:
    column = {"document": "body", "answer": "body", "ordonnance": "progress", "journal": "entry"}
    scope = a_scope()
    one, two = a_new(answer=scope), a_new(answer=scope)
    for new in (one, two):
        await here.base.issue(new)
    await run(
        made,
        f"UPDATE base.{table} AS t SET {column[table]} = o.{column[table]} FROM base.{table} AS o"
        f" WHERE t.number = '{one.number.value}' AND o.number = '{two.number.value}'",
    )
    look = here.base.journal(one.number) if table == "journal" else None
    with pytest.raises(SealBroken):
        await (look or here.base.read(one.number, scope))
    assert (await here.base.read(two.number, scope)).answered is not None


async def test_a_wrapped_key_taken_from_another_ordonnance_does_not_open(
    made: Made, here: Opened
) -> None:
    one, two = a_new(), a_new()
    for new in (one, two):
        await here.base.issue(new)
    await here.base.read(one.number)
    await run(
        made,
        "UPDATE base.ordonnance AS t SET data_key = o.data_key FROM base.ordonnance AS o"
        f" WHERE t.number = '{one.number.value}' AND o.number = '{two.number.value}'",
    )
    with pytest.raises(SealBroken):
        await here.base.read(one.number)


async def test_an_older_progress_put_back_does_not_open(made: Made, here: Opened) -> None:
    new = a_new()
    await here.base.issue(new)
    number = f"number = '{new.number.value}'"
    await run(made, f"CREATE TABLE kept AS SELECT progress FROM base.ordonnance WHERE {number}")
    await here.base.apply(new.number, 1, a_change())
    await run(
        made,
        f"UPDATE base.ordonnance SET progress = (SELECT progress FROM kept) WHERE {number}",
        "DROP TABLE kept",
    )
    with pytest.raises(SealBroken):
        await here.base.read(new.number)


async def test_a_message_done_leaves_nothing(made: Made, here: Opened) -> None:
    new = a_new()
    await here.base.issue(new)
    await here.outbox.done(new.number, 100)
    connection = await asyncpg.connect(made.app_dsn)
    try:
        left = await connection.fetchval(
            "SELECT count(*) FROM base.outbox WHERE number = $1", new.number.value
        )
    finally:
        await connection.close()
    assert left == 0


async def test_a_dump_by_pg_dump_holds_no_mark(here: Opened, postgres: Any) -> None:
    program = find_binaries(None).folder / "pg_dump"
    if not program.exists():
        pytest.skip("this PostgreSQL has no pg_dump")
    await write_everything(here)
    done = subprocess.run(
        [program, "--host", postgres.socket_dir, "--username", "postgres", "base_secrets"],
        capture_output=True, check=True, env={"PATH": "/usr/bin:/bin", "PGPORT": "5432"},
    )  # fmt: skip
    assert b"base.ordonnance" in done.stdout
    assert traces(done.stdout) == []


async def run(made: Made, *statements: str) -> None:
    connection = await asyncpg.connect(made.owner_dsn)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()
