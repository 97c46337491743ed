"""Refusals: every « no » of the platform has a stable code, a sentence and a way out.

The sentences stand in `ordonnance.domain.error_catalogue`. Facts given to a refusal fill the
placeholders of its sentence; they never hold a name, an INS or a prescription number.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ordonnance.domain.error_catalogue import CATALOGUE, ErrorEntry


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing wrong in what was sent: code, FHIRPath of the place, facts for the sentence."""

    code: str
    at: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def entry(self) -> ErrorEntry:
        """The catalogue entry; an unknown code is a fault of ours and raises KeyError."""
        return CATALOGUE[self.code]

    @property
    def message(self) -> str:
        """The French sentence, facts filled in."""
        return self.entry.message.format_map(_Facts(self.facts))

    @property
    def do(self) -> str:
        """What to do next, facts filled in."""
        return self.entry.do.format_map(_Facts(self.facts))


class Refusal(Exception):
    """An act refused. Raised or returned; carries one issue, or several of the same stage."""

    def __init__(self, *issues: Issue) -> None:
        if not issues:
            raise ValueError("a refusal names at least one issue")
        super().__init__(issues[0].code)
        self.issues = issues

    @classmethod
    def of(cls, code: str, at: str | None = None, /, **facts: object) -> "Refusal":
        """The refusal with that code; facts fill the placeholders of its sentence."""
        return cls(Issue(code, at, {name: str(value) for name, value in facts.items()}))

    @property
    def first(self) -> Issue:
        """The issue that decides the status."""
        return self.issues[0]

    @property
    def code(self) -> str:
        """Stable code of the first issue."""
        return self.first.code


class _Facts(dict[str, str]):
    """Facts of a refusal; a fact that was not given shows as « … » rather than failing."""

    def __missing__(self, key: str) -> str:
        return "…"
