"""A base that is not a demonstration, in a process of its own, and the whole life of a canary."""

import base64
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx

from ordonnance.adapters.identity.demo_issuer import DEMO_AUDIENCE, DEMO_ISSUERS, DemoIssuer
from ordonnance.domain.ids import Ins, InsOid, Rpps
from ordonnance.domain.posology import Posology
from tests.journeys import documents, stocking
from tests.journeys.asking import Door, told
from tests.journeys.running import BaseInProcess
from tests.journeys.secrets.canary import Canary
from tests.journeys.sessions import Sessions, in_seconds
from tools import examples


class RealBase:
    """A base under `folder`, whose issuers are those of the test; its temporary folder is ours."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data, self.temporary = folder / "base", folder / "tmp"
        self.temporary.mkdir(mode=0o1777)
        pem = DemoIssuer.generate()
        issuer = DemoIssuer.from_pem(pem)
        self.sessions = Sessions(pem)
        issuers = folder / "emetteurs.json"
        listed = [
            {"kind": kind.value, "iss": iss, "jwks": issuer.jwks()}
            for kind, iss in DEMO_ISSUERS.items()
        ]
        issuers.write_text(json.dumps(listed))
        self.process = BaseInProcess(
            self.data, ORDONNANCE_ISSUERS=str(issuers), ORDONNANCE_AUDIENCE=DEMO_AUDIENCE,
            ORDONNANCE_LOG="debug", TMPDIR=str(self.temporary), PYTHONFAULTHANDLER="1",
        )  # fmt: skip

    def token(self, who: str, **claims: Any) -> str:
        """A token that a base that is no demonstration believes: a quarter of an hour at most."""
        return self.sessions.bent(who, iat=in_seconds(), exp=in_seconds(minutes=14), **claims)

    def author(self, canary: Canary) -> str:
        """The marked prescriber."""
        claims = self.sessions.claims("medecin")["SubjectRefPro"]
        exercise = {**claims["exercices"][0], "nomDexercice": canary.author_family}
        national = f"8{canary.rpps}"
        return self.token(
            "medecin", SubjectNameID=national, preferred_username=national,
            sub=f"f:{national}", family_name=canary.author_family,
            SubjectRefPro={**claims, "exercices": [exercise]},
        )  # fmt: skip

    def patient(self, canary: Canary) -> str:
        """The marked patient."""
        return self.token("patient", ins=canary.ins, sub=f"p:{canary.ins}")


def document(canary: Canary) -> bytes:
    """An ordonnance that holds every mark."""
    patient = replace(
        examples.patient(), family=canary.family, given=(canary.given,),
        birth_date=canary.birth_date, ins=Ins(canary.ins, InsOid.NIR_DEMO),
    )  # fmt: skip
    prescriber = replace(
        examples.prescriber("medecin"), family=canary.author_family, rpps=Rpps(canary.rpps)
    )
    line = documents.monthly(documents.LEVOTHYROXINE)
    told = replace(line, posology=Posology(line.posology.steps, canary.posology))
    return documents.written(told, documents.course(), patient=patient, prescriber=prescriber)


def life(door: Door, base: RealBase, canary: Canary) -> list[httpx.Response]:
    """Every act, in order; returns the answers to people who may not know, all refused."""
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
    beside(door, base, canary)
    return strangers(door, base, canary) + broken(door, author, canary)


def beside(door: Door, base: RealBase, canary: Canary) -> None:
    """What is asked around an ordonnance: verified, found, declared, read in a register."""
    author, pharmacist = base.author(canary), base.token("pharmacien")
    sheet = door.ask("render", author, number=canary.numbers[0]).content
    carried = {"resourceType": "Binary", "data": base64.b64encode(sheet).decode()}
    door.does("verify", author, told(file=json.dumps(carried).encode()))
    door.does("verify", pharmacist, number=canary.numbers[0])
    door.does("medicines", author, text="levothyrox")
    door.does("read-line", author, text=f"levothyrox 75 1 cp le matin {canary.word}")
    lot = stocking.a_lot()
    door.does("stock-record", author, stocking.delivery(lot))
    lost = {"lot": lot, "sheets": "40-59", "loss": "stolen", "on": "2026-03-01"}
    words = {"where": canary.word, "circumstances": f"vu par {canary.family}"}
    door.does("stock-record", author, stocking.told("declared", **lost, **words))
    door.does("stock", author)
    today = f"{documents.now():%Y-%m-%d}"
    days = {"first": today, "last": today}
    door.does("registers", pharmacist, register_asked(**days))


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


def broken(door: Door, author: str, canary: Canary) -> list[httpx.Response]:
    """Documents of the canary that do not read: the log may not quote what the answer quotes."""
    whole = document(canary)
    cut = door.ask("issue", author, whole[: len(whole) // 2])

    def unknown(tree: documents.Json) -> None:
        documents.resource(tree, "Patient")["gender"] = "female"
        documents.resource(tree, "Patient")["birthDate"] = f"{canary.birth_date}x"

    wrong = door.ask("issue", author, documents.edited(whole, unknown))
    assert (cut.status_code, wrong.status_code) == (400, 422)
    # To their author, who wrote them, these two may say what is wrong; they are not returned.
    return []
