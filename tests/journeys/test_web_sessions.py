"""Signing in and out of the web app, and what another site or an old cookie may do: nothing."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from ordonnance.bootstrap.browsing import Browsing
from ordonnance.domain.number import OrdonnanceNumber
from tests.journeys.browsing import Browser
from tests.journeys.running import BaseInThread, ShiftedClock

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
    later = Browsing(platform.browsing.sessions, platform.verifier, now.now, platform.browsing.idle)
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
