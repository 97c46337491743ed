"""Every cell of role x act x relation, over HTTP."""

import httpx
import pytest

from ordonnance.domain.actors import Role, SoftwareClient
from ordonnance.doors.api.routes import OPERATIONS
from tests.journeys import documents, to_a_pharmacy
from tests.journeys.asking import Door, answer, code_of
from tests.journeys.refusals_of_requests import unknown_number
from tests.journeys.running import BaseInThread
from tests.journeys.secrets.cells import (
    ACTS,
    ANONYMOUS,
    CODES,
    HIDDEN,
    ORDINARY,
    REGULATED,
    People,
    Situation,
    cells,
    child,
)
from tests.journeys.sessions import Sessions
from tools import examples

WITH_NUMBER = set(ACTS) - {
    "check", "reserve", "issue", "list", "medicines", "correct", "registers",
    "read-line", "stock", "stock-record", "directory", "samu-propose", "samu-prescribe",
    "samu-follow",
}  # fmt: skip

OF_EACH = ("date", "x-request-id")
"""Headers that differ at each answer."""


@pytest.fixture(scope="module")
def people(sessions: Sessions) -> People:
    return People(sessions)


def ordinary(door: Door, person: str) -> Situation:
    """Two lines, the first served; of the child when the question is about who represents."""
    patient = child() if person in ("parent", "parent-themselves") else examples.patient()
    document = documents.written(documents.course(), documents.monthly(), patient=patient)
    number = door.issued(document)
    door.does("dispense", "pharmacien", number=number, line={"line": 1})
    return Situation(door, number, patient)


def anonymous(door: Door, act: str) -> Situation:
    """One line of an IVG, served when the question is about taking back."""
    number = documents.issued_anonymously(door)
    if act == "undo":
        door.does("dispense", "pharmacien", number=number, line={"line": 1})
    return Situation(door, number, None, 1)


def hidden(door: Door, _person: str) -> Situation:
    """As the ordinary one, protected from the representative."""
    document = documents.written(
        documents.course(), documents.monthly(), patient=child(), hidden_from_representative=True
    )
    number = door.issued(document)
    door.does("dispense", "pharmacien", number=number, line={"line": 1})
    return Situation(door, number, child())


def regulated(door: Door, person: str) -> Situation:
    """What a regulator sent to the pharmacy, a pharmacist where the question is about one."""
    by, attested = "regulateur", None
    if person == "sending-pharm":
        by, attested = "regulateur-pharmacien", to_a_pharmacy.PROTOCOL
    body = to_a_pharmacy.prescription(by=examples.prescriber(by), acknowledgement=attested)
    number = door.does("samu-prescribe", by, body)["number"]
    return Situation(door, number, examples.patient(), 1, sent=True)


def judge(situation: Situation, people: People, person: str, act: str, expected: str) -> None:
    """Ask, compare with the table; a refusal shows nothing, nor that the number exists."""
    response = situation.ask(person, people.token(person), act, situation.number)
    if expected == "ok":
        assert response.status_code == 200, response.text[:600]
        return
    assert (response.status_code, code_of(response)) == CODES[expected], response.text[:600]
    assert_no_content(response, situation)
    about_one = act in WITH_NUMBER or situation.sent
    if about_one and expected not in ("nothing", "named", "unsent", "other"):
        unknown = situation.ask(person, people.token(person), act, unknown_number())
        assert told(unknown) == told(response)


def told(response: httpx.Response) -> tuple[int, bytes, dict[str, str]]:
    """All that an answer says, but its time and the name of its request."""
    headers = {name: value for name, value in response.headers.items() if name not in OF_EACH}
    return response.status_code, response.content, headers


def assert_no_content(response: httpx.Response, situation: Situation) -> None:
    patient = situation.patient
    for secret in (
        situation.number, "AMLODIPINE", "CLAMOXYL", "TRAMADOL", "99900000011",
        *([patient.family, str(patient.ins), patient.birth_date.isoformat()] if patient else ()),
    ):  # fmt: skip
        assert secret not in response.text
    assert "etag" not in response.headers


@pytest.mark.parametrize(("person", "act", "expected"), list(cells(ORDINARY)))
def test_a_cell(door: Door, people: People, person: str, act: str, expected: str) -> None:
    judge(ordinary(door, person), people, person, act, expected)


@pytest.mark.parametrize(("person", "act", "expected"), list(cells(ANONYMOUS)))
def test_a_cell_of_an_anonymous_ordonnance(
    door: Door, people: People, person: str, act: str, expected: str
) -> None:
    judge(anonymous(door, act), people, person, act, expected)


@pytest.mark.parametrize(("person", "act", "expected"), list(cells(REGULATED)))
def test_a_cell_of_what_a_regulator_sent(
    door: Door, people: People, person: str, act: str, expected: str
) -> None:
    judge(regulated(door, person), people, person, act, expected)


@pytest.mark.parametrize(("person", "act", "expected"), list(cells(HIDDEN)))
def test_a_cell_of_an_ordonnance_hidden_from_the_representative(
    door: Door, people: People, person: str, act: str, expected: str
) -> None:
    judge(hidden(door, person), people, person, act, expected)


@pytest.mark.parametrize(
    ("person", "mine"),
    [("author", True), ("stand-in", True), ("colleague", False), ("patient", True),
     ("patient-other", False), ("parent", True), ("parent-other", False),
     ("parent-themselves", False)],
)  # fmt: skip
def test_a_list_and_a_search_hold_one_s_own_only(
    door: Door, people: People, person: str, mine: bool
) -> None:
    number = ordinary(door, person).number
    token = people.token(person)
    listed = answer(door.ask("list", token)).get("ordonnance", [])
    assert (number in [each["number"] for each in listed]) is mine
    headers = {"Authorization": f"Bearer {door.sessions.token(token)}"}
    found = door.http.post("/fhir/MedicationRequest/_search", headers=headers)
    assert found.status_code == 200
    assert (number in found.text) is mine


def test_every_operation_and_every_role_of_the_code_stands_in_the_table(
    base: BaseInThread, sessions: Sessions, people: People
) -> None:
    assert {each.path.rpartition("$")[2] for each in OPERATIONS} == set(ACTS)
    heads, *rows = ORDINARY.strip().splitlines()
    assert tuple(heads.split()) == ACTS
    signed_in = {row.split()[0] for row in rows} - {"nobody", "forger", "secretary"}
    tokens = [sessions.token(people.token(person)) for person in signed_in]
    callers = [base.platform.verify_token(each, None, SoftwareClient()) for each in tokens]
    assert {each.role for each in callers} == set(Role)


@pytest.mark.parametrize(
    ("person", "act", "wrong"),
    [("author", "consult", "unknown"), ("colleague", "consult", "ok"), ("fund", "consult", "ok"),
     ("patient", "journal", "role")],
)  # fmt: skip
def test_a_cell_that_changed_would_fail(
    door: Door, people: People, person: str, act: str, wrong: str
) -> None:
    situation = ordinary(door, person)
    with pytest.raises(AssertionError):
        judge(situation, people, person, act, wrong)
