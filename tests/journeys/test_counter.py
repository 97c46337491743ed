"""What is said at the counter, the registers and their pages, over HTTP."""

import json
import re
from typing import Any

from structlog.testing import capture_logs

from ordonnance.domain.counter import Exceptional
from ordonnance.domain.posology import Moment
from ordonnance.fhir.read import read_dispenses
from tests.journeys import documents
from tests.journeys.asking import Door, code_of
from tests.journeys.test_dispense_search import search
from tools import examples
from tools.examples import TABLET, days, take

DAYS = {"first": "2026-01-01", "last": "2099-12-31"}


def dated(**values: str) -> list[dict[str, Any]]:
    """Days as parameters."""
    return [{"name": name, "valueDate": value} for name, value in values.items()]


def asking(register: str, *more: dict[str, Any]) -> bytes:
    """The body of $registers."""
    given = [{"name": "register", "valueString": register}, *dated(**DAYS), *more]
    return json.dumps({"resourceType": "Parameters", "parameter": given}).encode()


def saying(number: str) -> bytes:
    """The body of $dispense, with an agreement, a document seen and who carries it."""
    agreement = [
        {"name": "by", "valueString": "Dr EXEMPLE"},
        *dated(on="2026-03-12"),
        {"name": "text", "valueString": "accord donné par téléphone"},
        {"name": "point", "valueString": "QUANTITY"},
    ]
    line = [
        {"name": "line", "valueInteger": 1},
        {"name": "agreement", "part": agreement},
        {"name": "seen", "part": [{"name": "document", "valueString": "BOOKLET"}]},
        {"name": "bearer", "part": [{"name": "patient", "valueBoolean": True}]},
    ]
    given = [{"name": "number", "valueString": number}, {"name": "line", "part": line}]
    return json.dumps({"resourceType": "Parameters", "parameter": given}).encode()


def test_what_is_said_is_kept_told_and_written_as_fhir(door: Door) -> None:
    number = door.issued(documents.simple())
    told = door.does("dispense", "pharmacien", saying(number))
    counter = told["served"][0]["counter"]
    assert (counter["agreementBy"], counter["bearer"]) == ("Dr EXEMPLE", "PATIENT")
    (record,) = read_dispenses(search(door, "medecin", number).content)
    assert record.facts is not None
    assert record.facts.agreement is not None
    assert record.facts.agreement.text == "accord donné par téléphone"
    assert [each.document.value for each in record.facts.seen] == ["BOOKLET"]


def test_liste_ii_is_renewed_and_told_as_such(door: Door) -> None:
    # Ten a day: a box of thirty holds three days, and the next may come as soon.
    step = take(TABLET, Moment.MORNING, amount="10", bounds=days(3))
    number = door.issued(documents.written(examples.line(documents.LEVOTHYROXINE, step)))
    again = {"line": 1, "exceptional": "LISTE_II"}
    early = door.ask("dispense", "pharmacien", number=number, line=again)
    assert code_of(early) == "LINE_BLOCKED"
    served = door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)
    assert served["line"][0]["renewal"]["due"]["packs"] == 1
    given = door.does("dispense", "pharmacien", number=number, line=again)
    assert given["served"][0]["counter"]["exceptional"] == "LISTE_II"
    assert (given["line"][0]["state"], len(given["numbered"])) == ("executed", 1)
    *_, record = read_dispenses(search(door, "medecin", number).content)
    assert record.facts is not None
    assert record.facts.exceptional is Exceptional.LISTE_II


def test_an_unknown_code_is_named_with_its_place(door: Door) -> None:
    number = door.issued(documents.simple())
    wrong = saying(number).replace(b"BOOKLET", b"CARNET")
    refused = door.ask("dispense", "pharmacien", wrong)
    assert code_of(refused) == "CODE_UNKNOWN"
    assert "seen" in refused.text


def test_a_pharmacy_reads_the_numbers_that_its_servings_were_given(door: Door) -> None:
    number = door.issued(documents.simple())
    elsewhere = door.ask("registers", "pharmacien2", asking("ordonnancier")).json()
    served = door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)
    rank = served["numbered"][0]["rank"]
    # The base is shared with other tests, whose entries fill pages before this one.
    since = {"name": "after", "valueInteger": rank - 1}
    told = door.ask("registers", "pharmacien", asking("ordonnancier", since)).json()
    rows = [each["part"] for each in told["parameter"] if each["name"] == "row"]
    ranks = [part["valueInteger"] for row in rows for part in row if part["name"] == "rank"]
    assert ranks == list(range(rank, rank + len(ranks)))
    assert len(ranks) > 0
    assert number not in json.dumps(told)
    assert door.ask("registers", "pharmacien2", asking("ordonnancier")).json() == elsewhere


def test_a_register_is_printed(door: Door) -> None:
    number = door.issued(documents.simple())
    door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)
    pdf = {"name": "pdf", "valueBoolean": True}
    answer = door.ask("registers", "pharmacien", asking("ordonnancier", pdf))
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


def test_each_reading_of_a_register_leaves_a_line_in_the_logs_that_names_nobody(
    door: Door,
) -> None:
    number = door.issued(documents.simple())
    door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)
    pdf = {"name": "pdf", "valueBoolean": True}
    with capture_logs() as logs:
        door.ask("registers", "pharmacien", asking("ordonnancier"))
        door.ask("registers", "pharmacien", asking("ordonnancier", pdf))
        door.ask("registers", "medecin", asking("ordonnancier"))
    page, printed = (each for each in logs if each["event"] == "register read")
    # A page holds 500 entries at most, and what is printed all of them.
    assert page["entries"] <= printed["entries"]
    assert {**page, "entries": 0} == {**printed, "entries": 0}
    assert (page["register"], page["first"]) == ("ordonnancier", DAYS["first"])
    assert page["entries"] >= 1
    assert re.fullmatch("[0-9a-f]{8}", page["structure"])
    assert set(page) == {
        "event", "log_level", "structure", "register", "first", "last", "entries",
    }  # fmt: skip


def test_only_a_pharmacist_asks_for_a_register_that_exists(door: Door) -> None:
    for who in ("medecin", "preparateur", "patient", "caisse"):
        assert code_of(door.ask("registers", who, asking("ordonnancier"))) == "NOT_ALLOWED"
    assert code_of(door.ask("registers", "pharmacien", asking("poisons"))) == "CODE_UNKNOWN"
