"""The documents follow the code: tour, glossary, decisions, generated pages, links."""

import ast
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.house.files import PACKAGE, ROOT, modules, project_files
from tools import reference
from tools.pages.vocabulary import GLOSSARY

DOCS = ROOT / "docs"
DECISIONS = sorted((DOCS / "adr").glob("[0-9]*.md"))
PAGES = [path for path in project_files() if path.suffix == ".md"]
ADR_HEADINGS = [
    "## We have decided",
    "## Because",
    "## We considered",
    "## What changes, what it costs, when to look again",
]
WORD_KEYS = {"french", "fhir", "code", "definition", "source"}


def folders_of_the_package() -> set[str]:
    """Every folder of the package that holds files, as `docs/tour.md` writes it."""
    found = {path.parent.relative_to(PACKAGE).as_posix() for path in project_files(PACKAGE)}
    above = {parent.as_posix() for folder in found for parent in Path(folder).parents}
    return (found | above) - {"."}


def test_the_tour_has_one_line_for_each_folder_and_none_for_absent_ones() -> None:
    lines = re.findall(r"^- `([\w/]+)/` ?: \S", (DOCS / "tour.md").read_text("utf-8"), re.M)
    told = Counter(lines)
    assert [folder for folder, count in told.items() if count > 1] == []
    existing = folders_of_the_package()
    assert existing - set(told) == set(), "folders that the tour does not tell"
    assert set(told) - existing == set(), "lines of the tour about folders that do not exist"


def words() -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = tomllib.loads(GLOSSARY.read_text("utf-8"))["word"]
    return entries


def names_in_the_code() -> set[str]:
    """Names of classes, functions, fields, members and variables of the package."""
    names: set[str] = set()
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
                    names.add(node.name)
                case ast.Name(id=name, ctx=ast.Store()):
                    names.add(name)
                case ast.arg(arg=name):
                    names.add(name)
    return names


def test_every_word_of_the_glossary_is_complete_and_told_once() -> None:
    assert [word for word in words() if set(word) != WORD_KEYS or not all(word.values())] == []
    for key in ("french", "code"):
        counts = Counter(word[key].lower() for word in words())
        assert [name for name, count in counts.items() if count > 1] == []


def test_every_code_name_of_the_glossary_exists() -> None:
    absent = {word["code"] for word in words()} - names_in_the_code()
    assert absent == set()


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_the_headings_of_the_template_and_fits_forty_lines(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    number = path.stem.split("-")[0]
    assert len(lines) <= 40
    assert lines[0].startswith(f"# {number} ")
    assert [line for line in lines if line.startswith("## ")] == ADR_HEADINGS
    assert re.match(r"\d{4}-\d\d-\d\d, (proposed|accepted|superseded)", lines[2])


def test_decisions_are_numbered_without_gap_nor_double() -> None:
    numbers = [int(path.stem.split("-")[0]) for path in DECISIONS]
    assert numbers == list(range(len(numbers)))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_links_of_a_page_lead_somewhere(path: Path) -> None:
    text = re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.S)
    targets = re.findall(r"\]\(([^)\s]+)\)", text)
    local = [target for target in targets if not re.match(r"[a-z]+:|#", target)]
    broken = [link for link in local if not (path.parent / link.split("#")[0]).exists()]
    assert broken == []


@pytest.mark.parametrize("name", sorted(reference.PAGES))
def test_a_generated_page_is_up_to_date(name: str) -> None:
    written = (reference.FOLDER / name).read_text("utf-8")
    assert written == reference.PAGES[name](), "run ./dev docs"


def test_every_page_of_the_reference_has_a_generator() -> None:
    assert {path.name for path in reference.FOLDER.glob("*.md")} == set(reference.PAGES)


@pytest.mark.parametrize("folder", sorted(reference.FOLDERS))
def test_a_folder_of_generated_pages_is_up_to_date(folder: str) -> None:
    pages = reference.FOLDERS[folder]()
    root = reference.FOLDER
    written = {
        path.relative_to(root).as_posix(): path.read_text("utf-8")
        for path in (root / folder).glob("*.md")
    }
    assert sorted(written) == sorted(pages), "run ./dev docs"
    assert [name for name, text in pages.items() if written[name] != text] == [], "run ./dev docs"
