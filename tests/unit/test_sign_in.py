"""Sign-in in a browser: the cookie of a sign-in under way, the session, its renewals, its end."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest

from ordonnance.adapters.identity.tokens import TokenVerifier
from ordonnance.adapters.memory import MemorySessions
from ordonnance.bootstrap.browsing import Browsing
from ordonnance.bootstrap.held import ALONE, BELIEVED_FOR, LONGEST, RENEWED_AFTER, read_held
from ordonnance.bootstrap.renewing import RENEWING
from ordonnance.bootstrap.sign_in import UNDER_WAY, Arrival, SignIn
from ordonnance.domain.actors import Professional, Role, SoftwareClient
from ordonnance.domain.errors import Refusal
from tests.builders.provider import ISSUER, PROVIDER, MovingClock, OwnProvider, patients
from tests.builders.tokens import professional_claims

pytestmark = pytest.mark.anyio
CLIENT = SoftwareClient(product="ordonnance web")


class World:
    """A browser, a base in memory and a provider, under one clock."""

    def __init__(self) -> None:
        self.clock = MovingClock()
        self.own = OwnProvider(self.clock)
        self.own.person = professional_claims()
        self.sign_in = self.own.sign_in()
        self.sessions = MemorySessions()
        verifier = TokenVerifier((), self.clock)
        self.browsing = Browsing(
            self.sessions,
            verifier,
            self.clock,
            timedelta(hours=8),
            self.own.representations,
            self.sign_in,
        )

    async def arrived(self, sign_in: SignIn | None = None, back: str = "/comptoir") -> Arrival:
        asked = sign_in or self.sign_in
        departure = await asked.departure("psc", back)
        return await asked.arrival("psc", departure.cookie, self.own.answered(departure.address))

    async def signed_in(self) -> str:
        return (await self.browsing.begin_held((await self.arrived()).held, CLIENT)).secret

    async def known(self, secret: str) -> bool:
        return await self.browsing.resume(secret, CLIENT) is not None


@pytest.fixture
def world() -> World:
    return World()


async def refused(code: str, doing: Any) -> None:
    with pytest.raises(Refusal) as told:
        await doing
    assert told.value.code == code


async def test_a_professional_comes_back_as_the_same_caller_as_by_a_token(world: World) -> None:
    arrival = await world.arrived()
    assert arrival.back == "/comptoir"
    session = await world.browsing.begin_held(arrival.held, CLIENT)
    assert session.caller.role is Role.DISPENSER
    assert isinstance(session.caller.actor, Professional)
    assert session.caller.actor.national_id == "899900000078"
    assert await world.known(session.secret)


async def test_what_the_session_holds_is_read_as_it_was_written(world: World) -> None:
    held = (await world.arrived()).held
    assert read_held(held.written()) == held
    assert "899900000078" not in repr(held)


async def test_a_claim_of_ours_is_not_the_provider_s_to_give(world: World) -> None:
    world.own.person["ordonnance"] = {"remplace": "99900000011"}
    assert "ordonnance" not in (await world.arrived()).held.claims


@pytest.mark.parametrize("altered", [
    {"state": "deviné"}, {"state": ""}, {"state": None},
])  # fmt: skip
async def test_an_answer_that_nobody_asked_for_is_lost(
    world: World, altered: dict[str, str | None]
) -> None:
    departure = await world.sign_in.departure("psc", "/")
    told = {**world.own.answered(departure.address), **altered}
    answer = {name: value for name, value in told.items() if value is not None}
    await refused("SIGN_IN_LOST", world.sign_in.arrival("psc", departure.cookie, answer))


@pytest.mark.parametrize("cookie", [None, "", "illisible", "é", "A" * 80])
async def test_a_browser_without_the_cookie_of_the_sign_in_opens_nothing(
    world: World, cookie: str | None
) -> None:
    departure = await world.sign_in.departure("psc", "/")
    answer = world.own.answered(departure.address)
    await refused("SIGN_IN_LOST", world.sign_in.arrival("psc", cookie, answer))


async def test_the_cookie_of_another_sign_in_or_provider_opens_nothing(world: World) -> None:
    both = world.own.sign_in(PROVIDER, replace(PROVIDER, id="autre"))
    mine, other = await both.departure("psc", "/"), await both.departure("autre", "/")
    answer = world.own.answered(mine.address)
    await refused("SIGN_IN_LOST", both.arrival("psc", other.cookie, answer))
    await refused("SIGN_IN_LOST", both.arrival("autre", mine.cookie, answer))


async def test_the_cookie_says_nothing_and_serves_ten_minutes(world: World) -> None:
    departure = await world.sign_in.departure("psc", "/mes-ordonnances")
    answer = world.own.answered(departure.address)
    assert answer["state"] not in departure.cookie
    world.clock.at += UNDER_WAY
    await refused("SIGN_IN_LOST", world.sign_in.arrival("psc", departure.cookie, answer))


async def test_a_sign_in_replayed_is_lost(world: World) -> None:
    departure = await world.sign_in.departure("psc", "/")
    answer = world.own.answered(departure.address)
    await world.sign_in.arrival("psc", departure.cookie, answer)
    await refused("SIGN_IN_LOST", world.sign_in.arrival("psc", departure.cookie, answer))


@pytest.mark.parametrize(("answer", "code"), [
    ({"error": "access_denied", "iss": ISSUER}, "SIGN_IN_DECLINED"),
    ({"error": "login_required", "iss": ISSUER}, "SIGN_IN_DECLINED"),
    ({"error": "temporarily_unavailable", "iss": ISSUER}, "SIGN_IN_UNREACHABLE"),
    ({"error": "access_denied", "iss": "https://autre.example"}, "SIGN_IN_NOT_VERIFIED"),
    ({"code": "deviné"}, "SIGN_IN_NOT_VERIFIED"),
    ({"iss": ISSUER}, "SIGN_IN_NOT_VERIFIED"),
    ({"code": "deviné", "iss": ISSUER}, "SIGN_IN_LOST"),
])  # fmt: skip
async def test_what_the_provider_sends_back_instead_is_told_in_words(
    world: World, answer: dict[str, str], code: str
) -> None:
    departure = await world.sign_in.departure("psc", "/")
    state = world.own.answered(departure.address)["state"]
    doing = world.sign_in.arrival("psc", departure.cookie, {**answer, "state": state})
    await refused(code, doing)


async def test_a_provider_that_is_not_ours_has_no_address(world: World) -> None:
    await refused("ROUTE_UNKNOWN", world.sign_in.departure("inconnu", "/"))
    await refused("ROUTE_UNKNOWN", world.sign_in.arrival("inconnu", None, {}))


@pytest.mark.parametrize("person", [
    professional_claims(SubjectRefPro={"exercices": []}),
    professional_claims(SubjectRole=["10^1.2.250.1.213.1.1.5.5"]),
    {"sub": "f:exemple:1", "SubjectNameID": "899900000078"},
])  # fmt: skip
async def test_somebody_without_a_role_here_is_told_so(
    world: World, person: dict[str, Any]
) -> None:
    world.own.person = person
    arrival = await world.arrived()
    await refused("SIGN_IN_NO_ROLE", world.browsing.begin_held(arrival.held, CLIENT))


async def test_the_provider_is_asked_again_after_ten_minutes_and_once(world: World) -> None:
    secret = await world.signed_in()
    asked = len(world.own.asked)
    world.clock.at += RENEWED_AFTER - timedelta(seconds=1)
    assert await world.known(secret)
    assert len(world.own.asked) == asked
    world.clock.later(seconds=1)
    assert await world.known(secret)
    assert await world.known(secret)
    assert world.own.asked[asked:] == ["/token", "/userinfo"]


async def test_a_session_goes_on_for_four_hours_at_most(world: World) -> None:
    began = world.clock.at
    secret = await world.signed_in()
    while world.clock.at + RENEWED_AFTER < began + LONGEST:
        world.clock.at += RENEWED_AFTER
        assert await world.known(secret)
    world.clock.at = began + LONGEST
    assert not await world.known(secret)


async def test_a_session_ends_when_the_provider_no_longer_vouches_for_it(world: World) -> None:
    secret = await world.signed_in()
    world.own.instead["/token"] = lambda _: httpx.Response(400, json={"error": "invalid_grant"})
    world.clock.at += RENEWED_AFTER
    assert not await world.known(secret)
    del world.own.instead["/token"]
    assert not await world.known(secret)


async def test_a_session_ends_when_the_person_lost_their_role(world: World) -> None:
    secret = await world.signed_in()
    world.own.person = {**world.own.person, "SubjectRefPro": {"exercices": []}}
    world.clock.at += RENEWED_AFTER
    assert not await world.known(secret)


async def test_a_provider_out_of_reach_ends_nothing_for_five_minutes(world: World) -> None:
    secret = await world.signed_in()
    began = world.clock.at
    world.own.instead["/token"] = lambda _: httpx.Response(500)
    world.clock.at = began + RENEWED_AFTER
    assert await world.known(secret)
    asked = len(world.own.asked)
    assert await world.known(secret)
    assert len(world.own.asked) == asked
    world.clock.at += RENEWING
    assert await world.known(secret)
    assert len(world.own.asked) == asked + 1
    world.clock.at = began + BELIEVED_FOR
    assert not await world.known(secret)


async def test_without_a_way_to_ask_again_a_session_lasts_half_an_hour(world: World) -> None:
    world.own.refreshes = False
    secret = await world.signed_in()
    world.clock.at += ALONE - timedelta(seconds=1)
    assert await world.known(secret)
    world.clock.later(seconds=1)
    assert not await world.known(secret)


async def test_a_session_of_a_provider_that_is_no_longer_ours_is_over(world: World) -> None:
    secret = await world.signed_in()
    for sign_in in (None, world.own.sign_in(patients()), world.own.sign_in(
        replace(PROVIDER, issuer="https://autre.example")
    )):  # fmt: skip
        world.browsing.sign_in = sign_in
        assert not await world.known(secret)


async def test_leaving_without_the_provider_is_leaving_here(world: World) -> None:
    held = (await world.arrived()).held
    address = await world.sign_in.leaving(held)
    assert address is not None
    assert address.startswith(f"{ISSUER}/logout?id_token_hint=")
    down = OwnProvider(world.clock)
    down.instead["/.well-known/openid-configuration"] = lambda _: httpx.Response(503)
    assert await down.sign_in().leaving(held) is None
    assert await down.sign_in(patients()).leaving(held) is None
