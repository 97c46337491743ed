"""What must not be in the files, and what the lock file must hold."""

import re
import subprocess
import tomllib

import pytest

from tests.house.files import PACKAGE, ROOT, project_files, text_files

FORBIDDEN = {
    "a path of one machine": re.compile(r"(?<![\w.])/(?:work|root|home/[a-z]\w*|Users/\w+)/\w"),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----\s*\n"),
    "a token of a forge": re.compile(r"\b(?:gh[pousr]_|glpat-|pypi-)[A-Za-z0-9_-]{20,}"),
    "a key of a cloud": re.compile(r"\bAKIA[0-9A-Z]{16}\b"),
    "a signed token": re.compile(r"\beyJ[\w-]{20,}\.eyJ[\w-]{20,}\.[\w-]{20,}"),
    "a password in an address": re.compile(r"[a-z]+://[^\s/:@{}$<]+:[^\s/:@{}$<*]+@[\w.]"),
}
DATA_SUFFIXES = {".py", ".typed", ".sql", ".toml", ".typ", ".ttf", ".otf", ".txt", ".csv"}
DATA_SUFFIXES |= {".html", ".css", ".js", ".svg", ".json", ".md", ".icc", ".woff2", ".wasm", ".xml"}


@pytest.mark.parametrize("what", sorted(FORBIDDEN))
def test_no_file_holds(what: str) -> None:
    found = [
        f"{name}:{text.count(chr(10), 0, match.start()) + 1}"
        for name, text in text_files()
        for match in FORBIDDEN[what].finditer(text)
    ]
    assert found == []


def test_text_files_end_with_one_line_end() -> None:
    bad = [
        name
        for name, text in text_files()
        if ".min." not in name and text and (not text.endswith("\n") or text.endswith("\n\n"))
    ]
    assert bad == []


def test_the_lock_pins_every_dependency_by_digest_and_names_no_host() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert "://" not in lock
    blocks = re.split(r"\n(?=[a-z0-9])", lock.split("\n", 2)[2], flags=re.IGNORECASE)
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_the_lock_names_every_declared_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    declared = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    locked = set(re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE))
    assert {re.split(r"[><=\[ ]", name)[0] for name in declared} - locked == set()


def test_data_files_of_the_package_are_of_known_kinds_and_the_toml_ones_load() -> None:
    files = list(project_files(PACKAGE))
    assert {path.suffix for path in files} <= DATA_SUFFIXES
    for path in files:
        if path.suffix == ".toml":
            assert tomllib.loads(path.read_text("utf-8"))


def test_the_licence_is_the_eupl_in_full() -> None:
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert "15.Applicable Law" in text
    assert "Appendix" in text


@pytest.mark.parametrize("ask", [(), ("help",), ("-h",), ("--help",)])
def test_dev_prints_its_tasks_without_setting_anything_up(ask: tuple[str, ...]) -> None:
    done = subprocess.run([ROOT / "dev", *ask], capture_output=True, text=True, check=True)
    assert {"serve", "test", "check", "fmt", "docs", "bench", "lock", "setup"} <= {
        line.split()[0] for line in done.stdout.splitlines() if line.startswith("  ")
    }
    assert done.stderr == ""


def test_dev_refuses_an_unknown_task_and_names_the_way_out() -> None:
    done = subprocess.run([ROOT / "dev", "nonsense"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "./dev help" in done.stderr
