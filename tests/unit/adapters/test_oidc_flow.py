"""The code flow: what leaves, what comes back, and what is never believed."""

import json
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from joserfc.jwk import ECKey, RSAKey

from ordonnance.adapters.oidc.client import LevelTooLow, Over, Secrets, Vouched
from ordonnance.adapters.oidc.exchanges import Unreachable
from ordonnance.adapters.oidc.id_tokens import ClocksDiffer, NotVerified
from ordonnance.adapters.oidc.provider import ClientAuth, ClientKey
from ordonnance.adapters.seal.compact_jws import encode_base64url
from tests.builders.provider import ISSUER, PROVIDER, OwnProvider

pytestmark = pytest.mark.anyio
BACK = "https://base.example/connexion/retour/psc"


async def signed_in(own: OwnProvider, **changed: Any) -> Vouched:
    client, under_way = own.client(replace(PROVIDER, **changed)), Secrets.new()
    answer = own.answered(await client.departure(under_way, BACK))
    await client.check_sender(answer["iss"])
    return await client.vouched(answer["code"], under_way, BACK)


async def test_the_browser_leaves_with_a_challenge_and_without_any_secret() -> None:
    client, under_way = OwnProvider().client(), Secrets.new()
    address = await client.departure(under_way, BACK)
    asked = dict(parse_qsl(urlsplit(address).query))
    assert address.startswith(f"{ISSUER}/auth?")
    assert asked.keys() == {
        "response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "acr_values",
        "code_challenge", "code_challenge_method",
    }  # fmt: skip
    assert asked["code_challenge_method"] == "S256"
    assert asked["scope"] == "openid scope_all"
    assert asked["acr_values"] == "eidas1"
    assert under_way.verifier not in address
    assert repr(under_way) == "Secrets()"


async def test_an_honest_provider_vouches_for_somebody() -> None:
    given = await signed_in(OwnProvider())
    assert given.claims == {"sub": given.sub}
    assert given.refresh is not None


async def test_a_userinfo_signed_as_a_jwt_is_verified_too() -> None:
    own = OwnProvider()

    def told(_: httpx.Request) -> httpx.Response:
        claims = {"iss": ISSUER, "aud": PROVIDER.client_id, **own.person, "given_name": "Paul"}
        media = {"content-type": "application/jwt"}
        return httpx.Response(200, content=own.signed(claims), headers=media)

    own.instead["/userinfo"] = told
    assert (await signed_in(own)).claims["given_name"] == "Paul"
    own.instead["/userinfo"] = lambda _: httpx.Response(
        200, content=forged(own), headers={"content-type": "application/jwt"}
    )
    with pytest.raises(NotVerified):
        await signed_in(own)


def forged(own: OwnProvider) -> str:
    """The same claims under the name of the provider's key, signed by another one."""
    other = OwnProvider()
    other.key = ECKey.generate_key("P-256", private=True)
    return other.signed({"iss": ISSUER, "aud": PROVIDER.client_id, **own.person})


@pytest.mark.parametrize("altered", [
    {"iss": "https://autre.example"},
    {"aud": "quelqu’un d’autre"},
    {"aud": []},
    {"aud": [PROVIDER.client_id, "quelqu’un d’autre"]},
    {"azp": "quelqu’un d’autre"},
    {"nonce": "d’une autre connexion"},
    {"nonce": None},
    {"at_hash": "d’un autre jeton"},
    {"sub": ""},
    {"sub": None},
    {"sub": "quelqu’un d’autre"},
    {"exp": None},
    {"exp": True},
    {"iat": "hier"},
])  # fmt: skip
async def test_an_id_token_that_says_anything_else_is_not_believed(altered: dict[str, Any]) -> None:
    own = OwnProvider()
    own.altered = altered
    with pytest.raises(NotVerified):
        await signed_in(own)


@pytest.mark.parametrize(("of_now", "exp"), [(-7200, -3600), (-3600, 3600), (300, 600), (0, -300)])
async def test_an_id_token_of_another_hour_tells_that_clocks_differ(of_now: int, exp: int) -> None:
    own = OwnProvider()
    now = int(own.clock().timestamp())
    own.altered = {"iat": now + of_now, "exp": now + exp}
    with pytest.raises(ClocksDiffer):
        await signed_in(own)


@pytest.mark.parametrize("header", [
    {"alg": "none", "kid": "2026"}, {"alg": "HS256", "kid": "2026"},
    {"alg": "RS256", "kid": "2026"}, {"alg": "ES256"}, {"alg": "ES256", "kid": "inconnue"},
    {"alg": "ES256", "kid": "2026", "jku": "https://autre.example"},
])  # fmt: skip
async def test_the_head_of_an_id_token_chooses_neither_algorithm_nor_key(
    header: dict[str, str],
) -> None:
    own = OwnProvider()
    honest = own.id_token

    def altered(**claims: Any) -> str:
        head = encode_base64url(json.dumps(header).encode()).decode()
        return ".".join([head, *honest(**claims).split(".")[1:]])

    own.id_token = altered  # type: ignore[method-assign]  # what a hostile provider sends
    with pytest.raises(NotVerified):
        await signed_in(own)


@pytest.mark.parametrize(("asked", "reached", "enough"), [
    (("eidas1",), "eidas1", True),
    (("eidas1",), "eidas3", True),
    (("eidas2", "eidas3"), "eidas1", False),
    (("eidas2",), None, False),
    (("eidas2",), "eidas9", False),
    (("fort",), "fort", True),
    (("fort",), "eidas3", False),
    ((), None, True),
])  # fmt: skip
async def test_the_level_reached_is_the_one_asked_for_or_higher(
    asked: tuple[str, ...], reached: str | None, enough: bool
) -> None:
    own = OwnProvider()
    own.altered = {"acr": reached}
    if enough:
        assert (await signed_in(own, acr=asked)).sub
        return
    with pytest.raises(LevelTooLow):
        await signed_in(own, acr=asked)


async def test_the_userinfo_of_another_person_is_not_believed() -> None:
    own = OwnProvider()
    own.instead["/userinfo"] = lambda _: httpx.Response(200, json={"sub": "autre"})
    with pytest.raises(NotVerified):
        await signed_in(own)


async def test_a_code_serves_once_and_only_with_its_own_verifier() -> None:
    own = OwnProvider()
    client, under_way = own.client(), Secrets.new()
    answer = own.answered(await client.departure(under_way, BACK))
    await client.vouched(answer["code"], under_way, BACK)
    with pytest.raises(Over):
        await client.vouched(answer["code"], under_way, BACK)
    stolen = own.answered(await client.departure(under_way, BACK))
    with pytest.raises(Over):
        await client.vouched(stolen["code"], replace(under_way, verifier="v" * 43), BACK)


@pytest.mark.parametrize("iss", ["https://autre.example", "", None])
async def test_the_answer_of_another_provider_is_refused(iss: str | None) -> None:
    with pytest.raises(NotVerified):
        await OwnProvider().client().check_sender(iss)


async def test_a_provider_that_never_names_itself_need_not() -> None:
    own = OwnProvider()
    del own.metadata["authorization_response_iss_parameter_supported"]
    await own.client().check_sender(None)
    with pytest.raises(NotVerified):
        await own.client().check_sender("https://autre.example")


@pytest.mark.parametrize("own_key", [
    ECKey.generate_key("P-256", private=True), RSAKey.generate_key(2048, private=True)
], ids=["ES256", "RS256"])  # fmt: skip
async def test_a_key_of_our_own_takes_the_place_of_a_secret(own_key: ECKey | RSAKey) -> None:
    own, sent = OwnProvider(), list[dict[str, str]]()

    def token(request: httpx.Request) -> httpx.Response:
        sent.append(dict(parse_qsl(request.content.decode())))
        return httpx.Response(500)

    own.instead["/token"] = token
    key = ClientKey.from_pem(own_key.as_pem(private=True), "nous")
    with pytest.raises(Unreachable):
        await signed_in(own, auth=ClientAuth.PRIVATE_KEY, secret="", key=key)
    assert sent[0]["client_assertion_type"].endswith(":jwt-bearer")
    assert sent[0]["client_assertion"].count(".") == 2
    assert "client_secret" not in sent[0]


async def test_a_secret_may_be_sent_in_the_form() -> None:
    own, sent = OwnProvider(), list[dict[str, str]]()

    def token(request: httpx.Request) -> httpx.Response:
        sent.append(dict(parse_qsl(request.content.decode())))
        return httpx.Response(401, json={"error": "invalid_client"})

    own.instead["/token"] = token
    with pytest.raises(Unreachable):
        await signed_in(own, auth=ClientAuth.POST)
    assert sent[0]["client_secret"] == PROVIDER.secret
    assert sent[0]["client_id"] == PROVIDER.client_id


async def test_leaving_tells_the_provider_who_and_where_to() -> None:
    own = OwnProvider()
    address = await own.client().leaving("qui", "https://base.example/")
    assert address is not None
    assert dict(parse_qsl(urlsplit(address).query)) == {
        "id_token_hint": "qui", "client_id": PROVIDER.client_id,
        "post_logout_redirect_uri": "https://base.example/",
    }  # fmt: skip
    del own.metadata["end_session_endpoint"]
    assert await own.client().leaving("qui", "https://base.example/") is None
