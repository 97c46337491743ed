"""A whole visit with the keys alone: nothing is pressed that a keyboard cannot reach."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import settled, sign_in
from tests.browser.test_counter import by_hand, scan
from tests.browser.test_writing import begun
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.writing import AMOX, JEANNE, KARDEGIC

Visit = Callable[..., Page]

PAUL = "99900000078"

MOST_TABS = 80
"""Presses of Tab after which what is looked for is out of reach."""


def reach(page: Page, selector: str) -> None:
    """Press Tab until the focus is on what that selector finds; it is seen there."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("one => Boolean(document.activeElement?.matches(one))", selector):
            expect(page.locator("*:focus")).to_be_in_viewport()
            return
    raise AssertionError(f"Tab never reaches {selector} on {page.url}")


def enter(page: Page, name: str) -> None:
    """Sign in as that person of the demonstration, from the home page."""
    page.goto("/connexion")
    reach(page, f"button[value={name}]")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/connexion" not in url)


def test_a_pharmacist_serves_with_exceptions_takes_back_and_signs_out(
    page: Page, door: Door
) -> None:
    number = door.issued(documents.renewed())
    enter(page, "pharmacien")
    scan(page, number)
    expect(page.locator("[data-ligne='2']")).to_be_visible()
    reach(page, "[data-ligne='1'] .autrement > summary")
    page.keyboard.press("F2")
    page.keyboard.type("1")
    reach(page, "[data-ligne='2'] .autrement > summary")
    page.keyboard.press("F4")
    page.keyboard.press("ArrowDown")
    reach(page, "[name=note-2]")
    page.keyboard.type("préfère attendre")
    reach(page, "[data-delivrer]")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Exécution enregistrée")).to_be_visible()
    expect(page.get_by_text("préfère attendre")).to_be_visible()
    expect(page.locator("#numero")).to_be_focused()
    reach(page, "details:has(form[action$=annuler]) > summary")
    page.keyboard.press("Enter")
    reach(page, "#motif")
    reach(page, "form[action$=annuler] button")
    page.keyboard.press("Enter")
    expect(page.locator("[data-delivrer]")).to_be_visible()
    by_hand(page, "Enter")
    expect(page.get_by_text("Exécution enregistrée")).to_be_visible()
    page.goto("/comptoir")
    reach(page, "form[action='/deconnexion'] button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Se connecter").first).to_be_visible()


def test_a_preparateur_chooses_a_pharmacist_once_and_finds_them_chosen(
    page: Page, visit: Visit, door: Door
) -> None:
    sign_in(visit(), "pharmacien")
    enter(page, "preparateur")
    scan(page, door.issued(documents.simple()))
    expect(page.locator("#pharmacien")).to_be_visible()
    reach(page, "#pharmacien")
    page.keyboard.type("Paul")
    expect(page.locator("#pharmacien")).to_have_value(PAUL)
    expect(page.locator("#pharmacien-autre")).to_be_hidden()
    reach(page, "[data-delivrer]")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Exécution enregistrée")).to_be_visible()
    page.focus("#numero")
    scan(page, door.issued(documents.simple()))
    expect(page.locator("#pharmacien")).to_have_value(PAUL)
    by_hand(page, "Enter")
    expect(page.get_by_text("Exécution enregistrée")).to_be_visible()


def begins(page: Page) -> None:
    """A new draft, for Jeanne EXEMPLE."""
    reach(page, "main button.premier")
    page.keyboard.press("Enter")
    page.wait_for_url("**/prescrire/*")
    reach(page, "#family")
    page.keyboard.type(JEANNE["family"])
    for name in ("given", "birth_date"):
        reach(page, f"#{name}")
        page.keyboard.type(JEANNE[name])
    reach(page, "#sexe-f")
    page.keyboard.press("Space")
    for name in ("ins", "birth_place"):
        reach(page, f"#{name}")
        page.keyboard.type(JEANNE[name])
    reach(page, "#qualified")
    page.keyboard.press("Space")
    reach(page, "#weight")
    page.keyboard.type(JEANNE["weight"])
    page.keyboard.press("Enter")
    expect(page.locator(".qui-cote strong").first).to_contain_text("Jeanne")


def test_an_assistant_prepares_hands_over_and_takes_back(page: Page, visit: Visit) -> None:
    sign_in(visit(), "medecin")
    enter(page, "assistante")
    begins(page)
    draft = page.url.rpartition("/")[2].partition("#")[0]
    reach(page, "#phrase")
    page.keyboard.type(AMOX)
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Prêt à confier")).to_be_visible()
    reach(page, "#prescripteur")
    page.keyboard.type("Claire")
    reach(page, "#confier button.premier")
    page.keyboard.press("Enter")
    taken = page.locator(f"form[action='/prescrire/{draft}/recuperer'] button")
    expect(taken).to_be_visible()
    reach(page, f"form[action='/prescrire/{draft}/recuperer'] button")
    page.keyboard.press("Enter")
    expect(page.locator("li.ligne")).to_have_count(1)
    page.goto("/prescrire")
    reach(page, f"form[action='/prescrire/{draft}/supprimer'] button")
    page.keyboard.press("Enter")
    expect(page.locator(f"form[action='/prescrire/{draft}/supprimer']")).to_have_count(0)


def test_a_prescriber_writes_issues_and_cancels(page: Page) -> None:
    enter(page, "medecin")
    begins(page)
    reach(page, "#phrase")
    page.keyboard.type(KARDEGIC)
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    expect(page.locator("li.ligne")).to_have_count(1)
    expect(page.get_by_role("heading", name="prête à émettre")).to_be_visible()
    settled(page)
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/emises/*")
    reach(page, "details:has(form[action$=annuler]) > summary")
    page.keyboard.press("Enter")
    reach(page, "form[action$=annuler] button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ordonnance annulée")).to_be_visible()


def test_an_ordonnance_takes_a_scan_and_one_key(page: Page, door: Door) -> None:
    """The budget: a scan and two keystrokes at most, for one that is served as it is written."""
    number = door.issued(documents.simple())
    sign_in(page, "pharmacien")
    page.evaluate("document.addEventListener('keydown', () => { top.keys = (top.keys || 0) + 1; })")
    scan(page, f"https://base.exemple.fr/o#{number}")
    expect(page.locator("[data-delivrer]")).to_be_visible()
    scanned = page.evaluate("top.keys")
    by_hand(page, "Enter")
    expect(page.get_by_text("ne pas numériser l’ordonnance")).to_be_visible()
    assert page.evaluate("top.keys") - scanned <= 2


def test_what_is_typed_and_not_sent_is_never_left_out_of_what_is_issued(page: Page) -> None:
    begun(page, AMOX)
    told = page.locator("#envoi[role=alert]")
    page.fill("#phrase", KARDEGIC)
    page.keyboard.press("Control+Enter")
    expect(told).to_contain_text(f"Pas encore enregistré : « {KARDEGIC} »")
    expect(page.locator("#phrase")).to_be_focused()
    page.fill("#phrase", "")
    page.get_by_text("Corriger la ligne 1").click()
    page.get_by_label("Posologie").fill("1 gelule le soir")
    page.get_by_role("button", name="Émettre").click()
    expect(told).to_contain_text("Pas encore enregistré : Posologie.")
    page.get_by_role("button", name="Corriger la ligne", exact=True).click()
    expect(page.locator("a.puce").first).to_contain_text("le soir")
    page.get_by_text("Modifier", exact=True).click()
    page.check("#objection")
    page.get_by_text("Modifier", exact=True).click()
    page.get_by_role("button", name="Émettre").click()
    expect(told).to_contain_text("Le patient s’oppose à ce que je voie")
    expect(page.locator("#objection")).to_be_focused()
    page.uncheck("#objection")
    page.get_by_role("button", name="Émettre").click()
    page.wait_for_url("**/emises/*")
