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
from tests.journeys import documents
from tests.journeys.asking import FHIR, Door, told
from tests.journeys.test_official_shapes import established_now

OFFICIAL = Path(__file__).parents[4] / "shared/spec/interop/examples/eprescription-ig/json"
STOCK = 120
RESERVED = 40
OTHER_TYPES = ["application/jose", "text/plain", "application/fhir+xml", "",
               "application/json; charset=utf-16", "multipart/form-data; boundary=x"]  # fmt: skip

WEIGHTS = {
    "issue": 30, "issue with words": 8, "issue reserved": 6, "check": 16, "check with words": 4,
    "dispense": 14, "consult": 3, "executions": 2, "journal": 2, "undo": 4, "cancel": 3,
    "replace": 4, "object": 2, "reserve": 2,
}  # fmt: skip


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
        given = [self.door.does("reserve", "medecin", count=1) for _ in range(RESERVED)]
        self.reserved = [each["number"] for each in given]
        self.tokens = {each["number"]: each["reservation"] for each in given}
        self.sessions = self.door.sessions
        self._lock = threading.Lock()

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
        if operation in ("issue", "check"):
            made = mutant(seed, self._document(kind, chance, reserved), chance)
            who = "medecin"
        else:
            made = self._numbered(operation, seed, chance)
            who = self._asker(operation, seed)
        typed = chance.choice(OTHER_TYPES) if chance.randrange(40) == 0 else FHIR
        return Shot(operation, who, made, typed, reserved)

    def _document(self, kind: str, chance: Random, reserved: str) -> bytes:
        if reserved:
            return self.reserved_document(reserved)
        document = chance.choice(self.bundles)
        if kind.startswith("check") and chance.randrange(2):
            document = chance.choice(self.official)
        if not kind.endswith("words"):
            return document
        if kind.startswith("check"):
            return told(prescription=document)
        attested = {"rule": "condition.not_encoded", "reason": "vérifié", "line": 1}
        return told(prescription=document, acknowledgement=attested)

    def _numbered(self, operation: str, seed: int, chance: Random) -> Mutant:
        """Parameters made wrong around a number that is right, but for one in fifty."""
        asked = {"number": self.numbers[seed % STOCK], **self._words(operation, chance)}
        if operation == "reserve":
            return mutant(seed, told(count=2), chance)
        if chance.randrange(50) == 0 or operation in ("consult", "executions", "journal"):
            return mutant(seed, told(**asked), chance, (1,))
        number = asked.pop("number")
        made = mutant(seed, told(**asked), chance)
        opening = b'"parameter": ['
        part = json.dumps({"name": "number", "valueString": number}).encode()
        body = made.body.replace(opening, opening + part + b", ", 1)
        return Mutant(seed, body, made.trail)

    def _words(self, operation: str, chance: Random) -> dict[str, Any]:
        line = {"line": 1, "packs": 1, "cip13": documents.pack_of(documents.LEVOTHYROXINE),
                "quantityReason": "LOCAL", "note": "note d'exemple"}  # fmt: skip
        said: dict[str, dict[str, Any]] = {
            "dispense": chance.choice([{"allAsPrescribed": True}, {"line": [line, {"line": 2}]}]),
            "undo": {"reason": "MISTAKE", "text": "x"},
            "cancel": {"reason": "ERROR", "text": "x"},
            "replace": {"prescription": documents.simple(), "reason": "ERROR"},
            "object": {"withdraw": chance.choice([True, False])},
        }
        return said.get(operation, {})

    def _asker(self, operation: str, seed: int) -> str:
        if operation in ("cancel", "replace", "reserve"):
            return "medecin"
        if operation in ("object", "journal"):
            return "patient"
        # Wrong numbers are counted per caller: many callers, so that few are held.
        with self._lock:
            return self.sessions.pharmacy(seed % 100)


def official_examples() -> Iterator[bytes]:
    """The prescriptions of the national guide, where they lie beside the project."""
    for path in sorted(OFFICIAL.glob("Bundle-*Presc*.json")):
        yield path.read_bytes()
