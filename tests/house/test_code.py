"""Habits of the code that no linter of ours knows."""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ordonnance.doors.web.navigation import SCREENS_OF
from ordonnance.doors.web.routes import SCREENS
from ordonnance.doors.web.screen import ASSISTANT, FUND, SIGNED_IN
from ordonnance.usecases.access import Act, roles_of
from tests.house.files import PACKAGE, ROOT, modules, project_files

LINES_PER_FILE = 300
LINES_PER_FUNCTION = 40
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc"}

# "file" or "file:function" -> why it may be longer. An entry that is no longer needed fails.
LONGER: dict[str, str] = {}

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def too_long() -> Iterator[tuple[str, int]]:
    """What is over the limits: its name and its length in lines."""
    for path in modules():
        text = path.read_text("utf-8")
        if (length := len(text.splitlines())) > LINES_PER_FILE:
            yield name_of(path), length
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, FUNCTIONS) and node.end_lineno is not None:
                length = node.end_lineno - node.lineno + 1
                if length > LINES_PER_FUNCTION:
                    yield f"{name_of(path)}:{node.name}", length


def test_files_and_functions_stay_short() -> None:
    over = {name: length for name, length in too_long() if name not in LONGER}
    assert not over, f"over {LINES_PER_FILE} or {LINES_PER_FUNCTION} lines: {over}"


def test_files_of_tests_stay_short_too() -> None:
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines())
        for path in project_files(ROOT / "tests")
        if path.suffix == ".py"
    }
    assert len(lengths) > 200
    assert {name: length for name, length in lengths.items() if length > LINES_PER_FILE} == {}


def test_every_exception_to_the_lengths_is_still_needed_and_has_a_reason() -> None:
    assert set(LONGER) <= {name for name, _ in too_long()}
    assert all(len(reason) > 10 for reason in LONGER.values())


def test_no_module_has_a_name_that_says_nothing() -> None:
    vague = [
        name_of(path)
        for path in modules()
        if VAGUE_NAMES & {part.lower() for part in path.relative_to(PACKAGE).with_suffix("").parts}
    ]
    assert not vague


def test_the_domain_and_the_law_never_use_floats() -> None:
    floats = [
        f"{name_of(path)}:{node.lineno}"
        for path in modules("domain", "law")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (isinstance(node, ast.Name) and node.id == "float")
        or (isinstance(node, ast.Constant) and isinstance(node.value, float))
    ]
    assert not floats, "quantities are Decimal"


def imported_roots(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            yield node.module.split(".")[0]


def test_the_core_imports_the_standard_library_only() -> None:
    allowed = sys.stdlib_module_names | {"ordonnance"}
    foreign = {
        f"{name_of(path)}: {root}"
        for path in modules("domain", "law", "usecases")
        for root in imported_roots(path)
        if root not in allowed
    }
    assert not foreign


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        name_of(path)
        for path in modules()
        if not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert not silent


def test_a_screen_in_the_head_of_a_role_is_open_to_that_role() -> None:
    open_to = {each.path: each.roles for each in SCREENS if each.method == "GET"}
    for role, listed in SCREENS_OF.items():
        for address, _ in listed:
            assert role in (open_to[address] or ()), f"{address} is closed to {role}"


def test_the_roles_of_screens_are_those_of_the_table_of_access() -> None:
    known = {roles_of(act) for act in Act} | {SIGNED_IN, FUND, ASSISTANT}
    named = {each.roles for each in SCREENS if each.roles is not None}
    assert named <= known
    text = (PACKAGE / "doors/web/routes.py").read_text("utf-8")
    # `Role` itself stands there for whoever is signed in, and nowhere else.
    assert [line for line in text.splitlines() if "Role." in line] == []


def test_each_screen_stands_once_in_the_table() -> None:
    met = Counter((each.method, each.path) for each in SCREENS)
    assert [each for each, times in met.items() if times > 1] == []


FOREIGN_WORDS = {
    "articles/csp_r5121_95.py", "articles/css_l162_4.py", "articles/label_documents.py",
    "articles/perimeter_rules.py", "labels.py",
}  # fmt: skip
"""Modules of the law that compare with labels of the ANSM as these are published."""


def test_sentences_of_the_law_are_written_with_a_typographic_apostrophe() -> None:
    straight = re.compile(r"(?<=[^\W\d_])'(?=[^\W_])")
    found: dict[str, list[str]] = {}
    for path in modules("law"):
        tree = ast.parse(path.read_text("utf-8"))
        told = {
            id(each.value)
            for each in ast.walk(tree)
            if isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant)
        }
        said = (
            each.value
            for each in ast.walk(tree)
            if isinstance(each, ast.Constant)
            and isinstance(each.value, str)
            and id(each) not in told
        )
        for text in said:
            if straight.search(text):
                found.setdefault(path.relative_to(PACKAGE / "law").as_posix(), []).append(text)
    assert set(found) == FOREIGN_WORDS, found
