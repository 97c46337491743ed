"""Anchors of the journals: made beside the acts, once for each entry, told outside the database."""

import json
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from ordonnance.adapters.database import anchoring as module
from ordonnance.adapters.database.anchor_file import AnchorsUnreadable, read_outside
from ordonnance.adapters.database.anchors import Leaf
from ordonnance.adapters.database.verifying import Fault, Finding
from ordonnance.domain.number import OrdonnanceNumber
from tests.ports.anchored import Watch, anchoring, consulted, copied, issued, leaves
from tests.ports.bases import Made, Opened, a_change, an_entry, make_base

pytestmark = pytest.mark.anyio


@pytest.fixture
def made(postgres: Any) -> Made:
    return make_base(postgres, "base_anchors")


async def test_each_entry_is_under_one_anchor_and_rest_adds_none(
    made: Made, here: Opened, watch: Watch, tmp_path: Path
) -> None:
    anchors = anchoring(here, tmp_path, watch)
    assert await anchors.once() == 0
    first, second = sorted([await issued(here, watch), await issued(here, watch)],
                           key=lambda number: number.value)  # fmt: skip
    assert await anchors.once() == 2
    watch.later(seconds=60)
    await here.base.apply(second, 1, a_change(entry=an_entry("DISPENSE", watch.now())))
    assert await anchors.once() == 1
    assert await anchors.once() == 0
    assert await leaves(made) == [
        [Leaf(first.value, 1), Leaf(second.value, 1)],
        [Leaf(second.value, 2)],
    ]
    copy = await copied(made, tmp_path)
    assert await copy.findings() == []
    assert (copy.seen.ordonnances, copy.seen.entries, copy.seen.anchors) == (2, 3, 2)
    assert (copy.seen.outside, copy.seen.not_anchored) == (2, 0)


async def test_an_entry_whose_transaction_ended_late_is_still_found(
    made: Made, here: Opened, watch: Watch, tmp_path: Path
) -> None:
    anchors = anchoring(here, tmp_path, watch)
    number = await issued(here, watch)
    await anchors.once()
    decided = Watch(watch.now())
    watch.later(seconds=50)
    await issued(here, watch)
    await anchors.once()
    # Decided before the last anchor, committed after it.
    await consulted(here, number, decided)
    assert await anchors.once() == 1
    assert (await leaves(made))[-1] == [Leaf(number.value, 2)]


async def test_the_first_time_a_whole_base_is_anchored_by_parts_even_interrupted(
    made: Made, here: Opened, watch: Watch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LARGEST", 2)
    numbers = sorted([(await issued(here, watch)).value for _ in range(5)])
    anchors = anchoring(here, tmp_path, watch)
    before = await anchors._last()
    heads, ended = await anchors._heads(before, watch.now())
    await anchors._add(before, heads, watch.now(), ended=ended)
    assert await anchoring(here, tmp_path, watch).once() == 3
    assert [[leaf.number for leaf in each] for each in await leaves(made)] == [
        numbers[:2], numbers[2:4], numbers[4:],
    ]  # fmt: skip
    watch.later(seconds=60)
    for number in numbers:
        await consulted(here, OrdonnanceNumber(number), watch)
    assert await anchors.once() == 5
    copy = await copied(made, tmp_path)
    assert await copy.findings() == []
    assert copy.seen.not_anchored == 0


async def test_what_is_journaled_behind_the_first_pass_is_under_the_next_anchor(
    made: Made, here: Opened, watch: Watch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LARGEST", 2)
    numbers = sorted([(await issued(here, watch)).value for _ in range(5)])
    anchors = anchoring(here, tmp_path, watch)
    heads, ended = await anchors._heads(None, watch.now())
    await anchors._add(None, heads, watch.now(), ended=ended)
    # The pass has gone by these two journals; it ends long after.
    watch.later(seconds=1)
    for number in numbers[:2]:
        await consulted(here, OrdonnanceNumber(number), watch)
    watch.later(hours=1)
    assert await anchors.once() == 3
    watch.later(hours=1)
    assert await anchors.once() == 2
    assert (await leaves(made))[-1] == [Leaf(number, 2) for number in numbers[:2]]
    copy = await copied(made, tmp_path)
    assert await copy.findings() == []
    assert copy.seen.not_anchored == 0


async def test_two_workers_make_one_anchor_of_each_rank(
    made: Made, here: Opened, watch: Watch, tmp_path: Path
) -> None:
    await issued(here, watch)
    one = anchoring(here, tmp_path / "one", watch)
    two = anchoring(here, tmp_path / "two", watch)
    heads, ended = await two._heads(None, watch.now())
    await one.once()
    assert await two._add(None, heads, watch.now(), ended=ended) is None
    assert await two.once() == 0
    assert len((await copied(made)).anchors) == 1
    # Each keeps every line, whoever made the anchor.
    assert list(read_outside(tmp_path / "one")) == list(read_outside(tmp_path / "two"))


async def test_lines_outside_hold_no_number_and_come_again_after_a_crash(
    made: Made, here: Opened, watch: Watch, tmp_path: Path
) -> None:
    number = await issued(here, watch)
    anchors = anchoring(here, tmp_path, watch)
    await anchors.once()
    (path,) = tmp_path.glob("*.jsonl")
    assert path.name == "2026-03.jsonl"
    assert number.value not in path.read_text()
    watch.later(days=40)
    await consulted(here, number, watch)
    # The machine stops between the database and the folder, in the middle of a line.
    await anchoring(here, tmp_path / "elsewhere", watch).once()
    (tmp_path / "2026-04.jsonl").write_text('{"sequence": 2, "jw')
    await anchoring(here, tmp_path, watch).once()
    kept = list(read_outside(tmp_path))
    assert [each.sequence for each in kept] == [1, 2]
    assert [each.jws for each in kept] == [each.jws for each in (await copied(made)).anchors]


async def test_a_file_that_holds_no_anchor_is_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    other = tmp_path / "autre.jsonl"
    other.write_text("bonjour\n")
    with pytest.raises(AnchorsUnreadable, match=r"autre\.jsonl"):
        list(read_outside(other))
    other.write_text(json.dumps({"sequence": 1, "jws": "x"}) + "\n")
    assert [each.sequence for each in read_outside(other)] == [1]


async def test_a_base_put_back_to_yesterday_is_told_by_the_lines_outside(
    made: Made, here: Opened, postgres: Any, watch: Watch, tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    number = await issued(here, watch)
    anchors = anchoring(here, tmp_path, watch)
    await anchors.once()
    watch.later(seconds=60)
    await consulted(here, number, watch)
    await anchors.once()
    superuser = await asyncpg.connect(postgres.dsn_for("postgres", "base_anchors"))
    try:
        for statement in (
            "DELETE FROM base.anchor WHERE sequence = 2",
            "DELETE FROM base.journal WHERE sequence = 2",
            "UPDATE base.ordonnance SET journal_count = 1,"
            " journal_head = (SELECT hash FROM base.journal)",
        ):
            await superuser.execute(statement)
    finally:
        await superuser.close()
    assert await (await copied(made)).findings() == []
    copy = await copied(made, tmp_path)
    assert await copy.findings() == [Finding(Fault.ROLLED_BACK, None, 2)]
    await anchors.once()
    assert "ALERT anchors outside the base are ahead of it" in caplog.text


async def test_neither_role_can_change_an_anchor(made: Made, here: Opened, watch: Watch,
                                                 tmp_path: Path) -> None:  # fmt: skip
    await issued(here, watch)
    await anchoring(here, tmp_path, watch).once()
    for dsn in (made.app_dsn, made.owner_dsn):
        connection = await asyncpg.connect(dsn)
        try:
            for statement in ("UPDATE base.anchor SET jws = ''", "DELETE FROM base.anchor",
                              "TRUNCATE base.anchor"):  # fmt: skip
                with pytest.raises(asyncpg.InsufficientPrivilegeError):
                    await connection.execute(statement)
        finally:
            await connection.close()


async def test_looking_for_what_is_new_reads_by_the_index_of_ranges(made: Made) -> None:
    connection = await asyncpg.connect(made.owner_dsn)
    try:
        await connection.execute(
            "INSERT INTO base.journal SELECT 'N' || g, 1, '2026-01-01'::timestamptz"
            " + g * interval '1 second', sha256(g::text::bytea), sha256(g::text::bytea)"
            " FROM generate_series(1, 60000) AS g"
        )
        await connection.execute("ANALYZE base.journal")
        await connection.execute("SET plan_cache_mode = force_generic_plan")
        await connection.execute(f"PREPARE look (timestamptz, timestamptz) AS {module._LATELY}")
        plan = await connection.fetch("EXPLAIN EXECUTE look ('2026-01-01', '9999-01-01')")
    finally:
        await connection.close()
    assert any("journal_by_time" in row[0] for row in plan)
