"""The situations met elsewhere and how each one is shown here: `docs/reference/scenarios.md`.

Their ids (`GEM-A01`…) are those of a catalogue of situations drawn from the German service. A test
says which ones it shows by `@pytest.mark.scenario("GEM-A01", …)` among its decorators; what no test
shows stands, with the reason, in a TOML file of `tests/journeys/scenarios`. Tests are read, never
imported: the page does not depend on what the machine can run.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TESTS = ROOT / "tests"
FOLDER = TESTS / "journeys" / "scenarios"
ELSEWHERE = ("elsewhere.toml", "elsewhere_acts.toml")
WELL_FORMED = re.compile(r"GEM-[A-R][0-9]{2}")


@dataclass(frozen=True, slots=True)
class Shown:
    """One test that shows one situation."""

    id: str
    test: str
    file: str

    @property
    def sentence(self) -> str:
        """What is shown: the name of the test, as a sentence."""
        said = self.test.removeprefix("test_").replace("_s_", "’s ").replace("_", " ")
        return f"{said[:1].upper()}{said[1:]}."


def shown() -> list[Shown]:
    """Every situation that a test shows, by id, then file, then place in the file."""
    found = [
        Shown(claimed, function.name, path.relative_to(TESTS).as_posix())
        for path in sorted(TESTS.rglob("test_*.py"))
        for function in _functions(path)
        for mark in _marks(function)
        for claimed in ids_of(mark)
    ]
    return sorted(found, key=lambda each: (each.id, each.file))


def marks_in(path: Path) -> tuple[int, int]:
    """How many marks a file holds, and how many of them decorate a test."""
    every = sum(_is_mark(node) for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    return every, sum(len(list(_marks(function))) for function in _functions(path))


def elsewhere() -> dict[str, str]:
    """Reason by id, for the situations that no test shows. An id told in two files is an error."""
    reasons: dict[str, str] = {}
    for name in ELSEWHERE:
        path = FOLDER / name
        if not path.exists():
            continue
        for claimed, entry in tomllib.loads(path.read_text("utf-8")).items():
            if claimed in reasons or set(entry) != {"reason"}:
                raise ValueError(f"{name}: {claimed} is told twice, or not by a reason alone")
            reasons[claimed] = " ".join(entry["reason"].split())
    return reasons


def rows() -> list[tuple[str, str, str]]:
    """Id, what is shown or why nothing is, test file: the table of the page."""
    tested = [(each.id, each.sentence, f"`{each.file}`") for each in shown()]
    return sorted([*tested, *((claimed, said, "—") for claimed, said in elsewhere().items())])


def ids_of(mark: ast.Call) -> list[str]:
    """The ids that a mark names. Raises ValueError when one is not a plain text."""
    return [str(ast.literal_eval(argument)) for argument in mark.args]


def _functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _marks(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[ast.Call]:
    """The marks among the decorators of a test, those of its parameters included."""
    if not function.name.startswith("test_"):
        return
    for decorator in function.decorator_list:
        for node in ast.walk(decorator):
            if isinstance(node, ast.Call) and _is_mark(node):
                yield node


def _is_mark(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.scenario"
