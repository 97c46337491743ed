"""The process that reads a stranger's file reaches nothing, whoever asks."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ports.planted_reader import TRIES

ROOT = Path(__file__).parents[2]


def ran(*arguments: str, given: bytes = b"") -> str:
    """The standard output of the planted reader, run as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.ports.planted_reader", *arguments], input=given, cwd=ROOT,
        capture_output=True, timeout=120, check=False,
        env={"PATH": os.defpath, "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def tried(what: str) -> str:
    got: str = json.loads(ran(given=what.encode()))["facts"]["got"]
    return got


@pytest.mark.parametrize("what", [each for each in TRIES if not each.startswith("raw")])
def test_what_a_reader_tries_in_python_is_forbidden(what: str) -> None:
    assert tried(what).startswith("forbidden ")


@pytest.mark.parametrize("what", [each for each in TRIES if each.startswith("raw")])
def test_what_a_library_tries_past_python_is_refused_by_the_kernel(what: str) -> None:
    assert tried(what) == "EMFILE"


def test_the_network_of_the_reader_is_empty_where_the_kernel_lets_it_leave() -> None:
    left, _, names = ran("network").partition(" ")
    assert left in ("True", "False")
    if left == "False":
        pytest.skip("this kernel makes no network for a process")
    assert names in ("['lo']", "[]")
