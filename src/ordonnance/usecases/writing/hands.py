"""Through whose hands a draft went: who prepared it, to whom it was handed over, what it became."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, slots=True)
class Prepared:
    """Who prepared a draft for its prescriber: their name, their desk, when they gave it.

    `claimed`: the version at which its prescriber began to issue it, 0 before that. `copy` names
    this hand-over among those of the same draft.
    """

    by: str
    owner: str
    at: datetime
    claimed: int = 0
    copy: str = ""

    def __repr__(self) -> str:
        return "Prepared(•••)"


class Outcome(StrEnum):
    """What became of a draft that was handed over."""

    WAITING = "waiting"
    ISSUED = "issued"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Handed:
    """To whom a draft was handed over, and what became of it, since when."""

    to: str
    rpps: str
    at: datetime
    outcome: Outcome = Outcome.WAITING

    def __repr__(self) -> str:
        return f"Handed({self.outcome})"


def passed_down(one: Prepared | Handed | None) -> dict[str, Any] | None:
    """Its values for the desk."""
    return None if one is None else {**asdict(one), "at": one.at.isoformat()}


def prepared_up(held: Mapping[str, Any]) -> Prepared:
    """Who prepared it, of these values."""
    return Prepared(**_timed(held))


def handed_up(held: Mapping[str, Any]) -> Handed:
    """To whom it went, of these values."""
    return Handed(**{**_timed(held), "outcome": Outcome(held["outcome"])})


def _timed(held: Mapping[str, Any]) -> dict[str, Any]:
    return {**held, "at": datetime.fromisoformat(held["at"])}
