"""Signing in at a provider, over HTTP: who comes out of it, where they land, what is left."""

from collections.abc import Callable, Iterator

import pytest

from tests.builders.provider import ISSUER, OwnProvider
from tests.journeys.arriving import DEPART, arrived, came_back, from_provider, left, userinfo
from tests.journeys.browsing import Browser
from tests.journeys.running import BaseInThread

Browse = Callable[..., Browser]


@pytest.fixture
def own(base: BaseInThread) -> Iterator[tuple[str, OwnProvider]]:
    with from_provider(base) as served:
        yield served


@pytest.mark.parametrize(("handle", "first", "named"), [
    ("medecin", "/prescrire", "Claire EXEMPLE, Cabinet médical Exemple"),
    ("pharmacien", "/comptoir", "Paul EXEMPLE, Pharmacie Exemple"),
    ("preparateur", "/comptoir", "Zoé EXEMPLE, Pharmacie Exemple"),
])  # fmt: skip
def test_a_professional_lands_on_their_own_screen(
    base: BaseInThread, browse: Browse, own: tuple[str, OwnProvider], handle: str, first: str,
    named: str,
) -> None:  # fmt: skip
    address, provider = own
    provider.person = userinfo(base, handle)
    browser = browse(address)
    browser.go("/connexion")
    assert "Se connecter avec Pro Exemple Connect" in browser.text
    assert browser.links(DEPART) == [f"{DEPART}?suite=/"]
    arrived(browser, provider)
    browser.go(first)
    assert browser.page.status_code == 200
    assert named in browser.text


def test_they_land_where_they_were_going(
    base: BaseInThread, browse: Browse, own: tuple[str, OwnProvider]
) -> None:
    address, provider = own
    provider.person = userinfo(base, "pharmacien")
    browser = browse(address)
    browser.go("/comptoir/registres")
    assert browser.links(DEPART) == [f"{DEPART}?suite=/comptoir/registres"]
    assert arrived(browser, provider, "/comptoir/registres").url.path == "/comptoir/registres"


@pytest.mark.parametrize("back", ["https://autre.example/", "//autre.example", "/\\autre.example"])
def test_nobody_lands_on_another_site(
    base: BaseInThread, browse: Browse, own: tuple[str, OwnProvider], back: str
) -> None:
    address, provider = own
    provider.person = userinfo(base, "pharmacien")
    assert str(arrived(browse(address), provider, back).url).startswith(address)


def test_a_page_of_another_site_sends_nobody_to_the_provider(
    browse: Browse, own: tuple[str, OwnProvider]
) -> None:
    address, provider = own
    sent = browse(address).http.get(
        DEPART, headers={"Sec-Fetch-Site": "cross-site"}, follow_redirects=False
    )
    assert sent.headers["location"] == "/connexion"
    assert "set-cookie" not in sent.headers
    assert provider.asked == []


def test_the_cookie_of_a_sign_in_is_for_this_site_alone_and_gone_when_it_ends(
    base: BaseInThread, browse: Browse, own: tuple[str, OwnProvider]
) -> None:
    address, provider = own
    provider.person = userinfo(base, "pharmacien")
    browser = browse(address)
    departure = left(browser)
    kept = departure.headers["set-cookie"]
    for said in ("HttpOnly", "SameSite=lax", "Max-Age=600", "Path=/"):
        assert said in kept
    came_back(browser, provider, departure)
    assert set(browser.http.cookies) == {"ordonnance"}


def test_an_answer_brought_to_another_browser_signs_nobody_in(
    base: BaseInThread, browse: Browse, own: tuple[str, OwnProvider]
) -> None:
    address, provider = own
    provider.person = userinfo(base, "pharmacien")
    attacker, victim = browse(address), browse(address)
    departure = left(attacker)
    left(victim)
    came_back(victim, provider, departure)
    assert "SIGN_IN_LOST" in victim.text
    assert victim.go("/comptoir").url.path == "/connexion"


def test_a_refusal_leaves_the_way_in_one_click_away(
    browse: Browse, own: tuple[str, OwnProvider]
) -> None:
    address, provider = own
    browser = browse(address)
    came_back(browser, provider, left(browser), error="access_denied")
    assert browser.page.status_code == 403
    assert "abandonnée ou refusée chez Pro Exemple Connect" in browser.text
    assert browser.links(DEPART) == [f"{DEPART}?suite=/"]
    assert "ordonnance-connexion" not in browser.http.cookies


def test_a_part_of_the_answer_sent_twice_is_no_answer(
    base: BaseInThread, browse: Browse, own: tuple[str, OwnProvider]
) -> None:
    address, provider = own
    provider.person = userinfo(base, "pharmacien")
    browser = browse(address)
    answer = provider.answered(left(browser).headers["location"])
    twice = [*answer.items(), ("state", answer["state"])]
    browser.page = browser.http.get("/connexion/retour/psc", params=twice)
    assert "SIGN_IN_LOST" in browser.text


def test_signing_in_again_ends_the_session_that_was_there(
    base: BaseInThread, browse: Browse, own: tuple[str, OwnProvider]
) -> None:
    address, provider = own
    provider.person = userinfo(base, "pharmacien")
    browser = browse(address)
    arrived(browser, provider)
    former = dict(browser.http.cookies)
    arrived(browser, provider)
    assert dict(browser.http.cookies) != former
    again = browse(address)
    again.http.cookies.update(former)
    assert again.go("/comptoir").url.path == "/connexion"


def test_signing_out_ends_the_session_here_then_at_the_provider(
    base: BaseInThread, browse: Browse, own: tuple[str, OwnProvider]
) -> None:
    address, provider = own
    provider.person = userinfo(base, "pharmacien")
    browser = browse(address)
    arrived(browser, provider)
    kept = dict(browser.http.cookies)
    browser.go("/comptoir")
    browser.send("/deconnexion")
    assert "Votre session est fermée ici" in browser.text
    (further,) = browser.links(f"{ISSUER}/logout")
    assert "post_logout_redirect_uri=https%3A%2F%2Fbase.example%2F" in further
    assert "id_token_hint=" in further
    again = browse(address)
    again.http.cookies.update(kept)
    assert again.go("/comptoir").url.path == "/connexion"


def test_the_demonstration_keeps_its_people_and_shows_no_provider(browse: Browse) -> None:
    browser = browse()
    browser.go("/connexion")
    assert "prenez la place d’une personne fictive" in browser.text
    assert browser.links("/connexion/vers/") == []
    assert browser.go(DEPART).status_code == 404
