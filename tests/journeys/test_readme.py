"""The commands of the README, run as they are written, give what is shown under them."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.journeys.asking import Door

ROOT = Path(__file__).resolve().parents[2]
_BLOCKS = re.compile(r"^```(sh|json)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CHANGING = (
    (re.compile(r"U[0-9A-Z]{17}"), "NUMBER"),
    (re.compile(r"\d{4}-\d\d-\d\dT[0-9:.]+Z"), "INSTANT"),
    (re.compile(r"EX-[0-9A-Z]{2}-[0-9A-Z]{3}"), "REFERENCE"),
    (re.compile(r"eyJ[\w.…-]*"), "SEAL"),
)
"""What differs from one run to the next."""


def blocks(page: str) -> list[tuple[str, str]]:
    """(language, text) of the blocks with `curl`, from the shortcuts to the sheet."""
    text = (ROOT / page).read_text("utf-8")
    found = [(match[1], match[2]) for match in _BLOCKS.finditer(text)]
    first = next(rank for rank, (_, body) in enumerate(found) if "session()" in body)
    last = next(rank for rank, (_, body) in enumerate(found) if "feuille.pdf" in body)
    return found[first : last + 1]


def plain(text: str) -> str:
    """A text without spaces, with what changes replaced by its name."""
    for pattern, name in _CHANGING:
        text = pattern.sub(name, text)
    return re.sub(r"\s+", "", text)


def shown(body: str) -> list[str]:
    """The pieces of an answer as written in the page, between the « … » that cut it."""
    pieces = [plain(piece).strip(",") for piece in body.split("…")]
    return [piece for piece in pieces if len(piece) > len('"],')]


@pytest.fixture(autouse=True)
def curl() -> None:
    """The pages use curl: without it, skip and say why, unless services are required."""
    if shutil.which("curl") is None and os.environ.get("ORDONNANCE_REQUIRE_SERVICES") != "1":
        pytest.skip("no curl on this machine (Debian: apt-get install curl)")


@pytest.mark.parametrize("page", ["README.md", "LISEZMOI.md"])
def test_each_answer_of_the_page_is_the_real_one(page: str, door: Door, tmp_path: Path) -> None:
    address = str(door.http.base_url).rstrip("/")
    script = ["set -e"]
    expected: list[tuple[int, list[str]]] = []
    for language, body in blocks(page):
        if language == "sh":
            body = re.sub(r"^base=.*$", f"base={address}", body, flags=re.MULTILINE)
            script += [f"echo '=== {len(expected)}'", body]
        else:
            expected.append((len(expected), shown(body)))
    (tmp_path / "dev").write_text(f'#!/bin/sh\nexec "{ROOT}/dev" "$@"\n')
    (tmp_path / "dev").chmod(0o755)
    ran = subprocess.run(
        ["bash", "-c", "\n".join(script)], cwd=tmp_path, text=True, timeout=120, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={**os.environ, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout[-2_000:]
    said = {
        int(part.split("\n", 1)[0]): plain(part.split("\n", 1)[1])
        for part in ran.stdout.split("=== ")[1:]
    }
    missing = [
        piece for rank, pieces in expected for piece in pieces if piece not in said.get(rank, "")
    ]
    assert expected
    assert missing == []
    assert (tmp_path / "feuille.pdf").read_bytes().startswith(b"%PDF-")
