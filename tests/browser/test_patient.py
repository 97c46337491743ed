"""The patient's screens in a real browser: on each size, by keyboard, with and without scripts."""

import io
from collections.abc import Callable

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from ordonnance.domain.number import OrdonnanceNumber
from tests.browser.conftest import WIDTHS, pictures, sign_in
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.test_web_patient import child

Visit = Callable[..., Page]
Judge = Callable[[Page], None]


def begun(door: Door) -> str:
    """An ordonnance served in part."""
    document = documents.written(documents.course(), documents.monthly(advice="Le soir."))
    number = door.issued(document)
    door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)
    return number


def first(page: Page) -> str:
    """Open the newest ordonnance of the list; its address."""
    page.goto("/mes-ordonnances")
    page.locator(".ouvrable a").first.click()
    page.wait_for_url("**/mes-ordonnances/*")
    return page.url


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, *WIDTHS.values()])
def test_each_screen_of_the_patient_is_accessible(
    door: Door, visit: Visit, accessible: Judge, width: int, dark: bool
) -> None:
    begun(door)
    page = sign_in(visit(width, dark=dark), "patient")
    shade = "dark" if dark else "light"
    page.goto("/mes-ordonnances")
    accessible(page)
    pictures(page, f"patient-liste-{width}-{shade}")
    address = first(page)
    accessible(page)
    pictures(page, f"patient-ordonnance-{width}-{shade}")
    page.get_by_role("switch").click()
    expect(page.get_by_role("switch")).to_have_attribute("aria-checked", "true")
    accessible(page)
    for name in ("consultations", "delivrances"):
        page.goto(f"{address}/{name}")
        accessible(page)
        pictures(page, f"patient-{name}-{width}-{shade}")


def test_each_state_of_an_ordonnance_is_accessible(
    door: Door, visit: Visit, accessible: Judge
) -> None:
    page = sign_in(visit(WIDTHS["phone"]), "patient")
    number = door.issued(documents.simple())
    address = first(page)
    door.does("object", "patient", number=number)
    door.does("cancel", "medecin", number=number, reason="ERROR")
    page.goto(address)
    expect(page.get_by_text("Annulée par le prescripteur")).to_be_visible()
    accessible(page)
    page.goto("/mes-ordonnances")
    accessible(page)


def test_the_code_on_the_screen_is_read_by_a_scanner_even_in_the_dark(
    door: Door, visit: Visit
) -> None:
    number = door.issued(documents.simple())
    page = sign_in(visit(WIDTHS["phone"], dark=True), "patient")
    first(page)
    shown = Image.open(io.BytesIO(page.locator(".code").screenshot()))
    (read,) = zxingcpp.read_barcodes(shown)
    assert OrdonnanceNumber.parse(read.text).value == number
    box = page.locator(".code img").bounding_box()
    assert box is not None
    assert box["width"] > 0.7 * WIDTHS["phone"]


def test_a_patient_does_everything_by_keyboard_without_a_script(door: Door, visit: Visit) -> None:
    number = begun(door)
    page = sign_in(visit(WIDTHS["phone"], scripts=False), "patient")
    card = page.locator(".ouvrable a").first
    card.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/mes-ordonnances/*")
    page.get_by_role("switch").focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("switch")).to_have_attribute("aria-checked", "true")
    assert door.does("executions", "medecin", number=number)["hidden"] is True
    link = page.get_by_role("link", name="Qui a consulté cette ordonnance")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/consultations")
    page.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("a lu cette liste").first).to_be_visible()


def test_the_screen_reader_hears_names_states_and_a_number_character_by_character(
    door: Door, visit: Visit
) -> None:
    begun(door)
    page = sign_in(visit(WIDTHS["phone"]), "patient")
    first(page)
    heard = page.locator("main").aria_snapshot().replace("\u202f", " ")
    assert 'heading "CLAMOXYL 500 mg et AMLOR 5 mg" [level=1]' in heard
    assert 'img "Code QR de l’ordonnance numéro UD' in heard
    assert "Numéro, caractère par caractère : U comme Ursule, D comme Désiré" in heard
    assert 'switch "Je ne souhaite pas que mon médecin voie ce qui m’a été délivré' in heard


def test_a_parent_s_screen_and_the_fund_s_are_accessible(
    door: Door, visit: Visit, accessible: Judge
) -> None:
    number = door.issued(documents.written(documents.course(), patient=child()))
    page = sign_in(visit(320), "representant")
    accessible(page)
    first(page)
    accessible(page)
    page = sign_in(visit(320, dark=True), "caisse")
    accessible(page)
    page.get_by_label("Numéro de l’ordonnance").fill("UD00")
    page.get_by_label("Comment la demande a été reçue").fill("courrier du 12/03/2026")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("alert")).to_be_visible()
    accessible(page)
    page.get_by_label("Numéro de l’ordonnance").fill(number)
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("status")).to_contain_text("L’auteur de l’ordonnance ne voit plus")
    accessible(page)
