"""A process asked to stop: the first time in order, the second time at once."""

import asyncio
import signal
from types import FrameType

import structlog

_log = structlog.get_logger("ordonnance")


class Stopping:
    """Whether this process was asked to stop (`begun`), and asked again (`hurried`).

    `undelayed`: nothing new is taken any more, without the delay left to a load balancer.
    """

    def __init__(self) -> None:
        self.begun = asyncio.Event()
        self.undelayed = asyncio.Event()
        self.hurried = asyncio.Event()

    def ask(self) -> None:
        """Stop; asked again, without waiting for what runs."""
        if not self.begun.is_set():
            _log.warning("stopping")
            self.begun.set()
        elif not self.hurried.is_set():
            _log.warning("stopping at once")
            self.undelayed.set()
            self.hurried.set()

    def leave(self) -> None:
        """Stop as a process whose first one is gone: what runs ends, the port is free at once."""
        _log.warning("the first process is gone")
        self.undelayed.set()
        self.begun.set()

    def on_signals(self) -> None:
        """From now on, Ctrl-C and SIGTERM ask; they interrupt nothing, the closing least of all.

        Not the handlers of the loop, which end with it: a signal that came a moment later would
        kill a process that has just closed everything in order.
        """
        loop = asyncio.get_running_loop()

        def ask(_signal: int, _frame: FrameType | None) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(self.ask)

        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, ask)
