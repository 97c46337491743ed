"""Forged sessions over HTTP: refused by code, without a word more, and nothing is journaled."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from joserfc.jwk import ECKey

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.identity.tokens import TokenVerifier
from ordonnance.domain.error_catalogue import CATALOGUE
from ordonnance.domain.french.typography import printed
from tests.builders import tokens
from tests.journeys import documents
from tests.journeys.asking import FHIR, Door, answer, code_of, told
from tests.journeys.hostility import forgeries
from tests.journeys.hostility.forgeries import FORGERIES, genuine
from tests.journeys.hostility.wire import length, request, say
from tests.journeys.running import BaseInThread
from tests.journeys.sessions import Sessions


@pytest.fixture(scope="module")
def guarded(base: BaseInThread, sessions: Sessions) -> Iterator[Door]:
    """The shared base behind three issuers of its own, as outside a demonstration."""
    verifier = TokenVerifier(tokens.issuers(), SystemClock().now)
    real = replace(base.platform, verifier=verifier, demo_issuer=None)
    with base.served(real) as address, Door(address, sessions) as door:
        yield door


@pytest.fixture(scope="module")
def number(door: Door) -> str:
    return door.issued(documents.simple())


def test_the_honest_token_opens(guarded: Door, number: str) -> None:
    assert guarded.does("consult", genuine(), number=number)["number"] == number


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_token_is_refused_without_a_word_more(
    guarded: Door, number: str, name: str
) -> None:
    make, code = FORGERIES[name]
    response = guarded.ask("consult", make(), number=number)
    assert (response.status_code, code_of(response)) == (401, code)
    (issue,) = response.json()["issue"]
    entry = CATALOGUE[code]
    assert issue == {
        "severity": "error",
        "code": entry.issue,
        "details": {
            "coding": [{"system": "urn:ordonnance:error", "code": code}],
            "text": printed(entry.message),
        },
        "diagnostics": printed(entry.do),
    }
    assert response.headers["www-authenticate"] == 'Bearer realm="ordonnance"'


def test_forged_tokens_leave_nothing_in_the_journal(guarded: Door, door: Door) -> None:
    number = door.issued(documents.simple())
    before = door.does("journal", "patient", number=number)["access"]
    for make, _ in FORGERIES.values():
        assert guarded.ask("consult", make(), number=number).status_code == 401
    after = door.does("journal", "patient", number=number)["access"]
    assert [each["code"] for each in after] == [*(each["code"] for each in before), "journal"]


def test_a_forged_token_never_learns_whether_a_number_exists(guarded: Door, number: str) -> None:
    token = FORGERIES["an unknown key"][0]()
    existing = guarded.ask("consult", token, number=number)
    unknown = guarded.ask("consult", token, number="UD0000000000000000")
    assert existing.content == unknown.content


def test_the_other_way_to_write_a_signature_names_the_same_person(
    guarded: Door, number: str
) -> None:
    # RFC 7518 does not ask for the lower half: such a token gives nothing that its owner lacked.
    opened = guarded.does("consult", forgeries.malleable(), number=number)
    assert opened["number"] == number


@pytest.mark.parametrize("handle", ["pharmacien", "medecin", "patient", "caisse"])
def test_a_token_of_the_demonstration_is_nothing_elsewhere(
    guarded: Door, sessions: Sessions, number: str, handle: str
) -> None:
    response = guarded.ask("consult", sessions.token(handle), number=number)
    assert code_of(response) == "TOKEN_ISSUER"
    assert code_of(guarded.http.post("/demo/tokens", json={"as": handle})) == "DEMO_ONLY"


def test_one_s_own_key_makes_no_demonstration(door: Door, guarded: Door, number: str) -> None:
    token = forgeries.of_a_demonstration(ECKey.generate_key("P-256"))
    assert code_of(guarded.ask("consult", token, number=number)) == "TOKEN_ISSUER"
    assert code_of(door.ask("consult", token, number=number)) in ("TOKEN_ISSUER", "TOKEN_SIGNATURE")


@pytest.mark.parametrize("scheme", ["bearer", "BEARER"])
def test_the_scheme_may_be_written_in_any_case(guarded: Door, number: str, scheme: str) -> None:
    headers = {"Authorization": f"{scheme} {genuine()}", "Content-Type": FHIR}
    opened = guarded.http.post("/fhir/$consult", content=told(number=number), headers=headers)
    assert answer(opened)["number"] == number


@pytest.mark.parametrize("value", ["Bearer", "Basic {}", "Token {}", "{}", "Digest {}", "DPoP {}"])
def test_another_scheme_is_no_session(guarded: Door, value: str) -> None:
    headers = {"Authorization": value.format(genuine())}
    response = guarded.http.post("/fhir/$consult", content=told(number="x"), headers=headers)
    assert (response.status_code, code_of(response)) == (401, "TOKEN_MISSING")


def test_two_sessions_at_once_are_none(guarded: Door, number: str) -> None:
    body = told(number=number)
    good = b"Authorization: Bearer " + genuine().encode()
    bad = b"Authorization: Bearer " + FORGERIES["an unknown key"][0]().encode()
    for pair in ((good, bad), (bad, good), (good, good)):
        asked = request("/fhir/$consult", *pair, length(body), method="POST", body=body)
        assert say(guarded.address, asked).codes == ["HEADER_INVALID"]


@pytest.mark.parametrize("name", ["access_token", "token", "Authorization"])
def test_a_token_in_the_address_is_refused_and_not_repeated(guarded: Door, name: str) -> None:
    token = genuine()
    response = guarded.http.post(f"/fhir/$consult?{name}={token}", content=told(number="x"))
    assert code_of(response) == "SEARCH_PARAMETER"
    assert token not in response.text


def test_a_token_in_the_body_is_no_session(guarded: Door) -> None:
    response = guarded.http.post("/fhir/$consult", data={"access_token": genuine()})
    assert code_of(response) == "TOKEN_MISSING"


def test_a_huge_token_is_refused_before_it_is_read(guarded: Door, number: str) -> None:
    response = guarded.ask("consult", genuine(x="a" * 30_000), number=number)
    assert (response.status_code, code_of(response)) == (431, "HEADERS_TOO_LARGE")
