"""The census of derogatory prescriptions: one suite, in memory and on PostgreSQL."""

import asyncio
from datetime import date, timedelta
from typing import Any

import asyncpg
import pytest

from ordonnance.adapters.database.connections import DatabaseFault
from ordonnance.domain.census import CensusFlag, Centre, Counted, Motive
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases.ports import NewOrdonnance, Written
from tests.builders.census import a_centre, an_entry
from tests.ports.bases import NOON, Made, Opened, a_change, a_new, a_number, opened

pytestmark = pytest.mark.anyio
ALWAYS = (date(2025, 1, 1), date(2027, 1, 1))
WORDS = "Douleur de SECRETEXEMPLE après une chute"


def counted(centre: Centre, words: str = "", **changes: Any) -> NewOrdonnance:
    """A prescription of a centre that enters the census."""
    return a_new(census=Counted(an_entry(centre=centre, **changes), words))


async def test_a_prescription_and_its_row_are_written_together(base: Any) -> None:
    centre = a_centre()
    new = counted(centre)
    assert await base.issue(new) is Written.WRITTEN
    assert await base.read(new.number) is not None
    (row,) = await base.census.between(*ALWAYS, centre.finess)
    assert (row.entry, row.flags) == (an_entry(centre=centre), frozenset())
    assert new.number.value not in row.id
    assert row in await base.census.between(*ALWAYS)


async def test_what_is_not_written_is_not_counted(base: Any) -> None:
    centre = a_centre()
    new = counted(centre)
    assert await base.issue(new) is Written.WRITTEN
    again = counted(centre)
    taken = NewOrdonnance(**{
        **{name: getattr(again, name) for name in NewOrdonnance.__slots__}, "number": new.number,
    })  # fmt: skip
    assert await base.issue(new) is Written.ANSWERED
    assert await base.issue(taken) is Written.CONFLICT
    assert len(await base.census.between(*ALWAYS, centre.finess)) == 1


async def test_an_ordonnance_that_is_not_derogatory_enters_no_census(base: Any) -> None:
    new = a_new()
    assert await base.issue(new) is Written.WRITTEN
    assert not await base.census.flag(new.number, CensusFlag.WITHDRAWN, NOON)
    assert await base.census.words(new.number) is None


async def test_a_derogatory_prescription_is_not_corrected(base: Any) -> None:
    new = a_new()
    assert await base.issue(new) is Written.WRITTEN
    with pytest.raises(ValueError, match="withdrawn"):
        await base.replace(new.number, 1, a_change(), counted(a_centre()))


async def test_rows_come_by_day_and_only_those_asked_for(base: Any) -> None:
    centre, day = a_centre(), date(2025, 6, 2)
    for days in (3, 0, 9):
        assert await base.issue(counted(centre, on=day + timedelta(days))) is Written.WRITTEN
    found = await base.census.between(day, day + timedelta(3), centre.finess)
    assert [row.entry.on for row in found] == [day, day + timedelta(3)]
    assert await base.census.first_day(centre.finess) == day
    assert await base.census.between(*ALWAYS, a_centre().finess) == ()
    assert await base.census.first_day(a_centre().finess) is None


async def test_what_happened_since_is_marked_and_nothing_is_taken_away(base: Any) -> None:
    centre = a_centre()
    new = counted(centre)
    await base.issue(new)
    (before,) = await base.census.between(*ALWAYS, centre.finess)
    for flag in (CensusFlag.BOUNCED, CensusFlag.WITHDRAWN, CensusFlag.BOUNCED):
        assert await base.census.flag(new.number, flag, NOON)
    (row,) = await base.census.between(*ALWAYS, centre.finess)
    assert row.flags == {CensusFlag.BOUNCED, CensusFlag.WITHDRAWN}
    assert (row.id, row.entry) == (before.id, before.entry)
    assert not await base.census.flag(a_number(), CensusFlag.BOUNCED, NOON)


async def test_many_prescriptions_at_once_are_each_counted_once(base: Any) -> None:
    centre = a_centre()
    news = [counted(centre) for _ in range(40)]
    written = await asyncio.gather(*(base.issue(each) for each in (*news, *news)))
    assert written.count(Written.WRITTEN) == 40
    rows = await base.census.between(*ALWAYS, centre.finess)
    assert len({row.id for row in rows}) == len(rows) == 40


async def test_when_the_row_cannot_be_written_neither_is_the_prescription(
    here: Opened, made: Made | None
) -> None:
    if made is None:
        pytest.skip("nothing fails in memory")
    new = counted(a_centre())
    connection = await asyncpg.connect(made.owner_dsn)
    full = "ALTER TABLE base.census ADD CONSTRAINT no_room CHECK (false) NOT VALID"
    try:
        await connection.execute(full)
        with pytest.raises(DatabaseFault, match="23514"):
            await here.base.issue(new)
    finally:
        await connection.execute("ALTER TABLE base.census DROP CONSTRAINT IF EXISTS no_room")
        await connection.close()
    assert await here.base.read(new.number) is None
    assert await here.base.issue(new) is Written.WRITTEN


async def test_words_are_kept_apart_from_the_row(base: Any) -> None:
    centre = a_centre()
    new = counted(centre, WORDS, motive=Motive.OTHER)
    await base.issue(new)
    (row,) = await base.census.between(*ALWAYS, centre.finess)
    assert WORDS not in repr(row)
    assert await base.census.words(new.number) == WORDS
    assert await base.census.words(a_number()) is None


async def test_nothing_of_a_row_can_be_read_in_the_tables(here: Opened, made: Made | None) -> None:
    if made is None:
        pytest.skip("in memory nothing is at rest")
    centre = a_centre()
    new = counted(centre, WORDS, motive=Motive.OTHER)
    await here.base.issue(new)
    connection = await asyncpg.connect(made.owner_dsn)
    try:
        rows = await connection.fetch("SELECT c::text, c.* FROM base.census AS c")
    finally:
        await connection.close()
    whole = " ".join(str(bytes(value) if isinstance(value, bytes) else value)
                     for row in rows for value in row.values())  # fmt: skip
    hidden = (new.number.value, "SECRETEXEMPLE", centre.finess.value, "SAMU", "tramadol", "autre")
    assert [each for each in hidden if each in whole] == []
    assert len(rows) >= 1


async def test_the_id_of_a_row_stays_when_the_base_is_opened_again(made: Made | None) -> None:
    if made is None:
        pytest.skip("nothing in memory is opened again")
    centre = a_centre()
    number: OrdonnanceNumber
    async with opened(made) as first:
        new = counted(centre, WORDS)
        number = new.number
        await first.base.issue(new)
        (before,) = await first.base.census.between(*ALWAYS, centre.finess)
    async with opened(made) as second:
        (after,) = await second.base.census.between(*ALWAYS, centre.finess)
        assert after == before
        assert await second.base.census.words(number) == WORDS
