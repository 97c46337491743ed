"""Clients that keep their own books: what they sent, what was acknowledged, what they do not know.

A client works on its own ordonnances, one act at a time, so that it knows what each must be. An act
without an answer is unknown: it is asked again, with the same key, before anything else.
"""

import threading
import time
from collections.abc import Callable
from random import Random

import httpx

from tests.journeys.asking import FHIR, answer, code_of, told
from tests.journeys.crashes.books import Act, Followed, Reserved, drawn, making
from tests.journeys.sessions import Sessions

OUT_OF_REACH = {"BASE_UNAVAILABLE", "STORAGE_UNWRITABLE"}
"""The only refusals that a crash or a full disk may give: anything else is a fault."""

SETTLING = 180.0
"""Seconds during which an unknown act is asked again."""

HANG = 120.0
"""Seconds without an answer that count as a hang: no machine is that busy."""


class Client:
    """One software at work: `rank` and `seed` decide everything that it does."""

    def __init__(self, rank: int, seed: int, sessions: Sessions) -> None:
        self.random = Random(f"{seed}-{rank}")
        self._sessions = sessions
        self.books: list[Followed] = []
        self.lists: list[Act] = []
        self._reserved: list[Reserved] = []
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
            return self.do(http, None, self._beginning())
        reserved = self._reserved[-1] if self._reserved else None
        act = drawn(self.random, followed, reserved)
        return self._read(http, followed) if act is None else self.do(http, followed, act)

    def _beginning(self) -> Act:
        """An issue, or the reservation of a number for a later one."""
        if self._reserved:
            return making("issue", self.random.choice((None, self._reserved[-1])))
        if self.random.random() < 0.6:
            return Act("reserve", "medecin", told(count=1))
        return making("issue", None)

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
        act.answered = response.content
        if act.operation == "reserve":
            listed = answer(response)
            self.lists.append(act)
            self._reserved.append(Reserved(listed["number"], listed["reservation"]))
            return
        if followed is not None:
            followed.record(act, response)
            self.touched.add(followed.number)
        if followed is None or followed.successor:
            self._made(followed, act, response)

    def _made(self, former: Followed | None, act: Act, response: httpx.Response) -> None:
        """A new ordonnance to follow; what the patient objected to before goes on."""
        made = Followed(answer(response)["number"], objected=former is not None and former.objected)
        assert made.number not in {each.number for each in self.books}
        if act.under:
            assert made.number == act.under
            self._reserved = [each for each in self._reserved if each.number != act.under]
        self.books.append(made)
        made.record(act, response)
        self.touched.add(made.number)


class Crowd:
    """Several clients at once on one base, each `of` that kind."""

    def __init__(self, size: int, seed: int, sessions: Sessions, of: type[Client] = Client) -> None:
        self.clients = [of(rank, seed, sessions) for rank in range(size)]

    @property
    def books(self) -> list[Followed]:
        """Every ordonnance of every client."""
        return [followed for client in self.clients for followed in client.books]

    @property
    def lists(self) -> list[Act]:
        """Every reservation of every client."""
        return [act for client in self.clients for act in client.lists]

    @property
    def half_known(self) -> list[tuple[Followed, str]]:
        """The replacements nobody answered: the former, and the number reserved for the other."""
        doubts = [client.unknown for client in self.clients if client.unknown is not None]
        return [
            (followed, act.under)
            for followed, act in doubts
            if followed is not None and act.operation == "replace" and act.under
        ]

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
        return self._replay(
            address,
            lambda client: [
                act
                for followed in client.books
                if not numbers or followed.number in numbers
                for act in followed.acts
            ],
        )

    def replay_lists(self, address: str) -> int:
        """Ask again every reservation: the same bytes; how many."""
        return self._replay(address, lambda client: client.lists)

    def _replay(self, address: str, of: Callable[[Client], list[Act]]) -> int:
        asked = 0
        with httpx.Client(base_url=address, timeout=HANG, trust_env=False, verify=False) as http:
            for client in self.clients:
                for act in of(client):
                    response = client.ask(http, act)
                    assert response.content == act.answered, (act.operation, response.text)
                    asked += 1
        return asked
