"""Where each rule of the catalogue stands: encoded, told, or out of the perimeter."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ordonnance.law.substances import load


class Status(StrEnum):
    """What became of a rule of the catalogue."""

    ENCODED = "encoded"
    INFORMATION = "information"
    OUT = "out"
    OPEN = "open"

    @property
    def label(self) -> str:
        """French words."""
        return {
            "encoded": "encodée et vérifiée",
            "information": "dite au bon moment",
            "out": "hors périmètre",
            "open": "à faire",
        }[self]


@dataclass(frozen=True, slots=True)
class Entry:
    """One id of the catalogue. `rules` are the ids of the register that hold it.

    `held_by` says in French which act or refusal holds it otherwise, `test` shows it.
    """

    id: str
    status: Status
    rules: tuple[str, ...] = ()
    held_by: str | None = None
    test: str | None = None
    reason: str | None = None


def _entry(entry: Mapping[str, Any]) -> Entry:
    status = Status(entry["status"])
    own = () if "held_by" in entry or status in (Status.OUT, Status.OPEN) else (entry["id"],)
    return Entry(
        id=entry["id"],
        status=status,
        rules=tuple(entry.get("rules", own)),
        held_by=entry.get("held_by"),
        test=entry.get("test"),
        reason=entry.get("reason"),
    )


COVERAGE: tuple[Entry, ...] = tuple(_entry(entry) for entry in load("coverage.toml")["rule"])
"""Every id of the catalogue, in its order."""
