"""Every refusal of the catalogue, met over HTTP, says what the catalogue says."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from string import Formatter

import pytest

from ordonnance.domain.error_catalogue import CATALOGUE
from ordonnance.domain.french.typography import printed, typeset
from tests.journeys import (
    refusals_of_connections,
    refusals_of_corrections,
    refusals_of_documents,
    refusals_of_renderings,
    refusals_of_requests,
    refusals_of_screens,
    refusals_of_serving,
    refusals_of_sheets,
    refusals_of_signing,
    refusals_of_stock,
    refusals_of_verifying,
)
from tests.journeys.asking import Door
from tests.journeys.browsing import Browser
from tests.journeys.refusing import WAYS, World
from tests.journeys.running import BaseInThread
from tests.journeys.sessions import Sessions

__all__ = [
    "refusals_of_connections",
    "refusals_of_corrections",
    "refusals_of_documents",
    "refusals_of_renderings",
    "refusals_of_requests",
    "refusals_of_screens",
    "refusals_of_serving",
    "refusals_of_sheets",
    "refusals_of_signing",
    "refusals_of_stock",
    "refusals_of_verifying",
]

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def world(
    base: BaseInThread, door: Door, sessions: Sessions, browse: Callable[..., Browser]
) -> World:
    return World(base, door, sessions, browse)


NOT_BY_HTTP = {
    "MAIL_ADDRESS_INVALID": "tests/unit/usecases/test_mssante.py",
    "MAIL_DOMAIN_OUTSIDE": "tests/unit/usecases/test_mssante.py",
    "MAIL_WHITE_LIST_NONE": "tests/unit/usecases/test_mssante.py",
    "TOO_MANY_SEARCHES": "tests/unit/usecases/test_directory.py",
    "MAIL_PATIENT_ADDRESS": "tests/unit/usecases/test_mssante.py",
    "MAIL_ANOTHER_LETTER": "tests/unit/usecases/mail/test_posting.py",
    "MAIL_UNKNOWN": "tests/unit/usecases/mail/test_posting.py",
    "MAIL_LEFT": "tests/unit/usecases/mail/test_posting.py",
    "MAIL_NOT_LEFT": "tests/unit/usecases/mail/test_posting.py",
    "MAIL_LEAVING": "tests/unit/usecases/mail/test_posting.py",
    "MAIL_NOT_PRESCRIPTION": "tests/unit/usecases/mail/test_withdrawing.py",
    "MAIL_OVER": "tests/unit/usecases/mail/test_posting.py",
}
"""Codes that no door over HTTP gives yet, and the tests that meet them."""


def test_every_code_of_the_catalogue_can_be_met() -> None:
    assert sorted([*WAYS, *NOT_BY_HTTP]) == sorted(CATALOGUE)


@pytest.mark.parametrize("code", sorted(NOT_BY_HTTP))
def test_a_code_that_no_door_gives_yet_is_met_elsewhere(code: str) -> None:
    assert f'"{code}"' in (ROOT / NOT_BY_HTTP[code]).read_text("utf-8")


@pytest.mark.parametrize("code", sorted(code for code in WAYS if not WAYS[code].on_a_page))
def test_a_refusal_says_what_the_catalogue_says(world: World, code: str) -> None:
    response = WAYS[code].run(world)
    entry = CATALOGUE[code]
    assert response.headers["content-type"] == "application/fhir+json; charset=utf-8"
    outcome = response.json()
    issue = outcome["issue"][0]
    assert issue["details"]["coding"] == [{"system": "urn:ordonnance:error", "code": code}]
    assert response.status_code == entry.status
    assert outcome["resourceType"] == "OperationOutcome"
    assert (issue["severity"], issue["code"]) == (
        "fatal" if entry.status >= 500 else "error",
        entry.issue,
    )
    for sentence, text in (
        (entry.message, issue["details"]["text"]),
        (entry.do, issue["diagnostics"]),
    ):
        assert re.fullmatch(pattern(plain(printed(sentence))), plain(text))
    at = WAYS[code].at
    assert issue.get("expression") == ([at] if at else None)
    assert response.headers["cache-control"] == "no-store"
    assert ("www-authenticate" in response.headers) is (entry.status == 401)
    assert ("retry-after" in response.headers) is (entry.status in (429, 503, 507))


@pytest.mark.parametrize("code", sorted(code for code in WAYS if WAYS[code].on_a_page))
def test_a_refusal_on_a_page_says_what_the_catalogue_says(world: World, code: str) -> None:
    response = WAYS[code].run(world)
    entry = CATALOGUE[code]
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.status_code == entry.status
    # A figure stays with its noun on a page: the catalogue holds no figure.
    read = unescape(response.text).replace("\xa0", " ")
    assert code in read
    for sentence in (entry.message, entry.do):
        assert re.search(pattern(typeset(sentence).replace("\xa0", " ")), read)
    assert response.headers["cache-control"] == "no-store"


def plain(text: str) -> str:
    """With one kind of apostrophe: that before a fact depends on the fact."""
    return text.replace("’", "'")


def pattern(sentence: str) -> str:
    """The sentence with every fact given: « … » stands for one that was not."""
    parts = []
    for text, field, _, _ in Formatter().parse(sentence):
        parts.append(re.escape(text) + ("[^…{}]+" if field else ""))
    return "".join(parts)
