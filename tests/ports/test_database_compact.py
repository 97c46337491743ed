"""The shorter form of rows: a new base writes it, an older one when told, both are read."""

import base64
import json
from dataclasses import replace
from typing import Any

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.adapters.database.compacting import (
    full_answer,
    pack_seal,
    short_answer,
    unpack_seal,
)
from ordonnance.adapters.database.opening import BaseRefused, write_compactly
from ordonnance.adapters.keys.dictionaries import BY_FORM
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases.ports import NewOrdonnance, Written
from ordonnance.usecases.results import Issued
from tests.ports.bases import (
    NOON,
    Made,
    a_change,
    a_new,
    a_patient,
    a_scope,
    an_entry,
    make_base,
    opened,
)
from tests.ports.test_coverage import MARCH

pytestmark = pytest.mark.anyio


def part(content: object) -> str:
    """One part of a compact JWS."""
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


SEAL = f"{part({'alg': 'ES256'})}.{part({'at': 'noon'})}.{part('signature')}"


def sealed() -> NewOrdonnance:
    """A new ordonnance whose answer repeats its seal, as the act of issuing makes it."""
    new = a_new(seal=SEAL)
    return replace(new, result=Issued(new.number.value, 1, NOON, (), SEAL))


async def forms(made: Made, number: OrdonnanceNumber) -> set[bytes]:
    """The first byte of everything sealed for one ordonnance."""
    connection = await asyncpg.connect(made.owner_dsn)
    try:
        rows = await connection.fetch(
            "SELECT progress AS sealed FROM base.ordonnance WHERE number = $1"
            " UNION ALL SELECT body FROM base.document WHERE number = $1"
            " UNION ALL SELECT entry FROM base.journal WHERE number = $1"
            " UNION ALL SELECT body FROM base.answer WHERE number = $1",
            number.value,
        )
        return {row["sealed"][:1] for row in rows}
    finally:
        await connection.close()


async def forget_the_form(made: Made) -> None:
    """Make it the base of a version that knew one form only."""
    connection = await asyncpg.connect(made.owner_dsn)
    try:
        await connection.execute("DELETE FROM base.row_form")
    finally:
        await connection.close()


async def same_story(made: Made, new: NewOrdonnance) -> None:
    """What was issued, served once and read once comes back whole."""
    async with opened(made) as here:
        read = await here.base.read(new.number, new.answer)
        assert (read.document, read.seal) == (new.document, SEAL)
        assert read.answered.result == new.result
        assert read.progress.version == 2
        assert (await here.base.journal(new.number))[0].entry == new.entry
        assert await here.base.verify_chain(new.number) == []


async def lived(made: Made) -> NewOrdonnance:
    """An ordonnance issued, served and opened on that base."""
    new = sealed()
    async with opened(made) as here:
        assert await here.base.issue(new) is Written.WRITTEN
        assert await here.base.apply(new.number, 1, a_change()) is Written.WRITTEN
        await here.base.record_access(new.number, an_entry("CONSULT"))
    return new


async def test_a_new_base_writes_the_shorter_form(postgres: Any) -> None:
    made = make_base(postgres, "base_compact")
    new = await lived(made)
    assert await forms(made, new.number) <= set(BY_FORM)
    await same_story(made, new)


async def test_an_older_base_writes_what_older_servers_open_until_told(postgres: Any) -> None:
    made = make_base(postgres, "base_not_compact")
    await forget_the_form(made)
    before = await lived(made)
    assert await forms(made, before.number) <= {b"\x01", b"\x02"}
    await write_compactly(made.owner_dsn)
    await write_compactly(made.owner_dsn)
    after = await lived(made)
    assert await forms(made, after.number) <= set(BY_FORM)
    for new in (before, after):
        await same_story(made, new)


async def test_coverage_written_in_either_form_is_the_same_period(postgres: Any) -> None:
    made = make_base(postgres, "base_compact_coverage")
    patient = a_patient()
    for _ in range(2):
        async with opened(made) as here:
            await here.coverage.add(patient, (MARCH,))
            assert await here.coverage.of(patient) == (MARCH,)
        await forget_the_form(made)


async def test_a_base_not_migrated_yet_is_not_told_to_write_shorter(postgres: Any) -> None:
    with pytest.raises(BaseRefused, match="BASE_NOT_CREATED"):
        await write_compactly(postgres.fresh_database("base_nothing_to_compact"))


@given(st.one_of(st.text(max_size=60), st.lists(st.binary(max_size=40), max_size=4)))
def test_any_seal_comes_back_as_it_was(given_seal: str | list[bytes]) -> None:
    seal = (
        given_seal
        if isinstance(given_seal, str)
        else ".".join(base64.urlsafe_b64encode(each).rstrip(b"=").decode() for each in given_seal)
    )
    assert unpack_seal(pack_seal(seal)) == seal


def test_a_seal_is_packed_in_three_quarters_of_its_length() -> None:
    assert len(pack_seal(SEAL)) < len(SEAL) * 0.85 + 9


@given(st.text(max_size=9), st.text(max_size=9))
def test_an_answer_is_given_back_with_the_seal_it_had(own: str, beside: str) -> None:
    result = Issued("U", 1, NOON, (), own)
    if own != "=":
        assert full_answer(short_answer(result, beside), beside) == result


async def test_an_answer_without_the_seal_of_its_document_keeps_its_own(postgres: Any) -> None:
    made = make_base(postgres, "base_compact_other_seal")
    new = replace(sealed(), answer=a_scope())
    other = replace(new, result=Issued(new.number.value, 1, NOON, (), "another"))
    async with opened(made) as here:
        await here.base.issue(other)
        read = await here.base.read(new.number, new.answer)
        assert read.answered.result == other.result
