"""The last verification of the journals of a base, kept in its data folder for whoever runs it."""

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

FILE = "journaux-verifies.json"


@dataclass(frozen=True, slots=True)
class JournalCheck:
    """When it ended, what it read, how many things were wrong and of which kinds."""

    at: datetime
    ordonnances: int
    entries: int
    anchors: int
    findings: int
    faults: tuple[str, ...] = ()


def keep_check(data: Path, check: JournalCheck) -> None:
    """Take the place of the former one, all of it or nothing. Raises OSError."""
    told = {
        "at": check.at.isoformat(timespec="seconds"), "ordonnances": check.ordonnances,
        "entries": check.entries, "anchors": check.anchors, "findings": check.findings,
        "faults": list(check.faults),
    }  # fmt: skip
    partial = data / f".{FILE}.{os.getpid()}"
    partial.write_text(json.dumps(told), encoding="utf-8")
    partial.replace(data / FILE)


def last_check(data: Path) -> JournalCheck | None:
    """The last one; None when there is none, or when the file is not one of ours."""
    try:
        told = json.loads((data / FILE).read_text(encoding="utf-8"))
        return JournalCheck(
            datetime.fromisoformat(told["at"]), int(told["ordonnances"]), int(told["entries"]),
            int(told["anchors"]), int(told["findings"]), tuple(map(str, told["faults"])),
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError):
        # Shown as « never »: the verification itself is made and told by its command.
        return None
