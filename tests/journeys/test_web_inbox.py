"""The mailbox of a pharmacy: what arrives is opened as at the counter, served, put away."""

import re
import secrets
from collections.abc import Callable

import httpx
import pytest

from ordonnance.documents.mail.reports import Outcome
from tests.builders.mail import Traits, date
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.browsing import Browser
from tests.journeys.mailed import PATIENT, PHARMACY, PRACTICE, Mailed, nobodys_sheet
from tests.journeys.running import BaseInThread
from tests.journeys.shown import sheet

Browse = Callable[..., Browser]


@pytest.fixture
def mailed(base: BaseInThread) -> Mailed:
    return Mailed(base.data)


class Subject:
    """A patient named once, so that a list shared with other tests shows which message is ours."""

    def __init__(self) -> None:
        letters = "ABCDEFGHJK"
        self.family = "".join(letters[each % 10] for each in secrets.token_bytes(12))

    @property
    def traits(self) -> Traits:
        return Traits(self.family, "Zoé", date(1979, 3, 28))

    def address(self, page: str) -> str:
        """The address of its message, in a list."""
        lines = re.findall(r"<li class=\"courrier.*?</li>", page, re.S)
        [line] = [each for each in lines if self.family in each]
        found = re.search(r'href="(/messagerie/[^"]+)"', line)
        assert found is not None
        return found[1]


def opened(browser: Browser, subject: Subject) -> httpx.Response:
    """Open the message of that subject by the button of the list."""
    browser.go("/messagerie")
    return browser.send(re.escape(f"{subject.address(browser.page.text)}/ouvrir"))


def test_a_message_opens_its_ordonnance_is_served_tells_who_sent_and_is_put_away(
    browse: Browse, open_door: Door, mailed: Mailed
) -> None:
    number, subject = open_door.issued(documents.simple()), Subject()
    id = mailed.deliver(sheet(open_door, number), traits=subject.traits)
    browser = browse(open_door.address).sign_in("pharmacien")
    opened(browser, subject)
    assert "Tout délivrer comme prescrit" in browser.text
    assert number not in str(browser.page.url)
    browser.send("/comptoir/[^/]+/delivrer")
    assert "Le message est marqué servi." in browser.text
    back = mailed.arrived(
        PRACTICE.address, lambda each: each.report is not None and str(each.report.about) == id
    )
    assert back.report is not None
    assert back.report.outcome is Outcome.READ
    browser.go("/messagerie")
    address = subject.address(browser.page.text)
    assert "Servis, à archiver" in browser.text
    browser.send(re.escape(f"{address}/archiver"))
    assert subject.family not in browser.text
    # Archived by mistake, it comes back as it was.
    browser.send("/messagerie/remettre")
    assert re.search(rf"courrier served\"[^>]*{subject.family}", browser.page.text)
    browser.send(re.escape(f"{subject.address(browser.page.text)}/archiver"))
    assert "Message archivé." in browser.text
    assert subject.family not in browser.text
    assert "INBOX_MESSAGE_GONE" in browser.go(address).text


def test_what_the_base_does_not_know_is_told_and_marked_by_hand(
    browse: Browse, open_door: Door, mailed: Mailed
) -> None:
    subject = Subject()
    mailed.deliver(nobodys_sheet(), sender=PATIENT, traits=subject.traits)
    browser = browse(open_door.address).sign_in("pharmacien")
    opened(browser, subject)
    assert "Cette ordonnance n’est pas dans cette base." in browser.text
    assert "Patient" in browser.text
    assert "INS 2 79 03 51 215 189 89" in browser.text
    assert str(PATIENT.address) not in browser.text
    address = browser.page.url.path
    browser.send(re.escape(f"{address}/servi"))
    assert "N’est pas servi" in browser.text
    browser.send(re.escape(f"{address}/archiver"), clore="1")
    ending = mailed.arrived(PATIENT.address, lambda each: each.ends_exchange)
    assert ending.subject == "Échange terminé"
    assert ending.asks_receipt_to is None


def test_nothing_of_a_hostile_message_is_drawn(
    browse: Browse, open_door: Door, mailed: Mailed
) -> None:
    subject = Subject()
    body = (
        f'From: "<script>alert(1)</script>" <x@ailleurs.example>\r\nSubject: {subject.family} '
        "<img src=x onerror=alert(2)>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n'
        "<script>alert(3)</script>\r\n--b\r\nContent-Type: text/html; "
        'name="../../../etc/passwd"\r\nContent-Disposition: attachment; '
        'filename="../../x.html"\r\n\r\n<script>alert(4)</script>\r\n--b\r\n'
        "Content-Type: application/pdf\r\n\r\n%PDF-1.7 rien\r\n--b--\r\n"
    )
    mailed.deliver_bytes(body.encode())
    browser = browse(open_door.address).sign_in("pharmacien")
    browser.go("/messagerie")
    address = subject.address(browser.page.text)
    assert "Hors de l’espace de confiance MSSanté" in browser.text
    for page in (browser.page.text, browser.go(address).text):
        assert "<script>alert" not in page
        assert "<img" not in page
    assert "Rien ne prouve qui écrit." in browser.text
    assert "est abîmé ou incomplet" in browser.text
    assert "1 autre pièce" in browser.text
    piece = browser.http.get(f"{address}/piece/1")
    assert piece.headers["content-disposition"] == 'attachment; filename="piece-1.pdf"'
    assert piece.headers["content-security-policy"].startswith("sandbox")
    assert browser.http.get(f"{address}/piece/2").status_code == 404


def test_a_message_that_cannot_be_read_stays_where_it_is_and_says_why(
    browse: Browse, open_door: Door, mailed: Mailed
) -> None:
    subject = Subject()
    body = f"From: {PRACTICE.address}\r\nSubject: {subject.family}\r\n"
    body += "Content-Type: multipart/digest; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n"
    mailed.deliver_bytes(body.encode())
    browser = browse(open_door.address).sign_in("pharmacien")
    browser.go("/messagerie")
    assert "un recueil de messages ne se lit pas" in browser.text


def test_a_mailbox_is_that_of_one_structure(
    browse: Browse, open_door: Door, mailed: Mailed
) -> None:
    subject = Subject()
    mailed.deliver(nobodys_sheet(), traits=subject.traits)
    ours = browse(open_door.address).sign_in("pharmacien")
    ours.go("/messagerie")
    address = subject.address(ours.page.text)
    others = browse(open_door.address).sign_in("pharmacien2")
    assert subject.family not in others.go("/messagerie").text
    assert "ADDRESS_OF_ANOTHER_SESSION" in others.go(address).text
    doctor = browse(open_door.address).sign_in("medecin")
    assert doctor.go("/messagerie").status_code == 403
    assert "Messagerie" not in doctor.go("/emises").text


def test_new_messages_are_counted_beside_the_counter(
    browse: Browse, open_door: Door, mailed: Mailed
) -> None:
    subject = Subject()
    mailed.deliver(nobodys_sheet(), traits=subject.traits)
    browser = browse(open_door.address).sign_in("pharmacien")
    browser.go("/messagerie")
    browser.go("/comptoir")
    found = re.search(r"Messagerie (\d+) nouveaux messages", browser.text)
    assert found is not None
    assert int(found[1]) >= 1
    assert PHARMACY.address.domain not in browser.page.text
