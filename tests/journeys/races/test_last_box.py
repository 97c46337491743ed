"""Five hundred at one instant, on two server processes: one act, and everybody learns it."""

import asyncio
import uuid
from collections import Counter
from collections.abc import Iterable

import httpx

from ordonnance.domain.number import OrdonnanceNumber
from tests.builders.counter import STILNOX, of
from tests.journeys import documents
from tests.journeys.asking import answer, code_of, told
from tests.journeys.races.town import Town
from tests.journeys.races.wire import at_once, request

CROWD = 500
PHARMACIES = 10


def sent(town: Town, asks: Iterable[bytes]) -> list[httpx.Response]:
    """Every request at once, half to each server process."""
    return asyncio.run(at_once(town.addresses, asks))


def kinds_of(responses: list[httpx.Response]) -> Counter[str]:
    """How many answers of each kind: « ok », or the code of the refusal."""
    return Counter(
        "ok" if each.status_code == 200 else f"{each.status_code} {code_of(each)}"
        for each in responses
    )


def test_of_five_hundred_servings_of_one_last_box_exactly_one_is_made(town: Town) -> None:
    number = town.door.issued(documents.simple())
    body = told(number=number, line={"line": 1, "packs": 1})
    first = town.door.does("dispense", "pharmacien", body)
    tokens = [town.sessions.pharmacy(rank) for rank in range(1, PHARMACIES + 1)]
    asks = [
        request("dispense", tokens[rank % PHARMACIES], body, str(uuid.uuid4()))
        for rank in range(CROWD)
    ]
    responses = sent(town, asks)
    kinds = kinds_of(responses)
    assert kinds == {"ok": 1, "409 LINE_ALREADY_SERVED": CROWD - 1}
    refusals = {each.content for each in responses if each.status_code != 200}
    assert len(refusals) == 1, "nobody learns more than the others"
    (winner,) = (answer(each) for each in responses if each.status_code == 200)
    given = town.door.does("executions", "patient", number=number)["execution"]
    assert [each["reference"] for each in given] == [first["reference"], winner["reference"]]
    assert town.written(number) == ["issue", "dispense", "dispense"]
    assert town.messages(number) == ["record.deposit", "record.execution", "record.execution"]
    assert town.version(number) == winner["version"] == 3


def test_the_journal_of_five_hundred_at_once_tells_every_one_of_them(town: Town) -> None:
    number = town.door.issued(documents.simple())
    body = told(number=number, allAsPrescribed=True)
    asks = [
        request("dispense", town.sessions.pharmacy(1 + rank % PHARMACIES), body, f"k-{rank}")
        for rank in range(100)
    ]
    sent(town, asks)
    read = town.door.does("journal", "patient", number=number)["access"]
    assert [each["sequence"] for each in read] == list(range(1, 103))
    assert Counter((each["code"], each["refused"]) for each in read) == {
        ("issue", False): 1, ("dispense", False): 1, ("dispense", True): 99, ("journal", False): 1,
    }  # fmt: skip


def test_two_boxes_left_are_served_by_two_pharmacies_of_a_hundred(town: Town) -> None:
    number = town.door.issued(documents.simple())
    body = told(number=number, line={"line": 1, "packs": 1})
    asks = [
        request("dispense", town.sessions.pharmacy(1 + rank % PHARMACIES), body, f"k-{rank}")
        for rank in range(100)
    ]
    responses = sent(town, asks)
    assert kinds_of(responses) == {"ok": 2, "409 LINE_ALREADY_SERVED": 98}
    made = [answer(each) for each in responses if each.status_code == 200]
    assert sorted(each["version"] for each in made) == [2, 3]
    assert len({each["reference"] for each in made}) == 2
    assert town.written(number) == ["issue", "dispense", "dispense"]


def test_five_hundred_sendings_of_one_key_make_one_act_and_the_same_answer(town: Town) -> None:
    number = town.door.issued(documents.simple())
    body = told(number=number, allAsPrescribed=True)
    ask = request("dispense", town.sessions.token("pharmacien"), body, "une seule fois")
    responses = sent(town, [ask] * CROWD)
    assert {(each.status_code, each.headers["etag"]) for each in responses} == {(200, 'W/"2"')}
    assert len({each.content for each in responses}) == 1
    assert town.written(number) == ["issue", "dispense"]
    assert town.messages(number) == ["record.deposit", "record.execution"]
    assert town.version(number) == 2


def test_a_hundred_sendings_of_one_issue_make_one_ordonnance(town: Town) -> None:
    before = town.ordonnances()
    ask = request("issue", town.sessions.token("medecin"), documents.simple(), "une fois")
    responses = sent(town, [ask] * 100)
    assert {each.status_code for each in responses} == {200}
    assert len({each.content for each in responses}) == 1
    assert town.ordonnances() == before + 1
    number = answer(responses[0])["number"]
    assert town.messages(number) == ["record.deposit"]


def test_a_correction_sent_forty_times_at_once_is_not_judged_against_itself(town: Town) -> None:
    # Under the overlap rule, what one sending wrote would block the others.
    number = town.door.issued(documents.written(of(STILNOX, days=14)))
    corrected = documents.written(of(STILNOX, days=7))
    body = told(number=number, prescription=corrected)
    one_correction(town, number, body)


def test_a_correction_under_a_reserved_number_sent_forty_times_takes_it_once(town: Town) -> None:
    listed = town.door.does("reserve", "medecin", count=1)
    number = town.door.issued(documents.simple())
    reserved = OrdonnanceNumber(listed["number"])
    corrected = documents.written(documents.course(), reserved=reserved)
    body = told(number=number, prescription=corrected, reservation=listed["reservation"])
    assert one_correction(town, number, body) == reserved.value


def one_correction(town: Town, number: str, body: bytes) -> str:
    """Send it forty times at once; the number of the one corrected ordonnance, then cancelled."""
    before = town.ordonnances()
    ask = request("replace", town.sessions.token("medecin"), body, "une fois")
    responses = sent(town, [ask] * 40)
    assert kinds_of(responses) == {"ok": 40}
    assert len({each.content for each in responses}) == 1
    assert town.ordonnances() == before + 1
    assert town.written(number) == ["issue", "replace"]
    new: str = answer(responses[0])["number"]
    town.door.does("cancel", "medecin", number=new, reason="ERROR")
    return new
