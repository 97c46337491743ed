"""What is malformed, unknown or too much is refused in words, and nothing is kept of it."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
from joserfc.jwk import ECKey

from ordonnance.adapters.openings import OpeningCounter
from ordonnance.adapters.seal.compact_jws import sign_compact
from ordonnance.domain.error_catalogue import CATALOGUE
from ordonnance.doors.api.routes import OPERATIONS, PAGES
from tests.journeys import documents
from tests.journeys.asking import JOSE, Door, code_of
from tests.journeys.conftest import Signer
from tests.journeys.refusals_of_documents import line
from tests.journeys.refusals_of_requests import unknown_number
from tests.journeys.running import BaseInThread
from tests.journeys.scenarios.observing import place_of, session_of, somebody, told
from tests.journeys.sessions import Sessions, in_seconds

FAMILIES = {
    "empty": "",
    "blank": " \t\n",
    "long": "é" * 70_000,
    "control": "\x00\x07\x1b[31m\r\n",
    "hidden": "\u200b\u202e\ufeff\u2066",
    "astral": "💊🇫🇷𝔘𝔫𝔦",
    "lone surrogate": "\ud800",
    "combining": "e" + "\u0301" * 300,
    "sql": "'; DROP TABLE base.ordonnance; --",
    "markup": "<script>alert(1)</script>]]>&amp;",
    "template": "{0.__class__}${jndi:ldap://exemple.example}#set($x)",
    "path": "../../../../etc/passwd%00",
    "number": "9" * 400,
}


def leaves(tree: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The place of every string of a document."""
    if isinstance(tree, str):
        yield path
    elif isinstance(tree, dict | list):
        items = tree.items() if isinstance(tree, dict) else enumerate(tree)
        for key, value in items:
            yield from leaves(value, (*path, key))


def spoilt(tree: Any, path: tuple[str | int, ...], text: str) -> bytes:
    """The document with another string at one place."""
    copy = json.loads(json.dumps(tree))
    place = copy
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = text
    return json.dumps(copy).encode()


@pytest.mark.scenario("GEM-Q01")
@pytest.mark.parametrize("family", FAMILIES)
def test_any_text_anywhere_is_taken_as_it_is_or_refused_in_words(door: Door, family: str) -> None:
    patient = somebody(820)
    document = documents.written(documents.course(advice="avec un verre d’eau"), patient=patient)
    tree = json.loads(document)
    statuses = set()
    for path in leaves(tree):
        sent = spoilt(tree, path, FAMILIES[family])
        response = door.ask("issue", "medecin", sent)
        statuses.add(response.status_code)
        assert response.status_code < 500, path
        if response.status_code == 200:
            number = response.json()["parameter"][0]["valueString"]
            assert sent in door.ask("consult", "medecin", number=number).content, path
        else:
            assert code_of(response) in CATALOGUE
            assert all(issue["details"]["text"] for issue in response.json()["issue"])
            assert len(response.content) < 20_000, path
    assert statuses - {200} <= {400, 403, 422}


@pytest.mark.scenario("GEM-Q02")
def test_a_signed_document_with_one_byte_changed_is_refused(door: Door, signer: Signer) -> None:
    patient = somebody(821)
    body = signer.sign(documents.written(documents.course(), patient=patient))
    ends = [rank for rank, byte in enumerate(body) if byte == ord(".")]
    spread = range(0, len(body), len(body) // 60)
    for rank in sorted({*spread, *ends, ends[0] - 1, ends[1] - 1, len(body) - 1}):
        flipped = body[:rank] + bytes([body[rank] ^ 1]) + body[rank + 1 :]
        response = door.ask("issue", "medecin", flipped, headers={"Content-Type": JOSE})
        assert told(response) == (422, "SIGNATURE_INVALID"), rank
    assert "ordonnance" not in door.does("list", session_of(door, patient))
    door.ask("issue", "medecin", body, headers={"Content-Type": JOSE}).raise_for_status()


REFERENCES = {
    "relative": "Patient/1",
    "nobody": f"urn:uuid:{uuid4()}",
    "oid": "urn:oid:1.2.250.1.213.1",
    "contained": "#patient",
    "elsewhere": "https://exemple.example/fhir/Patient/1",
    "empty": "",
    "a script": "javascript:alert(1)",
}


@pytest.mark.scenario("GEM-Q05")
@pytest.mark.parametrize("reference", REFERENCES.values(), ids=REFERENCES.keys())
@pytest.mark.parametrize("element", ["subject", "requester"])
def test_a_reference_that_leads_nowhere_is_refused_where_it_stands(
    door: Door, element: str, reference: str
) -> None:
    refused = door.ask("issue", "medecin", line(**{element: {"reference": reference}}))
    assert refused.status_code == 422
    assert code_of(refused) in ("REFERENCE_UNRESOLVED", "ELEMENT_INVALID")
    assert place_of(refused).startswith(f"Bundle.entry[4].resource.{element}")


@pytest.mark.scenario("GEM-Q05")
def test_a_reference_to_another_kind_of_resource_is_refused(door: Door) -> None:
    tree = json.loads(documents.simple())
    doctor = next(
        entry["fullUrl"]
        for entry in tree["entry"]
        if entry["resource"]["resourceType"] == "Practitioner"
    )
    refused = door.ask("issue", "medecin", line(subject={"reference": doctor}))
    assert told(refused) in {(422, "REFERENCE_UNRESOLVED"), (422, "ELEMENT_INVALID")}
    assert place_of(refused).startswith("Bundle.entry[4].resource.subject")


@pytest.mark.scenario("GEM-Q05")
def test_an_address_that_contradicts_the_id_of_its_resource_is_refused(door: Door) -> None:
    address = "https://exemple.example/fhir/Patient/un"

    def sent(id: str) -> httpx.Response:
        tree = json.loads(documents.simple())
        patient = tree["entry"][documents.index_of(tree, "Patient")]
        former = patient["fullUrl"]
        patient["resource"]["id"] = id
        return door.ask("issue", "medecin", json.dumps(tree).replace(former, address).encode())

    assert sent("un").status_code == 200
    refused = sent("autre")
    assert told(refused) == (422, "ELEMENT_INVALID")
    rank = documents.index_of(json.loads(documents.simple()), "Patient")
    assert place_of(refused) == f"Bundle.entry[{rank}].fullUrl"


KNOWN: dict[str, set[str]] = {each.path: {"POST"} for each in OPERATIONS}
for each in PAGES:
    KNOWN.setdefault(each.path, set()).add(each.method)


@pytest.mark.scenario("GEM-Q06")
@pytest.mark.parametrize("path", sorted(KNOWN))
def test_another_method_on_a_known_address_is_refused_and_the_right_one_named(
    door: Door, path: str
) -> None:
    for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - KNOWN[path]:
        refused = door.http.request(method, path, content=b"{}")
        assert told(refused) == (405, "METHOD_NOT_ALLOWED"), method
        assert KNOWN[path] <= set(refused.headers["allow"].split(", "))


def tokens(sessions: Sessions) -> dict[str, tuple[str, str]]:
    """Tokens that must not be believed, and the code of each refusal."""
    header, payload, mark = sessions.token("pharmacien").split(".")
    key = ECKey.generate_key("P-256")
    claims = json.dumps(sessions.claims("pharmacien")).encode()
    other = {"alg": "ES256", "kid": key.thumbprint(), "typ": "JWT"}
    then, end = in_seconds(hours=-2), in_seconds(hours=-1)
    unsigned, shared = "eyJhbGciOiJub25lIn0", "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
    return {
        "expired": (sessions.bent("pharmacien", iat=then, exp=end), "TOKEN_EXPIRED"),
        "unsigned": (f"{unsigned}.{payload}.", "TOKEN_MALFORMED"),
        "another key": (sessions.bent("pharmacien", key), "TOKEN_SIGNATURE"),
        "a key nobody gave": (sign_compact(other, claims, key), "TOKEN_SIGNATURE"),
        "another algorithm": (f"{shared}.{payload}.{mark}", "TOKEN_SIGNATURE"),
        "another signature": (f"{header}.{payload}.{'A' * len(mark)}", "TOKEN_SIGNATURE"),
        "cut": (f"{header}.{payload}", "TOKEN_MALFORMED"),
    }


@pytest.mark.scenario("GEM-Q08")
def test_a_token_that_is_not_sound_opens_nothing(door: Door, sessions: Sessions) -> None:
    number = door.issued(documents.simple())
    for named, (token, code) in tokens(sessions).items():
        refused = door.ask("consult", token, number=number)
        assert told(refused) == (401, code), named
        assert refused.headers["www-authenticate"].startswith("Bearer")
    read = door.does("journal", "patient", number=number)
    assert [each["code"] for each in read["access"]] == ["issue", "journal"]


@pytest.mark.scenario("GEM-Q09")
def test_a_structure_that_opens_too_much_waits_and_nobody_else(
    base: BaseInThread, door: Door
) -> None:
    alerts: list[str] = []
    number = door.issued(documents.simple())
    counter = OpeningCounter(5, alerts.append)
    with base.variant(openings=counter) as address, Door(address, door.sessions) as busy:
        answers = [busy.ask("consult", "pharmacien", number=number) for _ in range(8)]
        assert [each.status_code for each in answers] == [200] * 5 + [429] * 3
        for each in answers[5:]:
            assert code_of(each) == "OPENINGS_CAPPED"
            assert int(each.headers["retry-after"]) > 0
        assert told(busy.ask("dispense", "preparateur", number=number, allAsPrescribed=True,
                             pharmacist="99900000078")) == (429, "OPENINGS_CAPPED")  # fmt: skip
        for who in ("pharmacien2", "medecin", "patient"):
            assert busy.ask("consult", who, number=number).status_code == 200, who
    assert len(alerts) == 1
    assert door.does("consult", "patient", number=number)["version"] == 1


@pytest.mark.scenario("GEM-Q06")
def test_an_address_that_does_not_exist_says_so_whatever_the_method(door: Door) -> None:
    for method in ("GET", "POST", "PUT", "DELETE", "PROPFIND"):
        for path in ("/fhir/Patient", f"/fhir/$consult/{unknown_number()}", "/fhir/", "/fhir"):
            response: httpx.Response = door.http.request(method, path)
            assert told(response) == (404, "ROUTE_UNKNOWN"), (method, path)
