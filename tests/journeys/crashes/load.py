"""Clients that keep their own books: what they sent, what was acknowledged, what they do not know.

A client works on its own ordonnances, one act at a time, so that it knows what each must be. An act
without an answer is unknown: it is asked again, with the same key, before anything else.
"""

import threading
import time
import uuid
from dataclasses import dataclass, field
from random import Random

import httpx

from tests.journeys import documents
from tests.journeys.asking import FHIR, answer, code_of, told
from tests.journeys.sessions import Sessions

OUT_OF_REACH = {"BASE_UNAVAILABLE", "STORAGE_UNWRITABLE"}
"""The only refusals that a crash or a full disk may give: anything else is a fault."""

SETTLING = 180.0
"""Seconds during which an unknown act is asked again."""

HANG = 120.0
"""Seconds without an answer that count as a hang: no machine is that busy."""

WRITES = ("issue", "dispense", "undo", "cancel")


@dataclass
class Act:
    """One act that writes; `answered` is None while nobody knows."""

    operation: str
    who: str
    body: bytes
    line: int = 0
    key: str = field(default_factory=lambda: str(uuid.uuid4()))
    answered: bytes | None = None


@dataclass
class Followed:
    """One ordonnance in the books of its client: two lines, each served once."""

    number: str
    acts: list[Act]
    served: dict[int, str] = field(default_factory=dict)
    given: list[str] = field(default_factory=list)
    cancelled: bool = False
    consults: list[bool] = field(default_factory=list)

    @property
    def free(self) -> list[int]:
        """The lines that may be served."""
        return [] if self.cancelled else [line for line in (1, 2) if line not in self.served]

    def count(self, operation: str) -> int:
        """How many acts of that kind were acknowledged."""
        return sum(act.operation == operation for act in self.acts)

    def record(self, act: Act, response: httpx.Response) -> None:
        """Enter an acknowledged act, and what it changes."""
        act.answered = response.content
        self.acts.append(act)
        if act.operation == "dispense":
            self.served[act.line] = answer(response)["reference"]
            self.given.append(self.served[act.line])
        elif act.operation == "undo":
            del self.served[act.line]
        elif act.operation == "cancel":
            self.cancelled = True


class Client:
    """One software at work: `rank` and `seed` decide everything that it does."""

    def __init__(self, rank: int, seed: int, sessions: Sessions) -> None:
        self.random = Random(f"{seed}-{rank}")
        self._sessions = sessions
        self.books: list[Followed] = []
        self.touched: set[str] = set()
        self.unknown: tuple[Followed | None, Act] | None = None
        self.refusals: list[str] = []
        self.lost_answers = 0
        self.faults: list[str] = []

    def work(self, address: str, stop: threading.Event, most: int = 40) -> None:
        """Act after act until told to stop, or until one has no answer."""
        with httpx.Client(base_url=address, timeout=HANG, trust_env=False, verify=False) as http:
            for _ in range(most):
                if stop.is_set() or self.unknown is not None:
                    return
                self.step(http)

    def settle(self, address: str) -> None:
        """Ask again for the act whose answer never came: it must now be acknowledged."""
        self.touched |= {each.number for each in self.books[-3:]}
        if self.unknown is None:
            return
        followed, act = self.unknown
        end = time.monotonic() + SETTLING
        with httpx.Client(base_url=address, timeout=HANG, trust_env=False, verify=False) as http:
            while (response := self.ask(http, act)).status_code == 503:
                # As the refusal asks: the last session of a dying PostgreSQL may still answer.
                assert time.monotonic() < end, response.text[:1500]
                time.sleep(0.1)
            assert response.status_code == 200, (act.operation, response.text[:1500])
        self.unknown = None
        self.lost_answers += 1
        self._enter(followed, act, response)

    def ask(self, http: httpx.Client, act: Act) -> httpx.Response:
        """Send one act, under its own key."""
        headers = {
            "Authorization": f"Bearer {self._sessions.token(act.who)}",
            "Content-Type": FHIR,
            "Idempotency-Key": act.key,
        }
        return http.post(f"/fhir/${act.operation}", content=act.body, headers=headers)

    def step(self, http: httpx.Client) -> None:
        """One more act, drawn."""
        followed = self.random.choice(self.books[-4:]) if self.books else None
        if followed is None or self.random.random() < 0.25:
            return self.do(http, None, Act("issue", "medecin", two_lines()))
        choices = [("read", 0)] + [("dispense", line) for line in followed.free] * 2
        choices += [("undo", line) for line in followed.served] if not followed.cancelled else []
        if followed.free and self.random.random() < 0.2:
            choices.append(("cancel", 0))
        operation, line = self.random.choice(choices)
        if operation == "read":
            return self._read(http, followed)
        return self.do(http, followed, act_on(followed, operation, line))

    def do(self, http: httpx.Client, followed: Followed | None, act: Act) -> None:
        """Ask it, and enter what is answered; without an answer it is unknown."""
        self.unknown = followed, act
        try:
            response = self.ask(http, act)
        except httpx.TransportError as error:
            self._unanswered(act, error)
            return
        if response.status_code == 200:
            self.unknown = None
            self._enter(followed, act, response)
        else:
            self._refused(act, response)

    def _read(self, http: httpx.Client, followed: Followed) -> None:
        """A reading has no key: lost, it is simply not known whether it was journaled."""
        operation = self.random.choice(("consult", "executions"))
        reading = Act(operation, "pharmacien", told(number=followed.number))
        if operation == "consult":
            followed.consults.append(False)
        self.touched.add(followed.number)
        try:
            response = self.ask(http, reading)
        except httpx.TransportError as error:
            self._unanswered(reading, error)
            return
        if response.status_code != 200:
            self._refused(reading, response)
        elif operation == "consult":
            followed.consults[-1] = True

    def _unanswered(self, act: Act, error: httpx.TransportError) -> None:
        """A crash cuts the connection; a base that keeps it and says nothing is a fault."""
        if isinstance(error, httpx.TimeoutException):
            self.faults.append(f"{act.operation}: no answer in {HANG:.0f} s")

    def _refused(self, act: Act, response: httpx.Response) -> None:
        code = code_of(response)
        self.refusals.append(code)
        if code not in OUT_OF_REACH:
            self.faults.append(f"{act.operation}: {response.text[:500]}")

    def _enter(self, followed: Followed | None, act: Act, response: httpx.Response) -> None:
        if followed is None:
            followed = Followed(answer(response)["number"], [])
            assert followed.number not in {each.number for each in self.books}
            self.books.append(followed)
        followed.record(act, response)
        self.touched.add(followed.number)


def two_lines() -> bytes:
    """An antibiotic and a chronic treatment."""
    return documents.written(documents.course(), documents.monthly())


def act_on(followed: Followed, operation: str, line: int) -> Act:
    """The next act on an ordonnance."""
    number = followed.number
    if operation == "dispense":
        return Act(operation, "pharmacien", told(number=number, line={"line": line}), line)
    if operation == "undo":
        reference = followed.served[line]
        body = told(number=number, reason="MISTAKE", reference=reference)
        return Act(operation, "pharmacien", body, line)
    return Act(operation, "medecin", told(number=number, reason="ERROR"))


class Crowd:
    """Several clients at once on one base, each `of` that kind."""

    def __init__(self, size: int, seed: int, sessions: Sessions, of: type[Client] = Client) -> None:
        self.clients = [of(rank, seed, sessions) for rank in range(size)]

    @property
    def books(self) -> list[Followed]:
        """Every ordonnance of every client."""
        return [followed for client in self.clients for followed in client.books]

    def start(self, address: str) -> None:
        """Everybody begins to work, each in a thread."""
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=client.work, args=(address, self._stop))
            for client in self.clients
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Everybody finishes the act under way, or sees that it has no answer."""
        self._stop.set()
        for thread in self._threads:
            thread.join(2 * HANG)
            assert not thread.is_alive(), "a client hangs"

    def settle(self, address: str) -> set[str]:
        """Every unknown act is asked again; the numbers touched since the last time."""
        touched: set[str] = set()
        for client in self.clients:
            assert client.faults == []
            client.settle(address)
            touched |= client.touched
            client.touched = set()
        return touched

    def replay(self, address: str, numbers: set[str] | None = None) -> int:
        """Ask again every acknowledged act (of these numbers): the same bytes; how many."""
        asked = 0
        with httpx.Client(base_url=address, timeout=HANG, trust_env=False, verify=False) as http:
            for client in self.clients:
                for followed in client.books:
                    for act in followed.acts if not numbers or followed.number in numbers else ():
                        response = client.ask(http, act)
                        assert response.content == act.answered, (act.operation, response.text)
                        asked += 1
        return asked
