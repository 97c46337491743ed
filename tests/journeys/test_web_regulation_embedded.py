"""A call inside the page of a software (LRM): opened by its launch, in a session of its own."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from html import unescape
from typing import Any
from uuid import uuid4

import httpx
import pytest

from ordonnance.adapters.identity.launches import Launches
from ordonnance.bootstrap.browsing import EMBEDDED_LONGEST, Browsing
from tests.builders.launches import ORIGIN, launch, software
from tests.journeys.browsing import Browser
from tests.journeys.regulation import BEFFROI, SAID, attested, where
from tests.journeys.running import BaseInThread, ShiftedClock

CALL = r"/integre/[0-9a-f-]{36}"
Browse = Callable[..., Browser]


class Framed(Browser):
    """A browser, and the cookie that it was given."""

    cookie = ""


@pytest.fixture(scope="module")
def around(base: BaseInThread) -> Iterator[str]:
    """The base, which knows one software."""
    platform = base.platform
    known = Launches((software(),), platform.base_url, platform.ports.clock.now)
    with base.served_with(launches=known) as address:
        yield address


@pytest.fixture
def inside(around: str, base: BaseInThread) -> Iterator[Callable[..., Framed]]:
    """Open a launch, as the frame of the software does."""
    opened: list[Framed] = []

    def open_(text: str = "", **claims: Any) -> Framed:
        browser = Framed(around)
        opened.append(browser)
        sent = {"lancement": text or signed(base, **claims)}
        browser.page = browser.http.post("/integre", data=sent, follow_redirects=False)
        if kept := browser.page.headers.get("set-cookie"):
            # Browsers keep a secure cookie of their own machine; this client does not.
            name, _, secret = kept.partition(";")[0].partition("=")
            browser.http.cookies.clear()
            browser.http.cookies.set(name, secret, path="/integre")
            browser.cookie = kept
            browser.go(browser.page.headers["location"])
        return browser

    yield open_
    for each in opened:
        each.close()


def signed(base: BaseInThread, who: str = "regulateur", **claims: Any) -> str:
    """A launch of now, for a regulator of the demonstration."""
    told = {
        "aud": base.platform.base_url, "jti": str(uuid4()),
        "jeton": base.platform.demo_token(who), **claims,
    }  # fmt: skip
    return launch(at=datetime.now(UTC), **told)  # noqa: TID251  # a software of its own


def frame_ancestors(response: httpx.Response) -> str:
    found = re.search(r"frame-ancestors ([^;]+)", response.headers["content-security-policy"])
    assert found is not None
    return found[1]


def test_a_launch_opens_the_call_with_its_patient_and_its_session(
    inside: Callable[..., Framed],
) -> None:
    browser = inside()
    assert re.fullmatch(CALL, browser.page.url.path), browser.text
    assert 'value="EXEMPLE"' in browser.page.text
    assert "Dossier fr.exemple.59.12345" in browser.text
    kept = browser.cookie.split("; ")
    assert kept[0].startswith("__Secure-")
    assert kept[1:] == ["Path=/integre", "HttpOnly", "Secure", "SameSite=None", "Partitioned"]
    assert frame_ancestors(browser.page) == ORIGIN


def test_our_other_pages_are_framed_by_nobody_and_the_session_is_not_theirs(
    inside: Callable[..., Framed],
) -> None:
    browser = inside()
    assert frame_ancestors(browser.go("/")) == "'none'"
    assert browser.go("/regulation").url.path == "/connexion"


def test_signing_out_of_the_platform_closes_the_session_inside_the_software_too(
    inside: Callable[..., Framed], browse: Browse
) -> None:
    framed, colleague = inside(), inside(who="regulateur-dentiste")
    address = framed.page.url.path
    ours = browse().sign_in("regulateur")
    assert framed.go(address).status_code == 200
    ours.send("/deconnexion")
    assert framed.go(address).status_code == 410
    assert "Relancer depuis le logiciel" in framed.text
    assert colleague.go(colleague.page.url.path).status_code == 200


def test_signing_out_inside_the_software_closes_the_session_of_the_platform_too(
    inside: Callable[..., Framed], browse: Browse
) -> None:
    framed, ours = inside(), browse().sign_in("regulateur")
    address = framed.page.url.path
    other = browse().sign_in("regulateur-dentiste")
    framed.send("/integre/deconnexion")
    assert "Session fermée" in framed.text
    assert frame_ancestors(framed.page) == ORIGIN
    assert framed.go(address).status_code == 410
    assert ours.go("/regulation").url.path == "/connexion"
    assert other.go("/regulation").status_code == 200


def test_the_session_inside_the_software_is_short(
    inside: Callable[..., Framed], browse: Browse, base: BaseInThread
) -> None:
    framed, ours, platform = inside(), browse().sign_in("regulateur"), base.platform
    address, now = framed.page.url.path, ShiftedClock(EMBEDDED_LONGEST)
    own = platform.browsing
    later = Browsing(own.sessions, platform.verifier, now.now, own.idle, own.representing.kept)
    with base.served_with(browsing=later) as elsewhere:
        for browser, where, status in ((framed, address, 410), (ours, "/regulation", 200)):
            again = browse(elsewhere)
            again.http.cookies.update(browser.http.cookies)
            assert again.go(where).status_code == status


def test_a_launch_serves_once(inside: Callable[..., Framed], base: BaseInThread) -> None:
    text = signed(base)
    assert inside(text).page.status_code == 200
    again = inside(text)
    assert again.page.status_code == 410
    assert "a déjà servi" in again.text
    # The software can show the refusal.
    assert frame_ancestors(again.page) == ORIGIN


def test_the_software_is_told_what_became_of_it_and_never_the_number(
    inside: Callable[..., Framed],
) -> None:
    browser = inside()
    said = {**SAID, "ins": "", "ins_from": ""}
    browser.send(CALL, faire="choisir", lieu=f"{BEFFROI}|", **said)
    told = {"lieu": where(browser), "dit": "1", **attested(browser)}
    browser.send(CALL, **{**said, **told, "faire": "envoyer"})
    assert re.fullmatch(rf"{CALL}/suivi", browser.page.url.path), browser.text
    found = re.search(r'data-origine="([^"]+)" data-resultat="([^"]+)"', browser.page.text)
    assert found is not None
    assert found[1] == ORIGIN
    result = json.loads(unescape(found[2]))
    assert (result["appel"], result["cas"]) == ("fr.exemple.59.12345", "1")
    number = re.search(r"UD[0-9A-Z ]{20}", browser.text)
    assert number is not None
    assert number[0].replace(" ", "") not in str(result)


@pytest.mark.parametrize("claims", [{"jeton": "faux"}, {"aud": "https://ailleurs.example"}])
def test_a_launch_that_proves_nobody_opens_nothing(
    inside: Callable[..., Framed], claims: dict[str, str]
) -> None:
    browser = inside(**claims)
    assert browser.page.status_code in (401, 403)
    assert "set-cookie" not in browser.page.headers


def test_a_session_that_is_over_asks_for_another_launch(around: str, browse: Browse) -> None:
    browser = browse(around)
    answer = browser.go("/integre/00000000-0000-4000-8000-000000000000")
    assert answer.status_code == 410
    assert "Relancer depuis le logiciel" in browser.text
    assert frame_ancestors(browser.go("/integre")) == ORIGIN
