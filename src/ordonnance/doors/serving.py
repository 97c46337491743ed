"""Run the server: one address, one line on standard output once it answers."""

import asyncio
import contextlib
import os
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import uvicorn
import uvloop
from starlette.applications import Starlette

from ordonnance.bootstrap.given_files import OpeningRefused
from ordonnance.bootstrap.opening import Opening, data_folder, joined, prepared
from ordonnance.bootstrap.platform import Platform
from ordonnance.bootstrap.siblings import Handover, Kind, siblings
from ordonnance.bootstrap.stopping import Stopping
from ordonnance.collecting import look_now_and_then, settle
from ordonnance.doors.api.app import Api, application
from ordonnance.doors.api.connection import Limits, connection_within
from ordonnance.doors.api.logs import configure_logs
from ordonnance.doors.api.sharing import share
from ordonnance.doors.web.app import screens, wrong_method
from ordonnance.settings import read_settings

DEFAULT_PORT = 8765
CONNECTIONS, SMALLEST_POOL = 32, 4
"""Connections to the database, shared out among the servers; each has at least the second."""

ORPHANS_SECONDS = 3.0
"""How long the processes of a first one that was killed may take to see it and leave the port."""

_GUARDS: list[socket.socket] = []

LOOPBACK = ("127.0.0.1", "::1", "localhost")


def serve(
    port: int = DEFAULT_PORT,
    data: Path | None = None,
    demo: bool = False,
    host: str = "127.0.0.1",
    processes: int | None = None,
) -> None:
    """Open the base and serve until a signal asks to stop, with that many server processes.

    Raises OpeningRefused and the errors of `ordonnance.bootstrap.opening.opened`.
    """
    settings = read_settings()
    configure_logs(settings.log_level)
    if demo and host not in LOOPBACK:
        raise OpeningRefused(
            "DEMO_NOT_LOOPBACK",
            "Une base de démonstration n'écoute que sur la machine locale.",
            "Retirer --host, ou ouvrir une base qui n'est pas de démonstration.",
        )
    count = processes or settings.processes
    listening = _first_on(host, port, shared=count > 1)
    url = f"http://{host}:{listening.getsockname()[1]}"
    opening = Opening(settings, data_folder(settings, data, demonstration=demo), demo, url)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(opening, listening, host, count))


async def _serve(opening: Opening, listening: socket.socket, host: str, processes: int) -> None:
    """This process keeps the database and serves; the worker and the other servers beside it."""
    async with prepared(opening) as made:
        pool = max(SMALLEST_POOL, CONNECTIONS // max(processes, 2))
        here = replace(made, pool_size=pool)
        beside = [Kind.WORKER] + [Kind.SERVER] * (processes - 1)
        port = listening.getsockname()[1]
        handovers = [
            Handover(each, made.app_dsn, str(opening.data), opening.demonstration,
                     opening.local_url, host, port, pool, rank)
            for rank, each in enumerate(beside, start=1)
        ]  # fmt: skip
        delay = opening.settings.stop_delay
        async with joined(here, drains=False) as platform:
            platform.stopping.on_signals()
            async with siblings(handovers, platform.stopping, delay) as alive:
                platform.vitals.readiness.watch_also(alive)
                await served(platform, listening, delay, announce=opening.local_url)


async def served(
    platform: Platform,
    listening: socket.socket,
    delay: float,
    announce: str = "",
) -> None:
    """Answer on that socket until asked to stop; `announce` is said once it answers."""
    settings = read_settings()
    limits = Limits(settings.request_seconds, settings.connections)
    app = whole_application(platform)
    server = _AnnouncedServer(http_config(app, limits), announce, platform.stopping, delay)
    settle()
    beside = [
        asyncio.create_task(share(platform, app.state.measures)),
        asyncio.create_task(look_now_and_then()),
    ]
    try:
        await server.serve(sockets=[listening])
    finally:
        for task in beside:
            task.cancel()


def whole_application(platform: Platform) -> Api:
    """The API and the screens of one base."""
    app = application(platform)
    shown = screens(platform, app.state.measures)
    app.router.routes.extend(shown)
    app.add_exception_handler(405, wrong_method(shown, app.state.measures))
    return app


def http_config(app: Starlette, limits: Limits) -> uvicorn.Config:
    """How the server speaks HTTP: bounded connections, HTTP/1 only, nothing said of itself."""
    return uvicorn.Config(
        app,
        http=connection_within(limits),
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=10,
        lifespan="off",
    )


class _AnnouncedServer(uvicorn.Server):
    """Writes the address on standard output once the server answers, and nothing else there.

    Asked to stop, it goes on answering for `delay` seconds, not ready: the time for a load balancer
    to look elsewhere. Then nothing more is accepted, and what runs ends.
    """

    def __init__(self, config: uvicorn.Config, url: str, stopping: Stopping, delay: float) -> None:
        super().__init__(config)
        self._url = url
        self._stopping = stopping
        self._delay = delay

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Nothing: signals belong to `Stopping` until the base is closed."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say where."""
        await super().startup(sockets)
        if self.started:
            self._ending = asyncio.create_task(self._end_when_asked())
            if self._url:
                sys.stdout.write(f"{self._url}\n")
                sys.stdout.flush()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Accept nothing more, let what runs end; a second signal ends that wait."""
        try:
            await super().shutdown(sockets)
        finally:
            self._ending.cancel()

    async def _end_when_asked(self) -> None:
        await self._stopping.begun.wait()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.undelayed.wait(), self._delay)
        self.should_exit = True
        await self._stopping.hurried.wait()
        self.force_exit = True


def _first_on(host: str, port: int, *, shared: bool) -> socket.socket:
    """A socket on a port that nobody has: sharing must not let in a second base of this account."""
    if not shared:
        return listen(host, port)
    with _freed(host, port) as alone:
        taken = alone.getsockname()[1]
        _keep_to_this_base(host, taken)
    return listen(host, taken, shared=True)


def _freed(host: str, port: int) -> socket.socket:
    """A socket alone on that port, once the orphans of a killed process have left it."""
    end = time.monotonic() + ORPHANS_SECONDS
    while True:
        try:
            return listen(host, port)
        except OpeningRefused:
            if time.monotonic() > end:
                raise
        time.sleep(0.05)


def _keep_to_this_base(host: str, port: int) -> None:
    """Hold, as long as this process lives, a name that says whose port this is.

    While two bases start, neither listens yet, and the system would let both share the port. Only
    processes of one account may share one: the name says which account.
    """
    guard = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    try:
        guard.bind(f"\0ordonnance/port/{os.getuid()}/{port}")
    except OSError as error:
        guard.close()
        raise _in_use(host, port) from error
    _GUARDS.append(guard)


def listen(host: str, port: int, *, shared: bool = False) -> socket.socket:
    """A socket bound to that address; `shared` with other processes of the same base.

    Raises OpeningRefused PORT_IN_USE.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named: only then does the event loop switch Nagle's delay off.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if shared:
        # Each process has its own queue; the system spreads connections over them.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise _in_use(host, port) from error
    return listening


def _in_use(host: str, port: int) -> OpeningRefused:
    return OpeningRefused(
        "PORT_IN_USE",
        f"L'adresse {host}:{port} n'est pas libre.",
        "Choisir un autre port avec --port, ou arrêter ce qui l'occupe.",
    )
