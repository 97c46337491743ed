"""The pages for whoever passes, in a real browser: on each size, in the light and in the dark."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from ordonnance.doors.web.guides import guides
from tests.browser.conftest import WIDTHS, pictures
from tests.journeys import documents
from tests.journeys.asking import Door

Visit = Callable[..., Page]
Judge = Callable[[Page], None]
PATHS = (
    "/",
    "/o",
    "/etat",
    "/verifier",
    "/documentation",
    *(f"/documentation/{name}" for name in guides()),
)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, *WIDTHS.values()])
def test_each_public_page_is_accessible(
    visit: Visit, accessible: Judge, width: int, dark: bool
) -> None:
    page = visit(width, dark=dark)
    for path in PATHS:
        page.goto(path)
        accessible(page)
        name = path.strip("/").replace("/", "-") or "accueil"
        pictures(page, f"public-{name}-{width}-{'dark' if dark else 'light'}")


def test_what_a_verification_answers_is_accessible(
    door: Door, visit: Visit, accessible: Judge
) -> None:
    page = visit(WIDTHS["phone"])
    page.goto("/verifier")
    page.get_by_label("Ou son numéro").fill(door.issued(documents.simple()))
    page.get_by_role("button", name="Vérifier").click()
    expect(page.get_by_role("status")).to_contain_text("Prouvé.")
    accessible(page)
    pictures(page, "public-verifier-numero")
    page.get_by_label("Ou son numéro").fill("UD00")
    page.get_by_role("button", name="Vérifier").click()
    expect(page.get_by_role("alert")).to_contain_text("n’est pas un numéro d’ordonnance")
    accessible(page)
    pictures(page, "public-verifier-refus")


def test_the_number_of_a_scanned_code_is_asked_of_nobody_and_shown_nowhere(
    door: Door, page: Page
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{door.address}/o#UD00000000000000AA")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert asked
    assert not any("UD00000000000000AA" in each.partition("#")[0] for each in asked)
    assert "UD00000000000000AA" not in page.content()
