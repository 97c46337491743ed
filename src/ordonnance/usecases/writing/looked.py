"""What was looked up of a patient's treatments, as a draft keeps it: read once, then shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from ordonnance.domain.drug import folded


class Unread(StrEnum):
    """Why the history was not read."""

    ANONYMOUS = "anonyme"
    NOBODY = "sans-patient"
    NOT_QUALIFIED = "identite"
    ASSISTANT = "assistant"

    @property
    def label(self) -> str:
        """French sentence."""
        return _WHY[self]


_WHY: Final = {
    Unread.ANONYMOUS: "Sous anonymat : aucun historique n’existe.",
    Unread.NOBODY: "Le patient n’est pas encore indiqué.",
    Unread.NOT_QUALIFIED: "L’identité n’est pas qualifiée : rien ne relie ce patient à vos "
    "ordonnances.",
    Unread.ASSISTANT: "Seul le prescripteur lit ses ordonnances.",
}


@dataclass(frozen=True, slots=True)
class Treatment:
    """A line of a former ordonnance that is still held to be taken.

    `until` is its last day, renewals included; `supposed` when nothing says how long it lasts.
    `renewable` is the last day on which it may be served again, None when it is not renewed.
    """

    number: str
    line: int
    label: str
    posology: str
    until: date
    supposed: bool = False
    renewable: date | None = None

    def __repr__(self) -> str:
        return "Treatment(•••)"


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look-up gave, the day it was made; `partly` when there was more than was looked at."""

    on: date
    found: tuple[Treatment, ...] = ()
    unread: Unread | None = None
    partly: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """One medicine that is still taken, and the lines that prescribe it, the longest first."""

    label: str
    sources: tuple[Treatment, ...]


def taken(found: Iterable[Treatment]) -> tuple[Taken, ...]:
    """Each medicine once, in the order of its first line, with every line that prescribes it."""
    groups: dict[str, list[Treatment]] = {}
    for each in found:
        groups.setdefault(folded(" ".join(each.label.split())), []).append(each)
    return tuple(Taken(each[0].label, tuple(each)) for each in groups.values())


def looked_down(looked: Looked | None) -> Mapping[str, Any] | None:
    """A look-up as JSON values."""
    if looked is None:
        return None
    return {
        "on": looked.on.isoformat(),
        "unread": looked.unread.value if looked.unread else None,
        "partly": looked.partly,
        "found": [
            {
                "number": each.number,
                "line": each.line,
                "label": each.label,
                "posology": each.posology,
                "until": each.until.isoformat(),
                "supposed": each.supposed,
                "renewable": each.renewable.isoformat() if each.renewable else None,
            }
            for each in looked.found
        ],
    }


def looked_up(held: Mapping[str, Any] | None) -> Looked | None:
    """The look-up of these values; None for a draft of before there was one."""
    if held is None:
        return None
    return Looked(
        date.fromisoformat(held["on"]),
        tuple(_treatment(each) for each in held["found"]),
        Unread(held["unread"]) if held["unread"] else None,
        held["partly"],
    )


def _treatment(held: Mapping[str, Any]) -> Treatment:
    again = held["renewable"]
    return Treatment(
        held["number"], held["line"], held["label"], held["posology"],
        date.fromisoformat(held["until"]), held["supposed"],
        date.fromisoformat(again) if again else None,
    )  # fmt: skip
