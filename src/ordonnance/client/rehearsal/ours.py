"""The command line's own client, rehearsing as an editor's software would."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import uuid4

from ordonnance.client.client import Client
from ordonnance.client.errors import Refused, Unreachable
from ordonnance.client.rehearsal.messages import Asked
from ordonnance.domain.number import InvalidNumber, OrdonnanceNumber
from ordonnance.domain.preserie.rehearsal.judging import Replied
from ordonnance.domain.preserie.rehearsal.scenario import Order, Outcome
from ordonnance.fhir.inputs import LineInput

_PRODUCT = "ordonnance-repetition"


@dataclass(slots=True)
class _Counter:
    """What a counter remembers of one ordonnance: its last dispensing, and what is in doubt."""

    recorded: bool = False
    doubtful: "Callable[[Client], Replied] | None" = field(default=None, repr=False)


class OurClient:
    """`ordonnance` itself as the software: the key of an act is kept until its end is known."""

    def __init__(self) -> None:
        self._scenario = ""
        self._counter = _Counter()

    def play(self, asked: Asked) -> Replied:
        """As the protocol says."""
        if asked.scenario != self._scenario:
            self._scenario, self._counter = asked.scenario, _Counter()
        order = Order(asked.order)
        if order is Order.BILL:
            return Replied(Outcome.DONE, scan=not self._counter.recorded)
        try:
            number = OrdonnanceNumber.parse(asked.code).value
        except InvalidNumber:
            return Replied(Outcome.UNREAD)
        with Client(asked.base, asked.token, product=_PRODUCT) as client:
            if order is Order.OPEN:
                return _open(client, number)
            if order is Order.SETTLE:
                again = self._counter.doubtful
                return self._try(again, client) if again else Replied(Outcome.NOTHING)
            act = self._serving(number, asked) if order is Order.SERVE else self._undoing(number)
            return self._try(act, client)

    def close(self) -> None:
        """Nothing stays open."""

    def _try(self, act: "Callable[[Client], Replied]", client: Client) -> Replied:
        """Do it, and keep it to be asked again, with its key, while nobody knows its end."""
        try:
            reply = act(client)
        except Refused as refused:
            self._counter.doubtful = None
            return Replied(Outcome.REFUSED, refused.code)
        except Unreachable:
            self._counter.doubtful = act
            return Replied(Outcome.UNCONFIRMED)
        self._counter.doubtful = None
        return reply

    def _serving(self, number: str, asked: Asked) -> "Callable[[Client], Replied]":
        key, given = str(uuid4()), tuple(_line(each.line, each.packs, each.decline)
                                         for each in asked.lines)  # fmt: skip

        def serve(client: Client) -> Replied:
            done = client.dispense(number, given, everything=not given, key=key)
            self._counter.recorded = True
            return Replied(Outcome.DONE, scan=done.scan_for_payer)

        return serve

    def _undoing(self, number: str) -> "Callable[[Client], Replied]":
        key = str(uuid4())

        def undo(client: Client) -> Replied:
            client.undo(number, "MISTAKE", key=key)
            self._counter.recorded = False
            return Replied(Outcome.DONE)

        return undo


def _open(client: Client, number: str) -> Replied:
    try:
        seen = client.consult(number)
    except Refused as refused:
        return Replied(Outcome.REFUSED, refused.code)
    except Unreachable:
        return Replied(Outcome.UNREACHABLE)
    return Replied(Outcome.DONE, lines=frozenset(each.line for each in seen.lines))


def _line(line: int, packs: int | None, decline: str | None) -> LineInput:
    count = None if packs is None else Decimal(packs)
    return LineInput(line=line, packs=count, decline_reason=decline)
