"""The refusals that a person meets on coming back from a provider."""

from dataclasses import replace

import httpx

from ordonnance.adapters.oidc.provider import Provider
from tests.builders.provider import patients
from tests.journeys import documents
from tests.journeys.arriving import arrived, came_back, from_provider, left, stronger, userinfo
from tests.journeys.refusing import World, met
from tests.journeys.test_web_patient_sign_in import DEPART, RETURN, jeanne
from tools import examples


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


@met("ACCESS_CODE_REFUSED", on_a_page=True)
def a_code_that_opens_nothing(world: World) -> httpx.Response:
    with from_provider(world.base, _for_patients(), demonstration=True) as (address, own):
        own.person = jeanne()
        browser = world.browse(address)
        came_back(browser, own, left(browser, "/", DEPART), RETURN)
        return browser.send("/connexion/code", code="0123456789")


@met("ACCESS_CODE_NO_IDENTITY", on_a_page=True)
def an_ordonnance_without_a_birth_place(world: World) -> httpx.Response:
    patient = replace(examples.patient(), birth_place=None)
    number = world.door.issued(documents.written(documents.course(), patient=patient))
    with from_provider(world.base, _for_patients(), demonstration=True) as (address, _):
        browser = world.browse(address).sign_in("pharmacien")
        browser.send("/comptoir", numero=number)
        browser.send("/comptoir/[^/]+/delivrer", tout="1")
        return browser.send("/comptoir/[^/]+/code")


def _for_patients() -> Provider:
    return patients(acr=(), scope="openid")
