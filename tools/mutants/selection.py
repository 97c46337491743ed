"""Which tests look at which function: measured once by a run under coverage, kept in a file.

What is kept names functions, not lines: it stays true while the code moves a little.
"""

import ast
import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from coverage import CoverageData

from tools.mutants.edits import Mutant
from tools.mutants.measure import WRITTEN_TO

FOLDERS = ("tests/law", "tests/unit/domain", "tests/unit/usecases", "tests/unit/cli",
           "tests/generative")  # fmt: skip

PAGE = "tests/house/test_docs.py::test_a_folder_of_generated_pages_is_up_to_date[rules]"
"""The pages of the rules: they show what each version declares (dates, clock, severity)."""

TABLES = "tests/house/test_docs.py::test_a_generated_page_is_up_to_date[rules-by-drug.md]"
"""The page of the dated tables."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Tests by « file::function », and the seconds that each one takes."""

    tests: Mapping[str, frozenset[str]]
    seconds: Mapping[str, float]
    loading: frozenset[str] = frozenset()
    """The functions that run while modules are loaded: a change is seen by who loads anew."""
    _depths: dict[str, Counter[str]] = field(default_factory=dict)

    def of(self, mutant: Mutant, readers: Iterable[str], budget: float) -> tuple[str, ...]:
        """The tests that look at what is changed, within a budget of seconds.

        First those that go far into the file for little time. What is declared (a date, a
        severity, a row) is looked at by whatever goes into the file, and shown on a page.
        """
        files = {mutant.file, *readers}
        named = self.tests.get(f"{mutant.file}::{mutant.function}", frozenset())
        declared = mutant.function is None
        if declared or not named:
            named = frozenset().union(*(self._depth(file) for file in files))
        # What nothing was seen to look at is tried by every test of the law.
        named = named or frozenset(test for test in self.seconds if test.startswith("tests/law/"))
        costs = sorted((self._cost(test, files), test) for test in named)
        spent, chosen = 0.0, list[str]()
        for _, test in costs:
            spent += self.seconds.get(test, 0.0)
            if spent <= budget or not chosen:
                chosen.append(test)
        page = TABLES if mutant.file.endswith(".toml") else PAGE
        return (page, *chosen) if declared else tuple(chosen)

    def _cost(self, test: str, files: Iterable[str]) -> float:
        """Small for a test that is quick and goes far into the files; the law before others."""
        depth = sum(self._depth(file)[test] for file in files)
        cost = max(self.seconds.get(test, 0.0), 0.001) / (1 + depth) ** 2
        return cost if test.startswith("tests/law/") else 4 * cost

    def _depth(self, file: str) -> Counter[str]:
        """How many functions of a file each test goes through."""
        if file not in self._depths:
            places = (tests for place, tests in self.tests.items() if place.startswith(f"{file}::"))
            self._depths[file] = Counter(test for tests in places for test in tests)
        return self._depths[file]

    def by_loading(self, mutant: Mutant) -> bool:
        """True when what is changed runs while modules are loaded."""
        return mutant.function is None or f"{mutant.file}::{mutant.function}" in self.loading


def measured(root: Path, kept: Path, *, again: bool, folders: Sequence[str] = FOLDERS) -> Selection:
    """The selection kept in a file, measured first when there is none or when asked."""
    if again or not kept.exists():
        kept.parent.mkdir(exist_ok=True)
        _measure(root, kept.parent, folders)
        kept.write_text(json.dumps(_read(root, kept.parent)), encoding="utf-8")
    found = json.loads(kept.read_text("utf-8"))
    names: list[str] = found["names"]
    tests = {place: frozenset(names[i] for i in at) for place, at in found["tests"].items()}
    return Selection(tests, found["seconds"], frozenset(found["loading"]))


def _measure(root: Path, folder: Path, tests: Sequence[str]) -> None:
    settings = folder / "measure.ini"
    settings.write_text("[run]\nbranch = False\n", encoding="utf-8")
    command = [
        sys.executable, "-m", "pytest", "-q", "-n", "2", "-p", "no:randomly",
        "-p", "tools.mutants.measure", f"--cov-config={settings}", "--cov=ordonnance.law",
        "--cov=ordonnance.domain", "--cov-context=test", "--cov-report=",
        *(each for each in tests if (root / each).is_dir()),
    ]  # fmt: skip
    kept = {WRITTEN_TO: str(folder / "times.json"), "COVERAGE_FILE": str(folder / "coverage")}
    subprocess.run(command, cwd=root, env={**os.environ, **kept}, check=False)
    _loaded(root, folder)


def _loaded(root: Path, folder: Path) -> None:
    """Which functions run while modules are loaded, under coverage too."""
    command = [
        sys.executable, "-m", "coverage", "run", f"--data-file={folder / 'loading'}",
        f"--rcfile={folder / 'measure.ini'}", "--source=ordonnance.law,ordonnance.domain",
        "-m", "tools.mutants.loading",
    ]  # fmt: skip
    path = os.pathsep.join([str(root / "src"), str(root)])
    subprocess.run(command, cwd=root, env={**os.environ, "PYTHONPATH": path}, check=True)


def _read(root: Path, folder: Path) -> dict[str, object]:
    """What the run under coverage left, by function; tests that failed are left out."""
    times = json.loads((folder / "times.json").read_text("utf-8"))
    failed = set(times["failed"])
    for test in sorted(failed):
        print(f"left out, it fails without any change: {test}", file=sys.stderr)
    found = _by_function(root, folder / "coverage")
    names = sorted(set(times["seconds"]) - failed)
    rank = {name: at for at, name in enumerate(names)}
    tests = {
        place: sorted(rank[each] for each in looking if each in rank)
        for place, looking in found.items()
    }
    loading = sorted(place for place, lines in _by_function(root, folder / "loading").items()
                     if lines)  # fmt: skip
    return {"names": names, "tests": tests, "seconds": times["seconds"], "loading": loading}


def _by_function(root: Path, data: Path) -> dict[str, set[str]]:
    read = CoverageData(str(data))
    read.read()
    found: dict[str, set[str]] = defaultdict(set)
    for name in read.measured_files():
        path, contexts = Path(name), read.contexts_by_lineno(name)
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                place = f"{path.relative_to(root).as_posix()}::{node.name}"
                for line in range(node.body[0].lineno, (node.end_lineno or node.lineno) + 1):
                    found[place] |= {each.partition("|")[0] for each in contexts.get(line, ())}
    return found
