"""kill -9 in a loop under load: nothing acknowledged is lost, nothing is half done or doubled."""

import json
import statistics
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random, getrandbits

import pytest

from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.crashes.books import WRITES
from tests.journeys.crashes.inspecting import Inspection, ready, require_same_story
from tests.journeys.crashes.load import Crowd
from tests.journeys.crashes.victims import BESIDE, VICTIMS, VICTIMS_OF_TWO, Victims, all_there
from tests.journeys.running import BaseInProcess, clean, serve_command, wait_until
from tests.journeys.sessions import Sessions

CLIENTS = 5
OPENINGS = {"ORDONNANCE_OPENINGS_PER_HOUR": "100000"}
NEVER = 180.0
"""Seconds after which what has not come never will; what comes takes one or two, and is told."""


class Rounds:
    """A base, its clients, and what each crash cost."""

    def __init__(self, base: BaseInProcess, seed: int, victims: Victims) -> None:
        self.base = base
        self._victims = victims
        self.random = Random(seed)
        self.crowd = Crowd(CLIENTS, seed, Sessions.of(base.data))
        self.inspection = Inspection(base.data)
        self.back: list[float] = []
        self.in_doubt = Counter[bool]()
        self.killed = Counter[str]()

    def crash(self) -> str:
        """Load, kill somebody at a random instant, bring back, ask again what is unknown."""
        name = self._drawn()
        self.crowd.start(self.base.address)
        time.sleep(self.random.uniform(0.02, 0.4))
        started = time.monotonic()
        killed = self._victims[name](self.base, self.random)
        assert killed.processes > 0, f"{name}: nobody was there to be killed"
        self.killed[name] += killed.processes
        if killed.base_down:
            started = time.monotonic()
            self.base.start()
        wait_until(lambda: steady(self.base.address), NEVER)
        self.back.append(time.monotonic() - started)
        self.crowd.stop()
        return name

    def _drawn(self) -> str:
        """Who is killed next. Processes beside the first server take a while to be there again:
        they are awaited for the first time, then somebody else is killed instead."""
        name = self.random.choice(sorted(self._victims))
        if self._victims[name] not in BESIDE:
            return name
        if name not in self.killed:
            wait_until(lambda: all_there(self.base), NEVER)
        elif not all_there(self.base):
            others = {each for each, kills in self._victims.items() if kills not in BESIDE}
            return self.random.choice(sorted(others))
        return name

    def verify(self) -> None:
        """The cheap part of the invariants, on what this round touched."""
        if self.crowd.half_known:
            self.in_doubt += self.inspection.require_no_half(self.crowd)
        touched = self.crowd.settle(self.base.address)
        books = [each for each in self.crowd.books if each.number in touched]
        self.inspection.require_whole(books)
        self.crowd.replay(self.base.address, {each.number for each in books[-4:]})

    def verify_all(self) -> int:
        """Every invariant, on everything; how many acts were asked again."""
        books = self.crowd.books
        self.inspection.require_whole(books)
        self.inspection.require_nothing_else(self.crowd)
        self.inspection.require_delivered(books, NEVER)
        with Door(self.base.address, Sessions.of(self.base.data)) as door:
            for followed in self.random.sample(books, min(len(books), 60)):
                require_same_story(door, followed)
        sample = self.random.sample(books, min(len(books), 300))
        assert judged_journals(self.base.data) == (0, len(books))
        asked = self.crowd.replay(self.base.address, {each.number for each in sample})
        return asked + self.crowd.replay_lists(self.base.address)


def judged_journals(data: Path) -> tuple[int, int]:
    """What the command that operators run says of the whole base: findings, ordonnances."""
    command = [sys.executable, "-m", "ordonnance.doors.cli.main", "journal", "verify", "--json"]
    judged = subprocess.run(
        [*command, "--data", str(data)], env=clean({}), capture_output=True, text=True, check=False
    )
    assert judged.returncode == 0, judged.stdout + judged.stderr
    told = json.loads(judged.stdout)
    return told["total"], told["seen"]["ordonnances"]


def steady(address: str) -> bool:
    """Ready three times in a row: the last sessions of a dying PostgreSQL may answer once."""
    for _ in range(3):
        if ready(address) != 200:
            return False
        time.sleep(0.02)
    return True


@pytest.mark.usefixtures("postgres_runs")
def test_a_first_start_killed_at_any_moment_goes_on_at_the_next(reachable_folder: Path) -> None:
    seed = getrandbits(32)
    random = Random(seed)
    print(f"seed {seed}")
    for rank in range(4):
        data = reachable_folder / f"base{rank}"
        for _ in range(3):
            started = subprocess.Popen(
                serve_command(data, "--demo"), env=clean({}),
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            time.sleep(random.uniform(0.3, 1.6))
            started.kill()
            started.wait()
        with BaseInProcess(data, "--demo") as base:
            with Door(base.address, Sessions.of(data)) as door:
                door.issued(documents.simple())
            assert base.stop() == 0


def crashed(data: Path, count: int, victims: Victims, *options: str) -> str:
    """That many crashes under load on a new base, every invariant looked at; the figures."""
    seed, history = getrandbits(32), list[str]()
    with BaseInProcess(data, "--demo", *options, **OPENINGS) as base:
        rounds = Rounds(base, seed, victims)
        try:
            for _ in range(count):
                history.append(rounds.crash())
                rounds.verify()
            replayed = rounds.verify_all()
        except BaseException:
            tail = base.errors.read_text(encoding="utf-8")[-4000:]
            print(f"seed {seed}, round {len(history)}, last {history[-5:]}\n{tail}")
            raise
    # A replacement stands in two books.
    done = {act.key: act.operation for each in rounds.crowd.books for act in each.acts}
    acts = Counter(done.values())
    lost = sum(client.lost_answers for client in rounds.crowd.clients)
    assert acts.total() > count
    assert set(acts) == set(WRITES)
    assert rounds.crowd.lists
    assert lost > 0
    return (
        f"\n{count} crashes {dict(Counter(history))} that killed {dict(rounds.killed)}, "
        f"{acts.total()} acts {dict(acts)} and "
        f"{len(rounds.crowd.lists)} reservations on {len(rounds.crowd.books)} ordonnances, {lost} "
        f"answers lost, replacements without an answer: {rounds.in_doubt[True]} done and "
        f"{rounds.in_doubt[False]} not; {replayed} acts asked again; back in "
        f"{statistics.median(rounds.back):.2f} s (median), {max(rounds.back):.2f} s (slowest)"
    )


def of_two(request: pytest.FixtureRequest) -> int:
    """Of the crashes asked for, those of a base of two servers."""
    count: int = request.config.getoption("--crashes")
    return count * 2 // 5


@pytest.mark.usefixtures("postgres_runs")
def test_killed_again_and_again_under_load_the_base_loses_nothing(
    reachable_folder: Path, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    count = request.config.getoption("--crashes") - of_two(request)
    figures = crashed(reachable_folder / "base", count, VICTIMS)
    with capsys.disabled():
        print(figures)


@pytest.mark.usefixtures("postgres_runs")
def test_with_two_servers_whichever_is_killed_the_base_loses_nothing(
    reachable_folder: Path, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    data = reachable_folder / "base"
    figures = crashed(data, of_two(request), VICTIMS_OF_TWO, "--processes", "2")
    with capsys.disabled():
        print(figures)
