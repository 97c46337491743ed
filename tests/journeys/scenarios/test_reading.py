"""Reading and searching: one's own, in pages that hold together, and nobody else's."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from ordonnance.domain.ids import Ins, InsOid
from ordonnance.domain.people import Patient
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.scenarios.observing import session_of, somebody, told
from tools import examples

PATH = "/fhir/MedicationRequest"
ISSUED = 7
DAYS_AGO = (0, 0, 1, 1, 2, 3, 3)
"""How long before today each was established, in the order of issue."""


def search(door: Door, who: str, query: str = "") -> httpx.Response:
    headers = {"Authorization": f"Bearer {door.sessions.token(who)}"}
    return door.http.get(f"{PATH}?{query}" if query else PATH, headers=headers)


def found(response: httpx.Response) -> list[str]:
    """The numbers found, in order, each once."""
    assert response.status_code == 200, response.text[:500]
    entries = response.json().get("entry", [])
    numbers = [
        entry["resource"]["groupIdentifier"]["value"]
        for entry in entries
        if entry["search"]["mode"] == "match"
    ]
    return list(dict.fromkeys(numbers))


def link(response: httpx.Response, relation: str) -> str | None:
    """Path and query of a link of a page."""
    urls = {each["relation"]: each["url"] for each in response.json()["link"]}
    if relation not in urls:
        return None
    split = urlsplit(urls[relation])
    assert f"{split.scheme}://{split.netloc}" == "http://127.0.0.1:8765"
    return f"{split.path}?{split.query}" if split.query else split.path


def follow(door: Door, who: str, response: httpx.Response, relation: str) -> httpx.Response:
    """The page that a link leads to, asked as any FHIR client does."""
    address = link(response, relation)
    assert address is not None
    return door.http.get(address, headers={"Authorization": f"Bearer {door.sessions.token(who)}"})


class Person:
    """A patient alone in these journeys, and the numbers issued for them, newest first."""

    def __init__(self, door: Door, patient: Patient) -> None:
        self.door, self.who = door, session_of(door, patient)
        self.numbers: list[str] = []
        self.days: list[str] = []
        for days in DAYS_AGO[:ISSUED]:
            at = documents.ago(days=days)
            document = documents.written(documents.course(), at=at, patient=patient)
            self.numbers.insert(0, door.issued(document))
            self.days.insert(0, at.date().isoformat())

    def search(self, query: str = "") -> httpx.Response:
        return search(self.door, self.who, query)

    def on(self, wanted: Any) -> list[str]:
        """The numbers established on days that satisfy a test."""
        return [n for n, day in zip(self.numbers, self.days, strict=True) if wanted(day)]


@pytest.fixture(scope="module")
def person(door: Door) -> Person:
    """Seven ordonnances of four days."""
    return Person(door, somebody(801))


@pytest.mark.scenario("GEM-H03")
def test_the_link_of_a_page_to_itself_gives_the_same_page(person: Person) -> None:
    first = person.search("_count=3")
    second = follow(person.door, person.who, first, "next")
    for page in (first, second):
        again = follow(person.door, person.who, page, "self")
        assert again.content == page.content
    posted = person.door.http.post(
        f"{PATH}/_search", content="_count=3",
        headers={"Authorization": f"Bearer {person.who}"},
    )  # fmt: skip
    assert posted.content == first.content


@pytest.mark.scenario("GEM-H04")
def test_a_page_in_the_middle_leads_to_the_first_and_the_next(person: Person) -> None:
    """Neither `previous` nor `last`: pages follow marks, and nothing counts what is encrypted."""
    first = person.search("_count=3")
    middle = follow(person.door, person.who, first, "next")
    relations = [each["relation"] for each in middle.json()["link"]]
    assert relations == ["self", "first", "next"]
    assert follow(person.door, person.who, middle, "first").content == first.content
    last = follow(person.door, person.who, middle, "next")
    assert link(last, "next") is None
    assert found(first) + found(middle) + found(last) == person.numbers
    for page in (first, middle, last):
        assert not any(number in str(page.json()["link"]) for number in person.numbers)


@pytest.mark.scenario("GEM-H06", "GEM-H07")
@pytest.mark.parametrize("count", [1, 2, 3, 6, 7, 100])
def test_whatever_the_size_of_the_pages_each_begins_where_the_former_ended(
    person: Person, count: int
) -> None:
    page = person.search(f"_count={count}")
    seen = [found(page)]
    while link(page, "next"):
        page = follow(person.door, person.who, page, "next")
        seen.append(found(page))
    assert seen == [person.numbers[i : i + count] for i in range(0, ISSUED, count)]


@pytest.mark.scenario("GEM-H08")
def test_without_parameters_the_first_page_holds_a_hundred_at_most(person: Person) -> None:
    plain = person.search()
    assert found(plain) == person.numbers
    assert plain.json()["link"][0] == {
        "relation": "self", "url": "http://127.0.0.1:8765/fhir/MedicationRequest",
    }  # fmt: skip
    assert found(person.search("_count=100")) == person.numbers
    for count in ("101", "0", "-1", "1.0", "٣"):
        assert told(person.search(f"_count={count}")) == (400, "SEARCH_PARAMETER")


@pytest.mark.scenario("GEM-H10")
def test_the_total_moves_with_each_line_and_is_said_of_whole_answers_only(door: Door) -> None:
    patient = somebody(802)
    who = session_of(door, patient)
    assert search(door, who).json()["total"] == 0
    for expected in (1, 2, 3):
        door.issued(documents.written(documents.course(), patient=patient))
        assert search(door, who).json()["total"] == expected
    page = search(door, who, "_count=2")
    assert "total" not in page.json()
    assert "total" not in follow(door, who, page, "next").json()


COMPARED: dict[str, Any] = {
    "": lambda day, asked: day == asked,
    "eq": lambda day, asked: day == asked,
    "ne": lambda day, asked: day != asked,
    "ge": lambda day, asked: day >= asked,
    "gt": lambda day, asked: day > asked,
    "le": lambda day, asked: day <= asked,
    "lt": lambda day, asked: day < asked,
}


@pytest.mark.scenario("GEM-H11", "GEM-H12")
@pytest.mark.parametrize("prefix", COMPARED)
def test_the_day_of_establishment_selects(person: Person, prefix: str) -> None:
    for day in (*sorted(set(person.days)), "2026-01-01", "2999-12-31"):
        expected = person.on(lambda each, day=day: COMPARED[prefix](each, day))
        assert found(person.search(f"authoredon={prefix}{day}")) == expected, day


@pytest.mark.scenario("GEM-H11", "GEM-H12")
def test_two_days_make_a_period_and_pages_keep_it(person: Person) -> None:
    today, yesterday, before, _ = sorted(set(person.days), reverse=True)
    query = f"_count=2&authoredon=ge{before}&authoredon=lt{today}"
    first = person.search(query)
    asked = dict(parse_qsl(urlsplit(link(first, "next") or "").query))
    assert asked["_count"] == "2"
    last = follow(person.door, person.who, first, "next")
    assert found(first) + found(last) == person.on(lambda day: day in (yesterday, before))
    assert link(last, "next") is None


MISWRITTEN = [
    "authoredon=2026", "authoredon=2026-11", "authoredon=20261101", "authoredon=2026-W45-1",
    "authoredon=2026-02-30", "authoredon=xx2026-11-01", "authoredon=2026-11-01T10:00:00Z",
    "authoredon=", "authoredon=0001-01-01", "authoredon=ap2026-11-01",
    "&".join(["authoredon=2026-11-01"] * 5),
    "_count=2&_count=3", "_cursor=1", "_cursor=1.1&_cursor=1.1", "_cursor=-1.0", "_cursor=x.y",
    f"_cursor={'9' * 17}.1", "_cursor=1.9999", "_offset=3", "subject=Patient/1", "_sort=date",
]  # fmt: skip


@pytest.mark.scenario("GEM-H07", "GEM-H08")
@pytest.mark.parametrize("query", MISWRITTEN)
def test_a_parameter_that_is_not_understood_is_named_never_ignored(
    person: Person, query: str
) -> None:
    refused = person.search(query)
    assert told(refused) == (400, "SEARCH_PARAMETER")
    name = query.rpartition("&")[2].partition("=")[0]
    assert f"«\u202f{name}\u202f»" in refused.json()["issue"][0]["details"]["text"]


@pytest.mark.scenario("GEM-H02")
def test_a_representative_reads_the_child_s_and_is_journaled_as_such(door: Door) -> None:
    child = door.sessions.claims("representant")["represents"][0]
    patient = replace(examples.patient(), ins=Ins(child["ins"], InsOid.NIR_DEMO))
    number = door.issued(documents.written(documents.course(), patient=patient))
    response = door.ask("consult", "representant", number=number)
    assert response.status_code == 200
    assert number in found(search(door, "representant"))
    (_, consulted, _) = door.does("journal", "representant", number=number)["access"]
    assert (consulted["code"], consulted["role"]) == ("consult", "Représentant du patient")


@pytest.mark.scenario("GEM-H18")
def test_a_pharmacy_lists_nobody_s_ordonnances_nor_servings(door: Door) -> None:
    door.does("dispense", "pharmacien", number=door.issued(documents.simple()),
              allAsPrescribed=True)  # fmt: skip
    for who in ("pharmacien", "preparateur", "caisse"):
        assert told(search(door, who)) == (403, "NOT_ALLOWED")
        assert told(door.ask("list", who)) == (403, "NOT_ALLOWED")
    headers = {"Authorization": f"Bearer {door.sessions.token('pharmacien')}"}
    for method in ("GET", "POST"):
        answer = door.http.request(method, "/fhir/MedicationDispense", headers=headers)
        assert told(answer) == (404, "ROUTE_UNKNOWN")
    # A search names one number, in its body: none lists what a pharmacy served.
    path = "/fhir/MedicationDispense/_search"
    assert told(door.http.get(path, headers=headers)) == (405, "METHOD_NOT_ALLOWED")
    assert door.http.post(path, headers=headers).status_code in (400, 415, 422)


@pytest.mark.scenario("GEM-H19")
def test_the_author_reads_servings_unless_the_patient_objects(door: Door) -> None:
    number = door.issued(documents.simple())
    given = door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)["reference"]
    read = door.does("executions", "medecin", number=number)
    assert (read["hidden"], [each["reference"] for each in read["execution"]]) == (False, [given])
    door.does("object", "patient", number=number)
    hidden = door.ask("executions", "medecin", number=number)
    assert given not in hidden.text
    assert "Pharmacie" not in hidden.text
    read = door.does("executions", "medecin", number=number)
    assert (read["hidden"], read.get("execution")) == (True, None)
    theirs = door.does("executions", "patient", number=number)
    assert [each["reference"] for each in theirs["execution"]] == [given]


def test_each_serving_read_carries_its_day_and_its_pharmacy(door: Door) -> None:
    """Servings are read by ordonnance, all of them: the reader sorts by what each carries."""
    number = door.issued(documents.written(documents.course(), documents.monthly()))
    door.does("dispense", "pharmacien", number=number, line={"line": 1})
    door.does("dispense", "pharmacien2", number=number, line={"line": 2})
    read = door.does("executions", "patient", number=number)
    today = documents.now().date()
    assert [each["place"] for each in read["execution"]] == ["Pharmacie Exemple", "Pharmacie Démo"]
    for each in read["execution"]:
        # At Saint-Denis the day comes two or three hours before.
        assert each["on"] in (today.isoformat(), (today + timedelta(days=1)).isoformat())
    dispensed = [
        entry["resource"]
        for entry in read["bundle"]["entry"]
        if entry["resource"]["resourceType"] == "MedicationDispense"
    ]
    assert [bool(each["whenHandedOver"]) for each in dispensed] == [True, True]
    assert all(each["performer"] for each in dispensed)
