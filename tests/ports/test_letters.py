"""Letters on their way: one suite, in memory and on PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from ordonnance.adapters.database.migrate import FOLDER
from ordonnance.adapters.database.opening import open_base
from ordonnance.adapters.memory import MemoryLetters
from ordonnance.adapters.memory.letters import AHEAD
from ordonnance.domain.errors import Refusal
from ordonnance.domain.letters import Event, Letter, LetterState, OpenBox
from ordonnance.usecases.mail import sending
from ordonnance.usecases.mail.posting import post
from ordonnance.usecases.ports.letters import Letters
from tests.builders.mail import NOON, SAMU, TRUSTED, WRITER, posted
from tests.ports.bases import Made, make_base

pytestmark = pytest.mark.anyio
LEASE = timedelta(minutes=4)


@pytest.fixture(scope="module")
def made(postgres: Any) -> Made:
    return make_base(postgres, "base_letters")


@pytest.fixture(params=["memory", "postgres"])
async def letters(request: pytest.FixtureRequest) -> AsyncIterator[Letters]:
    if request.param == "memory":
        yield MemoryLetters()
        return
    made = request.getfixturevalue("made")
    base = await open_base(made.app_dsn, made.cabinet)
    try:
        yield base.letters
    finally:
        await base.close()


def sender_of(test: str) -> str:
    """A mailbox that no other test uses: claims and lists are then of this test only."""
    return f"{test}@chu-exemple.mssante.fr"


async def a_letter(letters: Letters, unique: str, **changes: Any) -> Letter:
    return await post(letters, posted(unique, **changes), TRUSTED, NOON)


async def test_a_letter_is_found_again_as_it_was_posted_with_its_bytes(letters: Letters) -> None:
    letter = await a_letter(letters, "found")
    assert await letters.read(letter.id) == letter
    assert await letters.content(letter.id) == posted("found").content
    assert list(await letters.concerning(letter.concerns)) == [letter]
    assert not await letters.post(letter, b"other")
    assert await letters.content(letter.id) == posted("found").content


async def test_what_is_not_there_is_nothing(letters: Letters) -> None:
    assert await letters.read("absent@x.fr") is None
    assert await letters.content("absent@x.fr") is None
    assert list(await letters.concerning("absent")) == []


async def test_two_letters_about_one_thing_posted_at_once_one_is_refused(letters: Letters) -> None:
    both = [posted(f"twin-{rank}", concerns="twins") for rank in range(2)]
    posting = (post(letters, each, TRUSTED, NOON) for each in both)
    done = await asyncio.gather(*posting, return_exceptions=True)
    refused = [each for each in done if isinstance(each, Refusal)]
    assert [each.code for each in refused] == ["MAIL_ANOTHER_LETTER"]
    assert len(await letters.concerning("twins")) == 1


async def test_only_who_read_the_last_version_writes(letters: Letters) -> None:
    letter = await a_letter(letters, "versions")
    written = await letters.write(letter.after(Event.HANDING, NOON))
    assert written is not None
    assert (written.version, written.state) == (2, LetterState.HANDING)
    assert await letters.write(letter.after(Event.CANCELLED, NOON)) is None
    assert await letters.read(letter.id) == written


async def test_the_bytes_go_once_the_letter_has_left(letters: Letters) -> None:
    letter = await a_letter(letters, "left")
    handing = await letters.write(letter.after(Event.HANDING, NOON))
    assert handing is not None
    assert await letters.content(letter.id) is not None
    assert await letters.write(handing.after(Event.TAKEN, NOON)) is not None
    assert await letters.content(letter.id) is None


async def test_a_letter_claimed_is_left_alone_until_its_lease_is_over(letters: Letters) -> None:
    senders = frozenset({OpenBox(sender_of("lease"))})
    letter = await a_letter(letters, "lease", sender=sender_of("lease"))
    assert list(await letters.claim(senders, NOON, LEASE, 8)) == [letter]
    assert list(await letters.claim(senders, NOON + timedelta(minutes=3), LEASE, 8)) == []
    assert list(await letters.claim(senders, NOON + LEASE, LEASE, 8)) == [letter]


@pytest.mark.parametrize("ahead", [timedelta(hours=2), timedelta(days=1)], ids=str)
async def test_a_letter_put_off_by_a_clock_since_put_back_leaves_at_once(
    letters: Letters, ahead: timedelta
) -> None:
    written, claimed = (sender_of(f"{word}-{ahead.days}") for word in ("written", "claimed"))
    await post(letters, posted(f"w-{ahead.days}", sender=written), TRUSTED, NOON + ahead)
    await a_letter(letters, f"c-{ahead.days}", sender=claimed)
    assert await letters.claim(frozenset({OpenBox(claimed)}), NOON + ahead, LEASE, 8)
    for sender in (written, claimed):
        box = frozenset({OpenBox(sender)})
        assert len(await letters.claim(box, NOON, LEASE, 8)) == 1
        # Claimed at the present, it is left alone as any other.
        assert not await letters.claim(box, NOON + LEASE / 2, LEASE, 8)


async def test_letters_of_others_not_yet_due_or_gone_are_not_claimed(letters: Letters) -> None:
    mine = sender_of("claims")
    due = await a_letter(letters, "due", sender=mine)
    await a_letter(letters, "other", sender=sender_of("somebody"))
    put_off = await a_letter(letters, "put-off", sender=mine)
    gone = await a_letter(letters, "gone", sender=mine)
    await letters.write(replace(put_off, due_at=NOON + timedelta(minutes=1)))
    await letters.write(gone.after(Event.CANCELLED, NOON))
    assert list(await letters.claim(frozenset({OpenBox(mine)}), NOON, LEASE, 8)) == [due]
    assert list(await letters.claim(frozenset(), NOON, LEASE, 8)) == []


async def test_of_one_mailbox_each_session_claims_what_its_own_person_wrote(
    letters: Letters,
) -> None:
    shared = sender_of("shared")
    written = {
        person: await a_letter(letters, f"shared-{person}", sender=shared, writer=person)
        for person in ("paul", "zoe")
    }
    for nobody in (OpenBox(shared), OpenBox(shared, "hugo")):
        assert list(await letters.claim(frozenset({nobody}), NOON, LEASE, 8)) == []
    for person, letter in written.items():
        boxes = frozenset({OpenBox(shared, person)})
        assert list(await letters.claim(boxes, NOON, LEASE, 8)) == [letter]


async def test_no_letter_is_claimed_twice_by_those_who_claim_at_once(letters: Letters) -> None:
    mine = sender_of("crowd")
    posted_ids = {(await a_letter(letters, f"crowd-{rank}", sender=mine)).id for rank in range(6)}
    claims = (letters.claim(frozenset({OpenBox(mine)}), NOON, LEASE, 2) for _ in range(6))
    claimed = [each.id for batch in await asyncio.gather(*claims) for each in batch]
    assert len(claimed) == len(set(claimed))
    assert set(claimed) <= posted_ids


async def test_letters_are_listed_by_state_the_oldest_first(letters: Letters) -> None:
    waiting = frozenset({LetterState.WAITING})
    before = {each.id for each in await letters.among(waiting, 100)}
    late = posted("late", writer=WRITER)
    second = await post(letters, late, TRUSTED, NOON + timedelta(seconds=1))
    first = await a_letter(letters, "early", writer=WRITER)
    found = [each.id for each in await letters.among(waiting, 100) if each.id not in before]
    assert found == [first.id, second.id]
    assert len(await letters.among(waiting, 1)) == 1
    after = [each.id for each in await letters.among(waiting, 100, first) if each.id not in before]
    assert after == [second.id]


def test_no_letter_is_put_off_for_as_long_as_what_tells_a_clock_put_back() -> None:
    # The same ten minutes stand in claim_letters.sql.
    assert 2 * max(sending.LEASE, sending.UNSURE_PAUSE, sending.pause(99)) <= AHEAD
    sql = (FOLDER / "functions" / "claim_letters.sql").read_text()
    assert f"interval '{AHEAD // timedelta(minutes=1)} minutes'" in sql


async def test_nothing_readable_stands_in_the_rows(made: Made) -> None:
    base = await open_base(made.app_dsn, made.cabinet)
    try:
        letter = await a_letter(base.letters, "sealed", content=b"CANARI " * 20)
    finally:
        await base.close()
    connection = await asyncpg.connect(made.owner_dsn)
    try:
        rows = await connection.fetch("SELECT l::text AS said, l.* FROM base.letter AS l")
    finally:
        await connection.close()
    written = b"".join(
        value if isinstance(value, bytes) else str(value).encode()
        for row in rows
        for value in row.values()
    )
    secrets = (b"CANARI", str(SAMU.address).encode(), letter.recipient.encode(), b"sealed")
    assert [each for each in secrets if each in written] == []
