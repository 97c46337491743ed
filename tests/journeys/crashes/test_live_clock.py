"""The wall clock of running servers, worker and PostgreSQL jumps while acts go on."""

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest

from ordonnance.adapters.clock import SystemClock
from ordonnance.bootstrap.consumers import RECORD_FOLDER
from tests.journeys import documents
from tests.journeys.asking import Door, code_of, told
from tests.journeys.browsing import Browser
from tests.journeys.conftest import reachable
from tests.journeys.crashes.books import Act, drawn
from tests.journeys.crashes.inspecting import Inspection, require_same_story
from tests.journeys.crashes.load import HANG, Client, Crowd
from tests.journeys.crashes.moved import WallClock, moved_base
from tests.journeys.crashes.test_crashes import judged_journals
from tests.journeys.crashes.victims import beside
from tests.journeys.running import BaseInProcess, wait_until
from tests.journeys.sessions import Sessions
from tests.journeys.writing import AMOX, a_draft

pytestmark = pytest.mark.usefixtures("postgres_runs")

PARIS = ZoneInfo("Europe/Paris")
PRESENT = timedelta(0)
NTP_STEPS = [timedelta(milliseconds=ms) for ms in (1, 0, -1, 2, -2, 1, 0)]
OF_ANOTHER_INSTANT = {"LAW_BLOCKED", "LINE_NOT_DUE"}
"""Refusals of what was done at an instant that is still to come."""

RELEASED = 90.0
"""Seconds after which what a clock put off was not released; the worker looks every minute."""

_ANCHORED = """SELECT EXISTS (SELECT FROM base.anchor
 WHERE at BETWEEN $1::timestamptz - interval '15 minutes' AND $1 + interval '15 minutes')"""
_ANCHORS = "SELECT coalesce(max(sequence), 0) FROM base.anchor"
_NOW = "SELECT clock_timestamp()"
_PUT_OFF = """SELECT count(*) FILTER (WHERE attempts > 0) > 0
 AND count(*) FILTER (WHERE attempts = 0) > 0 FROM base.outbox WHERE available_at > $1"""


class AtWork(Client):
    """Issues, serves, undoes and cancels at the instant that the base believes."""

    acknowledged = 0
    expired = 0

    def work(self, address: str, stop: threading.Event, most: int = 400) -> None:
        """Act after act, longer than in a crash: until told to stop."""
        super().work(address, stop, most)

    def ask(self, http: httpx.Client, act: Act) -> httpx.Response:
        """Ask, and again when the clock left its token behind: a software signs in again."""
        end = time.monotonic() + HANG
        while refused_as(response := super().ask(http, act), "TOKEN_EXPIRED"):
            assert time.monotonic() < end, response.text
            self.expired += 1
            self._sessions.renew()
        return response

    def step(self, http: httpx.Client) -> None:
        """One more act, drawn."""
        followed = self.random.choice(self.books[-4:]) if self.books else None
        if followed is None or self.random.random() < 0.3:
            self.do(http, None, self._issue())
        elif (act := drawn(self.random, followed, None)) is None:
            self._read(http, followed)
        elif act.operation != "replace":
            self.do(http, followed, act)

    def _issue(self) -> Act:
        at = self._sessions.now().astimezone(PARIS).replace(microsecond=0)
        lines = documents.course(), documents.monthly()
        return Act("issue", "medecin", told(prescription=documents.written(*lines, at=at)))

    def _refused(self, act: Act, response: httpx.Response) -> None:
        """What the texts refuse at another instant is known: nothing was written."""
        if code_of(response) in OF_ANOTHER_INSTANT:
            self.unknown = None
            self.refusals.append(code_of(response))
        else:
            super()._refused(act, response)


def refused_as(response: httpx.Response, code: str) -> bool:
    """True for that refusal."""
    return response.status_code == 401 and code_of(response) == code


class Jumping:
    """A base whose clock jumps, its clients, and who looks inside."""

    def __init__(self, base: BaseInProcess, clock: WallClock) -> None:
        self.base, self.clock = base, clock
        self.inspection = Inspection(base.data)
        self.seed = random.getrandbits(32)
        self.sessions = Sessions.of(base.data, clock)
        self.crowd = Crowd(3, self.seed, self.sessions, AtWork)

    @property
    def done(self) -> Counter[str]:
        """The acts acknowledged so far, by kind."""
        return Counter(act.operation for each in self.crowd.books for act in each.acts)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Everybody works; then no act is unknown, and none was refused without a reason."""
        self.crowd.start(self.base.address)
        try:
            yield
        finally:
            self.crowd.stop()
        assert [client.faults for client in self.crowd.clients] == [[], [], []]
        assert [client.unknown for client in self.crowd.clients] == [None] * 3
        refused = {code for client in self.crowd.clients for code in client.refusals}
        assert refused <= OF_ANOTHER_INSTANT

    def jump(self, shift: timedelta, *more: str) -> None:
        """The clock jumps while acts go on; until some of these kinds were acknowledged since."""
        before = self.done
        self.clock.jump(shift)
        wait_until(lambda: all((self.done - before)[each] > 1 for each in more), HANG)


@pytest.fixture(scope="module")
def opened() -> Iterator[Jumping]:
    """One base for these tests."""
    with reachable() as folder, moved_base(folder) as (base, clock):
        yield Jumping(base, clock)


@pytest.fixture
def jumping(opened: Jumping) -> Jumping:
    """The base at the present."""
    opened.clock.jump(PRESENT)
    opened.sessions.renew()
    return opened


@contextmanager
def record_out_of_reach(data: Path) -> Iterator[None]:
    """The folder of the copies takes nothing meanwhile."""
    folder = data / RECORD_FOLDER
    wait_until(folder.is_dir, HANG)
    away = folder.rename(folder.with_name("away"))
    folder.touch()
    try:
        yield
    finally:
        folder.unlink()
        away.rename(folder)


def test_every_process_of_the_base_believes_the_clock_that_jumps(jumping: Jumping) -> None:
    base = jumping.base
    wait_until(lambda: len(beside(base)) == 1, HANG)
    for pid in (base.process.pid, base.postgres_pid, *beside(base)):
        assert "libfaketime" in Path(f"/proc/{pid}/maps").read_text()
    for shift in (timedelta(hours=2), timedelta(days=-1), PRESENT):
        jumping.clock.jump(shift)
        assert abs(jumping.inspection.value(_NOW) - jumping.clock.now()) < timedelta(minutes=30)


def test_acts_go_on_while_the_clock_jumps_and_none_is_lost_or_doubled(jumping: Jumping) -> None:
    print(f"seed {jumping.seed}")
    crowd, address = jumping.crowd, jumping.base.address
    acts = ("issue", "dispense")
    with jumping.at_work():
        jumping.jump(PRESENT, *acts, "undo", "cancel")
    with record_out_of_reach(jumping.base.data), jumping.at_work():
        jumping.jump(timedelta(hours=2), *acts)
        # Copies tried in vain, and those that wait behind them: both put off in two hours.
        ahead = SystemClock().now() + timedelta(hours=1)
        wait_until(lambda: jumping.inspection.value(_PUT_OFF, ahead), HANG)
        jumping.jump(PRESENT)
    for shift in (timedelta(hours=-2), timedelta(days=-1)):
        with jumping.at_work():
            jumping.jump(shift, *acts)
            # The worker has noticed, and anchors what is journaled at that instant too.
            wait_until(lambda: jumping.inspection.value(_ANCHORED, jumping.clock.now()), HANG)
            jumping.jump(PRESENT, *acts)
        crowd.replay(address, {each.number for each in crowd.books[-3:]})
    with jumping.at_work():
        for step in NTP_STEPS:
            jumping.jump(step, "issue")
    require_all_there(jumping)


def require_all_there(jumping: Jumping) -> None:
    """At the present again: every act once, every copy left, every journal whole."""
    crowd, books, inspection = jumping.crowd, jumping.crowd.books, jumping.inspection
    anchored = jumping.inspection.value(_ANCHORS)
    inspection.require_whole(books)
    inspection.require_nothing_else(crowd)
    inspection.require_delivered(books, RELEASED)
    wait_until(lambda: jumping.inspection.value(_ANCHORS) > anchored, RELEASED)
    assert judged_journals(jumping.base.data) == (0, len(books))
    assert crowd.replay(jumping.base.address) == jumping.done.total()
    with Door(jumping.base.address, jumping.sessions) as door:
        for followed in books[::5]:
            require_same_story(door, followed)
    assert sum(client.expired for client in crowd.clients) > 0


def test_a_token_is_refused_clearly_by_another_instant_and_accepted_back_at_its_own(
    jumping: Jumping,
) -> None:
    with Door(jumping.base.address, jumping.sessions) as door:
        assert door.ask("list", "medecin").status_code == 200
        for shift in (timedelta(hours=9), timedelta(hours=-2), timedelta(days=-1)):
            jumping.clock.jump(shift)
            assert refused_as(door.ask("list", "medecin"), "TOKEN_EXPIRED"), shift
            jumping.clock.jump(PRESENT)
            assert door.ask("list", "medecin").status_code == 200, shift


def test_a_session_left_alone_by_a_clock_ahead_and_its_draft_are_there_again(
    jumping: Jumping,
) -> None:
    with (
        closing(Browser(jumping.base.address)) as writing,
        closing(Browser(jumping.base.address)) as other,
    ):
        draft = a_draft(writing, AMOX).page.url.path
        jumping.clock.jump(timedelta(hours=2))
        cookies = dict(writing.http.cookies)
        assert writing.go(draft).url.path == "/connexion"
        # What is over by that clock is dropped when somebody begins.
        a_draft(other, AMOX, handle="sage-femme")
        jumping.clock.jump(PRESENT)
        writing.http.cookies.update(cookies)
        assert writing.go(draft).url.path == draft
        assert "CLAMOXYL" in writing.text
