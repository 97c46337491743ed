"""The administration in a real browser: the link without its code in any address, every screen."""

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.keys import KeyCabinet, keys_folder_beside
from ordonnance.bootstrap.operators import link_code
from ordonnance.doors.web.routes import SCREENS
from tests.browser.conftest import WIDTHS, pictures
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.running import BaseInThread

Visit = Callable[..., Page]
Judge = Callable[[Page], None]
ELSEWHERE = (
    "/administration/preparation/ordre", "/administration/preparation/essais/{essai}",
    "/administration/recensement/fichier",
)  # fmt: skip
"""Files, and the page of a trial, judged with the preparation of a centre."""
PATHS = tuple(
    screen.path
    for screen in SCREENS
    if screen.operator and screen.method == "GET" and screen.path not in ELSEWHERE
)


def test_a_link_fills_its_code_which_no_address_carries(base: BaseInThread, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    cabinet = KeyCabinet.load(keys_folder_beside(base.data))
    code = link_code(cabinet, "astreinte", SystemClock().now())
    page.goto(f"/administration/entrer#{code}")
    expect(page.get_by_label("Code du lien")).to_have_value(code)
    assert page.evaluate("location.hash") == ""
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Santé")
    expect(page.get_by_text("astreinte")).to_be_visible()
    assert not any(code in each.partition("#")[0] for each in asked)


@pytest.mark.parametrize(
    ("width", "schemes"),
    [(320, ("light", "dark")), (WIDTHS["phone"], ("dark",)), (WIDTHS["tablet"], ("light",)),
     (WIDTHS["desktop"], ("light", "dark"))],
)  # fmt: skip
def test_each_screen_is_accessible_in_the_light_and_in_the_dark(
    base: BaseInThread, door: Door, visit: Visit, accessible: Judge, width: int,
    schemes: tuple[Literal["light", "dark"], ...],
) -> None:  # fmt: skip
    door.issued(documents.simple())
    held = base.platform.vitals.base
    held.alerts.refused("F990000085", SystemClock().now())
    base.run(held.tallies.flush())
    page = visit(width)
    page.goto("/administration/entrer")
    accessible(page)
    page.get_by_role("button", name="Administratrice DÉMO").click()
    page.wait_for_url("**/administration")
    for path in PATHS:
        page.goto(path)
        for table in page.locator("summary").all():
            table.click()
        for scheme in schemes:
            # Without motion: a colour on its way to another one is neither of both.
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            accessible(page)
            pictures(page, f"{path.strip('/').replace('/', '-')}-{width}-{scheme}")


def test_everything_is_reached_by_the_keyboard(page: Page) -> None:
    page.goto("/connexion")
    page.get_by_role("button", name="Administratrice DÉMO").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Santé")
    page.get_by_role("link", name="Volumes").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Voir les nombres").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Tableau : Actes par jour")).to_be_visible()
    page.get_by_role("link", name="Erreurs").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Code, mot ou statut").focus()
    page.keyboard.type("operator_link")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("1 erreur sur")


def test_a_link_already_used_says_so_beside_its_field(visit: Visit, accessible: Judge) -> None:
    page = visit(320)
    page.goto("/administration/entrer")
    page.get_by_label("Code du lien").fill("deviné")
    page.get_by_role("button", name="Entrer", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("n’est pas valable")
    accessible(page)
