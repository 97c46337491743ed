"""A prescriber in a real browser: keys alone, the light live, each state judged at each size."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from ordonnance.domain.errors import Refusal
from tests.browser.conftest import WIDTHS, pictures, sign_in
from tests.journeys.running import BaseInThread
from tests.journeys.writing import AMOX, JEANNE, KARDEGIC, TRAMADOL

Visit = Callable[..., Page]
Judge = Callable[[Page], None]


async def unavailable(*_: object) -> None:
    """A desk while the base does not answer."""
    raise Refusal.of("BASE_UNAVAILABLE")


def begun(page: Page, *sentences: str) -> Page:
    """A draft for Jeanne EXEMPLE with these lines, each typed and entered."""
    sign_in(page, "medecin")
    page.get_by_role("button", name="Nouvelle ordonnance").click()
    page.wait_for_url("**/prescrire/*")
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


def titled(page: Page, name: str) -> None:
    """Wait for the page of that title, whole."""
    expect(page.get_by_role("heading", level=1, name=name, exact=True)).to_be_visible()
    page.wait_for_load_state()


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


def test_a_second_page_on_the_same_draft_reads_what_happened_and_goes_on(
    page: Page, visit: Visit, accessible: Judge
) -> None:
    begun(page, KARDEGIC)
    other = sign_in(visit(), "medecin")
    other.goto(page.url)
    page.fill("#phrase", AMOX)
    page.keyboard.press("Enter")
    expect(page.locator("li.ligne")).to_have_count(2)
    other.get_by_role("button", name="Retirer la ligne 1").click()
    titled(other, "Cela n’a pas pu se faire")
    expect(other.get_by_role("alert")).to_contain_text("a changé dans une autre page")
    accessible(other)
    other.get_by_role("link", name="Rouvrir le brouillon").click()
    expect(other.locator("li.ligne")).to_have_count(2)
    other.get_by_role("button", name="Retirer la ligne 1").click()
    expect(other.locator("li.ligne")).to_have_count(1)


def test_what_was_asked_while_the_base_did_not_answer_is_asked_again_as_it_was(
    page: Page, base: BaseInThread
) -> None:
    begun(page, KARDEGIC)
    desk = base.platform.desk
    page.fill("#phrase", AMOX)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(type(desk), "put", unavailable)
        page.keyboard.press("Enter")
        titled(page, "Rien n’est confirmé")
    page.get_by_role("button", name="Recommencer").click()
    expect(page.locator("li.ligne")).to_have_count(2)
    expect(page.get_by_role("heading", name="CLAMOXYL")).to_be_visible()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, *WIDTHS.values()])
def test_every_screen_is_accessible_at_every_size(
    visit: Visit, accessible: Judge, width: int, dark: bool
) -> None:
    page = visit(width, dark=dark)
    name = f"{width}-{'dark' if dark else 'light'}"
    begun(page)
    page.get_by_role("link", name="Prescrire").click()
    titled(page, "Prescrire")
    accessible(page)
    pictures(page, f"prescrire-brouillons-{name}")
    page.locator("ul.liste a").first.click()
    titled(page, "Écrire une ordonnance")
    accessible(page)
    for rank, each in enumerate((AMOX, TRAMADOL, "mots que personne ne comprend")):
        page.fill("#phrase", each)
        page.keyboard.press("Enter")
        expect(page.locator("li.ligne")).to_have_count(rank + 1)
    accessible(page)
    page.get_by_role("link", name="7 jours").click()
    expect(page.get_by_label("Durée").first).to_be_focused()
    accessible(page)
    pictures(page, f"prescrire-{name}")
    page.get_by_role("button", name="Retirer la ligne 3").click()
    expect(page.locator("li.ligne")).to_have_count(2)
    page.get_by_role("button", name="Mettre 84 jours").click()
    expect(page.get_by_role("heading", name="prête à émettre")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Émettre").click()
    page.wait_for_url("**/emises/*")
    accessible(page)
    pictures(page, f"prescrire-emise-{name}")
    page.get_by_role("link", name="Mes ordonnances").first.click()
    titled(page, "Mes ordonnances")
    accessible(page)
    page.goto("/prescrire/coordonnees")
    accessible(page)
