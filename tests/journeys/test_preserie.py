"""Préséries over HTTP: a register written by its parties, traces posted and seen, the balance."""

import asyncio
import uuid

import pytest
from joserfc.jwk import ECKey

from ordonnance.bootstrap.preserie import reference_of
from ordonnance.domain.preserie.traces import Attempt, Operation, Outcome, Witness
from tests.journeys.asking import Door
from tests.journeys.piloting import KID, PHARMACY, Piloted, a_trace
from tests.journeys.running import BaseInThread, wait_until

AM = "330000012"


def test_an_editor_opens_a_presérie_and_each_party_sees_what_it_may(door: Door) -> None:
    here = Piloted(door).open()
    told = here.send("register", "cnam", {"pilot": here.pilot}).json()
    assert [each["kind"] for each in told["entries"]] == ["opened"]
    assert (told["entries"][0]["by"], told["entries"][0]["organisation"]) == (
        "editor", "EXEMPLE SANTÉ",
    )  # fmt: skip
    assert "demo:" not in here.send("register", "cnam", {"pilot": here.pilot}).text
    for who, seen in (("editeur", True), ("cnam", True), ("cpam", False), ("editeur2", False)):
        listed = {each["pilot"] for each in here.send("pilots", who, {}).json()}
        assert (here.pilot in listed) is seen


def test_nobody_else_enters_and_a_party_opens_no_ordonnance(door: Door) -> None:
    here = Piloted(door).open()
    for who in ("medecin", "pharmacien", "patient", "caisse"):
        assert here.send("register", who, {"pilot": here.pilot}).status_code == 401
    for who in ("editeur", "cpam", "cnam"):
        assert door.ask("list", who).status_code == 401


def test_posted_traces_are_kept_once_whenever_and_however_often_they_arrive(door: Door) -> None:
    here = Piloted(door).traced(PHARMACY).chosen(yes=True)
    first, second = a_trace(), a_trace()
    assert here.post(second, first).json() == {"received": 2, "new": 2, "contradicting": []}
    assert here.post(first, second).json()["new"] == 0
    changed = here.post({**first, "paper": "not_sent"}).json()
    assert (changed["new"], changed["contradicting"]) == (0, [first["id"]])


@pytest.mark.parametrize("kid", ["autre", KID])
def test_traces_of_a_key_that_is_not_the_editors_are_refused_alike(door: Door, kid: str) -> None:
    here = Piloted(door).traced(AM)
    refused = here.post(a_trace(), key=ECKey.generate_key("P-256", private=True), kid=kid)
    assert refused.status_code == 403
    nowhere = Piloted(door).post(a_trace())
    assert nowhere.json()["issue"] == refused.json()["issue"], "a présérie is not told to be there"


def test_a_weak_key_is_not_taken(door: Door) -> None:
    here = Piloted(door).open()
    said = {"kid": "faible", "kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"}
    assert here.enter("editeur", clé=said).status_code == 422


def test_the_balance_is_read_as_json_and_as_files_and_never_for_a_day_to_come(door: Door) -> None:
    here = Piloted(door).traced(AM)
    told = here.send("balance", "cnam", {"pilot": here.pilot}).json()
    assert [each["verdict"] for each in told["criteria"]] == ["not_yet"] * 5
    assert (told["satisfied"], told["counted"], told["percent"]) == (False, 0, None)
    for wanted, begins in (("pdf", b"%PDF-"), ("ods", b"PK")):
        answer = here.send("balance", "editeur", {"pilot": here.pilot, "format": wanted})
        assert answer.status_code == 200
        assert answer.content.startswith(begins)
    beside = here.send("balance", "cnam", {"pilot": here.pilot, "compare": True})
    assert all(
        set(each) == {"name", "own", "percent", "verdicts"} for each in beside.json()["compared"]
    )
    later = here.send("balance", "cnam", {"pilot": here.pilot, "on": "2199-01-01"})
    assert later.json()["issue"][0]["details"]["coding"][0]["code"] == "PILOT_DATE"


def seen_of(base: BaseInThread, pilot: str) -> list[Attempt]:
    """What the base has traced by now of a présérie."""
    preserie = base.platform.preserie

    async def read() -> tuple[Attempt, ...]:
        await preserie.flush()
        return await preserie.pilots.traces(pilot, preserie.clock.now())

    found = asyncio.run_coroutine_threadsafe(read(), base.loop).result(60)
    return [each for each in found if each.seen_by is Witness.BASE]


def test_the_base_traces_what_it_saw_of_a_workstation_that_is_on(
    base: BaseInThread, door: Door
) -> None:
    name, key = f"comptoir {uuid.uuid4().hex[:8]}", str(uuid.uuid4())
    here = Piloted(door).traced(PHARMACY, name).chosen(yes=True)
    client = f"product=LGO EXEMPLE; version=4.1; workstation={name}; am={PHARMACY}"
    for who, told in (
        ("pharmacien", client),
        ("pharmacien2", client),
        ("pharmacien", client.replace(name, "autre")),
    ):
        refused = door.ask("dispense", who, key=key, number="UD0000000000000000",
                           headers={"Ordonnance-Client": told})  # fmt: skip
        assert refused.status_code >= 400
    wait_until(lambda: bool(seen_of(base, here.pilot)), 60)
    (seen,) = seen_of(base, here.pilot)
    assert (seen.operation, seen.outcome) == (Operation.DISPENSE, Outcome.REFUSED)
    assert (seen.installation, seen.version) == ("poste-1", "4.1")
    assert seen.reference == reference_of(key), "what the software can name too"
    assert "UD0000" not in repr(seen)
