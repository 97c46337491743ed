"""The page on which anybody verifies a sheet, as a person uses it: a file, a number, an answer."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import pictures
from tests.builders import shown_files
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.shown import SECRETS, sheet
from tests.ports.drawn import photographed


def shown(page: Page, content: bytes, name: str = "feuille.pdf") -> str:
    """What the page says of a file."""
    page.goto("/verifier")
    page.get_by_label("La feuille").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_role("button", name="Vérifier").click()
    page.locator("#issue").wait_for()
    page.wait_for_load_state()
    said: str = page.locator("#issue").inner_text()
    assert not [secret for secret in SECRETS if secret in page.content()]
    return said


def points(page: Page) -> list[str]:
    """Each point as it is read."""
    return [" ".join(each.split()) for each in page.locator("main li").all_inner_texts()]


def said_twice(content: bytes) -> bytes:
    """The true documents around a page too many."""
    document = pikepdf.open(io.BytesIO(content))
    document.pages.append(document.pages[0])
    return shown_files.saved(document)


@pytest.mark.parametrize("dark", [False, True])
def test_a_true_sheet_is_told_true_in_words_and_in_shapes(
    visit: Callable[..., Page], accessible: Callable[[Page], None], door: Door, dark: bool
) -> None:
    page = visit(390, dark=dark)
    said = shown(page, sheet(door, door.issued(documents.simple())))
    assert "est l’ordonnance numérique que garde la base" in said
    assert all(each.startswith(("Prouvé.", "Non prouvé.")) for each in points(page))
    pictures(page, f"verifier-vraie-{'sombre' if dark else 'claire'}")
    accessible(page)


def test_paper_photograph_and_altered_sheet_are_told_apart(
    visit: Callable[..., Page], door: Door
) -> None:
    page = visit(scripts=False)
    number = door.issued(documents.simple())
    true = sheet(door, number)
    paper = door.ask(
        "render", "medecin", number=number, form="classique", ground="TELESERVICE_UNAVAILABLE"
    ).content
    assert shown(page, paper) == "Ce papier dit l’ordonnance que garde la base."
    photo = shown_files.pictured(photographed(true, dpi=150, turned=4), "JPEG")
    said = shown(page, photo, "photo.jpg")
    assert "la feuille elle-même n’est pas prouvée" in said
    altered = shown(page, said_twice(true))
    assert "ne dit pas ce que garde la base" in altered
    assert any(each.startswith("Contredit.") for each in points(page))
    pictures(page, "verifier-contredite")


def test_a_number_alone_is_known_or_not_and_nothing_is_said_of_a_sheet(
    visit: Callable[..., Page], accessible: Callable[[Page], None], door: Door
) -> None:
    page = visit(390)
    page.goto("/verifier")
    page.get_by_label("Ou son numéro").fill(door.issued(documents.simple()))
    page.get_by_role("button", name="Vérifier").click()
    assert page.locator("#issue").inner_text() == "La base connaît ce numéro."
    accessible(page)
