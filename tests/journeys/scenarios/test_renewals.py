"""Renewals: one ordonnance, one number, several servings, each on its day.

Elsewhere a repeat prescription is a set of documents; here the parts are the servings of a line.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from ordonnance.domain.ids import Finess
from ordonnance.domain.mentions import NamedPharmacy
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.documents import edited, resource
from tests.journeys.running import BaseInThread
from tests.journeys.scenarios.observing import first_line, place_of, told, truth

LINE = "Bundle.entry[4].resource"
REPEATS = f"{LINE}.dispenseRequest.numberOfRepeatsAllowed"


def asking(document: bytes | None = None, **fields: Any) -> bytes:
    """A monthly treatment whose dispensing is asked otherwise."""

    def change(tree: documents.Json) -> None:
        resource(tree, "MedicationRequest").setdefault("dispenseRequest", {}).update(fields)

    return edited(document or documents.written(documents.monthly()), change)


def line_of(door: Door, number: str) -> Any:
    """The only line, as the counter sees it."""
    (line,) = door.does("consult", "pharmacien", number=number)["line"]
    return line


@pytest.mark.scenario("GEM-G01", "GEM-G07")
def test_each_serving_of_a_renewed_line_comes_on_its_day_and_leaves_the_next_ones(
    base: BaseInThread, door: Door
) -> None:
    number = door.issued(documents.written(documents.monthly(renewals=2)))
    issued_on = documents.now().date()
    assert (line_of(door, number)["remaining"]["packs"], line_of(door, number)["renewals"]) == (
        3,
        2,
    )
    references, due = [], issued_on
    for left in (2, 1, 0):
        days = (due - issued_on).days
        with base.later(days=days) as address, Door(address, door.sessions) as then:
            given = then.does("dispense", "pharmacien", number=number, allAsPrescribed=True)
            references.append(given["reference"])
            (line,) = given["line"]
            assert line["remaining"]["packs"] == left
            assert line["state"] == ("partly-executed" if left else "executed")
            again = then.ask("dispense", "pharmacien2", number=number, line={"line": 1})
            assert told(again) == ((422, "LINE_NOT_DUE") if left else (409, "LINE_ALREADY_SERVED"))
        if left:
            due += timedelta(days=30)
            assert line["nextOn"] == due.isoformat()
    read = door.does("executions", "patient", number=number)["execution"]
    assert [each["reference"] for each in read] == references
    fills = [
        entry["resource"]["type"]["coding"][0]["code"]
        for entry in door.does("executions", "medecin", number=number)["bundle"]["entry"]
        if entry["resource"]["resourceType"] == "MedicationDispense"
    ]
    assert fills == ["FFP", "RFP", "RFC"]


@pytest.mark.scenario("GEM-G02")
@pytest.mark.parametrize("repeats", [-1, 1.5, "2", True, 10**10], ids=repr)
def test_a_number_of_renewals_that_is_none_is_refused_where_it_stands(
    door: Door, repeats: Any
) -> None:
    refused = door.ask("issue", "medecin", asking(numberOfRepeatsAllowed=repeats))
    assert told(refused) == (422, "ELEMENT_INVALID")
    assert place_of(refused) == REPEATS


@pytest.mark.scenario("GEM-G02")
@pytest.mark.parametrize(("repeats", "refused"), [(0, False), (11, False), (12, True), (99, True)])
def test_renewals_stop_at_twelve_months_and_the_rule_is_named(
    door: Door, repeats: int, refused: bool
) -> None:
    response = door.ask("issue", "medecin", asking(numberOfRepeatsAllowed=repeats))
    if not refused:
        assert response.status_code == 200
        return
    assert told(response) == (422, "LAW_BLOCKED")
    rule = response.json()["issue"][1]
    assert rule["details"]["coding"][0]["code"] == "RX-DUR-01"
    assert rule["expression"] == ["line[1]"]


@pytest.mark.scenario("GEM-G03")
def test_a_renewal_where_the_law_allows_none_is_refused_naming_the_rule(door: Door) -> None:
    line = replace(documents.patches(), renewals=2)
    document = documents.written(line, patient=documents.alice())
    refused = door.ask("issue", "medecin", document)
    assert told(refused) == (422, "LAW_BLOCKED")
    rules = [each["details"]["coding"][0]["code"] for each in refused.json()["issue"][1:]]
    assert "RX-STUP-11" in rules


GROUPS: dict[str, tuple[dict[str, str], tuple[int, str], str]] = {
    "no system": ({"value": "x"}, (422, "ELEMENT_MISSING"), "system"),
    "another system": ({"system": "urn:x", "value": "1"}, (422, "CODE_SYSTEM_UNKNOWN"), "system"),
    "no number": ({"system": "urn:ordonnance:numero"}, (400, "NUMBER_INVALID"), "value"),
    "malformed": (
        {"system": "urn:ordonnance:numero", "value": "lot-1"}, (400, "NUMBER_INVALID"), "value",
    ),
}  # fmt: skip


@pytest.mark.scenario("GEM-G05")
@pytest.mark.parametrize("group", GROUPS)
def test_the_group_of_the_lines_is_a_number_or_is_absent(door: Door, group: str) -> None:
    given, refusal, element = GROUPS[group]
    refused = door.ask("issue", "medecin", first_line(groupIdentifier=given))
    assert told(refused) == refusal
    assert place_of(refused) == f"{LINE}.groupIdentifier.{element}"
    reserved = door.does("reserve", "medecin", count=1)
    document = first_line(
        groupIdentifier={"system": "urn:ordonnance:numero", "value": reserved["number"]}
    )
    issued = door.does(
        "issue", "medecin", prescription=document, reservation=reserved["reservation"]
    )
    assert issued["number"] == reserved["number"]


def starting(day: date) -> bytes:
    return asking(documents.simple(), validityPeriod={"start": day.isoformat()})


@pytest.mark.scenario("GEM-G06")
def test_a_line_is_not_served_before_its_day_and_the_day_is_told(
    base: BaseInThread, door: Door
) -> None:
    first = documents.now().date() + timedelta(days=10)
    number = door.issued(starting(first))
    assert line_of(door, number)["nextOn"] == first.isoformat()
    for days in (0, 9):
        with base.later(days=days) as address, Door(address, door.sessions) as before:
            refused = before.ask("dispense", "pharmacien", number=number, line={"line": 1})
            assert told(refused) == (422, "LINE_NOT_DUE")
            assert f"au plus tôt le {first:%d/%m/%Y}" in refused.text
    assert truth(door, number).version == 1
    with base.later(days=10) as address, Door(address, door.sessions) as then:
        then.does("dispense", "pharmacien", number=number, line={"line": 1})


@pytest.mark.scenario("GEM-G06")
def test_a_renewal_asked_early_is_refused_until_the_very_day_told(
    base: BaseInThread, door: Door
) -> None:
    number = door.issued(documents.written(documents.monthly()))
    door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)
    first = documents.now().date() + timedelta(days=27)
    for days, accepted in ((26, False), (27, True)):
        with base.later(days=days) as address, Door(address, door.sessions) as then:
            response = then.ask("dispense", "pharmacien", number=number, line={"line": 1})
        assert (response.status_code == 200) is accepted
        assert accepted or f"au plus tôt le {first:%d/%m/%Y}" in response.text


@pytest.mark.scenario("GEM-G10")
def test_without_an_end_the_last_day_is_computed_and_said(door: Door) -> None:
    number = door.issued(documents.written(documents.monthly(renewals=11)))
    issued_on = documents.now().date()
    unserved = date.fromisoformat(line_of(door, number)["lastOn"])
    assert (unserved - issued_on).days in range(88, 93), "three months for the first serving"
    door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)
    renewed = date.fromisoformat(line_of(door, number)["lastOn"])
    assert (renewed - issued_on).days in (364, 365), "a year for the renewals"


STARTS: dict[str, tuple[dict[str, str], str, str]] = {
    "nothing": ({}, "ELEMENT_MISSING", "start"),
    "an end only": ({"end": "2027-01-01"}, "ELEMENT_UNKNOWN", "end"),
    "as people write": ({"start": "25/12/2026"}, "ELEMENT_INVALID", "start"),
    "a month": ({"start": "2026-12"}, "ELEMENT_INVALID", "start"),
    "an hour": ({"start": "2026-12-25T08:00:00+01:00"}, "ELEMENT_INVALID", "start"),
}


@pytest.mark.scenario("GEM-G11")
@pytest.mark.parametrize("period", STARTS)
def test_a_day_to_start_from_is_a_whole_day(door: Door, period: str) -> None:
    given, code, element = STARTS[period]
    refused = door.ask("issue", "medecin", asking(validityPeriod=given))
    assert told(refused) == (422, code)
    assert refused.json()["issue"][0]["expression"] == [
        f"{LINE}.dispenseRequest.validityPeriod.{element}"
    ]


@pytest.mark.scenario("GEM-G11")
def test_an_ordonnance_without_its_day_is_refused(door: Door) -> None:
    undated = edited(
        documents.written(documents.monthly()),
        lambda tree: resource(tree, "MedicationRequest").pop("authoredOn"),
    )
    refused = door.ask("issue", "medecin", undated)
    assert told(refused) == (422, "ELEMENT_MISSING")
    assert place_of(refused) == f"{LINE}.authoredOn"


def test_a_pharmacy_named_by_the_prescriber_is_told_and_serves_with_one_receipt(
    door: Door,
) -> None:
    named = NamedPharmacy("Pharmacie Exemple", Finess("990000069"))
    number = door.issued(documents.written(documents.course(named_pharmacy=named)))
    opened = door.ask("consult", "pharmacien", number=number)
    assert '"990000069"' in opened.text
    given = door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)
    after = truth(door, number)
    assert (after.state, after.executions) == ("executed", ((given["reference"], None),))
