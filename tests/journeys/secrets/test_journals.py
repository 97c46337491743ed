"""`ordonnance journal export` and `verify`: on a base in use, and on a copy without any key."""

import asyncio
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.keys import keys_folder_beside
from ordonnance.adapters.postgres_server import dsn_of_running
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.conftest import reachable
from tests.journeys.running import BaseInProcess, clean
from tests.journeys.sessions import Sessions

Line = dict[str, Any]


def ordonnance(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command line, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "ordonnance.doors.cli.main", *map(str, words)],
        env=clean(environment), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


class Kept:
    """A base that has lived, stopped in order, and what somebody else may hold of it."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "base"
        self.export, self.jwks = folder / "journaux.jsonl", folder / "jwks.json"
        self.shipped = folder / "ancres-expediees"
        self.live: list[subprocess.CompletedProcess[str]] = []
        self.number = ""


@pytest.fixture(scope="module")
def kept(postgres_runs: Path) -> Iterator[Kept]:
    assert postgres_runs.is_dir()
    with reachable() as folder:
        kept = Kept(folder)
        with BaseInProcess(kept.data, "--demo") as base:
            with Door(base.address, Sessions.of(kept.data)) as door:
                for _ in range(3):
                    kept.number = door.issued(documents.renewed())
                    door.does("consult", "pharmacien", number=kept.number)
                door.does("dispense", "pharmacien", number=kept.number, allAsPrescribed=True)
            kept.jwks.write_bytes(httpx.get(f"{base.address}/.well-known/jwks.json").content)
            # Beside a server at work, which holds the folder.
            kept.live.append(ordonnance("journal", "verify", "--data", kept.data))
        kept.live.append(
            ordonnance("journal", "export", kept.export, "--data", kept.data, "--json")
        )
        shutil.copytree(kept.data / "anchors", kept.shipped)
        yield kept


def verified(kept: Kept, export: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Elsewhere: an export, public keys, the anchors shipped, and nothing else."""
    return ordonnance(
        "journal", "verify", export or kept.export, "--jwks", kept.jwks, "--anchors", kept.shipped,
        "--data", kept.data.parent / "nowhere",
    )  # fmt: skip


def test_a_base_at_work_is_verified_without_stopping_it(kept: Kept) -> None:
    live, exported = kept.live
    assert (live.returncode, live.stderr) == (0, "")
    # The first anchor that has something to cover comes within a minute, before or after this.
    assert ("Tout tient." in live.stdout) is (" 0 ancres," not in live.stdout)
    assert "3 ordonnances, 7 entrées" in live.stdout
    assert json.loads(exported.stdout) == {
        "file": str(kept.export), "anchors": 1, "ordonnances": 3, "entries": 7,
    }  # fmt: skip


def test_the_export_is_private_and_never_overwrites(kept: Kept) -> None:
    assert kept.export.stat().st_mode & 0o777 == 0o600
    again = ordonnance("journal", "export", kept.export, "--data", kept.data)
    assert again.returncode == 2
    assert "FILE_UNWRITABLE" in again.stderr


def test_the_export_verifies_elsewhere_with_public_keys_only(kept: Kept) -> None:
    result = verified(kept)
    assert (result.returncode, result.stderr) == (0, "")
    assert "3 ordonnances, 7 entrées, 1 ancres, 1 ancres gardées hors de la base" in result.stdout
    assert kept.number not in result.stdout


def test_an_export_is_not_believed_on_its_own_keys(kept: Kept) -> None:
    result = ordonnance("journal", "verify", kept.export)
    assert result.returncode == 2
    assert "PUBLIC_KEYS_REQUIRED" in result.stderr


def test_the_keys_folder_gone_the_base_still_verifies(kept: Kept, tmp_path: Path) -> None:
    keys = keys_folder_beside(kept.data)
    keys.rename(tmp_path / "elsewhere")
    try:
        without = ordonnance("journal", "verify", "--data", kept.data)
        given = ordonnance("journal", "verify", "--data", kept.data, "--jwks", kept.jwks)
    finally:
        (tmp_path / "elsewhere").rename(keys)
    assert "PUBLIC_KEYS_REQUIRED" in without.stderr
    assert (given.returncode, given.stderr) == (0, "")


def lines(path: Path) -> list[Line]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def counted(found: list[Line]) -> list[Line]:
    """The last line made to agree, as a forger would."""
    counts = {"anchors": 0, "ordonnances": 0, "entries": 0}
    for line in found:
        kind = {"anchor": "anchors", "number": "ordonnances", "sequence": "entries"}
        for name, what in kind.items():
            counts[what] += name in line
    return [*(line for line in found if "end" not in line), {"end": counts}]


def changed(line: Line, name: str) -> Line:
    value = line[name]
    if isinstance(value, int):
        return {**line, name: value + 1}
    if value is None:
        return {**line, name: "2026-01-01T00:00:00.000000Z"}
    if name in ("at", "up_to"):
        return {**line, name: value.replace("Z", "1Z")[:25] + "9Z"}
    place = len(value) // 2
    other = next(each for each in "0123456789abcdefABCD" if each not in (value[place], "U"))
    return {**line, name: value[:place] + other + value[place + 1 :]}


def tampered_files(kept: Kept) -> Iterator[tuple[str, list[Line]]]:
    """Every value changed, every line removed, doubled or exchanged with the next."""
    found = lines(kept.export)
    for at, line in enumerate(found):
        for name in line:
            if name not in ("format", "end"):
                yield f"line {at}: {name}", [*found[:at], changed(line, name), *found[at + 1 :]]
        yield f"line {at} removed", counted([*found[:at], *found[at + 1 :]])
        yield f"line {at} doubled", counted([*found[:at], line, *found[at:]])
        if at + 1 < len(found):
            swapped = [*found[:at], found[at + 1], line, *found[at + 2 :]]
            yield f"line {at} exchanged", counted(swapped)


def test_every_value_and_every_line_of_an_export_counts(
    kept: Kept, tmp_path: Path, verify_here: Callable[[Path], bool]
) -> None:
    export = tmp_path / "autre.jsonl"
    tried = 0
    for what, tampered in tampered_files(kept):
        if tampered == lines(kept.export):
            continue
        text = "".join(json.dumps(line) + "\n" for line in tampered)
        export.write_text(text, "utf-8")
        assert not verify_here(export), what
        tried += 1
    assert tried > 60


@pytest.fixture
def verify_here(kept: Kept) -> Callable[[Path], bool]:
    """True when an export holds; in this process, because each process takes half a second."""
    from ordonnance.bootstrap import journals
    from ordonnance.settings import read_settings

    def verify(export: Path) -> bool:
        asked = journals.verified(
            read_settings({}), kept.data, file=export, jwks=kept.jwks, anchors=kept.shipped
        )
        try:
            return asyncio.run(asked).total == 0
        except journals.JournalsRefused as refused:
            return refused.code != "EXPORT_UNREADABLE"

    return verify


def test_a_file_cut_short_proves_nothing(kept: Kept, tmp_path: Path) -> None:
    cut = tmp_path / "coupe.jsonl"
    content = kept.export.read_bytes()
    for end in (0, 5, len(content) // 2, len(content) - 1):
        cut.write_bytes(content[:end])
        result = verified(kept, cut)
        assert result.returncode == 2
        assert "EXPORT_UNREADABLE" in result.stderr
        assert kept.number not in result.stderr


def test_a_row_changed_in_the_database_is_named_by_a_short_hash(kept: Kept) -> None:
    with BaseInProcess(kept.data, "--demo"):
        asyncio.run(touch(kept, "entry || 'x'::bytea"))
        result = ordonnance("journal", "verify", "--data", kept.data, "--json")
        people = ordonnance("journal", "verify", "--data", kept.data)
        asyncio.run(touch(kept, "substr(entry, 1, length(entry) - 1)"))
    assert (result.returncode, people.returncode) == (1, 1)
    told = json.loads(result.stdout)
    name = hashlib.sha256(kept.number.encode()).hexdigest()[:8]
    assert told["findings"] == [{"fault": "entry_altered", "journal": name, "rank": 2}]
    assert told["total"] == 1
    assert f"Ordonnance {name}, entrée 2\u202f: elle n’est pas celle" in people.stdout
    assert kept.number not in result.stdout + result.stderr + people.stdout


async def touch(kept: Kept, entry: str) -> None:
    connection = await asyncpg.connect(dsn_of_running(kept.data, "postgres"))
    try:
        await connection.execute(
            f"UPDATE base.journal SET entry = {entry} WHERE number = $1 AND sequence = 2",
            kept.number,
        )
    finally:
        await connection.close()


def test_a_folder_without_a_base_is_not_a_base_in_order(kept: Kept, tmp_path: Path) -> None:
    result = ordonnance("journal", "verify", "--data", tmp_path, "--jwks", kept.jwks)
    assert result.returncode == 1
    assert "BASE_NOT_FOUND" in result.stderr
    assert os.listdir(tmp_path) == []


def test_the_name_of_the_file_of_anchors_is_that_of_the_month(kept: Kept) -> None:
    (path,) = kept.shipped.iterdir()
    assert path.name == f"{SystemClock().now():%Y-%m}.jsonl"
    assert kept.number not in path.read_text("utf-8")
