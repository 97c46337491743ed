"""What a provider says of itself, how long it is believed, and what it may not answer."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest
from joserfc.jwk import RSAKey

from ordonnance.adapters.oidc.client import Secrets, Vouched
from ordonnance.adapters.oidc.exchanges import MAX_ANSWER, Unreachable
from ordonnance.adapters.oidc.provider import ClientAuth
from ordonnance.adapters.oidc.remembered import KEPT, SILENT, STILL
from tests.builders.provider import PROVIDER, MovingClock, OwnProvider
from tests.unit.adapters.test_oidc_flow import BACK, signed_in

pytestmark = pytest.mark.anyio


async def test_a_new_key_is_asked_for_once_and_a_former_one_no_longer_serves() -> None:
    own = OwnProvider()
    client, under_way = own.client(), Secrets.new()

    async def again() -> Vouched:
        answer = own.answered(await client.departure(under_way, BACK))
        return await client.vouched(answer["code"], under_way, BACK)

    await again()
    own.key, own.kid, own.alg = RSAKey.generate_key(2048, private=True), "2027", "RS256"
    await again()
    await again()
    assert own.asked.count("/certs") == 2
    own.kid = "2028"
    own.instead["/certs"] = lambda _: httpx.Response(200, json={"keys": []})
    with pytest.raises(Unreachable):
        await again()


async def test_what_a_provider_says_of_itself_is_asked_for_again_after_an_hour() -> None:
    clock = MovingClock()
    own = OwnProvider(clock)
    client = own.client()
    for _ in range(3):
        await client.departure(Secrets.new(), BACK)
    assert len(own.asked) == 1
    clock.at += KEPT
    await client.departure(Secrets.new(), BACK)
    assert len(own.asked) == 2


@pytest.mark.parametrize("changed", [
    {"issuer": "https://autre.example"},
    {"issuer": None},
    {"token_endpoint": "http://fournisseur.example/token"},
    {"token_endpoint": None},
    {"userinfo_endpoint": "http://127.0.0.1/userinfo"},
    {"authorization_endpoint": "javascript:alert(1)"},
    {"jwks_uri": "https://qui" + "@fournisseur.example/certs"},
    {"end_session_endpoint": "ftp://fournisseur.example"},
    {"code_challenge_methods_supported": ["plain"]},
])  # fmt: skip
async def test_a_discovery_document_that_cannot_be_trusted_is_refused(
    changed: dict[str, Any],
) -> None:
    own = OwnProvider()
    own.metadata.update(changed)
    with pytest.raises(Unreachable):
        await own.client().departure(Secrets.new(), BACK)


def huge(_: httpx.Request) -> httpx.Response:
    return httpx.Response(200, content=b'{"keys": "' + b"x" * MAX_ANSWER + b'"}')


def moved(request: httpx.Request) -> httpx.Response:
    return httpx.Response(302, headers={"location": str(request.url)})


def gone(_: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("nobody there")


@pytest.mark.parametrize("part", ["/certs", "/token", "/userinfo"])
@pytest.mark.parametrize("answer", [huge, moved, gone, lambda _: httpx.Response(200, text="[]")])
async def test_a_provider_that_answers_anything_is_as_one_that_does_not(
    part: str, answer: Callable[[httpx.Request], httpx.Response]
) -> None:
    own = OwnProvider()
    own.instead[part] = answer
    with pytest.raises(Unreachable) as told:
        await signed_in(own)
    assert "fournisseur" not in told.value.reason


async def test_a_provider_that_never_answers_is_waited_for_no_longer_than_allowed() -> None:
    own = OwnProvider()

    async def silent(_: httpx.Request) -> httpx.Response:
        return await asyncio.get_running_loop().create_future()

    own.instead["/.well-known/openid-configuration"] = silent
    with pytest.raises(Unreachable):
        await own.client(seconds=0.01).departure(Secrets.new(), BACK)


DISCOVERY = "/.well-known/openid-configuration"


async def test_a_provider_out_of_reach_is_asked_once_for_all_and_left_alone_for_some_seconds() -> (
    None
):
    clock = MovingClock()
    own = OwnProvider(clock)
    own.instead[DISCOVERY] = gone
    client = own.client()
    found = await asyncio.gather(
        *(client.departure(Secrets.new(), BACK) for _ in range(8)), return_exceptions=True
    )
    assert {type(each) for each in found} == {Unreachable}
    assert len(own.asked) == 1
    clock.at += SILENT / 2
    with pytest.raises(Unreachable):
        await client.departure(Secrets.new(), BACK)
    assert len(own.asked) == 1
    del own.instead[DISCOVERY]
    clock.at += SILENT / 2
    await client.departure(Secrets.new(), BACK)
    assert len(own.asked) == 2


async def test_what_a_provider_said_serves_for_a_day_while_it_is_out_of_reach() -> None:
    clock = MovingClock()
    own = OwnProvider(clock)
    client, under_way = own.client(), Secrets.new()

    async def again() -> Vouched:
        answer = own.answered(await client.departure(under_way, BACK))
        return await client.vouched(answer["code"], under_way, BACK)

    await again()
    own.instead[DISCOVERY] = own.instead["/certs"] = gone
    clock.at += STILL - timedelta(seconds=1)
    await again()
    clock.later(seconds=1)
    with pytest.raises(Unreachable):
        await again()


async def test_a_key_that_cannot_be_asked_for_is_not_an_unknown_key() -> None:
    own = OwnProvider()
    client, under_way = own.client(), Secrets.new()

    async def again() -> Vouched:
        answer = own.answered(await client.departure(under_way, BACK))
        return await client.vouched(answer["code"], under_way, BACK)

    await again()
    own.kid = "2027"
    own.instead["/certs"] = gone
    for _ in range(2):
        with pytest.raises(Unreachable):
            await again()
    assert own.asked.count("/certs") == 2


async def test_nobody_waits_behind_whoever_asks_a_provider_again() -> None:
    clock = MovingClock()
    own = OwnProvider(clock)
    client, asked, answers = own.client(), asyncio.Event(), asyncio.Event()
    await client.departure(Secrets.new(), BACK)

    async def slow(_: httpx.Request) -> httpx.Response:
        asked.set()
        await answers.wait()
        return httpx.Response(200, json=own.metadata)

    own.instead[DISCOVERY] = slow
    clock.at += KEPT
    first = asyncio.create_task(client.departure(Secrets.new(), BACK))
    await asked.wait()
    await client.departure(Secrets.new(), BACK)
    assert not first.done()
    # Whoever leaves does not take the answer away.
    first.cancel()
    answers.set()
    await asyncio.gather(first, return_exceptions=True)
    await client.departure(Secrets.new(), BACK)
    assert own.asked.count(DISCOVERY) == 2


@pytest.mark.parametrize("changed", [
    {"id": "PSC"}, {"id": ""}, {"name": " "}, {"scope": "email"}, {"client_id": ""},
    {"issuer": "http://fournisseur.example"}, {"issuer": "https://fournisseur.example?a=b"},
    {"discovery": "http://fournisseur.example/decouverte"}, {"secret": ""},
    {"auth": ClientAuth.PRIVATE_KEY}, {"more": {"state": "deviné"}},
])  # fmt: skip
def test_a_provider_that_cannot_be_used_is_refused_at_start(changed: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"[a-z]"):
        replace(PROVIDER, **changed)
