"""Every act that writes, ready to be sent, and the proof that it was done once."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import httpx

from tests.journeys import documents, stocking, to_a_pharmacy
from tests.journeys.asking import answer, told
from tests.journeys.races.town import Town
from tests.journeys.races.wire import request

MESSAGES = {
    "issue": "record.deposit", "dispense": "record.execution", "undo": "record.withdraw",
    "cancel": "record.withdraw", "replace": "record.withdraw",
    "samu-prescribe": "samu.post", "samu-withdraw": "samu.take-back",
}  # fmt: skip
"""The message that leaves after each act; an objection and a line of a register send none."""

JOURNALED = {"samu-prescribe": "regulate", "samu-withdraw": "cancel"}
"""The name of an act in the journal, where it is not that of the operation."""

MAKING = ("issue", "replace", "samu-prescribe")
"""Each makes one more ordonnance."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One request that writes. `number` is empty for those that make numbers."""

    operation: str
    number: str
    sent: bytes
    version: int
    kept: tuple[int, int, int]

    def nothing_done(self, town: Town) -> None:
        """Fails when something of this request was written."""
        assert town.kept() == self.kept
        if self.number:
            assert town.version(self.number) == self.version

    def done_once(self, town: Town, responses: list[httpx.Response]) -> None:
        """Fails unless these answers are the same success, of one act and no other."""
        self.was_done_once(town, responses)
        assert town.kept() == with_those_of([self.operation], self.kept)

    def was_done_once(self, town: Town, responses: list[httpx.Response]) -> None:
        """The same, where others were done meanwhile."""
        assert {each.status_code for each in responses} == {200}, [e.text for e in responses]
        assert len({each.content for each in responses}) == 1
        if self.operation in ("reserve", "stock-record"):
            return
        number = self.number or answer(responses[0])["number"]
        assert town.version(number) == self.version + 1
        assert town.written(number).count(JOURNALED.get(self.operation, self.operation)) == 1
        if self.operation in MESSAGES:
            assert town.messages(number).count(MESSAGES[self.operation]) == 1


def with_those_of(operations: Iterable[str], kept: tuple[int, int, int]) -> tuple[int, int, int]:
    """What the base holds once these were done, each once; `kept`: what it held before."""
    ordonnances, reservations, lines = kept
    for each in operations:
        ordonnances += each in MAKING
        reservations += each == "reserve"
        lines += each == "stock-record"
    return ordonnances, reservations, lines


def prepared(town: Town, operation: str) -> Ask:
    """A request of that kind, on an ordonnance made for it."""
    who, number, body = _BODIES[operation](town)
    version = town.version(number) if number else 0
    sent = request(operation, town.sessions.token(who), body, str(uuid.uuid4()))
    return Ask(operation, number, sent, version, town.kept())


Body = tuple[str, str, bytes]


def _issue(_town: Town) -> Body:
    return "medecin", "", documents.simple()


def _reserve(_town: Town) -> Body:
    return "medecin", "", told(count=3)


def _dispense(town: Town) -> Body:
    number = town.door.issued(documents.simple())
    return "pharmacien", number, told(number=number, allAsPrescribed=True)


def _undo(town: Town) -> Body:
    number = town.door.issued(documents.simple())
    town.door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)
    return "pharmacien", number, told(number=number, reason="MISTAKE")


def _cancel(town: Town) -> Body:
    number = town.door.issued(documents.simple())
    return "medecin", number, told(number=number, reason="ERROR")


def _replace(town: Town) -> Body:
    number = town.door.issued(documents.simple())
    return "medecin", number, told(number=number, prescription=documents.simple())


def _object(town: Town) -> Body:
    number = town.door.issued(documents.simple())
    return "patient", number, told(number=number)


def _samu_prescribe(_town: Town) -> Body:
    return "regulateur", "", to_a_pharmacy.prescription()


def _samu_withdraw(town: Town) -> Body:
    number = town.door.does("samu-prescribe", "regulateur", to_a_pharmacy.prescription())["number"]
    return "regulateur", number, told(number=number)


def _stock_record(_town: Town) -> Body:
    return "medecin", "", stocking.delivery(stocking.a_lot())


_BODIES: dict[str, Callable[[Town], Body]] = {
    "issue": _issue, "reserve": _reserve, "dispense": _dispense, "undo": _undo,
    "cancel": _cancel, "replace": _replace, "object": _object,
    "samu-prescribe": _samu_prescribe, "samu-withdraw": _samu_withdraw,
    "stock-record": _stock_record,
}  # fmt: skip
OPERATIONS = tuple(_BODIES)
