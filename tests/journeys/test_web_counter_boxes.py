"""The counter without scripts: boxes scanned one after the other lose nothing of what was typed."""

import re
from collections.abc import Callable

import pytest

from ordonnance.doors.web.screens.counter_boxes import box_of
from ordonnance.doors.web.screens.counter_keys import AMERICAN, FRENCH
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.browsing import Browser

Browse = Callable[..., Browser]
PACK, GS = "3400930000007", "\x1d"
ON = "/comptoir/[^/]+/delivrer"


def follows(browser: Browser, typed: str, **fields: str) -> None:
    """What a browser without scripts sends when a scanner types into the field of the page."""
    action, hidden = browser.form(ON)
    address = action.replace("/delivrer", "/suite")
    browser.page = browser.http.post(address, data={**hidden, **fields, "numero": typed})


def box(cip13: str, lot: str, serial: str = "") -> str:
    return f"010{cip13}17271130" + (f"21{serial}{GS}" if serial else "") + f"10{lot}"


@pytest.fixture
def browser(browse: Browse, door: Door) -> Browser:
    number = door.issued(documents.written(documents.course(), documents.monthly()))
    browser = browse().sign_in("pharmacien")
    browser.send("/comptoir", numero=number)
    return browser


def test_boxes_fill_their_lines_and_what_was_typed_stays(browser: Browser) -> None:
    pack = documents.pack_of(documents.AMOXICILLIN)
    assert re.search(r'<input id="numero"[^>]* form="delivrance"', browser.page.text)
    follows(browser, box(pack, "LA", "S1"), **{"faire-2": "refuser", "note-2": "déjà chez lui"})
    assert "1 bipée, lot LA" in browser.text
    assert 'value="déjà chez lui"' in browser.page.text
    follows(browser, box(pack, "LA", "S1"), **{"faire-2": "refuser", "refus-2": "NOT_WANTED"})
    assert "déjà bipée" in browser.text
    follows(browser, box(PACK, "LX"), **{"faire-2": "refuser", "refus-2": "NOT_WANTED"})
    assert "n’est pas attendue ici" in browser.text
    follows(browser, box(pack, "LB", "S2"), **{"faire-2": "refuser", "refus-2": "NOT_WANTED"})
    assert "2 bipées, lot LB" in browser.text
    browser.send(ON, **{"faire-2": "refuser", "refus-2": "NOT_WANTED"})
    assert "Exécution enregistrée" in browser.text
    assert "lot LA" in browser.text
    assert "non souhaité par le patient" in browser.text


def test_another_ordonnance_opens_once_nothing_here_would_be_lost(
    browser: Browser, door: Door
) -> None:
    other = door.issued(documents.renewed())
    follows(browser, "bonjour", **{"boites-1": "1", "faire-1": "quantite"})
    assert browser.page.status_code == 400
    assert "CLAMOXYL" in browser.text
    follows(browser, other, **{"boites-1": "1", "faire-1": "quantite"})
    assert "Ce code ouvre une autre ordonnance." in browser.text
    assert "CLAMOXYL" in browser.text
    (address,) = (each for each in browser.links("/comptoir/") if each.count("/") == 2
                  and each not in ("/comptoir/camera", "/comptoir/registres"))  # fmt: skip
    browser.go(address)
    assert "LEVOTHYROX" in browser.text
    follows(browser, "")
    assert "LEVOTHYROX" in browser.text
    follows(browser, other)
    assert browser.page.url.path.startswith("/comptoir/")
    assert "Ce code ouvre" not in browser.text


@pytest.mark.parametrize(("typed", "read"), [
    (box(PACK, "L42"), (PACK, "L42", "")),
    ("]d2" + box(PACK, "L42", "S1"), (PACK, "L42", "S1")),
    (box(PACK, "L42", "S1").replace(GS, "{GS}"), (PACK, "L42", "S1")),
    (box(PACK, "L42").translate(str.maketrans(AMERICAN, FRENCH)), (PACK, "L42", "")),
    (f"010{PACK}10L4221ABC", (PACK, "", "")),
    ("UD0000000000000000", None),
    ("", None),
])  # fmt: skip
def test_a_box_is_read_from_what_its_scanner_typed(
    typed: str, read: tuple[str, str, str] | None
) -> None:
    assert box_of(typed) == read
