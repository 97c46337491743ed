"""A prescriber in a real browser: keys alone, the light live, each state judged at each size."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import WIDTHS, pictures, sign_in
from tests.journeys.writing import AMOX, JEANNE, KARDEGIC, TRAMADOL

Visit = Callable[..., Page]
Judge = Callable[[Page], None]


def begun(page: Page, *sentences: str) -> Page:
    """A draft for Jeanne EXEMPLE with these lines, each typed and entered."""
    sign_in(page, "medecin")
    page.get_by_role("button", name="Nouvelle ordonnance").click()
    for name in ("family", "given", "birth_date", "ins", "birth_place", "weight"):
        page.fill(f"#{name}", JEANNE[name])
    page.check("#sexe-f")
    page.check("#qualified")
    page.get_by_role("button", name="C’est ce patient").click()
    expect(page.get_by_text("INS qualifiée", exact=True)).to_be_visible()
    for rank, each in enumerate(sentences):
        page.fill("#phrase", each)
        page.keyboard.press("Enter")
        expect(page.locator("li.ligne")).to_have_count(rank + 1)
    return page


def test_two_lines_are_typed_and_issued_with_keys_alone(page: Page) -> None:
    begun(page)
    page.focus("#phrase")
    for rank, each in enumerate((AMOX, KARDEGIC)):
        page.keyboard.type(each)
        page.keyboard.press("Enter")
        expect(page.locator("li.ligne")).to_have_count(rank + 1)
        # The field is empty and waits for the next line.
        expect(page.locator("#phrase")).to_be_focused()
        expect(page.locator("#phrase")).to_have_value("")
    expect(page.get_by_role("heading", name="prête à émettre")).to_be_visible()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/emises/*")
    expect(page.get_by_role("img", name="Code QR")).to_be_visible()


def test_the_keys_that_issue_lead_to_the_light_while_something_blocks(page: Page) -> None:
    begun(page, TRAMADOL)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#feu")).to_be_focused()
    page.get_by_role("button", name="Mettre 84 jours").click()
    expect(page.get_by_role("heading", name="prête à émettre")).to_be_visible()


def test_a_chip_opens_the_field_that_corrects_it(page: Page) -> None:
    begun(page, AMOX)
    page.get_by_role("link", name="7 jours").click()
    field = page.get_by_label("Durée")
    expect(field).to_be_focused()
    field.fill("6")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="6 jours")).to_be_visible()


def test_what_was_typed_is_there_in_another_browser(page: Page, visit: Visit) -> None:
    begun(page, KARDEGIC)
    address = page.url
    other = sign_in(visit(), "medecin")
    other.goto(address)
    expect(other.get_by_role("heading", name="KARDEGIC")).to_be_visible()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, *WIDTHS.values()])
def test_every_screen_is_accessible_at_every_size(
    visit: Visit, accessible: Judge, width: int, dark: bool
) -> None:
    page = visit(width, dark=dark)
    name = f"{width}-{'dark' if dark else 'light'}"
    begun(page)
    page.get_by_role("link", name="Prescrire").click()
    accessible(page)
    pictures(page, f"prescrire-brouillons-{name}")
    page.locator("ul.liste a").first.click()
    accessible(page)
    for rank, each in enumerate((AMOX, TRAMADOL, "mots que personne ne comprend")):
        page.fill("#phrase", each)
        page.keyboard.press("Enter")
        expect(page.locator("li.ligne")).to_have_count(rank + 1)
    accessible(page)
    page.get_by_role("link", name="7 jours").click()
    accessible(page)
    pictures(page, f"prescrire-{name}")
    page.get_by_role("button", name="Retirer la ligne 3").click()
    page.get_by_role("button", name="Mettre 84 jours").click()
    expect(page.get_by_role("heading", name="prête à émettre")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Émettre").click()
    page.wait_for_url("**/emises/*")
    accessible(page)
    pictures(page, f"prescrire-emise-{name}")
    page.get_by_role("link", name="Mes ordonnances").first.click()
    accessible(page)
    page.goto("/prescrire/coordonnees")
    accessible(page)
