"""At the counter: a number opens for whoever holds it, and each line is served once.

Nobody takes an ordonnance for themselves: it stays free for any pharmacy until a serving is
committed. What a claim prevents elsewhere, the one serving of a line prevents here.
"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ordonnance.adapters.clock import SystemClock
from tests.journeys import documents
from tests.journeys.asking import Door, code_of
from tests.journeys.refusals_of_requests import unknown_number
from tests.journeys.running import BaseInThread
from tests.journeys.scenarios.observing import journaled, told, truth

COUNTER = "Pharmacien"


@pytest.mark.scenario("GEM-C01")
def test_a_pharmacy_opens_with_the_number_and_the_document_is_the_one_signed(door: Door) -> None:
    document = documents.simple()
    number = door.issued(document)
    response = door.ask("consult", "pharmacien", number=number)
    assert (response.status_code, response.headers["etag"]) == (200, 'W/"1"')
    assert document in response.content
    opened = door.does("consult", "pharmacien", number=number)
    assert (opened["state"], opened["version"]) == ("issued", 1)
    assert opened["seal"].count(".") == 2
    assert journaled(door, number)[1:] == [("consult", COUNTER, "")] * 2


@pytest.mark.scenario("GEM-C02")
def test_the_same_pharmacy_opens_again_and_serves_once(door: Door) -> None:
    number = door.issued(documents.simple())
    first, again = (door.ask("consult", "pharmacien", number=number) for _ in range(2))
    assert first.content == again.content
    given = door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)
    before = truth(door, number)
    assert before.executions == ((given["reference"], None),)
    twice = door.ask("dispense", "pharmacien", number=number, allAsPrescribed=True)
    assert told(twice) == (409, "LINE_ALREADY_SERVED")
    assert truth(door, number) == before


@pytest.mark.scenario("GEM-C03")
def test_another_pharmacy_opens_too_and_is_never_told_who_was_there(door: Door) -> None:
    number = door.issued(documents.written(documents.course(), documents.monthly()))
    door.does("consult", "pharmacien", number=number)
    door.does("dispense", "pharmacien", number=number, line={"line": 1})
    opened = door.ask("consult", "pharmacien2", number=number)
    refused = door.ask("dispense", "pharmacien2", number=number, line={"line": 1})
    assert told(refused) == (409, "LINE_ALREADY_SERVED")
    for response in (opened, refused):
        for trace in ("Pharmacie Exemple", "990000069", "99900000078", "Paul"):
            assert trace not in response.text
    rest = door.does("dispense", "pharmacien2", number=number, line={"line": 2})
    assert [line["line"] for line in rest["served"]] == [2]


@pytest.mark.scenario("GEM-C07")
def test_a_number_alone_opens_nothing(door: Door) -> None:
    number = door.issued(documents.simple())
    body = {"resourceType": "Parameters", "parameter": [{"name": "number", "valueString": number}]}
    alone = door.http.post("/fhir/$consult", json=body)
    assert told(alone) == (401, "TOKEN_MISSING")
    assert number not in alone.text
    for stranger in ("medecin2", "dentiste", "representant"):
        refused = door.ask("consult", stranger, number=number)
        assert told(refused) == (404, "NUMBER_UNKNOWN"), stranger
    assert told(door.ask("consult", "caisse", number=number)) == (403, "NOT_ALLOWED")
    assert [act for act, _, _ in journaled(door, number)] == ["issue"]


ENDED = {
    "cancelled": ("ORDONNANCE_CANCELLED", "l'ordonnance a été annulée par son auteur"),
    "replaced": ("ORDONNANCE_REPLACED", "l'ordonnance a été remplacée par une version corrigée"),
    "executed": ("LINE_ALREADY_SERVED", "une ligne a déjà été délivrée en totalité"),
}
"""The code of the refusal, and what the patient reads of it in the journal."""


def ended(door: Door, number: str, state: str) -> None:
    if state == "cancelled":
        door.does("cancel", "medecin", number=number, reason="ERROR")
    elif state == "replaced":
        door.does("replace", "medecin", number=number, prescription=documents.simple())
    else:
        door.does("dispense", "pharmacien2", number=number, allAsPrescribed=True)


@pytest.mark.scenario("GEM-C09", "GEM-C10")
@pytest.mark.parametrize("state", ENDED)
def test_what_has_ended_shows_its_state_and_serves_nothing(door: Door, state: str) -> None:
    code, said = ENDED[state]
    number = door.issued(documents.simple())
    ended(door, number, state)
    assert door.does("consult", "pharmacien", number=number)["state"] == state
    before = truth(door, number)
    for asked in ({"allAsPrescribed": True}, {"line": {"line": 1}}):
        refused = door.ask("dispense", "pharmacien", number=number, **asked)
        assert told(refused) == (409, code)
    assert truth(door, number) == before
    assert journaled(door, number)[-2:] == [("dispense", COUNTER, f"refusé\u202f: {said}")] * 2


@pytest.mark.scenario("GEM-C11")
def test_a_number_reserved_and_not_yet_used_opens_nothing(door: Door) -> None:
    number = door.does("reserve", "medecin", count=1)["number"]
    for operation, more in (("consult", {}), ("dispense", {"allAsPrescribed": True})):
        who = door.sessions.pharmacy(70)
        refused = door.ask(operation, who, number=number, **more)
        assert told(refused) == (404, "NUMBER_UNKNOWN")
        unknown = door.ask(operation, who, number=unknown_number(), **more)
        assert refused.content == unknown.content


@pytest.mark.scenario("GEM-C13")
def test_the_last_day_lasts_until_midnight_at_the_pharmacy(base: BaseInThread, door: Door) -> None:
    number = door.issued(documents.simple())
    (line,) = door.does("consult", "pharmacien", number=number)["line"]
    last = datetime.fromisoformat(f"{line['lastOn']}T23:59:00").replace(
        tzinfo=ZoneInfo("Europe/Paris")
    )
    until_then = (last - SystemClock().now()).total_seconds()
    with base.later(seconds=until_then + 120) as address, Door(address, door.sessions) as after:
        refused = after.ask("dispense", "pharmacien", number=number, line={"line": 1})
        assert told(refused) == (422, "LINE_ENDED")
        assert after.does("consult", "pharmacien", number=number)["state"] == "expired"
    with base.later(seconds=until_then) as address, Door(address, door.sessions) as evening:
        # In Saint-Denis the next day has begun two or three hours ago.
        refused = evening.ask("dispense", "pharmacien2", number=number, line={"line": 1})
        assert told(refused) == (422, "LINE_ENDED")
        given = evening.does("dispense", "pharmacien", number=number, line={"line": 1})
        (execution,) = evening.does("executions", "patient", number=number)["execution"]
    assert (execution["reference"], execution["on"]) == (given["reference"], line["lastOn"])


@pytest.mark.scenario("GEM-C14")
def test_a_well_formed_number_that_nobody_has_is_unknown(door: Door) -> None:
    refused = door.ask("consult", door.sessions.pharmacy(71), number=unknown_number())
    assert told(refused) == (404, "NUMBER_UNKNOWN")
    assert unknown_number() not in refused.text


class Unreached:
    """A store that must not be asked."""

    async def read(self, *_: object) -> Any:
        """Fail the act."""
        raise AssertionError("the base was asked for a number that its checks refuse")


@pytest.mark.scenario("GEM-C15")
def test_a_mistyped_number_is_refused_before_the_base_is_asked(
    base: BaseInThread, door: Door
) -> None:
    number = door.issued(documents.simple())
    replaced = [
        number[:rank] + ("7" if number[rank] != "7" else "8") + number[rank + 1 :]
        for rank in (5, 17)
    ]
    swapped = next(rank for rank in range(2, 17) if number[rank] != number[rank + 1])
    turned = number[:swapped] + number[swapped + 1] + number[swapped] + number[swapped + 2 :]
    mistyped = [*replaced, turned, number[:-1], f"{number}0"]
    with base.variant(base=Unreached()) as address, Door(address, door.sessions) as alone:
        for wrong in mistyped:
            for operation, more in (("consult", {}), ("dispense", {"allAsPrescribed": True})):
                refused = alone.ask(operation, door.sessions.pharmacy(72), number=wrong, **more)
                assert told(refused) == (400, "NUMBER_INVALID"), wrong
                assert wrong not in refused.text


@pytest.mark.scenario("GEM-C18")
def test_one_number_holds_several_lines_each_served_on_its_own(door: Door) -> None:
    lines = documents.course(), documents.monthly(), documents.monthly(documents.LEVOTHYROXINE)
    number = door.issued(documents.written(*lines))
    opened = door.does("consult", "pharmacien", number=number)
    assert [line["line"] for line in opened["line"]] == [1, 2, 3]
    references = set()
    for rank, who in ((3, "pharmacien2"), (1, "pharmacien"), (2, "pharmacien2")):
        given = door.does("dispense", who, number=number, line={"line": rank})
        assert [line["line"] for line in given["served"]] == [rank]
        references.add(given["reference"])
    assert len(references) == 3
    assert truth(door, number).lines == ("executed", "partly-executed", "partly-executed")


HOSTILE = {
    "script": "<script>alert(1)</script>",
    "sql": "UD' OR '1'='1';--",
    "padding": " " * 3_000,
    "long": "U" * 5_000,
    "another code": "(01)03400931587538(17)271231(10)EXEMPLE",
    "an address": "javascript:alert(document.cookie)//o#UD00",
    "format": "{0.__class__} ${jndi:ldap://exemple.example/a} %s",
    "wide letters": "ＵＤ００００００００００００００００",
    "bidirectional": "UD\u202e0000000000000000",
    "nul": "UD\x000000000000000000",
    "nothing": "",
}


@pytest.mark.scenario("GEM-C19")
@pytest.mark.parametrize("scanned", HOSTILE.values(), ids=HOSTILE.keys())
def test_whatever_else_is_scanned_is_refused_in_words_and_not_repeated(
    door: Door, scanned: str
) -> None:
    refused = door.ask("consult", door.sessions.pharmacy(73), number=scanned)
    assert refused.status_code in (400, 422)
    issue = refused.json()["issue"][0]
    assert code_of(refused) in ("NUMBER_INVALID", "TEXT_TOO_LONG", "ELEMENT_INVALID")
    assert issue["expression"]
    assert issue["details"]["text"].endswith(".")
    assert issue["diagnostics"].endswith(".")
    assert not scanned.strip() or scanned not in issue["details"]["text"]


@pytest.mark.scenario("GEM-D02", "GEM-D18", "GEM-E01")
def test_a_pharmacy_serves_at_once_and_what_it_served_is_its_own_to_take_back(door: Door) -> None:
    number = door.issued(documents.simple())
    for who in ("medecin", "patient", "caisse", "representant"):
        refused = door.ask("dispense", who, number=number, allAsPrescribed=True)
        assert told(refused) == (403, "NOT_ALLOWED"), who
    assert truth(door, number).executions == ()
    nothing = door.ask("undo", "pharmacien", number=number, reason="MISTAKE")
    assert told(nothing) == (404, "DISPENSE_UNKNOWN")
    given = door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)
    assert (given["version"], truth(door, number).state) == (2, "executed")
    undone = door.does("undo", "pharmacien", number=number, reason="NOT_COLLECTED")
    assert undone["line"][0]["state"] == "open"
    after = truth(door, number)
    assert (after.state, after.version) == ("issued", 3)
    assert after.executions == ((given["reference"], "NOT_COLLECTED"),)


@pytest.mark.scenario("GEM-C05")
def test_who_served_nothing_is_told_of_no_serving(door: Door) -> None:
    number = door.issued(documents.simple())
    for who in ("pharmacien", "pharmacien2"):
        assert "execution" not in door.does("executions", who, number=number)
    given = door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)
    theirs = door.ask("executions", "pharmacien2", number=number)
    assert theirs.status_code == 200
    assert given["reference"] not in theirs.text
