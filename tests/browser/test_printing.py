"""What a browser prints: the receipt, the back of the sheet, the page of an issued ordonnance."""

import io
from collections.abc import Callable

import pypdfium2
from playwright.sync_api import Page, expect

from tests.browser.test_counter import by_hand, opened
from tests.browser.test_writing import begun
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.writing import AMOX

Visit = Callable[..., Page]

ONLY_ON_SCREEN = ("Scanner", "Se déconnecter", "Démonstration", "Annuler", "Imprimez")


def printed(page: Page) -> list[str]:
    """The text of each page that would come out, spaces folded."""
    page.wait_for_load_state()
    document = pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4")))
    return [" ".join(each.get_textpage().get_text_range().split()) for each in document]


def test_the_receipt_and_the_back_of_the_sheet_print_alone_on_one_page(
    page: Page, door: Door
) -> None:
    opened(page, door.issued(documents.simple()))
    by_hand(page, "Enter")
    expect(page.get_by_text("Exécution enregistrée")).to_be_visible()
    reference = page.locator(".grand .numero").inner_text()
    (receipt,) = printed(page)
    assert reference in receipt
    assert "CLAMOXYL 500 mg, gélule" in receipt
    page.get_by_role("link", name="Imprimer au dos").click()
    expect(page.locator(".dos")).to_be_visible()
    (back,) = printed(page)
    assert back.startswith("Pharmacie Exemple Délivré le")
    assert reference in back
    for each in (receipt, back):
        assert not [
            word
            for word in ("Scanner", "Se déconnecter", "Démonstration", "Annuler", "Imprimez")
            if word in each
        ]


def test_the_page_of_an_issued_ordonnance_prints_its_code_on_one_page(
    page: Page,
) -> None:
    begun(page, AMOX)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("img", name="Code QR")).to_be_visible()
    number = page.locator(".numero").first.inner_text()
    (sheet,) = printed(page)
    assert "".join(number.split()) in "".join(sheet.split())
    with page.expect_popup() as opening:
        page.get_by_role("link", name="Imprimer la feuille").click()
    answer = page.request.get(opening.value.url)
    assert answer.headers["content-type"] == "application/pdf"
    (first, *_) = pypdfium2.PdfDocument(io.BytesIO(answer.body()))
    assert "".join(number.split()) in "".join(first.get_textpage().get_text_range().split())
