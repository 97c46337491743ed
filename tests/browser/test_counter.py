"""The counter in a real browser: a wedge scanner, two keystrokes, boxes that fill their lines."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pypdfium2 import PdfDocument

from tests.browser.conftest import WIDTHS, pictures, sign_in
from tests.journeys import documents
from tests.journeys.asking import Door

Visit = Callable[..., Page]
Judge = Callable[[Page], None]

WEDGE_MS = 5
"""Milliseconds between two keys of a scanner that plays a keyboard."""

HAND_MS = 100
"""Milliseconds, at the least, between the last key of a scanner and that of a person."""


@pytest.fixture
def number(door: Door) -> str:
    return door.issued(documents.simple())


def scan(page: Page, text: str) -> None:
    """What a scanner that plays a keyboard does: the keys, then Enter."""
    page.keyboard.type(text, delay=WEDGE_MS)
    page.keyboard.press("Enter")


def by_hand(page: Page, key: str) -> None:
    """A key that a person presses: not as close to the last one as those of a scanner."""
    page.wait_for_timeout(HAND_MS)
    page.keyboard.press(key)


def box(cip13: str, lot: str = "L42") -> str:
    """The DataMatrix of a box: product, expiry, lot (GS1; the lot ends the message)."""
    return f"010{cip13}17271130" + f"10{lot}"


def opened(page: Page, number: str) -> Page:
    sign_in(page, "pharmacien")
    scan(page, f"http://127.0.0.1/o#{number}")
    page.wait_for_url("**/comptoir/*")
    return page


def test_a_scan_and_one_key_close_an_unchanged_prescription(page: Page, number: str) -> None:
    opened(page, number)
    expect(page.get_by_role("heading", name="Jeanne EXEMPLE")).to_be_visible()
    by_hand(page, "Enter")
    expect(page.get_by_text("Exécution enregistrée")).to_be_visible()
    expect(page.get_by_text("ne pas numériser l’ordonnance")).to_be_visible()
    expect(page.locator("#numero")).to_be_focused()


def test_what_is_printed_for_a_label_takes_one_label(page: Page, number: str) -> None:
    opened(page, number)
    by_hand(page, "Enter")
    page.get_by_role("link", name="Imprimer au dos").click()
    expect(page.get_by_role("link", name="Revenir")).to_be_visible()
    label = PdfDocument(page.pdf(width="70mm", height="37mm"))
    assert len(label) == 1
    assert "CLAMOXYL 500" in label[0].get_textpage().get_text_range()


def test_boxes_fill_their_lines_and_the_button_says_what_will_be_served(
    page: Page, number: str
) -> None:
    opened(page, number)
    offered = page.locator("[data-boite]").first
    scan(page, box(offered.get_attribute("data-boite") or ""))
    expect(page.get_by_text("1 sur 2 bipée")).to_be_visible()
    expect(page.get_by_role("button", name="Délivrer ce qui est bipé (1 ligne)")).to_be_visible()
    scan(page, box(offered.get_attribute("data-boite") or "", "L43"))
    expect(page.get_by_text("2 sur 2 bipées")).to_be_visible()
    expect(page.locator("[data-ligne='1']")).to_have_class("ligne bon bipee")
    by_hand(page, "Enter")
    expect(page.get_by_text("lot L42")).to_be_visible()
    expect(page.get_by_text("lot L43")).to_be_visible()


def test_a_box_of_something_else_is_said_and_adds_nothing(page: Page, number: str) -> None:
    opened(page, number)
    scan(page, box("3400930000007"))
    expect(page.get_by_role("status")).to_contain_text("n’est pas attendue ici")
    assert page.locator("input[name^=bip-]").count() == 0


def test_a_scan_is_understood_wherever_the_focus_is(page: Page, number: str, door: Door) -> None:
    opened(page, number)
    page.locator("summary").first.focus()
    offered = page.locator("[data-boite]").first
    scan(page, box(offered.get_attribute("data-boite") or ""))
    expect(page.get_by_text("1 sur 2 bipée")).to_be_visible()
    other = door.issued(documents.renewed())
    page.locator("summary").first.focus()
    before = page.url
    scan(page, other)
    page.wait_for_url(lambda url: url != before)
    expect(page.locator(".ligne").first).to_be_visible()


def test_the_keys_f2_to_f4_open_what_they_name(page: Page, number: str) -> None:
    opened(page, number)
    page.keyboard.press("F2")
    expect(page.get_by_label("Boîtes").first).to_be_focused()
    page.keyboard.type("1")
    page.keyboard.press("F4")
    expect(page.get_by_label("Raison").first).to_be_focused()
    page.get_by_label("Raison").first.select_option("NOT_WANTED")
    page.get_by_role("button", name="Délivrer avec ces changements").click()
    expect(page.get_by_text("non souhaité par le patient")).to_be_visible()


def test_a_double_click_serves_once(page: Page, number: str, door: Door) -> None:
    opened(page, number)
    page.locator("[data-delivrer]").dblclick()
    expect(page.get_by_text("Exécution enregistrée")).to_be_visible()
    page.go_back()
    page.wait_for_url("**/comptoir/*")
    read = door.does("executions", "pharmacien", number=number)
    assert len(read["execution"]) == 1


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, *WIDTHS.values()])
def test_the_counter_is_accessible_in_each_state_on_each_screen(
    visit: Visit, accessible: Judge, number: str, width: int, dark: bool
) -> None:
    page = sign_in(visit(width, dark=dark), "pharmacien")
    accessible(page)
    page.fill("#numero", "bonjour")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    accessible(page)
    page.fill("#numero", number)
    page.keyboard.press("Enter")
    page.wait_for_url("**/comptoir/*")
    accessible(page)
    pictures(page, f"comptoir-{width}{'-sombre' if dark else ''}")
    page.locator("summary").first.click()
    accessible(page)
    page.locator("[data-delivrer]").click()
    expect(page.get_by_text("Exécution enregistrée")).to_be_visible()
    accessible(page)
