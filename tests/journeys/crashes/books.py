"""What a client writes down: the acts acknowledged to it, and what they made of each ordonnance."""

import uuid
from dataclasses import dataclass, field
from random import Random

import httpx

from ordonnance.domain.number import OrdonnanceNumber
from tests.journeys import documents
from tests.journeys.asking import answer, told

WRITES = ("issue", "dispense", "undo", "object", "cancel", "replace")
"""The acts of the load that change an ordonnance; a reservation changes none."""


@dataclass
class Act:
    """One act that writes; `answered` is None while nobody knows. `under`: the number reserved for
    the ordonnance that it makes, if any."""

    operation: str
    who: str
    body: bytes
    line: int = 0
    under: str = ""
    key: str = field(default_factory=lambda: str(uuid.uuid4()))
    answered: bytes | None = None


@dataclass
class Followed:
    """One ordonnance in the books of its client: two lines, each served once.

    Its first act made it. Replaced, its last act is the first one of its successor.
    """

    number: str
    acts: list[Act] = field(default_factory=list)
    served: dict[int, str] = field(default_factory=dict)
    given: list[str] = field(default_factory=list)
    objected: bool = False
    ended: bool = False
    successor: str = ""
    consults: list[bool] = field(default_factory=list)

    @property
    def free(self) -> list[int]:
        """The lines that may be served."""
        return [] if self.ended else [line for line in (1, 2) if line not in self.served]

    def count(self, operation: str) -> int:
        """How many acts of that kind were acknowledged."""
        return sum(act.operation == operation for act in self.acts)

    def record(self, act: Act, response: httpx.Response) -> None:
        """Enter an acknowledged act, and what it changes."""
        self.acts.append(act)
        match act.operation:
            case "dispense":
                self.served[act.line] = answer(response)["reference"]
                self.given.append(self.served[act.line])
            case "undo":
                del self.served[act.line]
            case "object":
                self.objected = not self.objected
            case "cancel":
                self.ended = True
            case "replace" if len(self.acts) > 1:
                self.ended, self.successor = True, answer(response)["number"]


@dataclass(frozen=True)
class Reserved:
    """A number reserved for one ordonnance, and the signed list that says so."""

    number: str
    reservation: str


def drawn(random: Random, followed: Followed, reserved: Reserved | None) -> Act | None:
    """The next act on an ordonnance; None to read it."""
    choices = [("read", 0)] + [("dispense", line) for line in followed.free] * 2
    if not followed.ended:
        choices += [("undo", line) for line in followed.served]
    if not followed.ended and random.random() < 0.3:
        choices.append(("object", 0))
    if followed.free and random.random() < 0.3:
        choices += [("cancel", 0), ("replace", 0), ("replace", 0)]
    operation, line = random.choice(choices)
    number = followed.number
    match operation:
        case "dispense":
            return Act(operation, "pharmacien", told(number=number, line={"line": line}), line)
        case "undo":
            reference = followed.served[line]
            body = told(number=number, reason="MISTAKE", reference=reference)
            return Act(operation, "pharmacien", body, line)
        case "object":
            body = told(number=number, withdraw=followed.objected or None)
            return Act(operation, "patient", body)
        case "cancel":
            return Act(operation, "medecin", told(number=number, reason="ERROR"))
        case "replace":
            return making(operation, reserved, number=number)
    return None


def making(operation: str, reserved: Reserved | None, **parameters: str) -> Act:
    """An act that makes an ordonnance, under that number if one is reserved."""
    document = two_lines(None if reserved is None else OrdonnanceNumber(reserved.number))
    body = told(
        **parameters, prescription=document, reservation=reserved and reserved.reservation
    )  # fmt: skip
    return Act(operation, "medecin", body, under=reserved.number if reserved else "")


def two_lines(reserved: OrdonnanceNumber | None = None) -> bytes:
    """An antibiotic and a chronic treatment."""
    return documents.written(documents.course(), documents.monthly(), reserved=reserved)
