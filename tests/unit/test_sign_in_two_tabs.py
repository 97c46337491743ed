"""One session in two tabs: a place is chosen in one while the other has it vouched for again."""

import asyncio
from typing import Any

import httpx
import pytest

from ordonnance.bootstrap.held import RENEWED_AFTER
from ordonnance.bootstrap.renewing import RENEWING
from ordonnance.bootstrap.signed_in import SignedIn
from tests.unit.test_sign_in import CLIENT, World, refused

pytestmark = pytest.mark.anyio


@pytest.fixture
def world() -> World:
    return World()


class TwoTabs:
    """Two tabs of one session that may act at two places, while the provider is being asked."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.asked, self.answers = asyncio.Event(), asyncio.Event()
        (practice,) = world.own.person["SubjectRefPro"]["exercices"]
        activity = practice["activities"][0]
        other = {**activity, "numeroFinessSite": "990000051", "raisonSocialeSite": "AUTRE EXEMPLE"}
        practice["activities"] = [activity, other]

    async def begun(self) -> SignedIn:
        """A session at the first place, whose provider is to be asked again, slowly."""
        browsing = self.world.browsing
        session = await browsing.begin_held((await self.world.arrived()).held, CLIENT)
        session = await browsing.act_at(session, "1", CLIENT)
        self.world.own.instead["/userinfo"] = self._slowly
        self.world.clock.at += RENEWED_AFTER
        return session

    async def asking(self, session: SignedIn) -> asyncio.Task[SignedIn | None]:
        """A request that asks the provider, and waits."""
        task = asyncio.create_task(self.world.browsing.resume(session.secret, CLIENT))
        await self.asked.wait()
        return task

    async def _slowly(self, _: httpx.Request) -> httpx.Response:
        self.asked.set()
        await self.answers.wait()
        return httpx.Response(200, json=self.world.own.person)


async def resumed(world: World, session: SignedIn) -> SignedIn:
    found = await world.browsing.resume(session.secret, CLIENT)
    assert found is not None
    return found


async def test_a_place_chosen_while_the_provider_is_asked_stays_chosen(world: World) -> None:
    tabs = TwoTabs(world)
    session = await tabs.begun()
    task = await tabs.asking(session)
    moved = await world.browsing.act_at(await resumed(world, session), "2", CLIENT)
    assert moved.caller.key != session.caller.key
    # The provider is still being asked: nobody else may ask it with the same refresh token.
    assert not await world.sessions.claim(session.secret, world.clock(), RENEWING)
    tabs.answers.set()
    answered = await task
    assert answered is not None
    now = await resumed(world, session)
    assert answered.caller.key == now.caller.key == moved.caller.key
    assert now.vouched_for is not None
    assert now.vouched_for.proved_at == world.clock.at.timestamp()


async def test_a_place_chosen_leaves_the_proof_that_came_meanwhile(world: World) -> None:
    tabs = TwoTabs(world)
    session = await tabs.begun()
    task = await tabs.asking(session)
    before = await resumed(world, session)
    tabs.answers.set()
    proved = await task
    assert proved is not None
    moved = await world.browsing.act_at(before, "2", CLIENT)
    assert moved.vouched_for is not None
    assert proved.vouched_for is not None
    assert moved.vouched_for.refresh == proved.vouched_for.refresh
    world.clock.at += RENEWED_AFTER
    assert (await resumed(world, session)).caller.key == moved.caller.key


async def test_a_place_is_not_chosen_in_a_session_that_ended_meanwhile(world: World) -> None:
    session = await TwoTabs(world).begun()
    await world.browsing.end(session)
    await refused("TOKEN_EXPIRED", world.browsing.act_at(session, "2", CLIENT))


async def test_a_place_that_became_another_one_meanwhile_is_not_chosen(world: World) -> None:
    tabs = TwoTabs(world)
    before = await tabs.begun()
    world.own.person["SubjectRefPro"]["exercices"][0]["activities"][1]["numeroFinessSite"] = (
        "990000069"
    )
    tabs.answers.set()
    await resumed(world, before)
    await refused("PLACE_UNKNOWN", world.browsing.act_at(before, "2", CLIENT))


async def test_a_session_vouched_for_since_it_was_read_is_not_asked_for_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = await world.signed_in()
    world.clock.at += RENEWED_AFTER
    claim, asked = world.sessions.claim, len(world.own.asked)

    async def late(*told: Any) -> bool:
        monkeypatch.setattr(world.sessions, "claim", claim)
        assert await world.known(secret)
        return await claim(*told)

    monkeypatch.setattr(world.sessions, "claim", late)
    assert await world.known(secret)
    assert world.own.asked[asked:] == ["/token", "/userinfo"]
