"""The dispensings of an ordonnance as a FHIR search: for whom, and never with a number in a URL."""

from urllib.parse import urlencode

import httpx
import pytest

from ordonnance.domain.dispense_record import RecordStatus
from ordonnance.fhir.read import read_dispenses
from tests.journeys import documents
from tests.journeys.asking import Door, code_of

PATH = "/fhir/MedicationDispense/_search"
NUMBER = "prescription.group-or-identifier"
FORM = "application/x-www-form-urlencoded"


def search(door: Door, who: str, number: str, *, kind: str = FORM, **more: str) -> httpx.Response:
    headers = {"Authorization": f"Bearer {door.sessions.token(who)}", "Content-Type": kind}
    return door.http.post(PATH, content=urlencode({NUMBER: number, **more}), headers=headers)


@pytest.fixture
def served(door: Door) -> str:
    number = door.issued(documents.simple())
    door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)
    return number


def test_the_pharmacy_the_author_and_the_patient_read_the_same_records(
    door: Door, served: str
) -> None:
    answers = [search(door, who, served) for who in ("pharmacien", "medecin", "patient")]
    assert [each.status_code for each in answers] == [200, 200, 200]
    assert len({each.content for each in answers}) == 1
    (record,) = read_dispenses(answers[0].content)
    assert record.status is RecordStatus.COMPLETED
    assert record.medicine is not None
    assert record.days
    assert record.posology is not None
    told = door.ask("executions", "pharmacien", number=served).json()
    (bundle,) = [each["resource"] for each in told["parameter"] if each["name"] == "bundle"]
    assert bundle == answers[0].json()


def test_the_number_may_be_told_with_its_system(door: Door, served: str) -> None:
    assert search(door, "pharmacien", f"urn:ordonnance:numero|{served}").status_code == 200
    assert code_of(search(door, "pharmacien", f"urn:other|{served}")) == "SEARCH_PARAMETER"


def test_a_status_narrows_the_answer(door: Door, served: str) -> None:
    assert search(door, "pharmacien", served, status="declined").json()["total"] == 0
    both = search(door, "pharmacien", served, status="declined,completed")
    assert both.json()["total"] == 1
    door.does("undo", "pharmacien", number=served, reason="MISTAKE")
    undone = search(door, "pharmacien", served, status="entered-in-error")
    assert undone.json()["total"] == 1
    assert code_of(search(door, "pharmacien", served, status="done")) == "SEARCH_PARAMETER"


def test_nobody_without_that_act_searches(door: Door, served: str) -> None:
    assert code_of(search(door, "caisse", served)) == "NOT_ALLOWED"
    assert code_of(search(door, "medecin2", served)) == "NUMBER_UNKNOWN"


def test_a_technician_searches_the_dispensings_of_the_pharmacy_they_work_in(
    door: Door, served: str
) -> None:
    of_the_pharmacist = search(door, "pharmacien", served).json()
    assert search(door, "preparateur", served).json() == of_the_pharmacist
    assert of_the_pharmacist["total"] > 0


def test_another_pharmacy_sees_nothing_of_this_one(door: Door, served: str) -> None:
    assert search(door, "pharmacien2", served).json()["total"] == 0


def test_while_the_patient_objects_the_author_sees_what_they_saw_before(door: Door) -> None:
    untouched, number = door.issued(documents.simple()), door.issued(documents.simple())
    door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)
    for each in (untouched, number):
        door.does("object", "patient", number=each)
    assert search(door, "medecin", number).content == search(door, "medecin", untouched).content
    assert search(door, "patient", number).json()["total"] == 1


def test_the_number_never_stands_in_an_address(door: Door, served: str) -> None:
    headers = {"Authorization": f"Bearer {door.sessions.token('pharmacien')}"}
    response = door.http.post(f"{PATH}?{NUMBER}={served}", headers=headers)
    assert code_of(response) == "SEARCH_PARAMETER"
    response = door.http.get(f"/fhir/MedicationDispense?{NUMBER}={served}", headers=headers)
    assert response.status_code == 404
    assert served not in search(door, "pharmacien", served).text


@pytest.mark.parametrize(
    ("more", "kind", "code"),
    [
        ({"patient": "1"}, FORM, "SEARCH_PARAMETER"),
        ({f"p{rank}": "" for rank in range(100)}, FORM, "SEARCH_PARAMETER"),
        ({}, "application/json", "CONTENT_TYPE"),
    ],
)
def test_any_other_search_is_refused(
    door: Door, served: str, more: dict[str, str], kind: str, code: str
) -> None:
    assert code_of(search(door, "pharmacien", served, kind=kind, **more)) == code


def test_a_mistyped_number_counts_as_any_other(door: Door) -> None:
    assert code_of(search(door, "pharmacien", "UD00000000000000")) == "NUMBER_INVALID"
    assert code_of(search(door, "pharmacien", "")) == "SEARCH_PARAMETER"


def test_a_parameter_given_twice_is_refused(door: Door, served: str) -> None:
    headers = {"Authorization": f"Bearer {door.sessions.token('pharmacien')}", "Content-Type": FORM}
    twice = urlencode([(NUMBER, served), (NUMBER, served)])
    assert code_of(door.http.post(PATH, content=twice, headers=headers)) == "SEARCH_PARAMETER"
