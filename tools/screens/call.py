"""A call to the regulation centre, for the pictures: stopped, made ready, sent, followed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from tools.screens.walk import Stop, Story


def regulating(story: "Story") -> Iterator["Stop"]:
    """The regulator of a SAMU: a pharmacy of the directory, and the card to read aloud."""
    page = story.sign_in("regulateur")
    _begin(page)
    page.check("[name=points][value=alcool]")
    expect(page.get_by_role("heading", name="Ne pas prescrire ainsi")).to_be_visible()
    yield "appel-arrete", page
    page.check("#points-aucun")
    page.check("[name=motif][value=douleur_dentaire]")
    expect(page.get_by_text("Gonflement du cou")).to_be_visible()
    page.check("[name=signes-aucun]")
    page.fill("#phrase", "1")
    page.press("#phrase", "Enter")
    expect(page.locator("#lu")).to_contain_text("Tramadol 50 mg")
    page.fill("#cherche", "beffroi")
    page.locator(".lieu", has_text="BEFFROI").locator("input").check()
    page.check("#dit")
    expect(page.get_by_role("heading", name="Prêt à envoyer")).to_be_visible()
    yield "appel", page
    page.goto(f"{page.url.partition('#')[0]}/telephone")
    yield "appel-telephone", page
    page.get_by_role("link", name="Revenir à l’appel").click()
    expect(page.get_by_role("heading", name="Prêt à envoyer")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="À dire à l’appelant")).to_be_visible()
    expect(page.locator("#etat")).to_contain_text("Parti", timeout=30_000)
    yield "appel-suivi", page
    page.goto("/regulation")
    yield "regulation", page


def _begin(page: Page) -> None:
    page.goto("/regulation")
    page.get_by_role("button", name="Nouvel appel").click()
    for field, text in (("family", "Exemple"), ("given", "Jeanne"), ("birth_date", "15/06/1970"),
                        ("weight", "62")):  # fmt: skip
        page.fill(f"#{field}", text)
    page.check("[name=sex][value=F]")
