"""A plugin of pytest, `-p tools.mutants.measure`: what each test takes, looked at by itself.

Before each test the program forgets what it remembers: else only the first test of all would be
seen to look at a function whose answers are kept.
"""

import functools
import gc
import json
import os
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, cast

import pytest

OURS = ("ordonnance.law", "ordonnance.domain", "tests.")
"""Modules whose memories hold what the law decided."""

WRITTEN_TO = "MUTANTS_TIMES"
"""The variable that names the file where the seconds of each test are written."""


class _Remembering(Protocol):
    cache_clear: Callable[[], None]


def memories() -> list[_Remembering]:
    """Every function of the law, of the domain and of the tests that remembers its answers."""
    remembering = type(functools.lru_cache(memories))
    return [
        cast(_Remembering, each)
        for each in gc.get_objects()
        if isinstance(each, remembering) and str(each.__module__).startswith(OURS)
    ]


class _Measuring:
    def __init__(self) -> None:
        self.known: list[_Remembering] | None = None
        self.seconds: dict[str, float] = defaultdict(float)
        self.failed: set[str] = set()

    def pytest_runtest_setup(self) -> None:
        if self.known is None:
            self.known = memories()
        for each in self.known:
            each.cache_clear()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[report.nodeid] += report.duration
        if report.failed:
            self.failed.add(report.nodeid)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if not hasattr(session.config, "workerinput"):
            kept = {"seconds": self.seconds, "failed": sorted(self.failed)}
            Path(os.environ[WRITTEN_TO]).write_text(json.dumps(kept), encoding="utf-8")


def pytest_configure(config: pytest.Config) -> None:
    """Measure this session."""
    config.pluginmanager.register(_Measuring())
