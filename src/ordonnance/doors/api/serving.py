"""Run the server: one address, one line on standard output once it answers."""

import asyncio
import socket
import sys
from pathlib import Path

import uvicorn
import uvloop

from ordonnance.bootstrap.opening import Opening, OpeningRefused, data_folder, opened
from ordonnance.doors.api.app import application
from ordonnance.doors.api.logs import configure_logs
from ordonnance.settings import Settings, read_settings

DEFAULT_PORT = 8765
LOOPBACK = ("127.0.0.1", "::1", "localhost")


def serve(
    port: int = DEFAULT_PORT,
    data: Path | None = None,
    demo: bool = False,
    host: str = "127.0.0.1",
) -> None:
    """Open the base and serve until a signal asks to stop.

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
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(settings, port, data, demo, host))


async def _serve(settings: Settings, port: int, data: Path | None, demo: bool, host: str) -> None:
    listening = _listen(host, port)
    url = f"http://{host}:{listening.getsockname()[1]}"
    folder = data_folder(settings, data, demonstration=demo)
    async with opened(Opening(settings, folder, demo, url)) as platform:
        config = uvicorn.Config(
            application(platform),
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=75,
            timeout_graceful_shutdown=10,
            limit_concurrency=1000,
            h11_max_incomplete_event_size=32 * 1024,
            lifespan="off",
        )
        server = _AnnouncedServer(config, url)
        await server.serve(sockets=[listening])


class _AnnouncedServer(uvicorn.Server):
    """Writes the address on standard output once the server answers, and nothing else there."""

    def __init__(self, config: uvicorn.Config, url: str) -> None:
        super().__init__(config)
        self._url = url

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say where."""
        await super().startup(sockets)
        if self.started:
            sys.stdout.write(f"{self._url}\n")
            sys.stdout.flush()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named: only then does the event loop switch Nagle's delay off.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
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
