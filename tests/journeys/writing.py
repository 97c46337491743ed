"""A prescriber who writes in a browser without scripts."""

from tests.journeys.browsing import Browser

JEANNE = {
    "family": "Exemple", "given": "Jeanne", "birth_date": "15/06/1970", "sex": "F",
    "ins": "270069999900106", "birth_place": "99999", "weight": "62", "qualified": "1",
}  # fmt: skip
AMOX = "clamoxyl 500 1 gelule matin et soir 7 jours"
KARDEGIC = "kardegic 75 1 sachet par jour 3 mois ald"
TRAMADOL = "tramadol 50 1 gelule 4 fois par jour 3 mois"
DRAFT = r"/prescrire/[0-9a-f-]{36}"


def a_draft(browser: Browser, *sentences: str, handle: str = "medecin") -> Browser:
    """A draft for Jeanne EXEMPLE with these lines."""
    browser.sign_in(handle)
    browser.go("/prescrire")
    browser.send("/prescrire$")
    browser.send(f"{DRAFT}/patient", **JEANNE)
    for each in sentences:
        browser.send(f"{DRAFT}/phrase", phrase=each)
    return browser


def an_issued(browser: Browser, *sentences: str) -> Browser:
    """The same, issued."""
    a_draft(browser, *sentences)
    browser.send(f"{DRAFT}/emettre")
    assert browser.page.url.path.startswith("/emises/"), browser.text
    return browser
