"""A call written as a browser without scripts sends it."""

import re
from typing import Any

from tests.journeys.browsing import Browser

CALL = r"/regulation/[0-9a-f-]{36}"
SAID = {
    "qui": "patient", "family": "Exemple", "given": "Jeanne", "birth_date": "15/06/1970",
    "sex": "F", "weight": "62", "ins": "", "ins_from": "", "points-aucun": "1",
    "motif": "douleur_dentaire", "motif-precise": "", "signes-aucun": "1", "phrase": "1",
    "ou": "pharmacie", "cherche": "", "qualite": "medecin_samu",
}  # fmt: skip
"""Everything that a call needs but its place."""

BEFFROI, CANAL, REMPARTS, EHPAD = "990000101", "990000119", "990000127", "990000176"


def a_call(browser: Browser, handle: str = "regulateur") -> Browser:
    """A new call, open."""
    browser.sign_in(handle)
    browser.go("/regulation")
    browser.send("/regulation")
    return browser


def press(browser: Browser, what: str, **fields: Any) -> Browser:
    """Everything said, and that button."""
    browser.send(CALL, faire=what, **{**SAID, **fields})
    return browser


def chosen(browser: Browser, finess: str = BEFFROI, **fields: Any) -> Browser:
    """The pharmacy chosen, told to the caller, everything attested."""
    press(browser, "choisir", lieu=f"{finess}|", **fields)
    told = {"lieu": where(browser), "dit": "1", **attested(browser), **fields}
    return press(browser, "garder", **told)


def sent(browser: Browser, **fields: Any) -> Browser:
    """The same page, sent as it stands."""
    told = {"dit": "1", **attested(browser), **fields}
    if 'name="lieu"' in browser.page.text:
        told.setdefault("lieu", where(browser))
    return press(browser, "envoyer", **told)


def where(browser: Browser) -> str:
    """The place that the page holds."""
    found = re.search(r'name="lieu" value="([^"]+)" checked', browser.page.text)
    assert found is not None, browser.text
    return found[1]


def attested(browser: Browser) -> dict[str, str]:
    """What the page asks to attest, attested."""
    found = re.findall(r'type="checkbox" id="(motif-[^"]+)" name="[^"]+" value="([^"]+)"',
                       browser.page.text)  # fmt: skip
    return dict(found)
