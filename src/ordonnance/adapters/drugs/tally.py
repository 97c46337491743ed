"""What became of each row of an import: nothing is dropped without being counted."""

from collections.abc import Mapping
from dataclasses import dataclass, field

EXAMPLES = 3
"""Examples kept for each reason."""


@dataclass(slots=True)
class Reason:
    """How many times something was met, and where at first."""

    count: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, example: str, times: int = 1) -> None:
        """Count it once more."""
        self.count += times
        if len(self.examples) < EXAMPLES:
            self.examples.append(example[:160])


@dataclass(slots=True)
class FileTally:
    """One file: every row read is kept, refused or left (it is well, and about something else).

    `repaired` counts repairs among those read.
    """

    name: str
    sha256: str
    encoding: str
    read: int = 0
    blank: int = 0
    repaired: dict[str, Reason] = field(default_factory=dict)
    refused: dict[str, Reason] = field(default_factory=dict)
    left: dict[str, Reason] = field(default_factory=dict)

    @property
    def refusals(self) -> int:
        """Rows that are not used."""
        return sum(reason.count for reason in self.refused.values())

    @property
    def kept(self) -> int:
        """Rows that are used."""
        return self.read - self.refusals - sum(each.count for each in self.left.values())

    def repair(self, reason: str, line: int, times: int = 1) -> None:
        """Something was put right on that line."""
        self.repaired.setdefault(reason, Reason()).add(f"ligne {line}", times)

    def refuse(self, why: str, line: int) -> None:
        """That row is not used; what varies in the reason is kept as an example."""
        reason, _, detail = why.partition(" : ")
        example = f"ligne {line} : {detail}" if detail else f"ligne {line}"
        self.refused.setdefault(reason, Reason()).add(example)

    def leave(self, why: str, line: int) -> None:
        """That row is well written, and nothing here needs it."""
        self.left.setdefault(why, Reason()).add(f"ligne {line}")

    def as_json(self) -> dict[str, object]:
        """Only JSON values."""
        return {
            "name": self.name,
            "sha256": self.sha256,
            "encoding": self.encoding,
            "read": self.read,
            "blank": self.blank,
            "kept": self.kept,
            "repaired": _reasons(self.repaired),
            "refused": _reasons(self.refused),
            **({"left": _reasons(self.left)} if self.left else {}),
        }


def _reasons(found: Mapping[str, Reason]) -> list[dict[str, object]]:
    ordered = sorted(found.items(), key=lambda item: -item[1].count)
    return [
        {"reason": reason, "count": each.count, "examples": each.examples}
        for reason, each in ordered
    ]
