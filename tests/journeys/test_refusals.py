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
    refusals_of_calls,
    refusals_of_connections,
    refusals_of_corrections,
    refusals_of_directory,
    refusals_of_documents,
    refusals_of_preseries,
    refusals_of_renderings,
    refusals_of_representing,
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
    "refusals_of_calls",
    "refusals_of_connections",
    "refusals_of_corrections",
    "refusals_of_directory",
    "refusals_of_documents",
    "refusals_of_preseries",
    "refusals_of_renderings",
    "refusals_of_representing",
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
    "MAIL_PATIENT_ADDRESS": "tests/unit/usecases/test_mssante.py",
    "MAIL_ANOTHER_LETTER": "tests/unit/usecases/mail/test_posting.py",
    "MAIL_UNKNOWN": "tests/unit/usecases/mail/test_posting.py",
    "MAIL_LEFT": "tests/unit/usecases/mail/test_posting.py",
    "MAIL_NOT_LEFT": "tests/unit/usecases/mail/test_posting.py",
    "MAIL_LEAVING": "tests/unit/usecases/mail/test_posting.py",
    "MAIL_NOT_PRESCRIPTION": "tests/unit/usecases/mail/test_withdrawing.py",
    "MAIL_OVER": "tests/unit/usecases/mail/test_posting.py",
    "SAMU_ACT": "tests/unit/usecases/samu/test_prescribing.py",
    "SAMU_ADDRESS_ELSEWHERE": "tests/unit/usecases/samu/test_prescribing.py",
    "SAMU_CENTRE": "tests/unit/usecases/samu/test_prescribing.py",
    "SAMU_CIRCUIT_MISMATCH": "tests/unit/usecases/samu/test_prescribing.py",
    "SAMU_DEROGATION_OVER": "tests/unit/usecases/samu/test_proposing.py",
    "SAMU_DIRECTORY_NONE": "tests/unit/usecases/samu/test_proposing.py",
    "SAMU_MATRICULE_DIFFERS": "tests/unit/usecases/samu/test_proposing.py",
    "SAMU_MATRICULE_INVALID": "tests/unit/usecases/samu/test_proposing.py",
    "SAMU_MATRICULE_NONE": "tests/unit/usecases/samu/test_proposing.py",
    "SAMU_NOT_HOME": "tests/unit/usecases/samu/test_proposing.py",
    "SAMU_NOT_PHARMACY": "tests/unit/usecases/samu/test_proposing.py",
    "SAMU_NOT_REGULATOR": "tests/unit/usecases/samu/test_proposing.py",
    "SAMU_NOT_RESIDENT": "tests/unit/usecases/samu/test_proposing.py",
    "SAMU_NOT_SENT": "tests/unit/usecases/samu/test_following.py",
    "SAMU_NO_MAILBOX": "tests/unit/usecases/samu/test_proposing.py",
    "SAMU_NO_SENDER": "tests/unit/usecases/samu/test_prescribing.py",
    "SAMU_NO_OTHER_BOX": "tests/unit/usecases/samu/test_trying_again.py",
    "SAMU_ONCE": "tests/unit/usecases/samu/test_prescribing.py",
    "SAMU_OPIOIDS_ONLY": "tests/unit/usecases/samu/test_prescribing.py",
    "SAMU_OTHER_PHARMACY": "tests/unit/usecases/samu/test_serving.py",
    "SAMU_PATIENT_BOX": "tests/unit/usecases/samu/test_proposing.py",
    "SAMU_PATIENT_TRAITS": "tests/unit/usecases/samu/test_prescribing.py",
    "SAMU_PHARMACY_NONE": "tests/unit/usecases/samu/test_proposing.py",
    "SAMU_SENDER_NOT_YOURS": "tests/unit/usecases/samu/test_prescribing.py",
    "SAMU_SERVED_ELSEWHERE": "tests/unit/usecases/samu/test_serving.py",
    "SAMU_STATEMENT": "tests/unit/usecases/samu/test_proposing.py",
    "MAIL_NOT_SET_UP": "tests/unit/usecases/mail/test_entrusting.py",
    "MAIL_TRAITS_MISSING": "tests/unit/usecases/mail/test_entrusting.py",
    "MAIL_PATIENT_UNQUALIFIED": "tests/unit/usecases/mail/test_entrusting.py",
    "MAIL_CONSENT_REQUIRED": "tests/unit/usecases/mail/test_entrusting.py",
    "MAIL_NOT_A_PHARMACY": "tests/unit/usecases/mail/test_entrusting.py",
    "PERSON_CHANGED": "tests/journeys/test_web_representing.py",
    "CENSUS_PERIOD": "tests/unit/domain/test_census_returns.py",
    "CALLS_TOO_MANY": "tests/unit/usecases/calls/test_board.py",
    "LAUNCH_INVALID": "tests/unit/adapters/test_launches.py",
    "LAUNCH_OVER": "tests/unit/adapters/test_launches.py",
    "INBOX_NONE": "tests/unit/usecases/mail/test_inbox.py",
    "INBOX_SESSION": "tests/unit/usecases/mail/test_inbox.py",
    "INBOX_UNREACHABLE": "tests/unit/test_pharmacy_inbox.py",
    "INBOX_MESSAGE_GONE": "tests/journeys/test_web_inbox.py",
    "MESSAGE_UNREADABLE": "tests/unit/test_message_files.py",
    "MESSAGE_NO_RECEIPT": "tests/unit/test_pharmacy_inbox.py",
    "MESSAGE_NOT_FROM_PATIENT": "tests/unit/test_pharmacy_inbox.py",
}
"""Codes met without HTTP, and the tests that meet them: in memory, each in a few milliseconds."""


def test_every_code_of_the_catalogue_can_be_met() -> None:
    assert sorted([*WAYS, *NOT_BY_HTTP]) == sorted(CATALOGUE)


@pytest.mark.parametrize("code", sorted(NOT_BY_HTTP))
def test_a_code_that_is_not_met_over_http_is_met_in_memory(code: str) -> None:
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
