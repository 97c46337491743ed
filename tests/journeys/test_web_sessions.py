"""Signing in and out of the web app, and what another site or an old cookie may do: nothing."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from ordonnance.bootstrap.browsing import Browsing
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.doors.web.screens.counter_keys import AMERICAN, FRENCH
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.browsing import Browser
from tests.journeys.running import BaseInThread, ShiftedClock
from tests.journeys.writing import AMOX, a_draft

Browse = Callable[..., Browser]


def test_a_person_signs_in_sees_their_screen_and_signs_out(browse: Browse) -> None:
    browser = browse().sign_in("pharmacien")
    assert browser.page.url.path == "/comptoir"
    assert "Paul EXEMPLE, Pharmacie Exemple" in browser.text
    kept = dict(browser.http.cookies)
    browser.send("/deconnexion")
    assert dict(browser.http.cookies) == {}
    # The cookie of then opens nothing any more.
    again = browse()
    again.http.cookies.update(kept)
    assert again.go("/comptoir").url.path == "/connexion"


def test_a_screen_asks_who_comes_and_goes_back_to_where_they_were_going(browse: Browse) -> None:
    browser = browse()
    browser.go("/comptoir")
    assert browser.page.url.path == "/connexion"
    browser.send("/connexion", qui="pharmacien")
    assert browser.page.url.path == "/comptoir"


@pytest.mark.parametrize("back", ["//exemple.test/", "https://exemple.test/", "/\\exemple.test"])
def test_nobody_is_sent_to_another_site_after_signing_in(browse: Browse, back: str) -> None:
    browser = browse()
    browser.go("/connexion")
    browser.send("/connexion", qui="patient", suite=back)
    assert str(browser.page.url).startswith(browser.address)


def test_a_screen_of_others_is_refused_in_words(browse: Browse) -> None:
    browser = browse().sign_in("medecin")
    refused = browser.go("/comptoir")
    assert refused.status_code == 403
    assert "pharmacien" in browser.text


def test_a_form_sent_by_another_site_is_refused_before_it_is_read(browse: Browse) -> None:
    browser = browse().sign_in("pharmacien")
    action, fields = browser.form("/comptoir")
    foreign = browser.http.post(
        action, data={**fields, "numero": "x"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert foreign.status_code == 403
    assert "FORM_FOREIGN" in foreign.text


def test_a_session_left_alone_is_over(base: BaseInThread, browse: Browse) -> None:
    browser = browse().sign_in("pharmacien")
    kept = dict(browser.http.cookies)
    platform = base.platform
    now = ShiftedClock(timedelta(minutes=31))
    later = Browsing(
        platform.browsing.sessions,
        platform.verifier,
        now.now,
        platform.browsing.idle,
        platform.browsing.representing.kept,
    )
    with base.served_with(browsing=later) as address:
        again = browse(address)
        again.http.cookies.update(kept)
        assert again.go("/comptoir").url.path == "/connexion"


def test_pages_say_what_may_run_and_are_kept_by_nobody(browse: Browse) -> None:
    page = browse().page
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert "style=" not in page.text


def test_the_cookie_is_not_for_scripts_nor_for_other_sites(browse: Browse) -> None:
    browser = browse()
    browser.go("/connexion")
    action, fields = browser.form("/connexion")
    opened = browser.http.post(action, data={**fields, "qui": "patient"}, follow_redirects=False)
    assert opened.status_code == 303
    assert "HttpOnly" in opened.headers["set-cookie"]
    assert "SameSite=lax" in opened.headers["set-cookie"]


def test_a_number_stands_in_no_address(browse: Browse) -> None:
    browser = browse().sign_in("pharmacien")
    number = OrdonnanceNumber.from_payload("D", 2).value
    shown = browser.send("/comptoir", numero=number)
    assert number not in str(shown.url)
    other = browse().sign_in("pharmacien")
    assert other.send("/comptoir", numero=number).url.path != shown.url.path


def test_a_handle_opens_for_the_person_it_was_made_for_and_nobody_after(
    browse: Browse, door: Door
) -> None:
    number = door.issued(documents.simple())
    browser = browse().sign_in("pharmacien")
    address = browser.send("/comptoir", numero=number).url.path
    kept = dict(browser.http.cookies)
    for somebody in ("pharmacien2", "preparateur"):
        other = browse()
        other.http.cookies.update(kept)
        other.go("/connexion")
        other.send("/connexion", qui=somebody, suite=address)
        assert "CLAMOXYL" not in other.text
        assert "ADDRESS_OF_ANOTHER_SESSION" in other.text
    again = browse()
    again.http.cookies.update(kept)
    again.go("/connexion")
    again.send("/connexion", qui="pharmacien", suite=address)
    assert "CLAMOXYL" in again.text


@pytest.mark.parametrize(("key", "said"), [
    ("", "IDEMPOTENCY_KEY_REQUIRED"),
    ("k" * 201, "ELEMENT_INVALID"),
    ("k" * 2000, "TEXT_TOO_LONG"),
])  # fmt: skip
def test_an_act_has_the_key_of_its_page_or_is_refused(
    browse: Browse, door: Door, key: str, said: str
) -> None:
    browser = browse().sign_in("pharmacien")
    browser.send("/comptoir", numero=door.issued(documents.simple()))
    action, fields = browser.form("/comptoir/[^/]+/delivrer")
    browser.page = browser.http.post(action, data={**fields, "cle": key})
    assert said in browser.text
    assert "Exécution enregistrée" not in browser.text


def test_what_a_screen_refuses_is_counted_by_its_code(browse: Browse) -> None:
    browser = browse().sign_in("pharmacien")
    browser.send("/comptoir", numero="bonjour")
    counted = browser.go("/metrics").text
    assert re.search(r"ordonnance_refusals_total\{[^}]*NUMBER_INVALID[^}]*\}", counted)


def test_a_former_file_is_refused_in_words(browse: Browse) -> None:
    browser = browse()
    assert browser.go("/fichiers/0000000000000000/style.css").status_code == 404
    assert "ROUTE_UNKNOWN" in browser.text


def test_a_session_that_ended_is_told_and_leads_back_to_the_draft(
    browse: Browse, base: BaseInThread
) -> None:
    browser = a_draft(browse(), AMOX)
    draft = browser.page.url.path
    platform, now = base.platform, ShiftedClock(timedelta(minutes=31))
    later = Browsing(
        platform.browsing.sessions,
        platform.verifier,
        now.now,
        platform.browsing.idle,
        platform.browsing.representing.kept,
    )
    with base.served_with(browsing=later) as address:
        over = browse(address)
        over.http.cookies.update(dict(browser.http.cookies))
        over.go(draft)
        assert "Votre session s’est fermée." in over.text
        action, fields = browser.form(f"{draft}/lignes/[^/]+")
        sent = over.http.post(action, data=fields, headers={"HX-Request": "true"})
        assert sent.headers["hx-redirect"] == f"/connexion?suite={draft}&fin=envoi"
        over.page = over.http.post(action, data=fields)
        assert "le dernier envoi n’a pas été enregistré" in over.text
        over.send("/connexion", qui="medecin")
        assert over.page.url.path == draft
    assert "Votre session" not in browse().go("/connexion?suite=/comptoir").text


def test_a_script_that_sends_a_form_is_told_the_next_address_and_asks_for_it_once(
    browse: Browse, door: Door
) -> None:
    browser = browse().sign_in("pharmacien")
    action, fields = browser.form("/comptoir")
    number = door.issued(documents.simple())
    told = browser.http.post(
        action, data={**fields, "numero": number}, headers={"Ordonnance-Envoi": "1"}
    )
    assert (told.status_code, told.content) == (200, b"")
    assert told.headers["ordonnance-adresse"].startswith("/comptoir/")
    assert "location" not in told.headers


def test_a_code_read_on_the_other_keyboard_opens_without_a_script(
    browse: Browse, door: Door
) -> None:
    number = door.issued(documents.simple())
    typed = number.translate(str.maketrans(AMERICAN, FRENCH))
    browser = browse().sign_in("pharmacien")
    assert "CLAMOXYL" in browser.send("/comptoir", numero=typed).text
