"""What the fuzzer sends: valid requests of every operation, made wrong by a seed."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from ordonnance.domain.number import OrdonnanceNumber
from tests.builders.mutations import Mutant, mutant
from tests.fhir.bundles import BUNDLES
from tests.journeys import documents, stocking, to_a_pharmacy
from tests.journeys.asking import FHIR, Door, told
from tests.journeys.secrets.cells import REGISTER
from tests.journeys.test_official_shapes import established_now

OFFICIAL = Path(__file__).parents[4] / "shared/spec/interop/examples/eprescription-ig/json"
STOCK = 120
REGULATED = 30
RESERVED = 40
OTHER_TYPES = ["application/jose", "text/plain", "application/fhir+xml", "",
               "application/json; charset=utf-16", "multipart/form-data; boundary=x"]  # fmt: skip

WEIGHTS = {
    "issue": 30, "issue with words": 8, "issue reserved": 6, "check": 16, "check with words": 4,
    "dispense": 14, "consult": 3, "executions": 2, "journal": 2, "undo": 4, "cancel": 3,
    "replace": 4, "object": 2, "reserve": 2, "correct": 4, "correct with words": 4, "render": 2,
    "list": 1, "registers": 2, "medicines": 1, "read-line": 2, "directory": 1, "stock": 1,
    "stock-record": 3, "samu-propose": 2, "samu-prescribe": 6, "samu-follow": 2, "samu-withdraw": 2,
}  # fmt: skip
"""How often each operation is asked; « with words » as Parameters, « reserved » with a number."""

AUTHORS = {"cancel", "replace", "reserve", "render", "list", "medicines", "read-line", "directory",
           "stock", "stock-record", "issue", "check", "correct"}  # fmt: skip
PATIENTS = {"object", "journal"}
COUNTED = {"consult", "executions", "journal", "render", "samu-follow"}
"""Operations whose number is made wrong as well as the rest."""


@dataclass(frozen=True)
class Shot:
    """One request: the operation, who asks, what is sent, and what a success would store."""

    operation: str
    who: str
    mutant: Mutant
    content_type: str = FHIR
    reserved: str = ""


@dataclass
class Armoury:
    """Valid documents and numbers of one base, from which each seed makes its request."""

    door: Door
    bundles: list[bytes] = field(init=False)
    numbers: list[str] = field(init=False)
    regulated: list[str] = field(init=False)
    reserved: list[str] = field(init=False)

    def __post_init__(self) -> None:
        lines = (documents.course(), documents.monthly(), documents.injected())
        self.bundles = [
            documents.simple(), documents.renewed(), documents.in_common_name(),
            documents.written(*lines), documents.written(documents.patches()),
            *(established_now(name) for name in sorted(BUNDLES)),
        ]  # fmt: skip
        self.official = list(official_examples()) or self.bundles
        self.numbers = [self.door.issued(documents.renewed()) for _ in range(STOCK)]
        self.sessions, self._lock = self.door.sessions, threading.Lock()
        for rank, number in enumerate(self.numbers[: STOCK // 2]):
            # Something to take back.
            self.door.does("dispense", self._pharmacy(rank), number=number, line={"line": 1})
        few = to_a_pharmacy.prescription()
        sent = [self.door.does("samu-prescribe", "regulateur", few) for _ in range(REGULATED)]
        self.regulated = [each["number"] for each in sent]
        given = [self.door.does("reserve", "medecin", count=1) for _ in range(RESERVED)]
        self.reserved = [each["number"] for each in given]
        self.tokens = {each["number"]: each["reservation"] for each in given}

    def reserved_document(self, number: str) -> bytes:
        """A valid document that bears a reserved number."""
        parsed = OrdonnanceNumber.parse(number)
        document = documents.written(documents.course(), reserved=parsed)
        return told(prescription=document, reservation=self.tokens[number])

    def shot(self, seed: int) -> Shot:
        """The request of that seed."""
        chance = Random(seed)
        (kind,) = chance.choices(list(WEIGHTS), list(WEIGHTS.values()))
        operation = kind.split(" ")[0]
        reserved = self.reserved[seed % RESERVED] if kind.endswith("reserved") else ""
        if operation in ("issue", "check", "correct"):
            made = mutant(seed, self._document(kind, chance, reserved), chance)
        elif (alone := self._alone(operation, chance)) is not None:
            made = mutant(seed, alone, chance)
        else:
            made = self._numbered(operation, seed, chance)
        who = self._asker(operation, seed)
        typed = chance.choice(OTHER_TYPES) if chance.randrange(40) == 0 else FHIR
        return Shot(operation, who, made, typed, reserved)

    def _document(self, kind: str, chance: Random, reserved: str) -> bytes:
        if reserved:
            return self.reserved_document(reserved)
        document = chance.choice(self.bundles)
        judged = kind.startswith(("check", "correct"))
        if judged and chance.randrange(2):
            document = chance.choice(self.official)
        if not kind.endswith("words"):
            return document
        if judged:
            return told(prescription=document)
        attested = {"rule": "condition.not_encoded", "reason": "vérifié", "line": 1}
        return told(prescription=document, acknowledgement=attested)

    def _numbered(self, operation: str, seed: int, chance: Random) -> Mutant:
        """Parameters made wrong around a number that is right, but for one in fifty."""
        stock = self.regulated if operation.startswith("samu") else self.numbers
        asked = {"number": stock[seed % len(stock)], **self._words(operation, chance)}
        if chance.randrange(50) == 0 or operation in COUNTED:
            return mutant(seed, told(**asked), chance, (1,))
        number = asked.pop("number")
        made = mutant(seed, told(**asked), chance)
        opening = b'"parameter": ['
        part = json.dumps({"name": "number", "valueString": number}).encode()
        body = made.body.replace(opening, opening + part + b", ", 1)
        return Mutant(seed, body, made.trail)

    def _alone(self, operation: str, chance: Random) -> bytes | None:
        """What an operation takes that is about no number; None for the others."""
        if operation == "samu-prescribe":
            return to_a_pharmacy.prescription(documents.painkiller(chance.choice([2, 3])))
        lot = f"EX{chance.randrange(10**12)}"
        acts = [stocking.delivery(lot), stocking.used(lot), stocking.declared(lot)]
        said: dict[str, list[bytes]] = {
            "reserve": [told(count=2)], "list": [told()], "registers": [REGISTER],
            "medicines": [told(text="doliprane", limit=3)],
            "read-line": [told(text="doliprane 1000 1 cp 3/j")],
            "directory": [told(text="beffroi", kind="pharmacie")],
            "stock": [told()], "stock-record": acts,
            "samu-propose": [told(resident=True), told(pharmacy=to_a_pharmacy.FINESS)],
        }  # fmt: skip
        return chance.choice(said[operation]) if operation in said else None

    def _words(self, operation: str, chance: Random) -> dict[str, Any]:
        line = {"line": 1, "packs": 1, "cip13": documents.pack_of(documents.LEVOTHYROXINE),
                "quantityReason": "LOCAL", "note": "note d'exemple"}  # fmt: skip
        said: dict[str, dict[str, Any]] = {
            "dispense": chance.choice([{"allAsPrescribed": True}, {"line": [line, {"line": 2}]}]),
            "undo": {"reason": "MISTAKE", "text": "x"},
            "cancel": {"reason": "ERROR", "text": "x"},
            "replace": {"prescription": documents.simple(), "reason": "ERROR"},
            "object": {"withdraw": chance.choice([True, False])},
            "samu-follow": {"executions": True},
            "samu-withdraw": {"text": "x"},
        }
        return said.get(operation, {})

    def _asker(self, operation: str, seed: int) -> str:
        if operation in AUTHORS:
            return "medecin"
        if operation in PATIENTS:
            return "patient"
        if operation.startswith("samu"):
            return "regulateur"
        return self._pharmacy(seed % STOCK)

    def _pharmacy(self, rank: int) -> str:
        """Where that number is served; many, as wrong numbers are counted per caller."""
        with self._lock:
            return self.sessions.pharmacy(rank % 100)


def official_examples() -> Iterator[bytes]:
    """The prescriptions of the national guide, where they lie beside the project."""
    for path in sorted(OFFICIAL.glob("Bundle-*Presc*.json")):
        yield path.read_bytes()
