"""Retries and races over HTTP: one act, one truth."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from tests.journeys import documents
from tests.journeys.asking import FHIR, Door, answer, code_of, told


@pytest.mark.scenario("GEM-A12")
def test_the_same_key_and_body_answer_the_same_bytes(door: Door) -> None:
    document, key = documents.simple(), str(uuid.uuid4())
    first, again = (door.ask("issue", "medecin", document, key=key) for _ in range(2))
    assert first.status_code == 200
    assert (first.content, first.headers["etag"]) == (again.content, again.headers["etag"])


def test_every_act_answers_its_retry_with_the_same_bytes(door: Door) -> None:
    number = door.issued(documents.renewed())
    acts: list[tuple[str, str, dict[str, Any]]] = [
        ("dispense", "pharmacien", {"allAsPrescribed": True}),
        ("undo", "pharmacien", {"reason": "MISTAKE"}),
        ("object", "patient", {}),
        ("object", "patient", {"withdraw": True}),
        ("replace", "medecin", {"prescription": documents.simple()}),
    ]
    for operation, who, more in acts:
        key = str(uuid.uuid4())
        first, again = (door.ask(operation, who, number=number, key=key, **more) for _ in "12")
        assert first.status_code == 200, (operation, first.text)
        assert first.content == again.content, operation
    read = door.does("journal", "patient", number=number)
    done = [each["code"] for each in read["access"]]
    assert done == ["issue", "dispense", "undo", "object", "object", "replace", "journal"]


def test_a_reservation_is_given_once_per_key(door: Door) -> None:
    first, again = (
        door.ask("reserve", "medecin", count=3, key="tournee du matin") for _ in range(2)
    )
    assert first.content == again.content
    other = door.ask("reserve", "medecin", count=4, key="tournee du matin")
    assert (other.status_code, code_of(other)) == (409, "IDEMPOTENCY_KEY_REUSED")


def test_the_same_key_with_another_body_is_a_conflict(door: Door) -> None:
    number = door.issued(documents.written(documents.course(), documents.monthly()))
    door.does("dispense", "pharmacien", number=number, line={"line": 1}, key="k-1")
    other = door.ask("dispense", "pharmacien", number=number, line={"line": 2}, key="k-1")
    assert (other.status_code, code_of(other)) == (409, "IDEMPOTENCY_KEY_REUSED")


def test_a_key_belongs_to_its_caller(door: Door) -> None:
    number = door.issued(documents.written(documents.course(), documents.monthly()))
    door.does("dispense", "pharmacien", number=number, line={"line": 1}, key="k-2")
    door.does("dispense", "pharmacien2", number=number, line={"line": 2}, key="k-2")


@pytest.mark.parametrize(
    "operation",
    ["reserve", "issue", "dispense", "undo", "cancel", "replace", "object"],
)
def test_every_act_that_writes_asks_for_a_key(door: Door, operation: str) -> None:
    who = {"dispense": "pharmacien", "undo": "pharmacien", "object": "patient"}
    response = door.ask(operation, who.get(operation, "medecin"), headers={"Idempotency-Key": ""})
    assert (response.status_code, code_of(response)) == (400, "IDEMPOTENCY_KEY_REQUIRED")


@pytest.mark.parametrize("operation", ["check", "consult", "executions", "journal", "render"])
def test_no_reading_asks_for_a_key(door: Door, operation: str) -> None:
    number = door.issued(documents.simple())
    who = "patient" if operation == "journal" else "medecin"
    body = documents.simple() if operation == "check" else None
    more = {} if body else {"number": number}
    response = door.ask(operation, who, body, headers={"Idempotency-Key": ""}, **more)
    assert response.status_code == 200


def test_a_stale_version_is_refused_and_the_current_one_accepted(door: Door) -> None:
    number = door.issued(documents.renewed())
    version = door.ask("consult", "pharmacien", number=number).headers["etag"]
    door.does("dispense", "pharmacien2", number=number, line={"line": 1})
    late = door.ask("dispense", "pharmacien", number=number, line={"line": 2},
                    headers={"If-Match": version})  # fmt: skip
    assert (late.status_code, code_of(late)) == (412, "VERSION_STALE")
    current = door.ask("consult", "pharmacien", number=number).headers["etag"]
    assert current != version
    done = door.ask("dispense", "pharmacien", number=number, line={"line": 2},
                    headers={"If-Match": current})  # fmt: skip
    assert done.status_code == 200
    assert done.headers["etag"] != current


def all_at_once(asks: list[httpx.Request], door: Door) -> list[httpx.Response]:
    with ThreadPoolExecutor(len(asks)) as pool:
        return list(pool.map(door.http.send, asks))


def serving(door: Door, who: str, number: str, key: str) -> httpx.Request:
    headers = {
        "Authorization": f"Bearer {door.sessions.token(who)}",
        "Content-Type": FHIR,
        "Idempotency-Key": key,
    }
    body = told(number=number, line={"line": 1})
    return door.http.build_request("POST", "/fhir/$dispense", content=body, headers=headers)


@pytest.mark.scenario("GEM-C17")
def test_of_two_pharmacies_at_once_one_serves_and_the_other_learns_what_remains(
    door: Door,
) -> None:
    for _ in range(5):
        number = door.issued(documents.simple())
        asks = [serving(door, who, number, "k") for who in ("pharmacien", "pharmacien2")]
        responses = sorted(all_at_once(asks, door), key=lambda each: each.status_code)
        assert [each.status_code for each in responses] == [200, 409]
        assert code_of(responses[1]) == "LINE_ALREADY_SERVED"
        assert "Pharmacie" not in responses[1].text
        assert len(door.does("executions", "patient", number=number)["execution"]) == 1


def test_twenty_retries_at_once_make_one_serving(door: Door) -> None:
    number = door.issued(documents.renewed())
    responses = all_at_once([serving(door, "pharmacien", number, "k")] * 20, door)
    assert {each.status_code for each in responses} == {200}
    assert len({each.content for each in responses}) == 1
    assert len(door.does("executions", "patient", number=number)["execution"]) == 1


@pytest.mark.scenario("GEM-A12")
def test_twenty_issues_at_once_with_one_key_make_one_ordonnance(door: Door) -> None:
    document = documents.simple()
    with ThreadPoolExecutor(20) as pool:
        responses = list(
            pool.map(lambda _: door.ask("issue", "medecin", document, key="une fois"), range(20))
        )
    assert {each.status_code for each in responses} == {200}
    assert len({answer(each)["number"] for each in responses}) == 1


def test_a_cancel_racing_a_serving_leaves_one_truth(door: Door) -> None:
    for _ in range(5):
        number = door.issued(documents.simple())
        with ThreadPoolExecutor(2) as pool:
            served = pool.submit(door.http.send, serving(door, "pharmacien", number, "k"))
            ended = pool.submit(door.ask, "cancel", "medecin", number=number, reason="ERROR")
        codes = served.result().status_code, ended.result().status_code
        assert codes in ((200, 409), (409, 200))
        state = door.does("consult", "patient", number=number)["state"]
        assert state == ("executed" if codes[0] == 200 else "cancelled")
