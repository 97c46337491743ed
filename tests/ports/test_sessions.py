"""The sessions of browsers: one suite, in memory and on PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, cast
from uuid import UUID

import asyncpg
import pytest

from ordonnance.adapters.database.connections import Connections
from ordonnance.adapters.database.opening import open_base
from ordonnance.adapters.database.sessions import PostgresSessions
from ordonnance.adapters.database.sweeping import Sweeping
from ordonnance.adapters.memory import MemorySessions
from ordonnance.domain.errors import Refusal
from ordonnance.usecases.ports import DeskKind, DeskSheet, Sessions
from tests.ports.bases import NOON, Made, make_base

pytestmark = pytest.mark.anyio
IDLE = timedelta(minutes=30)
EVENING = NOON + timedelta(hours=8)


@pytest.fixture(scope="module")
def made(postgres: Any) -> Made:
    return make_base(postgres, "base_sessions")


@asynccontextmanager
async def kept(made: Made) -> AsyncIterator[PostgresSessions]:
    """The sessions of that base, open."""
    base = await open_base(made.app_dsn, made.cabinet)
    try:
        yield base.sessions
    finally:
        await base.close()


@pytest.fixture(params=["memory", "postgres"])
async def sessions(request: pytest.FixtureRequest) -> AsyncIterator[Sessions]:
    if request.param == "memory":
        yield MemorySessions()
        return
    async with kept(request.getfixturevalue("made")) as kept_sessions:
        yield kept_sessions


async def test_sessions_of_one_tie_end_together_and_the_others_stay(sessions: Sessions) -> None:
    for secret, tie in (("a1", "a"), ("a2", "a"), ("b", "b"), ("seul", "")):
        await sessions.begin(secret, secret.encode(), NOON, EVENING, tie)
    await sessions.end_tied("a")
    left = [await sessions.seen(each, NOON, IDLE) for each in ("a1", "a2", "b", "seul")]
    assert left == [None, None, b"b", b"seul"]
    await sessions.end_tied("a")


async def test_a_session_holds_what_it_was_given_until_it_is_ended(sessions: Sessions) -> None:
    await sessions.begin("premier", b"un", NOON, EVENING)
    await sessions.begin("second", b"deux", NOON, EVENING)
    assert await sessions.seen("premier", NOON, IDLE) == b"un"
    await sessions.end("premier")
    await sessions.end("premier")
    assert await sessions.seen("premier", NOON, IDLE) is None
    assert await sessions.seen("second", NOON, IDLE) == b"deux"


async def test_a_session_that_never_was_holds_nothing(sessions: Sessions) -> None:
    assert await sessions.seen("inconnu", NOON, IDLE) is None


async def test_a_session_rests_as_long_as_it_may_and_no_longer(sessions: Sessions) -> None:
    await sessions.begin("au repos", b"un", NOON, EVENING)
    almost = NOON + IDLE - timedelta(seconds=1)
    assert await sessions.seen("au repos", almost, IDLE) == b"un"
    # Seen then, it may rest again from then on.
    assert await sessions.seen("au repos", almost + IDLE - timedelta(seconds=1), IDLE) == b"un"
    assert await sessions.seen("au repos", almost + 3 * IDLE, IDLE) is None


async def test_a_session_seen_by_a_clock_since_put_back_rests_no_longer_than_another(
    sessions: Sessions,
) -> None:
    await sessions.begin("en avance", b"un", NOON, EVENING)
    assert await sessions.seen("en avance", NOON + IDLE / 2, IDLE) == b"un"
    assert await sessions.seen("en avance", NOON, IDLE) == b"un"
    assert await sessions.seen("en avance", NOON + IDLE, IDLE) is None


async def test_a_session_ends_when_its_token_does_however_busy(sessions: Sessions) -> None:
    await sessions.begin("le soir", b"un", EVENING - IDLE, EVENING)
    assert await sessions.seen("le soir", EVENING - timedelta(seconds=1), IDLE) == b"un"
    assert await sessions.seen("le soir", EVENING, IDLE) is None


async def test_one_renews_a_session_while_the_others_wait(sessions: Sessions) -> None:
    patience = timedelta(seconds=30)
    await sessions.begin("à renouveler", b"avant", NOON, EVENING)
    assert await sessions.claim("à renouveler", NOON, patience)
    assert not await sessions.claim("à renouveler", NOON + patience / 2, patience)
    assert await sessions.renew("à renouveler", b"avant", b"ensuite", proved=True)
    assert await sessions.seen("à renouveler", NOON, IDLE) == b"ensuite"
    assert await sessions.claim("à renouveler", NOON, patience)
    # Whoever claimed and never came back holds the others up no longer than that.
    assert await sessions.claim("à renouveler", NOON + patience, patience)


async def test_a_claim_by_a_clock_since_put_back_holds_nobody_up(sessions: Sessions) -> None:
    patience = timedelta(seconds=30)
    await sessions.begin("réclamée", b"avant", NOON, EVENING)
    assert await sessions.claim("réclamée", NOON + timedelta(hours=2), patience)
    assert await sessions.claim("réclamée", NOON, patience)
    assert not await sessions.claim("réclamée", NOON - patience / 2, patience)


async def test_a_choice_leaves_the_claim_and_is_not_written_over(sessions: Sessions) -> None:
    patience = timedelta(seconds=30)
    await sessions.begin("deux onglets", b"avant", NOON, EVENING)
    assert await sessions.claim("deux onglets", NOON, patience)
    assert await sessions.renew("deux onglets", b"avant", b"le lieu", proved=False)
    assert not await sessions.claim("deux onglets", NOON, patience)
    assert not await sessions.renew("deux onglets", b"avant", b"la preuve", proved=True)
    assert not await sessions.claim("deux onglets", NOON, patience)
    assert await sessions.seen("deux onglets", NOON, IDLE) == b"le lieu"
    assert await sessions.renew("deux onglets", b"le lieu", b"les deux", proved=True)
    assert await sessions.claim("deux onglets", NOON, patience)


async def test_a_session_that_ended_is_neither_claimed_nor_renewed(sessions: Sessions) -> None:
    await sessions.begin("finie", b"avant", NOON, EVENING)
    await sessions.end("finie")
    assert not await sessions.claim("finie", NOON, timedelta(seconds=30))
    assert not await sessions.renew("finie", b"avant", b"ensuite", proved=True)
    assert await sessions.seen("finie", NOON, IDLE) is None


async def test_the_table_holds_neither_the_secret_nor_what_the_session_holds(made: Made) -> None:
    async with kept(made) as sessions:
        await sessions.begin("secret-du-navigateur", b"jeton-du-navigateur", NOON, EVENING)
    rows = await _rows(made)
    assert rows
    written = b"".join(value for row in rows for value in (row["session_hash"], row["body"]))
    assert b"secret-du-navigateur" not in written
    assert b"jeton-du-navigateur" not in written


async def test_sessions_that_are_over_are_dropped_by_those_that_begin(made: Made) -> None:
    async with kept(made) as sessions:
        await sessions.begin("hier", b"un", NOON - timedelta(days=1), NOON - timedelta(hours=9))
        before = len(await _rows(made))
        await sessions.begin("ce jour", b"deux", NOON, EVENING)
        assert len(await _rows(made)) == before


async def _rows(made: Made) -> list[Any]:
    connection = await asyncpg.connect(made.app_dsn)
    try:
        rows: list[Any] = await connection.fetch("SELECT session_hash, body FROM base.web_session")
        return rows
    finally:
        await connection.close()


async def test_a_mark_is_taken_once_whoever_brings_it(sessions: Sessions) -> None:
    assert await sessions.once("lien", NOON, EVENING) is True
    assert await sessions.once("lien", NOON, EVENING) is False
    assert await sessions.once("autre lien", NOON, EVENING) is True


async def test_a_mark_is_no_session(sessions: Sessions) -> None:
    assert await sessions.once("marque", NOON, EVENING) is True
    assert await sessions.seen("marque", NOON, IDLE) is None


async def test_a_mark_outlives_the_rest_of_a_session(made: Made) -> None:
    later = NOON + timedelta(minutes=9)
    base = await open_base(made.app_dsn, made.cabinet)
    try:
        assert await base.sessions.once("lien du matin", NOON, NOON + timedelta(minutes=10))
        await Sweeping(base.connections, lambda: later, timedelta(minutes=5)).once()
        assert not await base.sessions.once("lien du matin", later, NOON + timedelta(minutes=10))
    finally:
        await base.close()


async def test_what_is_over_leaves_the_base_in_turns_though_nobody_writes(made: Made) -> None:
    now = NOON + timedelta(days=400)
    base = await open_base(made.app_dsn, made.cabinet)
    try:
        for rank, (seen, ends) in enumerate((
            (now - timedelta(minutes=29), now + timedelta(hours=1)),
            (now - timedelta(minutes=31), now + timedelta(hours=1)),
            (now - timedelta(minutes=1), now - timedelta(seconds=1)),
        )):  # fmt: skip
            await base.sessions.begin(f"balayage-{rank}", b"un", seen, ends)
        for rank, until in ((801, now), (802, now - IDLE), (803, now + IDLE)):
            sheet = DeskSheet(str(UUID(int=rank)), 1, b"{}", now - IDLE * 2)
            assert await base.desk.put("balayage", DeskKind.DRAFT, sheet, until)
        sweeping = Sweeping(base.connections, lambda: now, IDLE)
        went = await sweeping.once(most=1)
        assert went >= 4
        assert await sweeping.once() == 0
        assert await base.sessions.seen("balayage-0", now, IDLE) == b"un"
        kept = await base.desk.all("balayage", DeskKind.DRAFT, now - IDLE * 3)
        assert [each.id for each in kept] == [str(UUID(int=803))]
    finally:
        await base.close()


async def test_a_base_out_of_reach_is_swept_the_next_time(caplog: pytest.LogCaptureFixture) -> None:
    stop = asyncio.Event()

    class Silent:
        async def value(self, *_: object) -> int:
            stop.set()
            raise Refusal.of("BASE_UNAVAILABLE")

    await Sweeping(cast(Connections, Silent()), lambda: NOON, IDLE).run(stop)
    assert "not swept" in caplog.text
