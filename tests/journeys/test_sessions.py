"""Who may ask, over HTTP: sessions, places, roles, and the secrecy of the number."""

from typing import Any

import pytest

from ordonnance.adapters.openings import MISSES
from tests.journeys import documents
from tests.journeys.asking import Door, code_of, told
from tests.journeys.refusals_of_requests import unknown_number
from tests.journeys.running import BaseInThread
from tests.journeys.sessions import Sessions, in_seconds


def test_without_a_session_nothing_is_even_read(door: Door) -> None:
    for headers in ({}, {"Authorization": "Basic YTpi"}, {"Authorization": "Bearer"}):
        response = door.http.post("/fhir/$issue", content=b"{not json", headers=headers)
        assert (response.status_code, code_of(response)) == (401, "TOKEN_MISSING")
        assert response.headers["www-authenticate"].startswith("Bearer")


def test_a_token_without_signature_is_refused(door: Door, sessions: Sessions) -> None:
    _, payload, _ = sessions.token("medecin").split(".")
    unsigned = f"eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{payload}."
    response = door.ask("consult", unsigned, number=unknown_number())
    assert (response.status_code, code_of(response)) == (401, "TOKEN_MALFORMED")


def test_a_token_of_tomorrow_is_refused(door: Door, sessions: Sessions) -> None:
    early = sessions.bent("medecin", iat=in_seconds(hours=1), exp=in_seconds(hours=2))
    assert code_of(door.ask("consult", early, number=unknown_number())) == "TOKEN_EXPIRED"


def test_a_patient_s_token_never_makes_a_professional(door: Door, sessions: Sessions) -> None:
    claims = sessions.claims("medecin")
    disguised = sessions.bent("patient", **{
        name: value for name, value in claims.items() if name not in ("iss", "aud")
    })  # fmt: skip
    response = door.ask("issue", disguised, documents.simple())
    assert code_of(response) in ("TOKEN_CLAIMS", "NOT_ALLOWED")


@pytest.mark.parametrize("named", ["990000077", "2"])
def test_with_several_places_the_header_picks_one(
    door: Door, sessions: Sessions, named: str
) -> None:
    number = door.issued(documents.simple())
    who = sessions.several_places()
    door.does("dispense", who, number=number, allAsPrescribed=True,
              headers={"Ordonnance-Place": named})  # fmt: skip
    (given,) = door.does("executions", "patient", number=number)["execution"]
    assert given["place"] == "Pharmacie Démo"


def test_the_place_named_in_a_body_counts_for_nothing(door: Door) -> None:
    number = door.issued(documents.simple())
    response = door.ask("dispense", "pharmacien", number=number, allAsPrescribed=True,
                        place="990000077")  # fmt: skip
    assert code_of(response) == "ELEMENT_UNKNOWN"


STRANGERS = [
    ("medecin2", "consult"),
    ("medecin2", "executions"),
    ("medecin2", "render"),
    ("sage-femme", "cancel"),
    ("representant", "consult"),
    ("representant", "journal"),
]


@pytest.mark.parametrize(("who", "operation"), STRANGERS)
def test_a_number_one_may_not_open_looks_unknown(door: Door, who: str, operation: str) -> None:
    number = door.issued(documents.simple())
    more: dict[str, Any] = {"reason": "ERROR"} if operation == "cancel" else {}
    existing = door.ask(operation, who, number=number, **more)
    unknown = door.ask(operation, who, number=unknown_number(), **more)
    assert existing.status_code == 404
    assert existing.content == unknown.content
    kept = {"date", "x-request-id"}
    headers = [
        {name: value for name, value in each.headers.items() if name not in kept}
        for each in (existing, unknown)
    ]
    assert headers[0] == headers[1]


def test_a_refused_opening_leaves_no_trace_in_the_patient_s_journal(door: Door) -> None:
    number = door.issued(documents.simple())
    door.ask("consult", "medecin2", number=number)
    read = door.does("journal", "patient", number=number)
    assert [each["code"] for each in read["access"]] == ["issue", "journal"]


def test_the_replaced_colleague_and_the_stand_in_both_read(door: Door) -> None:
    number = door.issued(documents.simple())
    assert door.does("consult", "remplacant", number=number)["number"] == number


def test_a_number_in_a_query_is_refused_before_anything(door: Door) -> None:
    number = door.issued(documents.simple())
    headers = {"Authorization": f"Bearer {door.sessions.token('pharmacien')}"}
    response = door.http.post(f"/fhir/$consult?number={number}", headers=headers,
                              content=told(number=number))  # fmt: skip
    assert code_of(response) == "SEARCH_PARAMETER"
    assert number not in response.text


def test_no_path_takes_a_number(door: Door) -> None:
    number = door.issued(documents.simple())
    for path in (f"/fhir/MedicationRequest/{number}", f"/fhir/$consult/{number}", f"/o/{number}"):
        response = door.http.get(path)
        assert (response.status_code, code_of(response)) == (404, "ROUTE_UNKNOWN")
        assert number not in response.text


def test_a_number_is_read_as_dictated_and_with_the_tail_of_a_later_code(door: Door) -> None:
    number = door.issued(documents.simple())
    grouped = "-".join(number[i : i + 4] for i in range(0, 18, 4)).lower()
    for typed in (grouped, number.replace("1", "l").replace("0", "o"), f"{number}.preuve"):
        assert door.does("consult", "pharmacien", number=typed)["number"] == number


def test_a_pharmacy_that_served_nothing_learns_that_and_is_not_held_for_it(
    door: Door, sessions: Sessions
) -> None:
    number = door.issued(documents.simple())
    who = sessions.pharmacy(21)
    for _ in range(MISSES + 1):
        assert "execution" not in door.does("executions", who, number=number)
        undone = door.ask("undo", who, number=number, reason="MISTAKE")
        assert (undone.status_code, code_of(undone)) == (404, "DISPENSE_UNKNOWN")


def test_after_twenty_wrong_numbers_even_the_right_one_waits(
    base: BaseInThread, door: Door, sessions: Sessions
) -> None:
    number = door.issued(documents.simple())
    who = sessions.pharmacy(20)
    for rank in range(MISSES):
        wrong = unknown_number() if rank % 2 else "UD0000"
        assert door.ask("consult", who, number=wrong).status_code in (400, 404)
    held = door.ask("consult", who, number=number)
    assert (held.status_code, code_of(held)) == (429, "TOO_MANY_ATTEMPTS")
    assert int(held.headers["retry-after"]) >= 60
    assert door.ask("consult", "pharmacien", number=number).status_code == 200
    with base.later(minutes=11) as address, Door(address, sessions) as later:
        assert later.ask("consult", who, number=number).status_code == 200


def test_each_lists_only_their_own(door: Door, sessions: Sessions) -> None:
    number = door.issued(documents.simple())
    for who, expected in (("medecin", True), ("medecin2", False), ("patient", True)):
        found = door.does("list", who).get("ordonnance", [])
        assert (number in [each["number"] for each in found]) is expected
        headers = {"Authorization": f"Bearer {sessions.token(who)}"}
        response = door.http.post("/fhir/MedicationRequest/_search", headers=headers)
        assert response.json()["type"] == "searchset"
        assert (number in response.text) is expected
    headers = {"Authorization": f"Bearer {sessions.token('pharmacien')}"}
    response = door.http.post("/fhir/MedicationRequest/_search", headers=headers)
    assert code_of(response) == "NOT_ALLOWED"


def test_another_patient_reads_nothing(door: Door, sessions: Sessions) -> None:
    number = door.issued(documents.simple())
    other = sessions.patient("285049999900115")
    assert code_of(door.ask("consult", other, number=number)) == "NUMBER_UNKNOWN"


def test_an_anonymous_ordonnance_opens_for_its_author_and_the_counter_only(door: Door) -> None:
    number = documents.issued_anonymously(door)
    assert door.does("consult", "sage-femme", number=number)["state"] == "issued"
    assert door.does("consult", "pharmacien", number=number)["state"] == "issued"
    for who in ("patient", "medecin", "representant"):
        assert code_of(door.ask("consult", who, number=number)) == "NUMBER_UNKNOWN"
