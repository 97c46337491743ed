"""One trial: a child process changes the code and runs the tests that look at it."""

import importlib.abc
import importlib.machinery
import importlib.metadata
import importlib.util
import os
import resource
import signal
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from types import CodeType, ModuleType

import pytest

from tools.mutants.edits import Mutant

PASSED = (0, 5)
"""All passed, or there was none."""

HANDFUL = 60
"""Tests loaded and run first."""

WAITS = 10
"""A busy machine lets a child wait that many times longer than it works."""


class Fate(StrEnum):
    """What became of a change."""

    KILLED = "killed"
    SURVIVED = "survived"
    ENDLESS = "endless"
    UNTESTED = "untested"


class Trial:
    """A child at work on one change, until `limit` seconds of its own have gone."""

    def __init__(self, mutant: Mutant, work: Callable[[], int] | None, limit: int) -> None:
        self.mutant = mutant
        self.limit = limit
        self.until = time.monotonic() + WAITS * limit
        self.pid = os.fork() if work else None
        if work and self.pid == 0:
            self._run(work)

    def _run(self, work: Callable[[], int]) -> None:
        code = 2
        try:
            os.setpgid(0, 0)
            resource.setrlimit(resource.RLIMIT_CPU, (self.limit, self.limit + 5))
            sink = os.open(os.devnull, os.O_WRONLY)
            os.dup2(sink, 1)
            os.dup2(sink, 2)
            with tempfile.TemporaryDirectory() as examples:
                os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = examples
                code = work()
        finally:
            os._exit(code)

    def ended(self) -> Fate | None:
        """What became of it, None while it runs. A child that takes too long is stopped."""
        if self.pid is None:
            return Fate.UNTESTED
        done, status = os.waitpid(self.pid, os.WNOHANG)
        if done:
            code = os.waitstatus_to_exitcode(status)
            if code in (-signal.SIGXCPU, -signal.SIGKILL):
                return Fate.ENDLESS
            return Fate.SURVIVED if code in PASSED else Fate.KILLED
        if time.monotonic() < self.until:
            return None
        os.killpg(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        return Fate.ENDLESS


class _Loader(importlib.machinery.SourceFileLoader):
    """Loads one module from other bytes than those of its file."""

    changed = b""

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.changed, self.get_filename(fullname), "exec", dont_inherit=True)


class _Finder(importlib.abc.MetaPathFinder):
    def __init__(self, module: str, path: Path, changed: bytes) -> None:
        self.module, self.path = module, path
        self.loader = _Loader(module, str(path))
        self.loader.changed = changed

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None, /
    ) -> importlib.machinery.ModuleSpec | None:
        del path, target
        if fullname != self.module:
            return None
        return importlib.util.spec_from_file_location(fullname, self.path, loader=self.loader)


def _change(root: Path, mutant: Mutant) -> None:
    path = root / mutant.file
    source = path.read_bytes()
    changed = mutant.applied(source)
    if path.suffix == ".py":
        module = ".".join(Path(mutant.file).with_suffix("").parts[1:])
        sys.meta_path.insert(0, _Finder(module.removesuffix(".__init__"), path, changed))
        return
    original, other, read = source.decode(), changed.decode(), tomllib.loads
    tomllib.loads = lambda text, **more: read(other if text == original else text, **more)


OPTIONS = ("-x", "-q", "--no-header", "--assert=plain", "-p", "no:randomly",
           "-p", "no:cacheprovider", "--hypothesis-seed=0")  # fmt: skip


def ready(root: Path) -> None:
    """Load once what every child needs and no change touches: they are born with it."""
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str(root / ".venv" / "mutants" / "compiled")
    for plugin in importlib.metadata.entry_points(group="pytest11"):
        plugin.load()


class _Only:
    """A plugin: some tests of their files, in their order."""

    def __init__(self, tests: Sequence[str]) -> None:
        self.rank = {test: at for at, test in enumerate(tests)}
        self.files = dict.fromkeys(test.partition("::")[0] for test in tests)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        kept = [item for item in items if item.nodeid in self.rank]
        items[:] = sorted(kept, key=lambda item: self.rank[item.nodeid])


def loaded_anew(root: Path, mutant: Mutant, tests: Sequence[str]) -> Callable[[], int] | None:
    """The work of a child that loads the changed module, then a handful of tests, then the others.

    What notices at once spares the loading of the others.
    """

    def work() -> int:
        os.chdir(root)
        _change(root, mutant)
        for some in (tests[:HANDFUL], tests[HANDFUL:]):
            only = _Only(some)
            code = int(pytest.main([*OPTIONS, *only.files], plugins=[only])) if some else 0
            if code not in PASSED:
                return code
        return 0

    return work if tests else None
