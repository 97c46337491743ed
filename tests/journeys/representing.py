"""A father is recorded as people do it: on the page of an ordonnance, or at the fund."""

from ordonnance.adapters.identity.demo_people import CHILD, FATHER
from tests.journeys.browsing import Browser

LAST = "09/03/2038"
"""The eve of the child's eighteenth birthday."""

MARC = {"family": FATHER.family, "given": FATHER.given, "birth_date": "12/09/1988", "sex": "M"}
AS_FATHER = {**MARC, "proof": "livret-de-famille", "until": LAST}
OF_LEO = {
    "patient_ins": CHILD.ins, "patient_family": CHILD.family, "patient_given": CHILD.given,
    "patient_birth_date": "10/03/2020", "patient_sex": "M",
}  # fmt: skip


def recorded_at(browser: Browser, number: str, **changed: str) -> Browser:
    """Their prescriber, signed in, records the father at that ordonnance."""
    browser.go("/emises")
    for address in browser.links("/emises/[^/]+$"):
        browser.go(address)
        if number in browser.page.text.replace("\u202f", "").replace(" ", ""):
            break
    else:
        raise AssertionError("not among those issued")
    browser.go(f"{browser.page.url.path}/representation")
    browser.send("/emises/[^/]+/representation$", **{**AS_FATHER, **changed})
    return browser


def at_the_fund(browser: Browser, **changed: str) -> Browser:
    """An agent of the fund records him."""
    browser.sign_in("caisse")
    browser.go("/representation")
    browser.send("/representation", **{"sens": "enregistrer", **OF_LEO, **AS_FATHER, **changed})
    return browser


def ended_at_the_fund(browser: Browser) -> Browser:
    """An agent ends it, if it stands."""
    browser.sign_in("caisse")
    browser.go("/representation")
    browser.send("/representation", sens="terminer", **OF_LEO, **MARC)
    return browser


def code_of(browser: Browser) -> str:
    """The code on the page that hands it over."""
    assert "À remettre à Marc DÉMO" in browser.text, browser.text
    return digits_of(browser)


def digits_of(browser: Browser) -> str:
    """The same, to whomever it is handed over."""
    digits = browser.page.text.split('class="numero grand">')[1].split("<")[0]
    assert len(digits.replace(" ", "")) == 10
    return digits


def choice(browser: Browser) -> str:
    """The value of the button of who is represented, after that of oneself."""
    return browser.page.text.split('name="pour" value="')[2].split('"')[0]
