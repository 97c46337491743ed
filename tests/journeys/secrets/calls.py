"""What a regulator of the SAMU does for a canary: sent to a pharmacy, to a home, followed, taken
back; and what others are told of it."""

from typing import Any

import httpx

from ordonnance.domain.circuits import Circuit
from ordonnance.domain.derogation import Derogation, Named
from ordonnance.domain.ids import Finess
from tests.journeys import documents
from tests.journeys.asking import Door, code_of, told
from tests.journeys.running import wait_until
from tests.journeys.secrets import people
from tests.journeys.secrets.around import HOME, PHARMACY
from tests.journeys.secrets.canary import Canary
from tests.journeys.secrets.real_base import RealBase

TO_PHARMACY = Derogation(Circuit.PHARMACY, Named("PHARMACIE EXEMPLE", Finess(PHARMACY)))
TO_HOME = Derogation(Circuit.CARE_HOME, Named("EHPAD EXEMPLE", Finess(HOME)))
NOT_HANDED_OVER = b"letter not handed over"


def prescription(canary: Canary, said: Derogation, address: str, **more: Any) -> bytes:
    """The body of `$samu-prescribe` for the canary, its motive in marked words."""
    document = documents.written(
        documents.painkiller(3), patient=people.patient(canary), derogation=said,
        prescriber=people.prescriber(canary, "regulateur"),
    )  # fmt: skip
    spoken = {"motive": "autre", "motiveText": f"douleur {canary.word}", **more}
    return told(prescription=document, circuit=said.circuit.value, address=address, **spoken)


def called(door: Door, base: RealBase, canary: Canary) -> list[httpx.Response]:
    """The calls, in order; returns the answers to people who may not know, all refused."""
    regulator = base.author(canary, "regulateur")
    proposed = door.does("samu-propose", regulator, pharmacy=PHARMACY, ins=canary.ins)
    assert proposed["sender"] == canary.centre_box
    sent = prescription(canary, TO_PHARMACY, canary.pharmacy_box, toldPatient=True)
    given = prescription(canary, TO_HOME, canary.home_box, givenInCall=True)
    waiting, taken_back = (
        door.does("samu-prescribe", regulator, each)["number"] for each in (sent, given)
    )
    canary.numbers += [waiting, taken_back]
    for number in (waiting, taken_back):
        await_state(door, regulator, number, "ready")
    for asked in ({"number": waiting, "executions": True}, {"days": 1}):
        assert door.does("samu-follow", regulator, **asked)["prescription"]
    # The operator was spoken to, and answered with the address that it does not take.
    wait_until(lambda: NOT_HANDED_OVER in base.process.errors.read_bytes(), 60)
    door.does("samu-withdraw", regulator, number=taken_back, text=canary.word)
    await_state(door, regulator, taken_back, "cancelled")
    await_state(door, regulator, waiting, "ready")
    return refused(door, base, canary, regulator)


def await_state(door: Door, regulator: str, number: str, state: str) -> None:
    """Wait until that is what became of the one letter of a prescription."""

    def found() -> list[str]:
        # The digest opens no number: however long it is asked, no cap on openings is reached.
        told = door.does("samu-follow", regulator, days=1)["prescription"]
        (one,) = (each for each in told if each["number"] == number)
        return [each["state"] for each in one.get("letter", [])]

    wait_until(lambda: found() == [state], 60)


def refused(door: Door, base: RealBase, canary: Canary, regulator: str) -> list[httpx.Response]:
    """Mailboxes that may not be written to, and prescriptions of somebody else."""
    number, elsewhere = canary.numbers[-2], f"{canary.home_box.partition('@')[0]}@ailleurs.example"
    outside = prescription(canary, TO_HOME, elsewhere, givenInCall=True)
    other = prescription(canary, TO_PHARMACY, canary.home_box, toldPatient=True)
    colleague = base.token("regulateur")
    refused = {
        "MAIL_DOMAIN_OUTSIDE": door.ask("samu-prescribe", regulator, outside),
        "SAMU_ADDRESS_ELSEWHERE": door.ask("samu-prescribe", regulator, other),
        "NUMBER_UNKNOWN": door.ask("samu-follow", colleague, number=number),
        "SAMU_OTHER_PHARMACY": door.ask(
            "dispense", base.token("pharmacien2"), number=number, allAsPrescribed=True
        ),
        "NOT_ALLOWED": door.ask(
            "samu-withdraw", base.token("pharmacien"), number=number, text=canary.word
        ),
    }  # fmt: skip
    codes = [code_of(each) for each in refused.values()]
    assert codes == list(refused), codes
    again = door.ask("samu-withdraw", colleague, number=number, text=canary.word)
    return [*refused.values(), again]
