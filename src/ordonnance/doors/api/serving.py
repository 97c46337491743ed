"""Run the server: one address, one line on standard output once it answers."""

import asyncio
import gc
import socket
import sys
from dataclasses import replace
from pathlib import Path

import uvicorn
import uvloop
from starlette.applications import Starlette

from ordonnance.bootstrap.opening import Opening, OpeningRefused, data_folder, joined, prepared
from ordonnance.bootstrap.platform import Platform
from ordonnance.bootstrap.siblings import Handover, Kind, siblings
from ordonnance.doors.api.app import application
from ordonnance.doors.api.connection import Limits, connection_within
from ordonnance.doors.api.logs import configure_logs
from ordonnance.settings import read_settings

DEFAULT_PORT = 8765
CONNECTIONS, SMALLEST_POOL = 32, 4
"""Connections to the database, shared out among the servers; each has at least the second."""

COLLECTOR = (10_000, 20, 20)
"""Objects, then rounds, between two looks of the collector at each generation."""

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
                     opening.local_url, host, port, pool)
            for each in beside
        ]  # fmt: skip
        async with joined(here, drains=False) as platform, siblings(handovers):
            await served(platform, listening, announce=opening.local_url)


async def served(
    platform: Platform,
    listening: socket.socket,
    stop: asyncio.Event | None = None,
    announce: str = "",
) -> None:
    """Answer on that socket until `stop` or a signal; `announce` is said once it answers."""
    settings = read_settings()
    limits = Limits(settings.request_seconds, settings.connections)
    config = http_config(application(platform), limits)
    server = _AnnouncedServer(config, announce)
    # What is there now stays to the end: the collector need not look at it each time.
    gc.collect()
    gc.freeze()
    # Requests leave few cycles: looked for less often, they cost less.
    gc.set_threshold(*COLLECTOR)
    watching = asyncio.create_task(_ended_by(server, stop)) if stop is not None else None
    await server.serve(sockets=[listening])
    if watching is not None:
        watching.cancel()


async def _ended_by(server: uvicorn.Server, stop: asyncio.Event) -> None:
    await stop.wait()
    server.should_exit = True


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
    """Writes the address on standard output once the server answers, and nothing else there."""

    def __init__(self, config: uvicorn.Config, url: str) -> None:
        super().__init__(config)
        self._url = url

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say where."""
        await super().startup(sockets)
        if self.started and self._url:
            sys.stdout.write(f"{self._url}\n")
            sys.stdout.flush()


def _first_on(host: str, port: int, *, shared: bool) -> socket.socket:
    """A socket on a port that nobody has: sharing must not let in a second base of this account."""
    alone = listen(host, port)
    if not shared:
        return alone
    taken = alone.getsockname()[1]
    alone.close()
    return listen(host, taken, shared=True)


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
        raise OpeningRefused(
            "PORT_IN_USE",
            f"L'adresse {host}:{port} n'est pas libre.",
            "Choisir un autre port avec --port, ou arrêter ce qui l'occupe.",
        ) from error
    return listening
