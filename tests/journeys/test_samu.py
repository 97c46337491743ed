"""A regulator prescribes over HTTP: the three cases, the message, the counter, the withdrawal."""

import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from ordonnance.domain.circuits import Circuit
from ordonnance.domain.derogation import Derogation, Named
from ordonnance.domain.ids import Finess
from tests.builders.counter import of
from tests.builders.samu import TRAMADOL
from tests.journeys import documents, to_a_pharmacy
from tests.journeys.asking import Door, answer, code_of
from tests.journeys.mailed import PHARMACY, Mailed
from tests.journeys.running import BaseInThread
from tests.journeys.to_a_pharmacy import OFFICINE
from tools import examples

SECONDS = 60.0
HOME = Derogation(Circuit.CARE_HOME, Named("EHPAD Les Tilleuls", Finess("990000176")))
SAID: dict[Circuit, dict[str, Any]] = {
    Circuit.PHARMACY: to_a_pharmacy.SAID,
    Circuit.CARE_HOME: {
        "address": "tilleuls@ehpad.mssante.example", "motive": "cancer", "givenInCall": True,
    },
    Circuit.PATIENT: {
        "address": f"{examples.patient().ins}@patient.mssante.fr",
        "motive": "colique_nephretique", "spaceActive": True, "impossible": "NO_MAILBOX",
    },
}  # fmt: skip


def prescribing(
    door: Door, said: Derogation, by: str = "regulateur", **more: Any
) -> httpx.Response:
    """The act over HTTP, whatever is answered."""
    document = documents.written(
        of(TRAMADOL, days=3, daily=3), prescriber=examples.prescriber(by), derogation=said
    )
    told = {"circuit": said.circuit.value, **SAID[said.circuit], **more}
    return door.ask("samu-prescribe", by, prescription=document, **told)


def prescribed(door: Door, said: Derogation, by: str = "regulateur", **more: Any) -> dict[str, Any]:
    """The same, which must succeed."""
    response = prescribing(door, said, by, **more)
    assert response.status_code == 200, response.text
    found: dict[str, Any] = answer(response)
    return found


def letters(door: Door, number: str) -> list[dict[str, Any]]:
    """The messages of a prescription, as its author follows them."""
    (one,) = door.does("samu-follow", "regulateur", number=number)["prescription"]
    found: list[dict[str, Any]] = one.get("letter", [])
    return found


def until(holds: Callable[[], bool]) -> None:
    """Wait for the worker, however long the machine takes."""
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < SECONDS, "the worker did nothing of it"
        time.sleep(0.05)


def gone(door: Door, number: str) -> bool:
    """True once its message has left."""
    return any(each["state"] in ("handed", "delivered") for each in letters(door, number))


def test_the_first_case_from_the_call_to_the_counter(door: Door, base: BaseInThread) -> None:
    told = door.does("samu-propose", "regulateur", pharmacy="990000069")
    assert told["advised"] == "1"
    assert told["sender"] == "regulation@samu-demo.mssante.example"
    given = prescribed(door, OFFICINE)
    number = given["number"]
    assert given["recipient"] == "Pharmacie Exemple"
    until(lambda: gone(door, number))
    (letter,) = letters(door, number)
    assert letter["id"] == given["letter"]
    assert number not in letter["id"]
    Mailed(base.data).arrived(PHARMACY.address, lambda found: str(found.id) == letter["id"])
    elsewhere = door.ask("dispense", "pharmacien2", number=number, allAsPrescribed=True)
    assert code_of(elsewhere) == "SAMU_OTHER_PHARMACY"
    assert door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)["reference"]
    asked = door.does("samu-follow", "regulateur", number=number, executions=True)
    assert asked["prescription"][0]["served"] is True
    read = door.does("journal", "patient", number=number)["access"]
    assert [each["code"] for each in read if not each["refused"]] == [
        "regulate", "dispense", "executions", "journal",
    ]  # fmt: skip


def test_the_second_case_goes_to_the_establishment_and_is_served_once(door: Door) -> None:
    number = prescribed(door, HOME)["number"]
    until(lambda: gone(door, number))
    assert door.does("dispense", "pharmacien2", number=number, allAsPrescribed=True)["reference"]
    again = door.ask("dispense", "pharmacien", number=number, allAsPrescribed=True)
    assert code_of(again) == "SAMU_SERVED_ELSEWHERE"


def test_the_third_case_asks_the_counter_for_the_history_and_is_withdrawn(door: Door) -> None:
    number = prescribed(door, Derogation(Circuit.PATIENT))["number"]
    until(lambda: bool(letters(door, number)))
    blocked = door.ask("dispense", "pharmacien", number=number, line={"line": 1})
    assert code_of(blocked) == "LINE_BLOCKED"
    door.does("samu-withdraw", "regulateur", number=number)
    ended = door.ask("dispense", "pharmacien", number=number, line={"line": 1})
    assert code_of(ended) == "ORDONNANCE_CANCELLED"
    over = ("cancelled", "withdrawn")
    until(lambda: any(each["state"] in over for each in letters(door, number)))
    followed = door.does("samu-follow", "regulateur", number=number)
    assert followed["prescription"][0]["withdrawn"] is True


def test_a_prescribing_pharmacist_sends_with_the_protocol_and_issues_nothing_else(
    door: Door, base: BaseInThread
) -> None:
    by, why = "regulateur-pharmacien", "protocole EXEMPLE du SAMU Démo"
    assert "digital" not in door.does("samu-propose", by, pharmacy="990000069")
    given = prescribed(
        door, OFFICINE, by, acknowledgement=[{"rule": "SA-13", "reason": why}]
    )  # fmt: skip
    Mailed(base.data).arrived(PHARMACY.address, lambda found: str(found.id) == given["letter"])
    assert door.does("dispense", "pharmacien", number=given["number"], allAsPrescribed=True)
    document = documents.written(of(TRAMADOL, days=3, daily=3), prescriber=examples.prescriber(by))
    assert code_of(door.ask("issue", by, prescription=document)) == "NOT_ALLOWED"


def test_an_address_of_another_structure_waits_for_its_reason(door: Door) -> None:
    away = Derogation(Circuit.CARE_HOME, Named("EHPAD Les Glycines", Finess("990000184")))
    refused = prescribing(door, away)
    assert code_of(refused) == "ACKNOWLEDGEMENT_REQUIRED"
    assert "SA-12" in refused.text
    why = {"rule": "SA-12", "reason": "l’infirmière travaille dans les deux"}
    number = prescribed(door, away, acknowledgement=[why])["number"]
    until(lambda: gone(door, number))


def test_the_sheet_is_drawn_and_verified_for_what_it_is(door: Door) -> None:
    number = prescribed(door, OFFICINE)["number"]
    told = door.ask("verify", "pharmacien", number=number)
    assert "n'est pas une ordonnance numérique" in told.text.replace("’", "'")
    assert code_of(door.ask("render", "regulateur", number=number, ground="UNAVAILABLE")) in (
        "FORM_BARRED", "CODE_UNKNOWN",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("who", "operation", "asked", "code"),
    [
        ("medecin", "samu-propose", {"resident": True}, "SAMU_NOT_REGULATOR"),
        ("pharmacien", "samu-propose", {"resident": True}, "NOT_ALLOWED"),
        ("patient", "samu-follow", {"days": 1}, "NOT_ALLOWED"),
        ("arm", "samu-follow", {"days": 1}, "SAMU_NOT_REGULATOR"),
        ("regulateur", "samu-follow", {"days": 32}, "ELEMENT_INVALID"),
        ("regulateur", "samu-propose", {"pharmacy": "12"}, "IDENTIFIER_INVALID"),
        ("regulateur", "samu-propose", {"impossible": "PEUT-ETRE"}, "CODE_UNKNOWN"),
        ("regulateur", "samu-propose", {"ins": "12"}, "IDENTIFIER_INVALID"),
        ("regulateur", "samu-withdraw", {"number": "UD0000000000000000"}, "NUMBER_INVALID"),
        ("regulateur", "samu-prescribe",
         {"circuit": "1", "address": "a@b.example", "motive": "cancer"}, "ELEMENT_MISSING"),
        ("regulateur", "samu-prescribe",
         {"circuit": "4", "address": "a@b.example", "motive": "cancer",
          "signedPrescription": "x"}, "CODE_UNKNOWN"),
    ],
)  # fmt: skip
def test_what_is_asked_wrongly_or_by_somebody_else_is_refused(
    door: Door, who: str, operation: str, asked: dict[str, Any], code: str
) -> None:
    assert code_of(door.ask(operation, who, **asked)) == code
