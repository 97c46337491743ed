"""Somebody who works at several places: chosen once, seen everywhere, changed in two clicks."""

from collections.abc import Callable

import pytest

from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.browsing import Browser

Browse = Callable[..., Browser]
EXEMPLE, GARE = "Pharmacie Exemple", "Pharmacie de la Gare Démo"


def at(browser: Browser, rank: str) -> Browser:
    """From any page: the place in the head, then that one."""
    assert browser.links("/lieu$")
    browser.go("/lieu")
    browser.send("/lieu", lieu=rank)
    return browser


def head(browser: Browser) -> str:
    """What stands at the top of the page."""
    return browser.text.partition("Démonstration.")[0]


def test_a_pharmacist_of_two_pharmacies_says_where_then_goes_where_they_were_going(
    browse: Browse,
) -> None:
    browser = browse()
    browser.go("/comptoir/registres")
    browser.send("/connexion", qui="pharmacien3")
    assert browser.page.url.path == "/lieu"
    assert EXEMPLE in browser.text
    assert GARE in browser.text
    browser.send("/lieu", lieu="2")
    assert browser.page.url.path == "/comptoir/registres"
    assert GARE in head(browser)
    assert EXEMPLE not in head(browser)


@pytest.mark.parametrize("path", ["/comptoir", "/comptoir/registres", "/"])
def test_nothing_is_done_before_the_place_is_said(browse: Browse, path: str) -> None:
    browser = browse().sign_in("pharmacien3")
    assert browser.go(path).url.path == "/lieu"
    assert "/comptoir" not in browser.page.text.partition("<main")[0]
    token = browser.form("/lieu")[1]["jeton"]
    sent = browser.http.post("/comptoir", data={"jeton": token, "numero": "1"})
    assert sent.url.path == "/lieu"


def test_who_works_at_one_place_is_asked_nothing(browse: Browse) -> None:
    browser = browse().sign_in("pharmacien")
    assert browser.page.url.path == "/comptoir"
    assert browser.links("/lieu") == []
    browser.go("/lieu")
    assert "un seul lieu" in browser.text


def test_what_is_served_is_served_by_the_place_that_was_chosen(browse: Browse, door: Door) -> None:
    number = door.issued(documents.simple())
    browser = at(browse().sign_in("pharmacien3"), "2")
    browser.send("/comptoir", numero=number)
    browser.send("/comptoir/[^/]+/delivrer")
    assert "Exécution enregistrée" in browser.text
    read = door.does("executions", "medecin", number=number)
    assert [each["place"] for each in read["execution"]] == [GARE]


def test_a_page_of_the_former_place_does_nothing_at_the_new_one(browse: Browse, door: Door) -> None:
    number = door.issued(documents.simple())
    browser = at(browse().sign_in("pharmacien3"), "1")
    opened = browser.send("/comptoir", numero=number).url.path
    action, fields = browser.form("/comptoir/[^/]+/delivrer")
    at(browser, "2")
    browser.page = browser.http.post(action, data=fields)
    assert "PLACE_CHANGED" in browser.text
    assert "ADDRESS_OF_ANOTHER_SESSION" in browser.go(opened).text
    assert "execution" not in door.does("executions", "medecin", number=number)
    # Signing out works from a page of any place.
    browser.go("/comptoir")
    _, former = browser.form("/deconnexion")
    at(browser, "1")
    browser.page = browser.http.post("/deconnexion", data=former)
    assert browser.go("/comptoir").url.path == "/connexion"


def test_a_place_pressed_twice_is_chosen_once(browse: Browse) -> None:
    browser = browse().sign_in("pharmacien3")
    action, fields = browser.form("/lieu")
    for _ in range(2):
        browser.page = browser.http.post(action, data={**fields, "lieu": "2"})
        assert browser.page.url.path == "/comptoir"
        assert GARE in head(browser)


@pytest.mark.parametrize("rank", ["3", "0", "", "990000101", "deux"])
def test_a_place_that_the_session_does_not_prove_is_refused(browse: Browse, rank: str) -> None:
    browser = browse().sign_in("pharmacien3")
    browser.send("/lieu", lieu=rank)
    assert "PLACE_UNKNOWN" in browser.text
    assert browser.go("/comptoir").url.path == "/lieu"


def test_each_browser_remembers_its_own_place(browse: Browse) -> None:
    here, there = (at(browse().sign_in("medecin3"), rank) for rank in ("1", "2"))
    assert "Cabinet médical Exemple" in head(here)
    assert "Hôpital Démo" in head(there)
    there.go("/prescrire")
    there.send("/prescrire$")
    draft = there.page.url.path
    # What is written at one place lies on the desk of that place.
    here.go("/prescrire")
    assert draft not in here.page.text
    assert "DRAFT_UNKNOWN" in here.go(draft).text
    there.go("/prescrire")
    there.send(f"{draft}/supprimer")


def test_after_the_end_of_a_session_the_same_page_comes_back_at_the_same_place(
    browse: Browse, door: Door
) -> None:
    number = door.issued(documents.simple())
    browser = at(browse().sign_in("pharmacien3"), "2")
    opened = browser.send("/comptoir", numero=number).url.path
    kept = dict(browser.http.cookies)
    browser.send("/deconnexion")
    again = browse()
    again.http.cookies.update(kept)
    assert again.go(opened).url.path == "/connexion"
    again.send("/connexion", qui="pharmacien3")
    again.send("/lieu", lieu="2")
    assert again.page.url.path.startswith("/comptoir/")
    assert "CLAMOXYL" in again.text
