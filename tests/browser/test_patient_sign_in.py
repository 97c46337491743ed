"""A patient’s first sign-in on a phone, by keyboard: the code handed over, then typed."""

from collections.abc import Callable
from contextlib import closing
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import PATIENCE, pictures, sign_in
from tests.builders.provider import OwnProvider, patients
from tests.journeys import documents
from tests.journeys.arriving import from_provider
from tests.journeys.asking import Door
from tests.journeys.running import BaseInThread
from tests.journeys.test_web_patient_sign_in import DEPART, RETURN, jeanne

Judge = Callable[[Page], None]


def comes_back(page: Page, own: OwnProvider, address: str) -> None:
    """The provider’s own page answers at once, whoever is there."""

    def answer(route: Route) -> None:
        # A redirection is not routed: the answer of the base is, on its way out.
        departure = route.fetch(max_redirects=0)
        brought = urlencode(own.answered(departure.headers["location"]))
        headers = {**departure.headers, "location": f"{address}{RETURN}?{brought}"}
        route.fulfill(status=303, headers=headers)

    page.route(lambda asked: DEPART in asked, answer)


@pytest.mark.parametrize("width", [320, 390, 1366])
def test_a_code_handed_over_at_the_counter_opens_the_list_on_a_phone(
    chromium: Chromium, base: BaseInThread, door: Door, accessible: Judge, width: int
) -> None:
    number = door.issued(documents.simple())
    provider = patients(acr=(), scope="openid")
    with (
        from_provider(base, provider, demonstration=True) as (address, own),
        closing(chromium.new_context(
            base_url=address, locale="fr-FR", viewport={"width": width, "height": 700}
        )) as context,
    ):  # fmt: skip
        own.person = jeanne()
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        comes_back(page, own, address)
        code = handed(page, number, accessible, width)
        page.goto("/connexion")
        page.get_by_role("link", name="Se connecter avec Patient Exemple Connect").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/connexion/code")
        accessible(page)
        pictures(page, f"connexion-code-{width}")
        page.get_by_label("Code").fill("0000 0000 00")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("n’ouvre aucune ordonnance")
        accessible(page)
        page.get_by_label("Code").fill(code)
        page.keyboard.press("Enter")
        page.wait_for_url("**/mes-ordonnances")
        expect(page.locator("h1")).to_have_text("Mes ordonnances")


def handed(page: Page, number: str, accessible: Judge, width: int) -> str:
    """What the pharmacist reads to the patient, and their session closed."""
    sign_in(page, "pharmacien")
    page.locator("#numero").fill(number)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Tout délivrer").click()
    page.get_by_role("button", name="Remettre un code d’accès au patient").click()
    expect(page.locator("h1")).to_have_text("Code d’accès du patient")
    accessible(page)
    pictures(page, f"code-patient-{width}")
    code = page.locator(".numero.grand").inner_text()
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url(lambda address: address.endswith("/"))
    return code
