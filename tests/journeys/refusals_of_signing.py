"""The refusals that a person meets on coming back from a provider."""

import httpx

from tests.journeys.arriving import arrived, came_back, from_provider, left, stronger, userinfo
from tests.journeys.refusing import World, met


@met("SIGN_IN_DECLINED", on_a_page=True)
def a_person_who_says_no(world: World) -> httpx.Response:
    with from_provider(world.base) as (address, own):
        browser = world.browse(address)
        return came_back(browser, own, left(browser), error="access_denied")


@met("SIGN_IN_UNREACHABLE", on_a_page=True)
def a_provider_that_is_down(world: World) -> httpx.Response:
    with from_provider(world.base) as (address, own):
        own.instead["/.well-known/openid-configuration"] = lambda _: httpx.Response(503)
        return left(world.browse(address))


@met("SIGN_IN_LOST", on_a_page=True)
def an_answer_that_nobody_asked_for(world: World) -> httpx.Response:
    with from_provider(world.base) as (address, own):
        browser = world.browse(address)
        return came_back(browser, own, left(browser), state="deviné")


@met("SIGN_IN_CLOCK", on_a_page=True)
def a_provider_of_another_hour(world: World) -> httpx.Response:
    return _told_by(world, {"iat": 1_000_000_000, "exp": 1_000_000_600})


@met("SIGN_IN_NOT_VERIFIED", on_a_page=True)
def an_id_token_for_somebody_else(world: World) -> httpx.Response:
    return _told_by(world, {"aud": "quelqu’un d’autre"})


def _told_by(world: World, altered: dict[str, object]) -> httpx.Response:
    with from_provider(world.base) as (address, own):
        own.altered = altered
        return arrived(world.browse(address), own)


@met("SIGN_IN_LEVEL", on_a_page=True)
def a_sign_in_that_is_not_strong_enough(world: World) -> httpx.Response:
    with from_provider(world.base, stronger()) as (address, own):
        return arrived(world.browse(address), own)


@met("SIGN_IN_NO_ROLE", on_a_page=True)
def a_profession_that_has_no_role_here(world: World) -> httpx.Response:
    with from_provider(world.base) as (address, own):
        own.person = userinfo(world.base, "medecin") | {"SubjectRefPro": {"exercices": []}}
        return arrived(world.browse(address), own)
