"""What a serving says: checked against the prescription, kept whole, read by the patient."""

import uuid
from typing import Any

import pytest

from ordonnance.domain.posology import Moment
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.refusals_of_serving import UNKNOWN_PACK
from tests.journeys.scenarios.observing import (
    journaled,
    place_of,
    session_of,
    somebody,
    told,
    truth,
)
from tools import examples

PARAMETER = "Parameters.parameter.where(name='{}')"
GENERIC = "3400937977661"
"""A pack of a generic of amlodipine."""
TRAMADOL, LARGE, SMALL = "61644643", "3400935248442", "3400930262344"
"""A speciality in boxes of 30 and of 10."""


def given_of(door: Door, number: str) -> list[dict[str, Any]]:
    """The executions, as the patient reads them."""
    read: list[dict[str, Any]] = door.does("executions", "patient", number=number)["execution"]
    return read


@pytest.mark.scenario("GEM-D01")
def test_what_is_served_as_prescribed_is_receipted_and_read_by_the_patient(door: Door) -> None:
    number = door.issued(documents.simple())
    response = door.ask("dispense", "pharmacien", number=number, allAsPrescribed=True)
    assert response.headers["etag"] == 'W/"2"'
    (given,) = given_of(door, number)
    (served,) = given["served"]
    assert given["reference"] in response.text
    assert (given["place"], given["dispenser"]) == ("Pharmacie Exemple", "Paul EXEMPLE")
    assert (served["line"], served["packs"], served["units"], served["days"]) == (1, 2, 24, 7)
    assert served["cip13"] == documents.pack_of(documents.AMOXICILLIN)
    assert truth(door, number).state == "executed"
    act, role, details = journaled(door, number)[-1]
    assert (act, role) == ("dispense", "Pharmacien")
    assert details.startswith(f"référence {given['reference']}")


@pytest.mark.scenario("GEM-D06")
def test_a_serving_is_about_one_number(door: Door) -> None:
    mine, other = door.issued(documents.simple()), door.issued(documents.simple())
    refused = door.ask("dispense", "pharmacien", number=[mine, other], allAsPrescribed=True)
    assert told(refused) == (422, "ELEMENT_TOO_MANY")
    for number in (mine, other):
        assert truth(door, number).executions == ()
        assert [act for act, _, _ in journaled(door, number)] == ["issue"]


@pytest.mark.scenario("GEM-D05", "GEM-D07", "GEM-D22")
@pytest.mark.parametrize(
    "claimed",
    [
        {"patient": "285049999900115"},
        {"place": "990000077"},
        {"finess": "990000077"},
        {"reference": "EX-1"},
        {"performer": "99900000086"},
    ],
    ids=lambda claimed: next(iter(claimed)),
)
def test_a_serving_takes_neither_patient_nor_pharmacy_nor_reference_from_the_body(
    door: Door, claimed: dict[str, str]
) -> None:
    number = door.issued(documents.simple())
    refused = door.ask("dispense", "pharmacien", number=number, allAsPrescribed=True, **claimed)
    assert told(refused) == (422, "ELEMENT_UNKNOWN")
    assert place_of(refused) == "Parameters.parameter[2]"
    assert (truth(door, number).version, truth(door, number).executions) == (1, ())


@pytest.mark.scenario("GEM-D22")
def test_references_never_meet_whatever_keys_the_software_chose(door: Door) -> None:
    document = documents.written(documents.course(), documents.monthly())
    references = []
    for _ in range(3):
        number = door.issued(document)
        for rank in (1, 2):
            given = door.does(
                "dispense", "pharmacien", number=number, line={"line": rank}, key=f"meme-{rank}"
            )
            references.append(given["reference"])
            assert [each["reference"] for each in given_of(door, number)] == references[-rank:]
    assert len(set(references)) == 6


@pytest.mark.scenario("GEM-D09")
@pytest.mark.parametrize("at_once", [True, False])
def test_several_sizes_of_pack_serve_one_line_in_one_act_or_in_two(
    door: Door, *, at_once: bool
) -> None:
    step = examples.take(examples.CAPSULE, Moment.MORNING, Moment.EVENING, bounds=examples.days(20))
    line = examples.line(TRAMADOL, step)
    patient = somebody(901 if at_once else 902)
    number = door.issued(documents.written(line, patient=patient))
    who = session_of(door, patient)
    both = [{"line": 1, "cip13": LARGE, "packs": 1}, {"line": 1, "cip13": SMALL, "packs": 1}]
    for each in [both] if at_once else [[one] for one in both]:
        door.does("dispense", "pharmacien", number=number, line=each)
    read = door.does("executions", who, number=number)["execution"]
    served = [each for one in read for each in one["served"]]
    assert [(each["cip13"], each["units"]) for each in served] == [(LARGE, 30), (SMALL, 10)]
    assert truth(door, number, who).state == "executed"


@pytest.mark.scenario("GEM-D10")
def test_the_patient_reads_what_was_prescribed_and_what_was_handed_over(door: Door) -> None:
    number = door.issued(documents.written(documents.monthly()))
    prescribed = documents.AMLODIPINE
    line = {"line": 1, "cip13": GENERIC, "substitutionReason": "GENERIC"}
    door.does("dispense", "pharmacien", number=number, line=line)
    (given,) = given_of(door, number)
    (served,) = given["served"]
    assert (served["cip13"], served["substitution"]) == (GENERIC, "GENERIC")
    opened = door.ask("consult", "patient", number=number)
    assert prescribed in opened.text
    assert served["label"] not in opened.json()["parameter"]
    entries = door.does("executions", "medecin", number=number)["bundle"]["entry"]
    (dispensed,) = [
        entry["resource"]
        for entry in entries
        if entry["resource"]["resourceType"] == "MedicationDispense"
    ]
    assert dispensed["substitution"]["wasSubstituted"] is True


@pytest.mark.scenario("GEM-D13", "GEM-D17")
def test_a_serving_is_corrected_by_taking_it_back_and_both_stay_readable(door: Door) -> None:
    number = door.issued(documents.written(documents.monthly()))
    first = door.does("dispense", "pharmacien", number=number, line={"line": 1})["reference"]
    again = door.ask("dispense", "pharmacien", number=number, line={"line": 1, "cip13": GENERIC})
    assert told(again) == (422, "LINE_NOT_DUE")
    door.does("undo", "pharmacien", number=number, reason="MISTAKE", reference=first)
    line = {"line": 1, "cip13": GENERIC, "substitutionReason": "GENERIC"}
    second = door.does("dispense", "pharmacien", number=number, line=line)["reference"]
    assert truth(door, number).executions == ((first, "MISTAKE"), (second, None))
    assert [each["served"][0]["cip13"] for each in given_of(door, number)] == [
        documents.pack_of(documents.AMLODIPINE),
        GENERIC,
    ]
    entries = door.does("executions", "patient", number=number)["bundle"]["entry"]
    statuses = [entry["resource"].get("status") for entry in entries]
    assert (statuses.count("entered-in-error"), statuses.count("completed")) == (1, 1)


@pytest.mark.scenario("GEM-D14", "GEM-D15")
def test_several_lines_in_one_act_are_all_readable_and_the_rest_may_follow(door: Door) -> None:
    lines = documents.course(), documents.monthly(), documents.monthly(documents.LEVOTHYROXINE)
    number = door.issued(documents.written(*lines))
    two = [{"line": 1}, {"line": 3}]
    first = door.does("dispense", "pharmacien", number=number, line=two)
    (given,) = given_of(door, number)
    assert [line["line"] for line in given["served"]] == [1, 3]
    empty = door.ask("dispense", "pharmacien", number=number)
    assert told(empty) == (422, "ELEMENT_MISSING")
    rest = door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)
    assert [line["line"] for line in rest["served"]] == [2]
    read = given_of(door, number)
    assert read[0] == given
    assert [each["reference"] for each in read] == [first["reference"], rest["reference"]]


@pytest.mark.scenario("GEM-D19")
def test_a_serving_done_is_changed_by_nobody_else(door: Door) -> None:
    number = door.issued(documents.simple())
    door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)
    before = truth(door, number)
    more = door.ask("dispense", "pharmacien", number=number, line={"line": 1, "packs": 1})
    assert told(more) == (409, "LINE_ALREADY_SERVED")
    other = door.ask("undo", "pharmacien2", number=number, reason="MISTAKE")
    assert told(other) == (404, "DISPENSE_UNKNOWN")
    ended = door.ask("cancel", "medecin", number=number, reason="ERROR")
    assert told(ended) == (409, "NOTHING_LEFT")
    assert truth(door, number) == before


LINE = PARAMETER.format("line")
TAMPERED: dict[str, tuple[dict[str, Any], str, str | None]] = {
    "a wrong check digit": (
        {"cip13": "3400931587539"}, "IDENTIFIER_INVALID",
        f"{LINE}[0].part.where(name='cip13')",
    ),
    "another kind of code": (
        {"cip13": "67707794"}, "IDENTIFIER_INVALID", f"{LINE}[0].part.where(name='cip13')",
    ),
    "a pack that nobody makes": ({"cip13": UNKNOWN_PACK}, "PACK_UNKNOWN", None),
    "a reason that is none": (
        {"substitutionReason": "PARCE QUE"}, "CODE_UNKNOWN",
        f"{LINE}[0].part.where(name='substitutionReason')",
    ),
    "a day of another week": ({"whenHandedOver": "2025-01-01"}, "ELEMENT_UNKNOWN",
                              "Parameters.parameter[1].part[1]"),
    "less than nothing": ({"packs": -1}, "QUANTITY_INVALID", None),
    "more than a hand can take": ({"packs": 1000}, "QUANTITY_INVALID", None),
    "both measures": ({"packs": 1, "units": 12}, "QUANTITY_INVALID", None),
    "a line that is not there": ({"line": 7}, "LINE_UNKNOWN", None),
    "not served and counted": (
        {"declineReason": "CONTRAINDICATION", "packs": 1}, "QUANTITY_INVALID", None,
    ),
}  # fmt: skip


@pytest.mark.scenario("GEM-D21")
@pytest.mark.parametrize("tampered", TAMPERED)
def test_a_serving_that_says_something_wrong_is_refused_whole(door: Door, tampered: str) -> None:
    wrong, code, at = TAMPERED[tampered]
    number = door.issued(documents.written(documents.monthly(), documents.course()))
    lines = [{"line": 2, **wrong}, {"line": 1}]
    refused = door.ask("dispense", "pharmacien", number=number, line=lines)
    assert told(refused)[1] == code
    assert refused.json()["issue"][0].get("expression") == ([at] if at else None)
    after = truth(door, number)
    assert (after.version, after.executions) == (1, ())


@pytest.mark.scenario("GEM-D23")
def test_a_line_in_common_name_is_not_served_without_saying_which_pack(door: Door) -> None:
    number = door.issued(documents.in_common_name())
    refused = door.ask("dispense", "pharmacien", number=number, line={"line": 1})
    assert told(refused) == (422, "PACK_REQUIRED")
    assert (truth(door, number).version, truth(door, number).executions) == (1, ())
    pack = documents.pack_of(documents.AMOXICILLIN)
    given = door.does("dispense", "pharmacien", number=number, line={"line": 1, "cip13": pack})
    assert [line["cip13"] for line in given["served"]] == [pack]


@pytest.mark.scenario("GEM-D25")
def test_after_a_lost_answer_the_pharmacy_finds_its_receipt(door: Door) -> None:
    number, key = door.issued(documents.simple()), str(uuid.uuid4())
    lost = door.ask("dispense", "pharmacien", number=number, allAsPrescribed=True, key=key)
    (found,) = door.does("executions", "pharmacien", number=number)["execution"]
    assert found["reference"] in lost.text
    again = door.ask("dispense", "pharmacien", number=number, allAsPrescribed=True, key=key)
    assert again.content == lost.content
    assert truth(door, number).executions == ((found["reference"], None),)


@pytest.mark.scenario("GEM-D26")
def test_a_day_s_queue_sent_twice_at_night_serves_each_once(door: Door) -> None:
    numbers = [door.issued(documents.simple()) for _ in range(5)]
    queue = [(number, str(uuid.uuid4())) for number in numbers]

    def sent() -> list[bytes]:
        asks = (
            door.ask("dispense", "pharmacien", number=number, allAsPrescribed=True, key=key)
            for number, key in queue
        )
        return [response.content for response in asks]

    assert sent() == sent()
    for number in numbers:
        assert len(truth(door, number).executions) == 1
        assert [act for act, _, _ in journaled(door, number)] == ["issue", "dispense"]
