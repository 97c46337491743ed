"""What a base that is backed up under load acknowledged, and the commands that copy it."""

import json
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import asyncpg

from ordonnance.adapters.database.chain import breaks
from ordonnance.adapters.directory.notes import DutyNotes
from ordonnance.adapters.drugs.demonstration import load_demonstration
from ordonnance.adapters.interactions.store import InteractionStore
from ordonnance.adapters.postgres_server import OWNER_ROLE, dsn_of_running
from ordonnance.adapters.seal.sealer import SealStatus, verify_seal
from ordonnance.bootstrap.directory import DirectoryVersions, directories_of
from ordonnance.bootstrap.drug_versions import DrugVersions
from ordonnance.bootstrap.interaction_versions import InteractionVersions
from ordonnance.bootstrap.trust_space import WhiteLists, trust_space_of
from ordonnance.domain.directory import DutyNote
from tests.builders import directory_files, drug_files, interaction_files
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.running import clean

CHAINS = """
SELECT o.number, o.journal_count, o.journal_head, j.sequence, j.at, j.entry, j.hash
FROM base.ordonnance AS o LEFT JOIN base.journal AS j ON j.number = o.number
ORDER BY o.number, j.sequence
"""


@dataclass
class Kept:
    """What one base acknowledged: request and answer of each issue, and what was served."""

    issued: list[tuple[str, bytes, bytes]] = field(default_factory=list)
    served: dict[str, bytes] = field(default_factory=dict)
    numbers: list[str] = field(default_factory=list)


def command(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the base."""
    return subprocess.run(
        [sys.executable, "-m", "ordonnance.doors.cli.main", *words],
        env=clean(environment), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def act(door: Door, kept: Kept, stop: threading.Event) -> None:
    """Issue and serve until told to stop; remember what was acknowledged."""
    while not stop.is_set():
        rank = len(kept.issued)
        document, key = documents.simple(), f"i-{rank}"
        answer = door.ask("issue", "medecin", document, key=key)
        assert answer.status_code == 200, answer.text[:300]
        number = json.loads(answer.content)["parameter"][0]["valueString"]
        kept.issued.append((key, document, answer.content))
        kept.numbers.append(number)
        if rank % 2:
            served = door.ask("dispense", "pharmacien", number=number, allAsPrescribed=True,
                              key=f"d-{rank}")  # fmt: skip
            assert served.status_code == 200, served.text[:300]
            kept.served[number] = served.content


@dataclass(frozen=True)
class Saved:
    """A base backed up under load, and what it had acknowledged before the backup began."""

    folder: Path
    data: Path
    backup: Path
    keys: Path
    before: Kept
    jwks: dict[str, Any]


def same_ordonnance(door: Door, saved: Saved, rank: int, number: str) -> None:
    """Read, sealed and served as before."""
    _, document, _ = saved.before.issued[rank]
    opened = door.does("consult", "medecin", number=number)
    assert opened["state"] == ("executed" if rank % 2 else "issued")
    verdict = verify_seal(opened["seal"], saved.jwks)
    assert verdict.status is SealStatus.VALID
    assert verdict.covers(document, number)
    if rank % 2:
        again = door.ask("dispense", "pharmacien", number=number, allAsPrescribed=True,
                         key=f"d-{rank}")  # fmt: skip
        assert again.content == saved.before.served[number]


async def broken_chains(data: Path) -> list[str]:
    """Numbers whose journal does not hold, from the rows alone."""
    connection = await asyncpg.connect(dsn_of_running(data, OWNER_ROLE))
    try:
        rows = await connection.fetch(CHAINS)
    finally:
        await connection.close()
    by_number: dict[str, list[Any]] = {}
    for row in rows:
        by_number.setdefault(row["number"], []).append(row)
    assert by_number
    return [number for number, chain in by_number.items() if breaks(number, chain)]


def imported_beside(data: Path, folder: Path) -> None:
    """Import two versions of the drug facts, the rest once, and type a duty note."""
    for price in ("2,58", "2,60"):
        published = drug_files.priced(folder / "drugs", price)
        DrugVersions(data).take(published, None, accept_fewer=True)
    couples = interaction_files.written(folder / "interactions")
    InteractionVersions(data).take(*couples, None, accept_fewer=True)
    published = directory_files.publication(folder / "directory")
    DirectoryVersions(data, 2).take(published, None, accept_fewer=True)
    WhiteLists(data, 2).take(directory_files.written_list(folder), None, accept_fewer=True)
    day = date(2026, 11, 22)
    DutyNotes(data).add(DutyNote(directory_files.HALLES, "De garde (exemple)", day, day, day))


def facts_of(data: Path) -> tuple[object, ...]:
    """What a base on that folder works with, read as it reads it; nothing of the demonstration."""
    directory, trusted = directories_of(data).current(), trust_space_of(data).current()
    drugs, editions = DrugVersions(data), InteractionStore(data).editions()
    assert directory is not None
    assert trusted is not None
    assert drugs.catalogue().version.digest != load_demonstration().version.digest
    assert len(drugs.kept()) == 2
    assert len(editions) == 1
    (note,) = DutyNotes(data).all()
    told = [(each.since, each.thesaurus.version) for each in editions]
    return drugs.catalogue(), drugs.kept(), told, directory[0], trusted, note
