"""What a provider says of itself, how long it is believed, and what it may not answer."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import httpx
import pytest
from joserfc.jwk import RSAKey

from ordonnance.adapters.oidc.client import Secrets, Vouched
from ordonnance.adapters.oidc.exchanges import MAX_ANSWER, Unreachable
from ordonnance.adapters.oidc.metadata import KEPT
from ordonnance.adapters.oidc.provider import ClientAuth
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


@pytest.mark.parametrize("changed", [
    {"id": "PSC"}, {"id": ""}, {"name": " "}, {"scope": "email"}, {"client_id": ""},
    {"issuer": "http://fournisseur.example"}, {"issuer": "https://fournisseur.example?a=b"},
    {"discovery": "http://fournisseur.example/decouverte"}, {"secret": ""},
    {"auth": ClientAuth.PRIVATE_KEY}, {"more": {"state": "deviné"}},
])  # fmt: skip
def test_a_provider_that_cannot_be_used_is_refused_at_start(changed: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"[a-z]"):
        replace(PROVIDER, **changed)
