"""The session ends in the middle of an act: nothing typed is lost, nothing is said to others."""

from collections.abc import Callable

import httpx
from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in
from tests.browser.test_counter import box, by_hand, opened, scan
from tests.browser.test_writing import begun
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.writing import AMOX

Judge = Callable[[Page], None]
KEPT = "sessionStorage.getItem('ordonnance-saisie')"


def session_ends(page: Page, door: Door) -> None:
    """The base forgets the session; the browser does not know it yet."""
    cookies = {each["name"]: each["value"] for each in page.context.cookies()}
    token = page.locator("form[action='/deconnexion'] input[name=jeton]").get_attribute("value")
    left = httpx.post(
        f"{door.address}/deconnexion", data={"jeton": token or ""}, cookies=cookies,
        headers={"Sec-Fetch-Site": "same-origin"}, trust_env=False,
    )  # fmt: skip
    assert left.status_code == 303


def comes_back(page: Page, handle: str) -> None:
    """Whoever was there signs in again, and lands where they were."""
    expect(page.get_by_text("Votre session s’est fermée")).to_be_visible()
    page.click(f"button[value={handle}]")
    page.wait_for_url(lambda url: "/connexion" not in url)


def test_what_was_scanned_and_typed_at_the_counter_comes_back_to_the_same_pharmacist_only(
    page: Page, door: Door, accessible: Judge
) -> None:
    number = door.issued(documents.written(documents.course(), documents.monthly()))
    opened(page, number)
    scan(page, box(page.locator("[data-boite]").first.get_attribute("data-boite") or ""))
    expect(page.get_by_text("1 sur 2 bipée")).to_be_visible()
    line = page.locator("[data-ligne='2']")
    line.get_by_text("Autrement").click()
    line.get_by_label("ne pas délivrer").check()
    line.get_by_label("Précision").last.fill("il en a encore chez lui")
    session_ends(page, door)
    page.locator("[data-delivrer]").click()
    expect(page.get_by_text("Votre session s’est fermée")).to_be_visible()
    covered = page.evaluate(KEPT)
    assert "encore" not in covered
    assert "L42" not in covered
    # Somebody else at this workstation sees nothing of it.
    page.click("button[value=pharmacien2]")
    page.wait_for_url(lambda url: "/connexion" not in url)
    page.goto("/comptoir")
    scan(page, number)
    expect(page.locator("[data-delivrer]")).to_be_visible()
    assert page.locator("input[name^=bip-]").count() == 0
    page.goto("/connexion")
    page.click("button[value=pharmacien]")
    page.wait_for_url("**/comptoir")
    scan(page, number)
    expect(page.locator("#envoi")).to_contain_text("Ce que vous aviez saisi est revenu")
    expect(page.get_by_text("1 sur 2 bipée")).to_be_visible()
    expect(line.get_by_label("Précision").last).to_have_value("il en a encore chez lui")
    accessible(page)
    assert page.evaluate(KEPT) is None
    by_hand(page, "Enter")
    expect(page.get_by_text("Exécution enregistrée")).to_be_visible()
    (given,) = door.does("executions", "pharmacien", number=number)["execution"]
    assert [each["line"] for each in given["served"]] == [1]


def test_a_sentence_half_written_comes_back_on_its_draft(page: Page, door: Door) -> None:
    begun(page, AMOX)
    draft = page.url
    session_ends(page, door)
    page.fill("#phrase", "kardegic 75 1 sachet par jour")
    page.keyboard.press("Enter")
    comes_back(page, "medecin")
    assert page.url == draft
    expect(page.locator("#phrase")).to_have_value("kardegic 75 1 sachet par jour")
    expect(page.locator("#envoi")).to_contain_text("Ce que vous aviez saisi est revenu")
    expect(page.locator("li.ligne")).to_have_count(1)
    page.focus("#phrase")
    page.keyboard.press("Enter")
    expect(page.locator("li.ligne")).to_have_count(2)


def test_the_same_page_comes_back_once_and_signing_out_forgets_what_was_kept(
    page: Page, door: Door
) -> None:
    opened(page, door.issued(documents.simple()))
    page.keyboard.press("F2")
    packs = page.get_by_label("Boîtes").first
    packs.fill("1")
    session_ends(page, door)
    page.locator("[data-delivrer]").click()
    comes_back(page, "pharmacien")
    expect(packs).to_have_value("1")
    session_ends(page, door)
    page.locator("[data-delivrer]").click()
    expect(page.get_by_text("Votre session s’est fermée")).to_be_visible()
    assert page.evaluate(KEPT)
    sign_in(page, "patient")
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_role("link", name="Se connecter").first).to_be_visible()
    assert page.evaluate(KEPT) is None
