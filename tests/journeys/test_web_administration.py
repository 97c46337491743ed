"""The administration screens over HTTP: who enters, what is shown, what is out of reach."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta

import pytest

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.keys import KeyCabinet, keys_folder_beside
from ordonnance.bootstrap.operators import LINK_LIFE, link_code
from ordonnance.bootstrap.readiness import CHECKS
from ordonnance.domain.error_catalogue import CATALOGUE
from ordonnance.doors.web.cookies import EMBEDDED_PATH
from ordonnance.doors.web.routes import SCREENS
from ordonnance.doors.web.screen import Screen
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.browsing import Browser
from tests.journeys.running import BaseInThread

Browse = Callable[..., Browser]
ENTRANCE = "/administration/entrer"
COOKIE = "ordonnance-exploitation"
OWN = tuple(screen for screen in SCREENS if screen.operator)
CARE = tuple(screen for screen in SCREENS if screen.roles is not None)


def cabinet_of(base: BaseInThread) -> KeyCabinet:
    return KeyCabinet.load(keys_folder_beside(base.data))


def with_a_link(browser: Browser, code: str) -> Browser:
    """Bring that code to the entrance."""
    browser.go(ENTRANCE)
    browser.send(ENTRANCE, code=code)
    return browser


@pytest.fixture
def operator(door: Door) -> Iterator[Browser]:
    """Somebody who runs the base, signed in."""
    with closing(Browser(door.address)) as browser:
        browser.go("/connexion")
        browser.send(ENTRANCE, demonstration="oui")
        assert browser.page.url.path == "/administration"
        yield browser


def test_a_link_lets_in_once(base: BaseInThread, browse: Browse) -> None:
    code = link_code(cabinet_of(base), "astreinte", SystemClock().now())
    first, second = with_a_link(browse(), code), with_a_link(browse(), code)
    assert first.page.url.path == "/administration"
    assert "astreinte" in first.text
    assert second.page.status_code == 403
    assert "il a déjà servi" in second.text
    assert COOKIE not in second.http.cookies


def test_a_link_too_old_of_another_base_or_retouched_lets_nobody_in(
    base: BaseInThread, browse: Browse
) -> None:
    now, cabinet = SystemClock().now(), cabinet_of(base)
    code = link_code(cabinet, "astreinte", now)
    refused = [
        link_code(cabinet, "astreinte", now - LINK_LIFE - timedelta(seconds=1)),
        link_code(KeyCabinet.generate(now), "astreinte", now),
        code[:-1] + ("A" if code[-1] != "A" else "B"),
        code + "=", code[:20], "", "é", "-" * 200,
    ]  # fmt: skip
    browser = browse()
    for each in refused:
        assert with_a_link(browser, each).page.status_code == 403, each
    assert COOKIE not in browser.http.cookies


@pytest.mark.parametrize("screen", OWN, ids=lambda screen: f"{screen.method} {screen.path}")
def test_without_a_session_of_an_operator_nothing_is_shown(browse: Browse, screen: Screen) -> None:
    """Neither to whoever passes, nor to people of any role."""
    method, path = screen.method, screen.path.replace("{", "").replace("}", "")
    for browser in (browse(), browse().sign_in("medecin"), browse().sign_in("caisse")):
        answer = browser.http.request(method, path, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, ENTRANCE)


@pytest.mark.parametrize("screen", CARE, ids=lambda screen: f"{screen.method} {screen.path}")
def test_an_operator_can_ask_no_act_of_care(operator: Browser, screen: Screen) -> None:
    """Their session, under either name, is nobody's: every such screen asks who it is."""
    secret = operator.http.cookies[COOKIE]
    operator.http.cookies.set("ordonnance", secret)
    path = screen.path.replace("{", "").replace("}", "")
    answer = operator.http.request(screen.method, path, follow_redirects=False)
    if path.startswith(EMBEDDED_PATH):
        # Nobody signs in inside the page of another software: it opens its call again.
        assert (answer.status_code, "LAUNCH_OVER" in answer.text) == (410, True)
        return
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/connexion")


def test_an_operator_has_no_token_of_the_api(operator: Browser, door: Door) -> None:
    number = door.issued(documents.simple())
    secret = operator.http.cookies[COOKIE]
    for header in ({}, {"Authorization": f"Bearer {secret}"}):
        answer = operator.http.post("/fhir/$consult", headers=header, json={})
        assert answer.status_code == 401
        assert number not in answer.text


def test_a_person_s_session_is_no_operator_s(browse: Browse) -> None:
    browser = browse().sign_in("pharmacien")
    browser.http.cookies.set(COOKIE, browser.http.cookies["ordonnance"])
    assert browser.go("/administration").url.path == ENTRANCE


def test_health_says_each_part_and_its_figures(operator: Browser) -> None:
    operator.go("/administration")
    assert operator.text.count(": en ordre") == len(CHECKS)
    for told in ("libres sur le disque", "envois en attente", "Version de PostgreSQL",
                 "d’écart entre les horloges", "Taille de la base"):  # fmt: skip
        assert told in operator.text, told


def test_versions_say_what_is_served_and_the_rules(operator: Browser) -> None:
    operator.go("/administration/versions")
    for told in ("Version du programme", "Règles de droit écrites", "Médicaments servis",
                 "catalogue de démonstration est servi"):  # fmt: skip
        assert told in operator.text, told


def test_keys_are_named_and_dated_and_never_shown(operator: Browser, base: BaseInThread) -> None:
    operator.go("/administration/cles")
    published = base.platform.jwks["keys"]
    assert published[0]["kid"] in operator.text
    assert cabinet_of(base).active_kek_id in operator.text
    assert "Active." in operator.text
    assert "Autorités reconnues" in operator.text
    for name in ("x", "y"):
        assert published[0][name] not in operator.page.text


def test_errors_are_found_by_code_words_and_status(operator: Browser) -> None:
    operator.go("/administration/erreurs")
    assert f"Les {len(CATALOGUE)} erreurs" in operator.text
    operator.go("/administration/erreurs?q=operator_link")
    assert "1 erreur sur" in operator.text
    operator.go("/administration/erreurs?q=PREVENIR+l'exploitant+503")
    assert "SEAL_KEY_UNUSABLE" in operator.text
    assert "NUMBER_UNKNOWN" not in operator.text
    operator.go("/administration/erreurs?q=zzz")
    assert "Aucune erreur" in operator.text


def test_leaving_closes_the_session_in_the_base_too(operator: Browser) -> None:
    secret = operator.http.cookies[COOKIE]
    operator.send("/administration/sortir")
    assert COOKIE not in operator.http.cookies
    operator.http.cookies.set(COOKIE, secret)
    assert operator.go("/administration").url.path == ENTRANCE


def test_a_form_that_is_not_of_this_session_is_refused(operator: Browser) -> None:
    answer = operator.http.post("/administration/sortir", data={"jeton": "deviné"})
    assert answer.status_code == 403
    assert "FORM_FOREIGN" in answer.text
    assert operator.go("/administration").url.path == "/administration"
