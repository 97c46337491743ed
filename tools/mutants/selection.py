"""Which tests look at which function: measured once by a run under coverage, kept in a file.

What is kept names functions, not lines: it stays true while the code moves a little.
"""

import ast
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coverage import CoverageData

from tools.mutants.edits import Mutant

FOLDERS = ("tests/law", "tests/unit/domain", "tests/unit/usecases", "tests/unit/cli",
           "tests/generative")  # fmt: skip

WRITTEN = "tests/law/test_written_cases.py"
WALKS = (
    "tests/law/test_substances.py", "tests/law/test_history.py",
    "tests/law/test_versions_walked.py",
    "tests/law/test_counter_history.py", WRITTEN, "tests/law/test_catalogue_examples.py",
    "tests/law/test_register.py::test_an_example_gives_the_verdict_it_announces",
)  # fmt: skip
"""What looks at every rule and every row with its days: long, and the first to notice a change."""

PAGE = "tests/house/test_docs.py::test_a_folder_of_generated_pages_is_up_to_date[rules]"
"""The pages of the rules: they show what each version declares (dates, clock, severity)."""

TABLES = "tests/house/test_docs.py::test_a_generated_page_is_up_to_date[rules-by-drug.md]"
"""The page of the dated tables."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Tests by « file::function », their seconds, and what loads each table."""

    tests: Mapping[str, tuple[str, ...]]
    seconds: Mapping[str, float]

    def of(self, mutant: Mutant, readers: Iterable[str], budget: float) -> tuple[str, ...]:
        """The tests that look at what is changed: the quickest within a budget, and the walks.

        Walks come first where something is declared, which they alone are sure to look at.
        """
        places = [f"{mutant.file}::{mutant.function}"] if mutant.function else []
        named = {test for place in places for test in self.tests.get(place, ())}
        if not named:
            files = {mutant.file, *readers}
            named = {
                test for place, tests in self.tests.items() for test in tests
                if place.partition("::")[0] in files
            }  # fmt: skip
        # What nothing was seen to look at is tried by every test of the law.
        named = named or {test for test in self.seconds if test.startswith("tests/law/test_")}
        # Judged while they are collected: no measure sees what they look at.
        named |= {test for test in self.seconds if test.startswith(WRITTEN)}
        declared = mutant.function is None
        spent, chosen = 0.0, list[str]()
        for test in sorted(named, key=lambda each: self._order(each, walks_first=declared)):
            walk = test.startswith(WALKS)
            spent += 0.0 if walk else self.seconds.get(test, 0.0)
            if walk or spent <= budget or not chosen:
                chosen.append(test)
        page = TABLES if mutant.file.endswith(".toml") else PAGE
        return (*chosen, page) if declared else tuple(chosen)

    def _order(self, test: str, *, walks_first: bool) -> tuple[int, bool, float, str]:
        """Those of the law, the quickest first; walks before all, or after all."""
        walks = (rank for rank, each in enumerate(WALKS, start=1) if test.startswith(each))
        rank = next(walks, 0 if not walks_first else len(WALKS) + 1)
        return rank, not test.startswith("tests/law/"), self.seconds.get(test, 0.0), test


def measured(root: Path, kept: Path, *, again: bool, folders: Sequence[str] = FOLDERS) -> Selection:
    """The selection kept in a file, measured first when there is none or when asked."""
    if again or not kept.exists():
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(json.dumps(_measure(root, kept.parent, folders)), encoding="utf-8")
    found = json.loads(kept.read_text("utf-8"))
    return Selection({k: tuple(v) for k, v in found["tests"].items()}, found["seconds"])


def _measure(root: Path, folder: Path, tests: Sequence[str]) -> dict[str, object]:
    data, times = folder / "coverage", folder / "times.xml"
    present = [each for each in tests if (root / each).is_dir()]
    command = [
        sys.executable, "-m", "pytest", "-q", "-n", "2", "-p", "no:randomly", "--cov-branch",
        "--cov=ordonnance.law", "--cov=ordonnance.domain", "--cov-context=test", "--cov-report=",
        f"--junitxml={times}", *present,
    ]  # fmt: skip
    subprocess.run(command, cwd=root, env={**os.environ, "COVERAGE_FILE": str(data)}, check=False)
    failed = _failed(times)
    for test in sorted(failed):
        print(f"left out, it fails without any change: {test}", file=sys.stderr)
    return {"tests": _by_function(root, data, failed), "seconds": _seconds(times)}


def _by_function(root: Path, data: Path, failed: set[str]) -> dict[str, list[str]]:
    read = CoverageData(str(data))
    read.read()
    found: dict[str, set[str]] = defaultdict(set)
    for name in read.measured_files():
        path = Path(name)
        contexts = read.contexts_by_lineno(name)
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                place = f"{path.relative_to(root).as_posix()}::{node.name}"
                for line in range(node.body[0].lineno, (node.end_lineno or node.lineno) + 1):
                    found[place] |= {_test(each) for each in contexts.get(line, ()) if each}
        found[f"{path.relative_to(root).as_posix()}::"] |= {
            _test(each) for of_line in contexts.values() for each in of_line if each
        }
    return {place: sorted(tests - failed) for place, tests in found.items() if tests - failed}


def _test(context: str) -> str:
    return context.partition("|")[0].partition("[")[0]


def _of_case(case: ElementTree.Element) -> str:
    file = case.attrib.get("classname", "").replace(".", "/") + ".py"
    return f"{file}::{case.attrib.get('name', '').partition('[')[0]}"


def _failed(times: Path) -> set[str]:
    cases = ElementTree.parse(times).iter("testcase")
    return {_of_case(each) for each in cases if {"failure", "error"} & {sub.tag for sub in each}}


def _seconds(times: Path) -> dict[str, float]:
    spent: dict[str, float] = defaultdict(float)
    for case in ElementTree.parse(times).iter("testcase"):
        spent[_of_case(case)] += max(float(case.attrib.get("time", 0)), 0.001)
    return dict(spent)
