"""A real base lived in by marked people, and everything that it leaves behind."""

import asyncio
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg
import httpx

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.keys import KeyCabinet, keys_folder_beside
from ordonnance.adapters.postgres_server import dsn_of_running, find_binaries
from ordonnance.bootstrap.operators import link_code
from ordonnance.doors.web.routes import SCREENS
from tests.journeys.asking import Door
from tests.journeys.conftest import reachable
from tests.journeys.running import clean, wait_until
from tests.journeys.secrets.around import around
from tests.journeys.secrets.calls import TO_HOME, prescription
from tests.journeys.secrets.canary import Canary, Search, files
from tests.journeys.secrets.living import Told, document, life
from tests.journeys.secrets.real_base import RealBase
from tests.journeys.secrets.screens import typed_in_vain

PAGES = (
    "/metrics",
    "/health",
    "/ready",
    "/fhir/metadata",
    "/openapi.json",
    "/.well-known/jwks.json",
)
OPERATOR_PAGES = tuple(
    screen.path for screen in SCREENS if screen.operator and screen.method == "GET"
)


@dataclass
class Lived:
    """What is left of the life of a canary."""

    base: RealBase
    canary: Canary
    told: Told = field(default_factory=lambda: Told([], []))
    pages: dict[str, bytes] = field(default_factory=dict)
    seen: bytes = b""
    before_checkpoint: dict[str, set[str]] = field(default_factory=dict)
    number_in_wal: bool = False
    after_checkpoint: dict[str, set[str]] = field(default_factory=dict)
    dump: bytes = b""
    faults: list[httpx.Response] = field(default_factory=list)
    others: dict[str, set[str]] = field(default_factory=dict)
    at_home: list[Path] = field(default_factory=list)


@contextmanager
def lived_in() -> Iterator[Lived]:
    """A base lived in, harmed and ended."""
    since = time.time_ns()
    canary = Canary()
    with reachable() as folder, around(folder, canary) as outside:
        base = RealBase(folder, outside)
        lived = Lived(base, canary)
        base.start(canary)
        try:
            with Door(base.process.address, base.sessions) as door, Watched(lived):
                lived.told = life(door, base, lived.canary)
                by_the_command_line(lived)
                time.sleep(0.5)  # lets the worker deposit, which the next lines look at
            look_at_rest(lived)
            harm(lived)
            lived.others = elsewhere(lived, since)
        finally:
            postgres = base.process.postgres_pid
            # As a crash that prints what it can.
            base.process.process.send_signal(signal.SIGABRT)
            base.process.process.communicate(timeout=30)
            os.kill(postgres, signal.SIGINT)
            wait_until(lambda: not Path(f"/proc/{postgres}/cmdline").exists(), 60)
        yield lived


class Watched:
    """Collects, while the acts run, what the system and PostgreSQL show of them."""

    def __init__(self, lived: Lived) -> None:
        self._lived, self._stop = lived, threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._watch()))

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    async def _watch(self) -> None:
        process = self._lived.base.process
        connection = await asyncpg.connect(dsn_of_running(process.data, "postgres"))
        seen: set[bytes] = set()
        try:
            while not self._stop.is_set():
                rows = await connection.fetch("SELECT t::text FROM pg_stat_activity AS t")
                seen.update(row[0].encode() for row in rows)
                seen.update(shown_by(process.process.pid))
                seen.update(shown_by(process.postgres_pid))
                for child in children(process.postgres_pid):
                    seen.update(shown_by(child))
                await asyncio.sleep(0.01)
        finally:
            await connection.close()
        self._lived.seen = b"\n".join(seen)


def shown_by(pid: int) -> list[bytes]:
    shown = []
    for name in ("cmdline", "environ"):
        try:
            shown.append(Path(f"/proc/{pid}/{name}").read_bytes())
        except (FileNotFoundError, ProcessLookupError):
            continue
    return shown


def children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def by_the_command_line(lived: Lived) -> None:
    """The commands of a prescriber and of a pharmacy, in an empty home."""
    base, canary = lived.base, lived.canary
    home = base.folder / "home"
    home.mkdir()
    own = {"HOME": str(home), "TMPDIR": str(home), "XDG_CACHE_HOME": str(home / "cache"),
           "ORDONNANCE_URL": base.process.address, "PYTHONDONTWRITEBYTECODE": "1"}  # fmt: skip

    def run(token: str, stdin: bytes, *words: str) -> str:
        ended = subprocess.run(
            [sys.executable, "-m", "ordonnance.doors.cli.main", *words], input=stdin, cwd=home,
            env=clean({**own, "ORDONNANCE_TOKEN": token}), capture_output=True, check=True,
        )  # fmt: skip
        return ended.stdout.decode()

    author, pharmacist = base.author(canary), base.token("pharmacien")
    run(author, document(canary), "check", "-")
    issued = run(author, document(canary), "issue", "-", "--json")
    number = issued.partition('"number": "')[2][:18]
    assert len(number) == 18
    canary.numbers.append(number)
    for words in (["consult"], ["dispense", "--all"], ["executions"]):
        run(pharmacist, number.encode(), *words, "-")
    run(base.patient(canary), number.encode(), "journal", "-")
    run(author, number.encode(), "render", "-", "-o", "feuille.pdf")
    lived.at_home = files(home)


def look_at_rest(lived: Lived) -> None:
    base, people = lived.base, Search(lived.canary.people())
    with httpx.Client(base_url=base.process.address, trust_env=False) as http:
        code = link_code(
            KeyCabinet.load(keys_folder_beside(base.data)), "astreinte", SystemClock().now()
        )
        entered = http.post("/administration/entrer", data={"code": code})
        # A real base asks for TLS: only a browser would withhold its cookie here.
        http.headers["Cookie"] = entered.headers["set-cookie"].partition(";")[0]
        lived.pages = {page: http.get(page).content for page in (*PAGES, *OPERATOR_PAGES)}
    numbers = Search(lived.canary.numbers)
    cluster = base.data / "postgres"
    lived.before_checkpoint = people.found_under(base.data)
    lived.number_in_wal = any("pg_wal" in name for name in numbers.found_under(cluster))
    asyncio.run(as_superuser(base, "CHECKPOINT"))
    lived.after_checkpoint = people.found_under(base.data)
    lived.dump = subprocess.run(
        [find_binaries(None).folder / "pg_dump", "--host", host_of(base), "--username", "postgres",
         "ordonnance"],
        capture_output=True, check=True, env={"PATH": "/usr/bin:/bin", "PGPORT": "5432"},
    ).stdout  # fmt: skip


def host_of(base: RealBase) -> str:
    note = base.data / "socket-folder"
    return note.read_text().strip() if note.exists() else str(base.data / "socket")


async def as_superuser(base: RealBase, *statements: str) -> None:
    connection = await asyncpg.connect(dsn_of_running(base.data, "postgres"))
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


def harm(lived: Lived) -> None:
    """Faults of ours while the canary is in hand: rows that do not open, statements that fail."""
    base, canary, number = lived.base, lived.canary, lived.canary.numbers[0]
    author = base.author(canary)
    to_send = prescription(canary, TO_HOME, canary.home_box, givenInCall=True)

    def harmed(statement: str) -> None:
        asyncio.run(as_superuser(base, statement))

    with Door(base.process.address, base.sessions) as door:
        flipped = "UPDATE base.document SET body = substr(body, 1, 40) || body"
        harmed(f"{flipped} WHERE number = '{number}'")
        lived.faults.append(door.ask("consult", base.token("pharmacien"), number=number))
        harmed("ALTER TABLE base.document ADD CONSTRAINT none CHECK (body = '') NOT VALID")
        lived.faults.append(door.ask("issue", author, document(canary)))
        regulator = base.author(canary, "regulateur")
        lived.faults.append(door.ask("samu-prescribe", regulator, to_send))
        harmed("ALTER TABLE base.answer RENAME TO gone")
        lived.faults.append(door.ask("issue", author, document(canary)))
    desk = "ALTER TABLE base.desk ADD CONSTRAINT none CHECK (false) NOT VALID"
    lived.faults.append(typed_in_vain(base, canary, lambda: harmed(desk)))


def elsewhere(lived: Lived, since: int) -> dict[str, set[str]]:
    """Temporary files of the machine written since then; only the marks drawn for this run."""
    canary = lived.canary
    drawn = [
        canary.family, canary.given, canary.author_family, canary.word, canary.sentence,
        canary.next_of_kin, *canary.local_parts(), *canary.codes, *canary.numbers,
    ]  # fmt: skip
    search, found = Search(drawn), {}
    for folder in ("/tmp", "/var/tmp", "/dev/shm"):
        # Folders of others come and go meanwhile, which os.walk does not mind.
        for parent, _, names in os.walk(folder):
            if not Path(parent).is_relative_to(lived.base.folder):
                for path in (Path(parent, name) for name in names):
                    marks = search.found(content_since(path, since))
                    if marks:
                        found[str(path)] = marks
    return found


def content_since(path: Path, since: int) -> bytes:
    """What a file of reasonable size holds if it was written since; nothing once it is gone."""
    try:
        state = path.lstat()
        recent = stat.S_ISREG(state.st_mode) and state.st_mtime_ns >= since
        return path.read_bytes() if recent and state.st_size < 32 << 20 else b""
    except OSError:
        return b""


def whole(response: httpx.Response) -> bytes:
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    return headers.encode() + b"\n\n" + response.content
