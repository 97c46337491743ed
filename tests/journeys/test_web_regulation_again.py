"""A message came back: the other mailbox of the same pharmacy is tried from the same page."""

from collections.abc import Callable, Sequence

import pytest

from ordonnance.domain.errors import Refusal
from ordonnance.domain.letters import Event, Letter
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.doors.web.screens import regulation_sending
from ordonnance.usecases.mail.sending import happened
from tests.journeys.browsing import Browser
from tests.journeys.regulation import CALL, a_call, chosen, sent
from tests.journeys.running import BaseInThread
from tests.journeys.test_samu import until
from tests.journeys.test_web_regulation import EXEMPLE, number_of

SHARED = "pharmacie-exemple@officine.mssante.example"
TITULAR = "paul.exemple@pharmacien.mssante.example"
BUTTON = "Essayer l’autre boîte de cette pharmacie"


def letters_of(base: BaseInThread, browser: Browser) -> Sequence[Letter]:
    """The letters of what was just sent, the first one first."""
    number = OrdonnanceNumber.parse(number_of(browser))
    letters = base.platform.regulating.letters
    found: Sequence[Letter] = base.run(letters.concerning(number.value))
    return found


def comes_back(base: BaseInThread, letter: Letter) -> None:
    """A true bounce, as its report is applied."""
    letters, clock = base.platform.regulating.letters, base.platform.ports.clock
    base.run(happened(letters, letter.id, Event.BOUNCED, clock.now(), "5.2.2"))


def handed(base: BaseInThread, browser: Browser, to: str) -> Letter:
    """The last letter, once a server has taken it."""
    until(lambda: any(
        each.recipient == to and not each.state.unsent for each in letters_of(base, browser)
    ))  # fmt: skip
    return letters_of(base, browser)[-1]


def test_the_other_mailbox_of_the_same_pharmacy_is_tried_once_without_prescribing_again(
    browse: Callable[..., Browser], base: BaseInThread
) -> None:
    browser = sent(chosen(a_call(browse()), EXEMPLE))
    follow = browser.page.url.path
    first = handed(base, browser, SHARED)
    assert BUTTON not in browser.go(follow).text
    comes_back(base, first)
    page = browser.go(follow)
    assert BUTTON in page.text
    assert "boîte personnelle" in page.text
    assert "Aucune autre pharmacie ne reçoit cette prescription" in page.text
    browser.send(f"{CALL}/autre-boite")
    assert browser.page.url.path == follow
    second = handed(base, browser, TITULAR)
    assert [each.recipient for each in letters_of(base, browser)] == [SHARED, TITULAR]
    assert BUTTON not in browser.go(follow).text
    comes_back(base, second)
    assert BUTTON not in browser.go(follow).text
    counter = browse().sign_in("pharmacien")
    counter.send("/comptoir", numero=number_of(browser))
    assert "Tramadol 50 mg" in counter.text


def test_while_the_first_may_have_arrived_no_other_mailbox_is_tried(
    browse: Callable[..., Browser], base: BaseInThread
) -> None:
    browser = sent(chosen(a_call(browse()), EXEMPLE))
    follow = browser.page.url.path
    first = handed(base, browser, SHARED)
    comes_back(base, first)
    browser.go(follow)
    action, fields = browser.form(f"{CALL}/autre-boite")
    browser.http.post(action, data=fields)
    handed(base, browser, TITULAR)
    again = browser.http.post(action, data={**fields, "cle": "une-autre-fois"})
    assert again.status_code == 409
    assert "déjà en route vers un destinataire" in again.text
    assert len(letters_of(base, browser)) == 2


def test_a_call_whose_trace_was_lost_is_sent_once_whichever_regulator_sends_it_again(
    browse: Callable[..., Browser], base: BaseInThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def lost(*_: object) -> None:
        raise Refusal.of("CALL_CHANGED")

    regulator = chosen(a_call(browse()), EXEMPLE)
    address = regulator.page.url.path
    with monkeypatch.context() as patch:
        patch.setattr(regulation_sending, "_traced", lost)
        assert sent(regulator).page.status_code == 409
    dentist = browse().sign_in("regulateur-dentiste")
    dentist.go(address)
    sent(dentist, qualite="chirurgien_dentiste")
    # It was sent already, and what became of it is for who sent it.
    assert (dentist.page.status_code, dentist.page.url.path) == (403, f"{address}/suivi")
    assert "envoyée par Régine DÉMO" in dentist.go("/regulation").text
    regulator.go(f"{address}/suivi")
    assert regulator.page.status_code == 200
    handed(base, regulator, SHARED)
    assert len(letters_of(base, regulator)) == 1
