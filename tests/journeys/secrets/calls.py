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
    waiting = door.does("samu-prescribe", regulator, sent)
    given = prescription(canary, TO_HOME, canary.home_box, givenInCall=True)
    taken_back = door.does("samu-prescribe", regulator, given)["number"]
    canary.numbers += [waiting["number"], taken_back]
    for asked in ({"number": waiting["number"], "executions": True}, {"days": 1}):
        assert door.does("samu-follow", regulator, **asked)["prescription"]
    # The operator was spoken to, and answered with the address that it does not take.
    wait_until(lambda: NOT_HANDED_OVER in base.process.errors.read_bytes(), 60)
    assert base.outside.operator.envelope_came.is_set()
    door.does("samu-withdraw", regulator, number=taken_back, text=canary.word)
    wait_until(lambda: states(door, regulator, taken_back) == ["cancelled"], 60)
    assert states(door, regulator, waiting["number"]) == ["ready"]
    return refused(door, base, canary, regulator)


def states(door: Door, regulator: str, number: str) -> list[str]:
    """What became of the letters of a prescription."""
    (one,) = door.does("samu-follow", regulator, number=number)["prescription"]
    return [each["state"] for each in one.get("letter", [])]


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
