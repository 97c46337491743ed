"""Who issues, under which number, and what happens when the answer is lost."""

import uuid
from dataclasses import replace

import pytest

from ordonnance.domain.ids import Finess
from ordonnance.domain.mentions import OffLabel
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.prescription import Exoneration
from tests.journeys import documents
from tests.journeys.asking import Door, answer, code_of
from tests.journeys.running import BaseInThread
from tests.journeys.scenarios.refused import refused, said
from tests.journeys.sessions import Sessions
from tools import examples


def reserved(door: Door, who: str = "medecin") -> tuple[OrdonnanceNumber, str]:
    """A number taken from a new reservation, and the signed list."""
    given = door.does("reserve", who, count=1)
    return OrdonnanceNumber.parse(given["number"]), given["reservation"]


def counted(door: Door, operation: str, outcome: str) -> float:
    """How many answers of that kind the base has counted."""
    wanted = f'ordonnance_refusals_total{{code="{outcome}",operation="{operation}",process="0"}} '
    lines = door.http.get("/metrics").text.splitlines()
    return sum(float(line.removeprefix(wanted)) for line in lines if line.startswith(wanted))


@pytest.mark.scenario("GEM-A01")
def test_a_reserved_number_has_its_check_characters_and_names_nothing_until_it_is_used(
    door: Door, sessions: Sessions
) -> None:
    (first, token), (second, _) = reserved(door), reserved(door)
    assert first != second
    typed = ("0" if first.value[9] != "0" else "1").join((first.value[:9], first.value[10:]))
    reader = sessions.pharmacy(30)
    assert code_of(door.ask("consult", reader, number=typed)) == "NUMBER_INVALID"
    assert code_of(door.ask("consult", reader, number=first.value)) == "NUMBER_UNKNOWN"
    document = documents.written(documents.course(), reserved=first)
    issued = door.does("issue", "medecin", prescription=document, reservation=token)
    assert issued["number"] == first.value
    assert door.does("consult", reader, number=first.value)["state"] == "issued"


@pytest.mark.scenario("GEM-A02")
@pytest.mark.parametrize(
    "who", ["pharmacien", "preparateur", "patient", "representant", "caisse"]
)  # fmt: skip
def test_only_a_prescriber_reserves_or_issues_and_each_attempt_is_counted(
    door: Door, who: str
) -> None:
    before = {name: counted(door, name, "NOT_ALLOWED") for name in ("reserve", "issue")}
    key = str(uuid.uuid4())
    asked = door.ask("reserve", who, count=1, key=key)
    assert (asked.status_code, code_of(asked)) == (403, "NOT_ALLOWED")
    issued = door.ask("issue", who, documents.simple(), key=key)
    assert (issued.status_code, code_of(issued)) == (403, "NOT_ALLOWED")
    assert "prescripteur" in issued.text
    after = {name: counted(door, name, "NOT_ALLOWED") for name in before}
    assert after == {name: count + 1 for name, count in before.items()}


@pytest.mark.scenario("GEM-A04")
def test_an_issued_ordonnance_is_open_to_the_patient_with_its_dates(door: Door) -> None:
    number = door.issued(documents.written(documents.monthly(renewals=2)))
    assert number in [each["number"] for each in door.does("list", "patient")["ordonnance"]]
    opened = door.does("consult", "patient", number=number)
    today = documents.now().date()
    assert (opened["state"], opened["establishedOn"]) == ("issued", today.isoformat())
    (line,) = opened["line"]
    assert line["nextOn"] == today.isoformat()
    assert line["lastOn"] > today.isoformat()
    assert opened["seal"]


MARKS = (
    documents.monthly(),
    documents.monthly(documents.LEVOTHYROXINE, exoneration=Exoneration.ALD),
    documents.course(exoneration=Exoneration.WORK_ACCIDENT),
    documents.monthly("67143532", exoneration=Exoneration.PREVENTION),
    documents.monthly("64103828", exoneration=Exoneration.MATERNITY),
    documents.monthly("64961378", exoneration=Exoneration.INVALIDITY),
    documents.monthly(
        "63489259", exoneration=Exoneration.POST_ALD, other_mentions=("suivi post-ALD",)
    ),
    documents.monthly("63524315", not_reimbursable=True),
    documents.monthly("67547090", off_label=OffLabel("essai documenté")),
)


@pytest.mark.scenario("GEM-A05", "GEM-A44")
@pytest.mark.parametrize("author", ["medecin", "medecin2", "regulateur"])
def test_every_author_issues_lines_under_every_mark_of_the_payer(door: Door, author: str) -> None:
    number = door.issued(documents.written(*MARKS, author=author), author)
    opened = door.does("consult", "pharmacien", number=number)
    assert [line["state"] for line in opened["line"]] == ["open"] * len(MARKS)
    lines = (each["resource"] for each in opened["document"]["entry"])
    said = [mark for each in lines if each["resourceType"] == "MedicationRequest"
            for mark in each.get("extension", [])]  # fmt: skip
    assert [mark["valueCode"] for mark in said if "valueCode" in mark] == list(Exoneration)
    # The first line has no mark; care that follows an ALD has a ground and its mention.
    assert len(said) == len(MARKS)


@pytest.mark.scenario("GEM-A10")
def test_a_document_that_carries_its_number_is_never_stored_under_another(
    door: Door, sessions: Sessions
) -> None:
    (first, one), (second, other) = reserved(door), reserved(door)
    document = documents.written(documents.course(), reserved=first)
    door.does("issue", "medecin", prescription=document, reservation=one)
    under_another = door.ask("issue", "medecin", prescription=document, reservation=other)
    assert said(under_another).first == (422, "RESERVATION_INVALID", None)
    again = door.ask("issue", "medecin", prescription=document, reservation=one)
    assert said(again).first == (409, "NUMBER_TAKEN", None)
    unknown = door.ask("consult", sessions.pharmacy(31), number=second.value)
    assert said(unknown).first == (404, "NUMBER_UNKNOWN", None)


@pytest.mark.scenario("GEM-A12")
def test_after_a_lost_answer_the_same_key_finds_the_same_ordonnance(
    base: BaseInThread, door: Door, sessions: Sessions
) -> None:
    document, key = documents.written(documents.course(), author="medecin2"), str(uuid.uuid4())
    first = door.ask("issue", "medecin2", document, key=key)
    with base.later(hours=2) as address, Door(address, sessions) as later:
        again = later.ask("issue", "medecin2", document, key=key)
    assert (again.status_code, again.content) == (200, first.content)
    number = answer(again)["number"]
    listed = [each["number"] for each in door.does("list", "medecin2")["ordonnance"]]
    assert listed.count(number) == 1
    read = door.does("journal", "patient", number=number)
    assert [each["code"] for each in read["access"]] == ["issue", "journal"]
    other = documents.written(documents.monthly(), author="medecin2")
    reused = door.ask("issue", "medecin2", other, key=key)
    assert said(reused).first == (409, "IDEMPOTENCY_KEY_REUSED", None)


def of_a_clinic(finess: str, service: str) -> bytes:
    """Written by doctor DÉMO in a service of the establishment that has that FINESS number."""
    own = examples.prescriber("medecin2")
    assert own.practice is not None
    clinic = replace(own, practice=replace(own.practice, finess=Finess(finess)))
    return documents.written(documents.monthly(), prescriber=clinic, hospital_service=service)


@pytest.mark.scenario("GEM-A16")
def test_a_prescriber_of_an_establishment_issues_for_its_service_under_its_finess(
    door: Door,
) -> None:
    service = "Soins médicaux et de réadaptation EXEMPLE"
    number = door.issued(of_a_clinic("990000028", service), "medecin2")
    opened = door.ask("consult", "pharmacien", number=number)
    assert answer(opened)["state"] == "issued"
    assert service in opened.text
    elsewhere = refused(door, of_a_clinic("990000051", service), "medecin2")
    assert elsewhere.first == (403, "PLACE_MISMATCH", None)
