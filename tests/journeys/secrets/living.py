"""The whole life of a canary's ordonnances over the API, and what others are told of them."""

import base64
import json
from dataclasses import dataclass, replace

import httpx

from ordonnance.domain.posology import Posology
from tests.journeys import documents, stocking
from tests.journeys.asking import Door, code_of, told
from tests.journeys.secrets import people
from tests.journeys.secrets.calls import called
from tests.journeys.secrets.canary import Canary
from tests.journeys.secrets.real_base import RealBase
from tests.journeys.secrets.screens import browsed

Answered = tuple[list[httpx.Response], list[httpx.Response]]
"""What was refused, and what was answered."""


def document(canary: Canary) -> bytes:
    """An ordonnance that holds every mark."""
    line = documents.monthly(documents.LEVOTHYROXINE)
    told = replace(line, posology=Posology(line.posology.steps, canary.posology))
    return documents.written(
        told, documents.course(), patient=people.patient(canary),
        prescriber=people.prescriber(canary),
    )  # fmt: skip


@dataclass(frozen=True)
class Told:
    """What others were told: refused, or answered without anybody being named."""

    refusals: list[httpx.Response]
    answers: list[httpx.Response]


def life(door: Door, base: RealBase, canary: Canary) -> Told:
    """Every act, in order."""
    author, patient = base.author(canary), base.patient(canary)
    pharmacist, agent = base.token("pharmacien"), base.token("caisse")
    for operation in ("check", "correct"):
        door.does(operation, author, document(canary))
    number = door.issued(document(canary), author)
    canary.numbers.append(number)
    door.does("consult", pharmacist, number=number)
    served = {"line": 1, "note": canary.word}
    door.does("dispense", pharmacist, number=number, line=served)
    door.does("undo", pharmacist, number=number, reason="MISTAKE", text=canary.word)
    door.does("dispense", pharmacist, number=number, line=served)
    door.does("executions", author, number=number)
    door.does("object", agent, number=number, proof=canary.word)
    for operation in ("consult", "executions", "journal"):
        door.does(operation, patient, number=number)
    for who in (author, patient):
        door.does("list", who)
        headers = {"Authorization": f"Bearer {who}"}
        assert door.http.post("/fhir/MedicationRequest/_search", headers=headers).is_success
        assert door.ask("render", who, number=number).is_success
    replaced = door.does("replace", author, number=number, prescription=document(canary))
    canary.numbers.append(replaced["number"])
    door.does("cancel", author, number=replaced["number"], reason="OTHER", text=canary.word)
    broken(door, author, canary)
    refusals, answers = beside(door, base, canary)
    refusals += strangers(door, base, canary)
    refusals += called(door, base, canary) + browsed(base, canary)
    return Told(refusals, answers)


def beside(door: Door, base: RealBase, canary: Canary) -> Answered:
    """What is asked around an ordonnance: found, declared, verified, read in a register."""
    author = base.author(canary)
    door.does("medicines", author, text="levothyrox")
    door.does("read-line", author, text=f"levothyrox 75 1 cp le matin {canary.word}")
    lot = stocking.a_lot()
    door.does("stock-record", author, stocking.delivery(lot))
    lost = {"lot": lot, "sheets": "40-59", "loss": "stolen", "on": "2026-03-01"}
    words = {"where": canary.word, "circumstances": f"vu par {canary.family}"}
    door.does("stock-record", author, stocking.told("declared", **lost, **words))
    door.does("stock", author)
    refusals, answers = verified(door, base, canary)
    more_refusals, more_answers = registered(door, base, canary)
    return refusals + more_refusals, answers + more_answers


def verified(door: Door, base: RealBase, canary: Canary) -> Answered:
    """The sheet shown by its author, then to people who have nothing to do with it, then cut."""
    number, stranger = canary.numbers[0], base.token("medecin2")
    sheet = door.ask("render", base.author(canary), number=number).content
    shown = told(file=binary(sheet))
    points = door.does("verify", base.author(canary), shown)["point"]
    assert ("printed", "proven") in {(each["about"], each["proof"]) for each in points}
    assert door.does("verify", base.token("pharmacien"), number=number)["nature"] == "known"
    cut = door.ask("verify", stranger, told(file=binary(sheet[: len(sheet) // 2])))
    assert code_of(cut) == "FILE_DAMAGED"
    answers = [
        door.ask("verify", stranger, shown), door.ask("verify", stranger, number=number),
        door.ask("verify", base.token("pharmacien2"), number=number),
    ]  # fmt: skip
    return [cut], answers


def binary(content: bytes) -> bytes:
    """A file as `$verify` takes it."""
    data = base64.b64encode(content).decode()
    return json.dumps({"resourceType": "Binary", "data": data}).encode()


def registered(door: Door, base: RealBase, canary: Canary) -> Answered:
    """The register read by its pharmacist, refused to others; another pharmacy reads its own."""
    today = f"{documents.now():%Y-%m-%d}"
    asked = register_asked(first=today, last=today)
    rows = door.does("registers", base.token("pharmacien"), asked)["row"]
    assert canary.family in rows[0]["patient"]
    others = (base.token("preparateur"), base.author(canary))
    refused = [door.ask("registers", who, asked) for who in others]
    return refused, [door.ask("registers", base.token("pharmacien2"), asked)]


def register_asked(**days: str) -> bytes:
    """The register of what was served those days."""
    parts = [{"name": "register", "valueString": "ordonnancier"}]
    parts += [{"name": name, "valueDate": day} for name, day in days.items()]
    return json.dumps({"resourceType": "Parameters", "parameter": parts}).encode()


def strangers(door: Door, base: RealBase, canary: Canary) -> list[httpx.Response]:
    """What the others are told of it."""
    number = canary.numbers[0]
    others = [base.token("medecin2"), base.token("patient"), base.token("representant")]
    answers = [
        door.ask(operation, who, number=number)
        for who in others
        for operation in ("consult", "executions", "render", "journal")
    ]
    pharmacist = base.token("pharmacien2")
    answers += [
        door.ask("dispense", pharmacist, number=number, allAsPrescribed=True),
        door.ask("undo", pharmacist, number=number, reason="MISTAKE", text=canary.word),
        door.ask("consult", pharmacist, number=number[:-1]),
        door.ask("cancel", base.token("medecin2"), number=number, reason="ERROR"),
        door.ask("consult", "not.a.token", number=number),
        door.http.get(f"/o/{number}"),
        door.http.post(f"/fhir/$consult?number={number}"),
        door.http.post("/fhir/$consult", content=b"x" * (1 << 21)),
    ]
    return answers


def broken(door: Door, author: str, canary: Canary) -> None:
    """Documents of the canary that do not read: the log may not quote what the answer quotes.

    To their author, who wrote them, the answers may say what is wrong.
    """
    whole = document(canary)
    cut = door.ask("issue", author, whole[: len(whole) // 2])

    def unknown(tree: documents.Json) -> None:
        documents.resource(tree, "Patient")["gender"] = "female"
        documents.resource(tree, "Patient")["birthDate"] = f"{canary.birth_date}x"

    wrong = door.ask("issue", author, documents.edited(whole, unknown))
    assert (cut.status_code, wrong.status_code) == (400, 422)
