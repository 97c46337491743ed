"""The steps by which somebody is recorded as a representative, then acts."""

from playwright.sync_api import Page

_TYPED = {"Nom de naissance": "Démo", "Prénom(s)": "Marc", "Date de naissance": "12/09/1988",
          "Dernier jour": "31/12/2030"}  # fmt: skip


def recorded(page: Page) -> str:
    """The code of a guardian recorded at the newest ordonnance; the page then shows who acts."""
    page.goto("/emises")
    page.locator("a[href^='/emises/']").first.click()
    page.get_by_role("link", name="Qui représente le patient").click()
    address = page.url
    for label, text in _TYPED.items():
        page.get_by_label(label).fill(text)
    page.get_by_label("masculin", exact=True).check()
    page.get_by_label("Pièce que vous avez vue").select_option("tutelle")
    page.get_by_role("button", name="Enregistrer, et obtenir le code").click()
    code = page.locator(".numero.grand").inner_text()
    page.goto(address)
    return code


def chosen(page: Page, code: str) -> Page:
    """The representative types the code, and sees for whom they may act."""
    page.get_by_role("link", name="Agir pour une autre personne").click()
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Voir ses ordonnances").click()
    page.get_by_role("link", name="Agir pour une autre personne").click()
    return page
