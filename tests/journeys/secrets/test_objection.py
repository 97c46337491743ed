"""While the patient objects, served and not served are one and the same to the author, in bytes.

Two ordonnances of one document, one served, the other not. Whatever the author may ask of either,
the whole answer is compared: status, every header with the length, every byte, once what must
differ (number, instants, ids drawn, seals) is put aside without changing any length.
"""

import io
import re
from collections.abc import Callable
from typing import Any

import httpx
import pikepdf
import pypdfium2
import pytest

from tests.journeys import documents
from tests.journeys.asking import Door, code_of

DRAWN = (
    rb"\bUD[0-9A-Z]{16}\b",
    rb"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)",
    rb"eyJ[\w-]+\.[\w-]+\.[\w-]+",
    rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
)
Told = tuple[int, list[tuple[str, str]], bytes]

OF_EACH = ("date", "x-request-id")
"""Headers that differ at each answer."""


def told(response: httpx.Response) -> Told:
    """A whole answer, what is drawn for each ordonnance blanked in place."""
    body = response.content
    for pattern in DRAWN:
        body = re.sub(pattern, lambda found: b"#" * len(found[0]), body)
    headers = [
        (name, value) for name, value in response.headers.multi_items() if name not in OF_EACH
    ]
    return response.status_code, headers, body


SERVINGS: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "a line": [("dispense", {"line": {"line": 1}})],
    "all": [("dispense", {"allAsPrescribed": True})],
    "a line declined": [
        ("dispense", {"line": {"line": 1, "declineReason": "CONTRAINDICATION", "note": "EXEMPLE"}})
    ],
    "served and taken back": [
        ("dispense", {"line": {"line": 1}}),
        ("undo", {"reason": "MISTAKE"}),
    ],
}


@pytest.fixture(params=SERVINGS, ids=lambda name: name)
def twins(door: Door, request: pytest.FixtureRequest) -> tuple[str, str]:
    """Two numbers of one document under objection: served, and not."""
    document = documents.written(documents.course(), documents.monthly())
    served, twin = door.issued(document), door.issued(document)
    for number in (served, twin):
        door.does("object", "patient", number=number)
    for operation, more in SERVINGS[request.param]:
        door.does(operation, "pharmacien", number=served, **more)
    return served, twin


ASKED: dict[str, dict[str, Any]] = {
    "consult": {},
    "executions": {},
    "journal": {},
    "dispense": {"allAsPrescribed": True},
    "undo": {"reason": "MISTAKE"},
    "object": {},
    "cancel": {"reason": "ERROR"},
    "replace": {"prescription": documents.simple()},
}


@pytest.mark.parametrize("operation", ASKED)
def test_an_answer_is_the_same_to_the_byte(
    door: Door, twins: tuple[str, str], operation: str
) -> None:
    one, other = (
        told(door.ask(operation, "medecin", number=number, **ASKED[operation])) for number in twins
    )
    assert one == other
    again = [told(door.ask("consult", "medecin", number=number)) for number in twins]
    assert again[0] == again[1]


@pytest.mark.parametrize("version", [1, 2, 3])
def test_no_version_tells_what_was_served(door: Door, twins: tuple[str, str], version: int) -> None:
    headers = {"If-Match": f'W/"{version}"'}
    asked = [
        door.ask("cancel", "medecin", number=number, reason="ERROR", headers=headers)
        for number in twins
    ]
    assert told(asked[0]) == told(asked[1])
    assert {each.status_code for each in asked} <= {200, 412}


def test_each_stands_in_the_list_and_the_search_as_the_other(
    door: Door, twins: tuple[str, str]
) -> None:
    headers = {"Authorization": f"Bearer {door.sessions.token('medecin')}"}
    listed = door.ask("list", "medecin").json()["parameter"]
    found = door.http.post(
        "/fhir/MedicationRequest/_search", content=b"_count=50", headers=headers
    ).json()

    def about(entries: list[Any], number: str) -> list[bytes]:
        texts = [httpx.Response(200, json=each) for each in entries if number in str(each)]
        return [told(each)[2] for each in texts]

    for entries in (listed, found["entry"]):
        one, other = (about(entries, number) for number in twins)
        assert one == other
        assert len(one) > 0


def test_the_sheet_shows_the_same_and_carries_the_same(door: Door, twins: tuple[str, str]) -> None:
    sheets = [door.ask("render", "medecin", number=number) for number in twins]
    shown, carried = [], []
    for number, sheet in zip(twins, sheets, strict=True):
        with pypdfium2.PdfDocument(sheet.content) as opened:
            text = "\n".join(page.get_textpage().get_text_range() for page in opened)
        shown.append(re.sub(r"\d\d:\d\d|\d\dh\d\d", "HH:MM", hidden(text, number)))
        with pikepdf.open(io.BytesIO(sheet.content)) as opened:
            # The CDA holds the number and the hour of the seal, which are each one's own.
            file = opened.attachments["ordonnance.json"].get_file()
            carried.append((sorted(opened.attachments), file.read_bytes()))
    assert shown[0] == shown[1]
    assert carried[0] == carried[1]
    assert len({each.headers["content-type"] for each in sheets}) == 1


def hidden(text: str, number: str) -> str:
    groups = [number[at : at + 4] for at in range(0, 18, 4)]
    # Its last two characters alone may stand anywhere.
    for written in (number, " ".join(groups), "-".join(groups), *groups[:-1]):
        text = text.replace(written, "#" * len(written))
    return text


def test_the_comparison_would_see_a_serving(door: Door) -> None:
    document = documents.written(documents.course(), documents.monthly())
    served, twin = door.issued(document), door.issued(document)
    door.does("dispense", "pharmacien", number=served, line={"line": 1})
    ask: Callable[[str], Told] = lambda number: told(  # noqa: E731
        door.ask("consult", "medecin", number=number)
    )
    assert ask(served) != ask(twin)
    assert code_of(door.ask("journal", "medecin", number=served)) == "NOT_ALLOWED"
