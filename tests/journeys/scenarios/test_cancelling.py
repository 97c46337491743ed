"""Taking back and ending: who may, what stays, and what nobody may do."""

import uuid
from typing import Any

import pytest

from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.scenarios.observing import journaled, told, truth


@pytest.mark.scenario("GEM-E03")
@pytest.mark.parametrize("reference", ["EX-1", "", "x" * 40])
def test_a_serving_is_taken_back_by_its_reference_and_its_pharmacy_only(
    door: Door, reference: str
) -> None:
    number = door.issued(documents.simple())
    given = door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)["reference"]
    before = truth(door, number)
    wrong = door.ask("undo", "pharmacien", number=number, reason="MISTAKE", reference=reference)
    assert wrong.status_code in (404, 422)
    foreign = door.ask("undo", "pharmacien2", number=number, reason="MISTAKE", reference=given)
    assert told(foreign) == (404, "DISPENSE_UNKNOWN")
    for who in ("medecin", "patient", "caisse"):
        refused = door.ask("undo", who, number=number, reason="MISTAKE", reference=given)
        assert told(refused) == (403, "NOT_ALLOWED")
    assert truth(door, number) == before


@pytest.mark.scenario("GEM-E04")
def test_what_was_taken_back_is_neither_served_nor_taken_back_by_a_late_retry(door: Door) -> None:
    number, key = door.issued(documents.simple()), str(uuid.uuid4())
    first = door.ask("dispense", "pharmacien", number=number, allAsPrescribed=True, key=key)
    undone = door.does("undo", "pharmacien", number=number, reason="NOT_COLLECTED")
    late = door.ask("dispense", "pharmacien", number=number, allAsPrescribed=True, key=key)
    assert late.content == first.content
    again = door.ask(
        "undo", "pharmacien", number=number, reason="NOT_COLLECTED",
        reference=undone["reference"],
    )  # fmt: skip
    assert told(again) == (409, "DISPENSE_ALREADY_UNDONE")
    after = truth(door, number)
    assert (after.state, after.version) == ("issued", 3)
    assert after.executions == ((undone["reference"], "NOT_COLLECTED"),)


@pytest.mark.scenario("GEM-E05")
def test_served_and_taken_back_again_and_again_then_cancelled_nothing_is_left(door: Door) -> None:
    number = door.issued(documents.simple())
    for who in ("pharmacien", "pharmacien2", "pharmacien"):
        door.does("dispense", who, number=number, allAsPrescribed=True)
        door.does("undo", who, number=number, reason="NOT_COLLECTED")
    ended = door.does("cancel", "medecin", number=number, reason="PATIENT_REQUEST")
    assert ended["state"] == "cancelled"
    after = truth(door, number)
    assert (after.state, after.version, after.lines) == ("cancelled", 8, ("cancelled",))
    assert [undone for _, undone in after.executions] == ["NOT_COLLECTED"] * 3
    refused = door.ask("dispense", "pharmacien2", number=number, allAsPrescribed=True)
    assert told(refused) == (409, "ORDONNANCE_CANCELLED")
    # The treatment was never taken: the same one may be served on another ordonnance.
    door.does("dispense", "pharmacien", number=door.issued(documents.simple()),
              allAsPrescribed=True)  # fmt: skip


def nothing(door: Door, number: str) -> None:
    """Nobody served anything."""


def partly(door: Door, number: str) -> None:
    """One line served."""
    door.does("dispense", "pharmacien", number=number, line={"line": 1})


def wholly(door: Door, number: str) -> None:
    """Both lines served."""
    door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)


@pytest.mark.parametrize("served", [nothing, partly, wholly])
@pytest.mark.scenario("GEM-E07", "GEM-E09", "GEM-E15", "GEM-F03", "GEM-F04", "GEM-F05")
def test_a_patient_or_representative_ends_nothing_and_deletes_nothing(
    door: Door, served: Any
) -> None:
    """The care record is kept; whoever does not want a medicine does not collect it."""
    number = door.issued(documents.written(documents.course(), documents.monthly(renewals=0)))
    served(door, number)
    before = truth(door, number)
    for who in ("patient", "representant"):
        refused = door.ask("cancel", who, number=number, reason="ERROR")
        assert told(refused) == (403, "NOT_ALLOWED")
    headers = {"Authorization": f"Bearer {door.sessions.token('patient')}"}
    gone = door.http.delete(f"/fhir/MedicationRequest/{number}", headers=headers)
    assert told(gone) == (404, "ROUTE_UNKNOWN")
    assert truth(door, number) == before
    assert "cancel" not in [act for act, _, _ in journaled(door, number)]


@pytest.mark.scenario("GEM-E11", "GEM-E12", "GEM-E13")
@pytest.mark.parametrize("served", [nothing, partly])
def test_a_pharmacy_ends_nothing_it_declines_a_line_and_says_why(door: Door, served: Any) -> None:
    number = door.issued(documents.written(documents.course(), documents.monthly(renewals=0)))
    served(door, number)
    before = truth(door, number)
    for who in ("pharmacien", "pharmacien2", "preparateur"):
        refused = door.ask("cancel", who, number=number, reason="ERROR")
        assert told(refused) == (403, "NOT_ALLOWED")
    assert truth(door, number) == before
    declined = {"line": 2, "declineReason": "CONTRAINDICATION", "note": "allergie"}
    given = door.does("dispense", "pharmacien", number=number, line=declined)
    after = truth(door, number)
    assert after.executions == (*before.executions, (given["reference"], None))
    assert (after.state, after.lines) == (before.state, before.lines)
    door.does("dispense", "pharmacien2", number=number, line={"line": 2})


@pytest.mark.scenario("GEM-E08")
def test_an_author_ends_what_is_not_served_even_while_a_pharmacy_is_at_it(door: Door) -> None:
    number = door.issued(documents.written(documents.course(), documents.monthly()))
    opened = door.ask("consult", "pharmacien", number=number)
    partly(door, number)
    door.does("cancel", "medecin", number=number, reason="TREATMENT_STOPPED")
    refused = door.ask(
        "dispense", "pharmacien", number=number, line={"line": 2},
        headers={"If-Match": opened.headers["etag"]},
    )  # fmt: skip
    assert told(refused) == (412, "VERSION_STALE")
    late = door.ask("dispense", "pharmacien", number=number, line={"line": 2})
    assert told(late) == (409, "ORDONNANCE_CANCELLED")
    assert truth(door, number).lines == ("executed", "cancelled")


@pytest.mark.scenario("GEM-E16")
def test_the_patient_sees_that_it_is_cancelled_wherever_they_look(door: Door) -> None:
    number = door.issued(documents.simple())
    before = door.ask("consult", "patient", number=number)
    door.does("cancel", "medecin", number=number, reason="ERROR")
    after = door.ask("consult", "patient", number=number)
    assert before.headers["etag"] != after.headers["etag"]
    (line,) = door.does("consult", "patient", number=number)["line"]
    assert (line["state"], line["remaining"]["packs"], line["due"]["packs"]) == ("cancelled", 0, 0)
    listed = {each["number"]: each for each in door.does("list", "patient")["ordonnance"]}
    assert listed[number]["state"] == "cancelled"
    assert door.ask("render", "patient", number=number).status_code == 200
