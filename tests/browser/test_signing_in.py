"""Everybody’s first minute: the home page, signing in, by keyboard, on each size of screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import WIDTHS, sign_in

Visit = Callable[..., Page]
Judge = Callable[[Page], None]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, *WIDTHS.values()])
@pytest.mark.parametrize("path", ["/", "/connexion"])
def test_the_first_pages_are_accessible_on_each_screen(
    visit: Visit, accessible: Judge, path: str, width: int, dark: bool
) -> None:
    page = visit(width, dark=dark)
    page.goto(path)
    accessible(page)


def test_somebody_signs_in_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(".passer")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Se connecter").last).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/connexion**")
    page.locator("button[value=pharmacien]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/comptoir")
    expect(page.locator("#numero")).to_be_focused()


def test_signing_in_and_out_needs_no_script(visit: Visit) -> None:
    page = sign_in(visit(scripts=False), "pharmacien")
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_role("link", name="Se connecter").first).to_be_visible()
