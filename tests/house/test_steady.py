"""`./dev test` runs again the few tests of real servers that fail, alone, and says which."""

import subprocess
import sys
from pathlib import Path

from tests.house.files import ROOT

PASSES_THE_SECOND_TIME = """
from pathlib import Path
def test_by_accident():
    first = not Path("seen").exists()
    Path("seen").touch()
    assert not first
"""


def tried(folder: Path, source: str) -> subprocess.CompletedProcess[str]:
    (folder / "some").mkdir()
    (folder / "some" / "test_some.py").write_text(source)
    (folder / "pytest.ini").write_text("[pytest]\n")
    return subprocess.run(
        [sys.executable, "-m", "tools.steady", "some"],
        cwd=folder, env={"PYTHONPATH": str(ROOT), "WORKERS": "2"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_tests_that_pass_are_run_once(tmp_path: Path) -> None:
    ran = tried(tmp_path, "def test_a(): open('runs', 'a').write('x')\n")
    assert ran.returncode == 0
    assert (tmp_path / "runs").read_text() == "x"


def test_one_that_passes_alone_is_told_as_unsteady(tmp_path: Path) -> None:
    ran = tried(tmp_path, PASSES_THE_SECOND_TIME)
    assert ran.returncode == 0
    assert "UNSTEADY" in ran.stdout
    assert "some/test_some.py::test_by_accident" in ran.stdout
    assert "assert not first" in ran.stdout


def test_one_that_fails_twice_fails(tmp_path: Path) -> None:
    ran = tried(tmp_path, "def test_a(): assert 1 == 2\n")
    assert ran.returncode == 1
    assert "UNSTEADY" not in ran.stdout


def test_one_that_fails_by_its_random_numbers_is_asked_the_same_ones(tmp_path: Path) -> None:
    draws = "import random\ndef test_a():\n    open('drawn', 'a').write(f'{random.random()} ')\n"
    assert tried(tmp_path, f"{draws}    assert 0\n").returncode == 1
    first, second = (tmp_path / "drawn").read_text().split()
    assert first == second


def test_four_failures_are_no_accident(tmp_path: Path) -> None:
    four = "\n".join(f"def test_{n}(): open('runs', 'a').write('x'); assert 0" for n in range(4))
    assert tried(tmp_path, four).returncode == 1
    assert (tmp_path / "runs").read_text() == "xxxx"


def test_what_cannot_be_collected_fails(tmp_path: Path) -> None:
    assert tried(tmp_path, "import nothing_of_that_name\n").returncode != 0
