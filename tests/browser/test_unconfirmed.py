"""An answer that was lost, a place that changed: what a page says is what is known."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in
from tests.browser.network import Network
from tests.browser.test_counter import opened, scan
from tests.browser.test_waiting import served
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.browsing import Browser
from tests.journeys.conftest import browse
from tests.journeys.regulation import a_call, chosen

__all__ = ["browse"]

Visit = Callable[..., Page]
Judge = Callable[[Page], None]


@pytest.fixture
def number(door: Door) -> str:
    return door.issued(documents.simple())


def test_a_dispensing_that_nobody_confirmed_stays_said_until_its_answer_comes(
    visit: Visit, number: str, door: Door, accessible: Judge
) -> None:
    page = visit(cut=True)
    network = Network(page)
    other = door.issued(documents.renewed())
    opened(page, number)
    network.answer_is_lost()
    page.locator("[data-delivrer]").click()
    said = page.locator("#suspens")
    expect(said).to_contain_text("Délivrance de")
    assert len(served(door, number)) == 1
    # The network goes and comes, another ordonnance opens: still there.
    page.evaluate("dispatchEvent(new Event('offline'))")
    expect(page.locator("#envoi")).to_contain_text("Le réseau ne répond plus")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#envoi")).to_be_hidden()
    scan(page, other)
    expect(page.get_by_role("heading", name="LEVOTHYROX").first).to_be_visible()
    expect(said).to_contain_text("Jeanne EXEMPLE : non confirmée.")
    accessible(page)
    # Asked again from another ordonnance, its answer takes the place of nothing.
    said.get_by_role("button", name="Recommencer").click()
    expect(page.locator("#envoi")).to_contain_text("La base a répondu à cette demande.")
    expect(said).to_be_hidden()
    expect(page.get_by_role("heading", name="LEVOTHYROX").first).to_be_visible()
    page.locator("#envoi").get_by_role("button", name="Afficher").click()
    expect(page.get_by_text("Exécution enregistrée")).to_be_visible()
    assert len(served(door, number)) == 1


def test_a_page_loaded_anew_still_says_what_nobody_confirmed_until_somebody_checked(
    visit: Visit, number: str, door: Door
) -> None:
    page = visit(cut=True)
    network = Network(page)
    opened(page, number)
    network.answer_is_lost()
    page.locator("[data-delivrer]").click()
    said = page.locator("#suspens")
    expect(said).to_contain_text("Délivrance de")
    page.goto("/comptoir")
    expect(said).to_contain_text("Délivrance de")
    expect(said).not_to_contain_text("EXEMPLE")
    said.get_by_role("link", name="Voir ce que garde la base").click()
    expect(page.get_by_text("Rien n’est à délivrer ce jour")).to_be_visible()
    said.get_by_role("button", name="J’ai vérifié").click()
    expect(said).to_be_hidden()
    page.reload()
    expect(page.get_by_text("Rien n’est à délivrer ce jour")).to_be_visible()
    expect(said).to_be_hidden()
    assert len(served(door, number)) == 1


def test_a_prescription_of_a_call_that_nobody_confirmed_is_found_again(
    visit: Visit, browse: Callable[..., Browser], door: Door
) -> None:
    page = visit(cut=True)
    ready = chosen(a_call(browse()))
    page.context.add_cookies(
        [
            {"name": each.name, "value": each.value or "", "url": door.address}
            for each in ready.http.cookies.jar
        ]
    )
    page.goto(ready.page.url.path)
    network = Network(page)
    network.answer_is_lost()
    page.get_by_role("button", name="Envoyer à").click()
    said = page.locator("#suspens")
    expect(said).to_contain_text("Prescription d’un appel de")
    page.goto("/regulation")
    expect(said).to_contain_text("n’envoyez rien d’autre avant de le savoir")
    said.get_by_role("link", name="Voir ce que garde la base").click()
    expect(page.get_by_role("heading", name="À dire à l’appelant")).to_be_visible()
    said.get_by_role("button", name="J’ai vérifié").click()
    expect(said).to_be_hidden()


def test_the_head_names_the_place_that_the_answer_was_given_for(
    page: Page, number: str, door: Door
) -> None:
    sign_in(page, "pharmacien3")
    page.get_by_role("button", name="Pharmacie Exemple").click()
    page.wait_for_url("**/comptoir")
    scan(page, number)
    expect(page.locator("[data-delivrer]")).to_be_visible()
    tab = page.context.new_page()
    tab.goto("/lieu")
    tab.get_by_role("button", name="Pharmacie de la Gare Démo").click()
    tab.wait_for_url(lambda url: not url.endswith("/lieu"))
    expect(page.locator(".tete .lieu")).to_contain_text("Pharmacie Exemple")
    page.locator("[data-delivrer]").click()
    expect(page.get_by_text("Vous avez changé de lieu d’exercice")).to_be_visible()
    expect(page.locator(".tete .lieu")).to_contain_text("Pharmacie de la Gare Démo")
    assert served(door, number) == []
