"""A file received at the counter opens what it names, or says why not."""

import io
import re
from collections.abc import Callable

import httpx
import pikepdf
import pytest

from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.browsing import Browser
from tests.journeys.shown import sheet

Browse = Callable[..., Browser]


def drop(browser: Browser, content: bytes, name: str = "feuille.pdf") -> httpx.Response:
    browser.go("/comptoir")
    action, fields = browser.form("/comptoir/fichier")
    browser.page = browser.http.post(action, data=fields, files={"fichier": (name, content)})
    return browser.page


def test_a_sheet_received_by_mail_opens_its_ordonnance(browse: Browse, open_door: Door) -> None:
    number = open_door.issued(documents.simple())
    browser = browse(open_door.address).sign_in("pharmacien")
    assert drop(browser, sheet(open_door, number)).status_code == 200
    assert "CLAMOXYL 500 mg, gélule" in browser.text
    assert "Tout délivrer comme prescrit" in browser.text


def test_a_sheet_that_was_changed_is_said_before_anything_opens(
    browse: Browse, open_door: Door
) -> None:
    number = open_door.issued(documents.simple())
    browser = browse(open_door.address).sign_in("pharmacien")
    drop(browser, with_another_page(sheet(open_door, number)))
    assert "Attention" in browser.text
    assert "Tout délivrer comme prescrit" not in browser.text
    found = re.search(r'href="([^"]+)">Ouvrir ce que garde la base', browser.page.text)
    assert found is not None
    browser.go(found[1])
    assert "Tout délivrer comme prescrit" in browser.text


def with_another_page(content: bytes) -> bytes:
    """The same sheet with its page printed twice."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.pages.append(pdf.pages[0])
        changed = io.BytesIO()
        pdf.save(changed)
    return changed.getvalue()


@pytest.mark.parametrize(("content", "said"), [
    (b"bonjour", "Ce fichier n’est ni un PDF, ni une image"),
    (b"%PDF-1.7\nrien", "est abîmé ou incomplet"),
    (b"", "fichier"),
])  # fmt: skip
def test_what_is_no_sheet_is_said(
    browse: Browse, open_door: Door, content: bytes, said: str
) -> None:
    browser = browse(open_door.address).sign_in("pharmacien")
    assert drop(browser, content).status_code >= 400
    assert said in browser.text
    assert "Scanner ou taper" in browser.text


def test_a_file_sent_by_another_site_is_refused(browse: Browse, open_door: Door) -> None:
    browser = browse(open_door.address).sign_in("pharmacien")
    for headers, fields in (
        ({"Sec-Fetch-Site": "cross-site"}, {}),
        ({}, {"jeton": "deviné"}),
    ):
        refused = browser.http.post(
            "/comptoir/fichier", data=fields, files={"fichier": ("f", b"%PDF-")}, headers=headers
        )
        assert refused.status_code == 403
        assert "FORM_FOREIGN" in refused.text
