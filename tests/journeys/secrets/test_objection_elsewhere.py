"""As test_objection, for what the author asks otherwise: searching, verifying, screens, calls."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys import documents, to_a_pharmacy
from tests.journeys.asking import Door
from tests.journeys.browsing import Browser
from tests.journeys.regulation import a_call, chosen, sent
from tests.journeys.secrets.test_objection import Told, hidden, told
from tests.journeys.test_dispense_search import search
from tests.journeys.test_samu import gone, until
from tests.journeys.test_web_regulation import number_of

HOURS = r"\d\d:\d\d|\d\dh\d\d"
KEY = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
MESSAGE = r"[0-9a-f]{16}\.\d@"
"""The name of a message, drawn for each."""


def a_pair(door: Door) -> tuple[str, str]:
    """Two numbers of one document."""
    document = documents.written(documents.course(), documents.monthly())
    return door.issued(document), door.issued(document)


def a_sent_pair(door: Door) -> tuple[str, str]:
    """Two numbers of one prescription of a call, both messages gone."""
    body = to_a_pharmacy.prescription()
    one, other = (str(door.does("samu-prescribe", "regulateur", body)["number"]) for _ in range(2))
    until(lambda: gone(door, one) and gone(door, other))
    return one, other


def served_one(door: Door, served: str, twin: str, *, objecting: bool = True) -> tuple[str, str]:
    """The patient objects to both, where they do; one is served."""
    for number in (served, twin) if objecting else ():
        door.does("object", "patient", number=number)
    door.does("dispense", "pharmacien", number=served, line={"line": 1})
    return served, twin


def followed(door: Door, operation: str, number: str, **more: Any) -> Told:
    """What a regulator is told, but the name of the message."""
    status, headers, body = told(door.ask(operation, "regulateur", number=number, **more))
    return status, headers, re.sub(MESSAGE.encode(), b"#", body)


@pytest.fixture
def twins(door: Door) -> tuple[str, str]:
    return served_one(door, *a_pair(door))


@pytest.fixture
def sent_twins(door: Door) -> tuple[str, str]:
    return served_one(door, *a_sent_pair(door))


def test_a_search_of_dispensings_is_the_same_to_the_byte(
    door: Door, twins: tuple[str, str]
) -> None:
    one, other = (told(search(door, "medecin", number)) for number in twins)
    assert one == other


def test_a_verification_is_the_same_to_the_byte(open_door: Door, twins: tuple[str, str]) -> None:
    one, other = (told(open_door.ask("verify", "medecin", number=number)) for number in twins)
    assert one == other
    assert one[0] == 200


@pytest.mark.parametrize(
    ("operation", "more"),
    [("samu-follow", {}), ("samu-follow", {"executions": True}), ("samu-withdraw", {})],
)
def test_what_a_regulator_asks_is_the_same_to_the_byte(
    door: Door, sent_twins: tuple[str, str], operation: str, more: dict[str, Any]
) -> None:
    one, other = (followed(door, operation, number, **more) for number in sent_twins)
    assert one == other
    assert one[0] == 200
    again = [followed(door, "samu-follow", number) for number in sent_twins]
    assert again[0] == again[1]


def test_without_objection_each_comparison_sees_a_serving(door: Door, open_door: Door) -> None:
    one, other = served_one(door, *a_pair(door), objecting=False)
    assert told(search(door, "medecin", one)) != told(search(door, "medecin", other))
    shown_to = [told(open_door.ask("verify", "medecin", number=each)) for each in (one, other)]
    assert shown_to[0] != shown_to[1]
    sent_one, sent_other = served_one(door, *a_sent_pair(door), objecting=False)
    asked = [
        followed(door, "samu-follow", each, executions=True) for each in (sent_one, sent_other)
    ]
    assert asked[0] != asked[1]


def shown(page: str, number: str, handle: str) -> str:
    """A page, what is drawn for each ordonnance blanked: its number, code, address and hours."""
    for pattern in (r"data:image/svg\+xml;base64,[^\"]+", HOURS, re.escape(handle), MESSAGE, KEY):
        page = re.sub(pattern, "#", page)
    return hidden(page, number)


def test_the_page_of_one_s_ordonnance_shows_the_same(
    browse: Callable[..., Browser], twins: tuple[str, str]
) -> None:
    browser, pages = browse().sign_in("medecin"), {}
    browser.go("/emises")
    # Those of other tests that were issued in the same second may stand between them.
    for address in browser.links("/emises/[^/]+$"):
        browser.go(address)
        for number in (each for each in twins if each in browser.text.replace(" ", "")):
            pages[number] = shown(browser.page.text, number, address.rpartition("/")[2])
    assert pages[twins[0]] == pages[twins[1]]


def test_the_page_of_a_call_and_its_row_show_the_same(
    door: Door, browse: Callable[..., Browser]
) -> None:
    browser, calls = browse(), {}
    for _ in range(2):
        sent(chosen(a_call(browser), to_a_pharmacy.FINESS))
        calls[number_of(browser).replace(" ", "")] = browser.page.url.path.split("/")[2]
    until(lambda: all(gone(door, number) for number in calls))
    served, twin = calls
    for number in calls:
        door.does("object", "regulateur", number=number, proof="consultation")
    box = documents.pack_of(documents.TRAMADOL)
    door.does("dispense", "pharmacien", number=served, line={"line": 1, "packs": 1, "cip13": box})
    pages = [
        shown(browser.go(f"/regulation/{calls[number]}/suivi").text, number, calls[number])
        for number in (served, twin)
    ]
    assert pages[0] == pages[1]
    board = re.findall(r"<li>.*?</li>", browser.go("/regulation").text, re.S)
    rows = [
        shown(row, number, calls[number])
        for number in (served, twin) for row in board if calls[number] in row
    ]  # fmt: skip
    assert len(rows) == 2, board
    assert rows[0] == rows[1]
