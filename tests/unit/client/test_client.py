"""The client: what it sends, what it makes of the answers, when it tries again."""

from datetime import UTC, datetime

import httpx
import pytest

from ordonnance.client import AddressInvalid, Client, Refused, Unreachable
from ordonnance.fhir.inputs import WantedInput
from ordonnance.usecases import results
from ordonnance.usecases.corrected import Corrected, CorrectedDocument
from ordonnance.usecases.correction_views import AppliedView
from tests.unit.client.bases import BUNDLE, NUMBER, TOKEN, URL, Base, issue, outcome, told

ENDED = results.Ended(NUMBER, 2, results.OrdonnanceState.CANCELLED)


LOST = (
    httpx.ConnectError("refused"),
    httpx.ReadError("reset"),
    httpx.RemoteProtocolError("closed"),
    httpx.ReadTimeout("slow"),
)


@pytest.mark.parametrize("lost", LOST, ids=lambda error: type(error).__name__)
def test_a_lost_answer_is_asked_again_with_the_same_key_and_body(lost: Exception) -> None:
    base = Base(lost, lost, told(ENDED))
    assert base.client().cancel(NUMBER, "ERROR") == ENDED
    keys = [request.headers["Idempotency-Key"] for request in base.received]
    assert len(keys) == 3
    assert len(set(keys)) == 1
    assert len({request.content for request in base.received}) == 1
    assert base.pauses == [0.2, 0.8]


@pytest.mark.parametrize("lost", LOST, ids=lambda error: type(error).__name__)
def test_after_three_attempts_the_base_is_unreachable(lost: Exception) -> None:
    base = Base(lost, lost, lost)
    with pytest.raises(Unreachable) as raised:
        base.client().cancel(NUMBER, "ERROR")
    assert len(base.received) == 3
    assert raised.value.url == URL
    assert NUMBER not in str(raised.value)
    assert TOKEN not in str(raised.value)


def test_an_unavailable_base_is_asked_again_then_believed() -> None:
    busy = issue("BASE_UNAVAILABLE", "La base ne répond pas.")
    base = Base(outcome(503, busy), told(ENDED))
    assert base.client().cancel(NUMBER, "ERROR") == ENDED
    base = Base(*(outcome(503, busy) for _ in range(3)))
    with pytest.raises(Refused) as raised:
        base.client().cancel(NUMBER, "ERROR")
    assert (raised.value.code, raised.value.status) == ("BASE_UNAVAILABLE", 503)
    assert len({request.headers["Idempotency-Key"] for request in base.received}) == 1


def test_a_refusal_is_never_asked_again() -> None:
    base = Base(outcome(409, issue("CONFLICT_RETRY", "Plusieurs personnes agissent.")))
    with pytest.raises(Refused):
        base.client().cancel(NUMBER, "ERROR")
    assert len(base.received) == 1


def test_two_calls_have_two_keys_and_a_given_key_is_kept() -> None:
    base = Base(told(ENDED), told(ENDED), told(ENDED))
    client = base.client()
    client.cancel(NUMBER, "ERROR")
    client.cancel(NUMBER, "ERROR")
    client.cancel(NUMBER, "ERROR", key="ma-clé".encode("ascii", "replace").decode(), if_match=3)
    first, second, third = (request.headers for request in base.received)
    assert first["Idempotency-Key"] != second["Idempotency-Key"]
    assert third["Idempotency-Key"] == "ma-cl?"
    assert third["If-Match"] == 'W/"3"'
    assert "If-Match" not in first


def test_a_refusal_says_code_message_remedy_place_and_findings() -> None:
    base = Base(
        outcome(
            422,
            issue("ACKNOWLEDGEMENT_REQUIRED", "2 constats attendent.", "Répondre.", "Bundle"),
            issue("RX-DUR-01", "Trop long.", "Raccourcir.", "line[2]", "urn:ordonnance:rule"),
            issue("MI-09", "Date future.", "Dater.", system="urn:ordonnance:rule"),
        )
    )
    with pytest.raises(Refused) as raised:
        base.client().issue(BUNDLE)
    refused = raised.value
    assert (refused.code, refused.message, refused.do, refused.at, refused.status) == (
        "ACKNOWLEDGEMENT_REQUIRED", "2 constats attendent.", "Répondre.", "Bundle", 422,
    )  # fmt: skip
    assert [(each.rule, each.line) for each in refused.findings] == [
        ("RX-DUR-01", 2),
        ("MI-09", None),
    ]
    assert len(refused.issues) == 3
    assert str(refused) == "ACKNOWLEDGEMENT_REQUIRED"


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(404, text="<html>not here</html>"),
        httpx.Response(502, text="Bad gateway"),
        httpx.Response(302, headers={"Location": "https://ailleurs.example/"}),
        httpx.Response(422, json={"resourceType": "OperationOutcome", "issue": []}),
        httpx.Response(200, text="<html>a portal</html>"),
        httpx.Response(200, json={"resourceType": "Parameters", "parameter": [{"name": "x"}]}),
        httpx.Response(200, json={"resourceType": "Parameters", "parameter": []}),
        httpx.Response(200, json=["Parameters"]),
    ],
    ids=lambda answer: f"{answer.status_code} {answer.text[:20]}",
)
def test_what_is_not_an_answer_of_a_base_is_unreachable(answer: httpx.Response) -> None:
    with pytest.raises(Unreachable):
        Base(answer).client().consult(NUMBER)


def test_every_call_names_the_session_the_software_and_the_place() -> None:
    base = Base(told(results.Executions(NUMBER, False, ())))
    base.client(place="990000069", version="1.2").executions(NUMBER)
    headers = base.received[0].headers
    assert headers["Authorization"] == f"Bearer {TOKEN}"
    assert headers["Ordonnance-Place"] == "990000069"
    assert headers["Ordonnance-Client"] == "product=ordonnance-cli; version=1.2"
    assert "Idempotency-Key" not in headers
    assert NUMBER not in str(base.received[0].url)


def test_nothing_secret_shows_in_a_representation() -> None:
    assert TOKEN not in repr(Base().client())


def test_a_demonstration_session_has_a_token_and_an_end() -> None:
    base = Base(httpx.Response(200, json={"token": "x.y.z", "expires_at": "2026-03-12T18:00:00Z"}))
    with base.client() as client:
        given = client.demo_token("medecin")
    assert (given.token, given.expires_at) == ("x.y.z", datetime(2026, 3, 12, 18, tzinfo=UTC))
    assert "x.y.z" not in repr(given)
    assert base.body() == {"as": "medecin"}
    with pytest.raises(Unreachable):
        Base(httpx.Response(200, json={"jeton": "x"})).client().demo_token("medecin")


@pytest.mark.parametrize(
    "url",
    [
        "http://base.example", "ftp://base.example", "base.example", "", "https://",
        "https://moi:" + "secret@base.example", "https://base.example/?a=b", "https://base.example/#x",
        "http://127.0.0.1:port",
    ],
)  # fmt: skip
def test_an_address_that_would_show_secrets_or_means_nothing_is_refused(url: str) -> None:
    with pytest.raises(AddressInvalid) as raised:
        Client(url, TOKEN)
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:8765/", "http://localhost:1", "http://[::1]:8", "https://base.example"],
)
def test_clear_text_is_for_this_machine_only(url: str) -> None:
    with Client(url, TOKEN) as client:
        assert client.url == url.rstrip("/")


def test_a_document_is_corrected_and_comes_back_as_it_is_written() -> None:
    document = CorrectedDocument(BUNDLE, "allowed", ())
    answer = Corrected((AppliedView("RX-DUR-07", 1, "Mettre 84 jours"),), (document,))
    base = Base(told(answer))
    assert base.client().correct(BUNDLE, corrections=(WantedInput("RX-DUR-07", 1),)) == answer
    (request,) = base.received
    assert request.url.path == "/fhir/$correct"
    assert b'"valueString":"RX-DUR-07"' in request.content
