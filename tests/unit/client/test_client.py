"""The client: what it sends, what it makes of the answers, when it tries again."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import httpx
import pytest

from ordonnance.client import AddressInvalid, Client, Refused, Unreachable
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.fhir import inputs
from ordonnance.fhir.operation_input import read_input
from ordonnance.fhir.results import to_parameters
from ordonnance.usecases import results

URL = "http://127.0.0.1:8765"
TOKEN = "jeton-de-test"
NUMBER = OrdonnanceNumber.from_payload("D", 42).value
BUNDLE = b'{"resourceType": "Bundle",  "type": "collection"}'
JWS = b"e30.e30.c2ln"
ENDED = results.Ended(NUMBER, 2, results.OrdonnanceState.CANCELLED)


class Base:
    """Answers what it is told, in order, and keeps what it received; an exception is raised."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.answers = list(answers)
        self.received: list[httpx.Request] = []
        self.pauses: list[float] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.received.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def client(self, **options: Any) -> Client:
        return Client(
            URL, TOKEN, transport=httpx.MockTransport(self), pause=self.pauses.append, **options
        )

    def body(self) -> dict[str, Any]:
        read: dict[str, Any] = json.loads(self.received[0].content)
        return read


def told(result: object) -> httpx.Response:
    return httpx.Response(200, content=to_parameters(result))


def outcome(status: int, *issues: dict[str, Any]) -> httpx.Response:
    return httpx.Response(status, json={"resourceType": "OperationOutcome", "issue": list(issues)})


def issue(
    code: str, text: str, do: str = "", at: str | None = None, system: str = "urn:ordonnance:error"
) -> dict[str, Any]:
    said: dict[str, Any] = {
        "severity": "error",
        "code": "business-rule",
        "details": {"coding": [{"system": system, "code": code}], "text": text},
        "diagnostics": do,
    }
    return said if at is None else {**said, "expression": [at]}


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


@pytest.mark.parametrize("content_type", ["application/fhir+json", "application/jose"])
def test_a_document_is_sent_byte_for_byte(content_type: str) -> None:
    issued = results.Issued(NUMBER, 1, datetime(2026, 3, 12, 9, 30, tzinfo=UTC), ())
    base = Base(told(issued))
    assert base.client().issue(BUNDLE, content_type=content_type) == issued
    assert base.received[0].content == BUNDLE
    assert base.received[0].headers["Content-Type"] == content_type
    assert base.received[0].url.path == "/fhir/$issue"


def test_a_document_keeps_its_bytes_beside_its_acknowledgements() -> None:
    given = (inputs.AcknowledgementInput("MI-09", "Vérifié", 2),)
    base = Base(told(results.Issued(NUMBER, 1, datetime(2026, 3, 12, tzinfo=UTC), ())))
    base.client().issue(BUNDLE, acknowledgements=given, reservation="a.b.c")
    read = read_input(inputs.IssueInput, base.received[0].content)
    assert read == inputs.IssueInput(BUNDLE, None, given, "a.b.c")


def test_a_signed_document_travels_as_text_beside_its_acknowledgements() -> None:
    given = (inputs.AcknowledgementInput("MI-09", "Vérifié"),)
    base = Base(told(results.Issued(NUMBER, 1, datetime(2026, 3, 12, tzinfo=UTC), ())))
    base.client().issue(JWS, content_type="application/jose", acknowledgements=given)
    read = read_input(inputs.IssueInput, base.received[0].content)
    assert read == inputs.IssueInput(None, JWS.decode(), given)


def acts() -> Iterator[tuple[str, Callable[[Client], object], object]]:
    line = inputs.LineInput(
        2, Decimal("1.5"), None, "3400930000001", "GENERIC", "texte", "TRAVEL", "L1", None, "mot"
    )
    day, known = date(2026, 3, 12), (inputs.AcknowledgementInput("MI-09", "Vérifié", 2),)
    yield "check", lambda c: c.check(BUNDLE, on=day), inputs.CheckInput(BUNDLE, day)
    yield "reserve", lambda c: c.reserve(3), inputs.ReserveInput(3)
    yield "consult", lambda c: c.consult(NUMBER), inputs.NumberInput(NUMBER)
    yield "executions", lambda c: c.executions(NUMBER), inputs.NumberInput(NUMBER)
    yield "journal", lambda c: c.journal(NUMBER), inputs.NumberInput(NUMBER)
    yield "render", lambda c: c.render(NUMBER), inputs.NumberInput(NUMBER)
    yield (
        "dispense",
        lambda c: c.dispense(NUMBER, (line,), acknowledgements=known, pharmacist="99900000078"),
        inputs.DispenseInput(NUMBER, None, (line,), known, "99900000078"),
    )
    yield (
        "dispense",
        lambda c: c.dispense(NUMBER, everything=True),
        inputs.DispenseInput(NUMBER, True),
    )
    yield (
        "undo",
        lambda c: c.undo(NUMBER, "MISTAKE", reference="R1", text="mot"),
        inputs.UndoInput(NUMBER, "MISTAKE", "R1", "mot"),
    )
    yield (
        "cancel",
        lambda c: c.cancel(NUMBER, "OTHER", text="mot"),
        inputs.CancelInput(NUMBER, "OTHER", "mot"),
    )
    yield (
        "replace",
        lambda c: c.replace(NUMBER, BUNDLE, acknowledgements=known, reason="ERROR"),
        inputs.ReplaceInput(NUMBER, BUNDLE, None, known, None, "ERROR"),
    )
    yield (
        "object",
        lambda c: c.object(NUMBER, withdraw=True, proof="courrier"),
        inputs.ObjectInput(NUMBER, True, "courrier"),
    )
    yield "object", lambda c: c.object(NUMBER), inputs.ObjectInput(NUMBER)


@pytest.mark.parametrize(("operation", "act", "expected"), list(acts()))
def test_the_base_reads_exactly_what_the_client_means(
    operation: str, act: Callable[[Client], object], expected: object
) -> None:
    base = Base(outcome(403, issue("NOT_ALLOWED", "Non.")))
    with pytest.raises(Refused):
        act(base.client())
    request = base.received[0]
    assert (request.method, request.url.path) == ("POST", f"/fhir/${operation}")
    assert request.headers["Content-Type"] == "application/fhir+json"
    assert read_input(type(expected), request.content) == expected


def test_an_answer_with_lines_decimals_and_dates_comes_back_whole() -> None:
    left = results.Remaining(Decimal("1.5"), 42, None)
    view = results.LineView(
        1, "Exemple 5 mg", "1 par jour", results.LineState.OPEN, left,
        date(2026, 3, 12), None, left, 2, ("AR",),
    )  # fmt: skip
    opened = results.Consulted(
        NUMBER, 3, results.OrdonnanceState.ISSUED, date(2026, 3, 12),
        datetime(2026, 3, 12, 9, 30, tzinfo=UTC), (view,), True, False, BUNDLE, "sceau",
    )  # fmt: skip
    assert Base(told(opened)).client().consult(NUMBER) == opened


def test_one_lists_ones_own_without_naming_anybody() -> None:
    listed = results.Listed(())
    base = Base(told(listed))
    assert base.client().list() == listed
    assert base.received[0].url.path == "/fhir/$list"
    assert base.received[0].content == b'{"resourceType": "Parameters"}'


def test_a_sheet_is_a_pdf_or_nothing() -> None:
    assert Base(httpx.Response(200, content=b"%PDF-1.7 x")).client().render(NUMBER)[:5] == b"%PDF-"
    with pytest.raises(Unreachable):
        Base(httpx.Response(200, text="<html>")).client().render(NUMBER)


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
