"""What differs between two canonical forms, place by place."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Step = str | int
Path = tuple[Step, ...]


class Absent:
    """Marks what a document does not say."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "absent"


ABSENT = Absent()


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where `asked` (the document) is not `found` (what was written)."""

    path: Path
    asked: Any
    found: Any

    @property
    def at(self) -> str:
        """The address: `MedicationRequest[0].note[1].text`."""
        return address(self.path)

    @property
    def pattern(self) -> str:
        """The same without ranks: `MedicationRequest.note.text`."""
        return pattern(self.path)


_IN_PLACE = (
    ("MedicationRequest.medicationReference.reference", "Medication"),
    ("Medication.ingredient.itemReference.reference", "Medication"),
)


def pattern(path: Path) -> str:
    """A path without ranks; a Medication is called so wherever it stands."""
    head, *rest = path
    named = ".".join((str(head).split("[")[0], *(each for each in rest if isinstance(each, str))))
    for long, short in _IN_PLACE:
        if named == long or named.startswith(f"{long}."):
            named = short + named[len(long) :]
    return named


def address(path: Path) -> str:
    """A path as one string."""
    said = str(path[0])
    for step in path[1:]:
        said += f"[{step}]" if isinstance(step, int) else f".{step}"
    return said


Whole = Callable[[Path], bool]
"""True where a difference inside is given as one, with all that surrounds it."""


def differences(
    asked: Mapping[str, Any], found: Mapping[str, Any], whole: Whole | None = None
) -> tuple[Difference, ...]:
    """Every place where the second says something else, or nothing, or more."""
    return tuple(_objects((), asked, found, whole or _never))


def _never(_path: Path) -> bool:
    return False


def _objects(
    path: Path, asked: Mapping[str, Any], found: Mapping[str, Any], whole: Whole
) -> Iterator[Difference]:
    for name in (*asked, *(each for each in found if each not in asked)):
        yield from _values((*path, name), asked.get(name, ABSENT), found.get(name, ABSENT), whole)


def _values(path: Path, asked: Any, found: Any, whole: Whole) -> Iterator[Difference]:
    inside: Iterator[Difference]
    if isinstance(asked, Mapping) and isinstance(found, Mapping):
        inside = _objects(path, asked, found, whole)
    elif isinstance(asked, list) and isinstance(found, list) and len(asked) == len(found):
        pairs = enumerate(zip(asked, found, strict=True))
        inside = (each for rank, pair in pairs for each in _values((*path, rank), *pair, whole))
    elif _same(asked, found):
        return
    else:
        yield Difference(path, asked, found)
        return
    if not whole(path):
        yield from inside
    elif next(inside, None) is not None:
        yield Difference(path, asked, found)


def _same(asked: Any, found: Any) -> bool:
    """True for equal values, and for two writings of one instant."""
    if isinstance(asked, bool) is not isinstance(found, bool):
        return False
    if asked == found:
        return True
    if not (isinstance(asked, str) and isinstance(found, str) and "T" in asked and "T" in found):
        return False
    try:
        one, other = datetime.fromisoformat(asked), datetime.fromisoformat(found)
    except ValueError:
        return False
    return one.tzinfo is not None and other.tzinfo is not None and one == other
