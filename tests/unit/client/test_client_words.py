"""What the client sends is what the base reads, and what it answers comes back whole."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import httpx
import pytest

from ordonnance.client import Client, Refused, Unreachable
from ordonnance.fhir import inputs
from ordonnance.fhir.operation_input import read_input
from ordonnance.usecases import results
from tests.unit.client.bases import BUNDLE, NUMBER, Base, issue, outcome, told

JWS = b"e30.e30.c2ln"


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
    yield "executions", lambda c: c.executions(NUMBER), inputs.ExecutionsInput(NUMBER)
    yield (
        "executions",
        lambda c: c.render_dispensing(NUMBER, "EX-1"),
        inputs.ExecutionsInput(NUMBER, "EX-1", "cda"),
    )
    yield "journal", lambda c: c.journal(NUMBER), inputs.NumberInput(NUMBER)
    yield "render", lambda c: c.render(NUMBER), inputs.RenderInput(NUMBER, "pdf")
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
