"""Gathers what is wrong in a document, so that one answer names everything of a stage."""

from ordonnance.domain.errors import Issue, Refusal

MAX_ISSUES = 50
"""Most issues that one answer names: more would not help anybody."""

_SHOWN = 60


def shown(text: object) -> str:
    """A sender's own word, cut short, fit to be repeated in a message."""
    words = str(text)
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


class Issues:
    """The issues of one stage, in document order."""

    __slots__ = ("found",)

    def __init__(self) -> None:
        self.found: list[Issue] = []

    def add(self, code: str, at: str | None = None, /, **facts: object) -> None:
        """Note one issue; those after the fiftieth are not kept."""
        if len(self.found) < MAX_ISSUES:
            self.found.append(Issue(code, at, {name: shown(f) for name, f in facts.items()}))

    def invalid(self, at: str, reason: str) -> None:
        """Note a value that is not admitted, and why (in French, without the value)."""
        # Reasons are ours and may be long: they are not cut.
        if len(self.found) < MAX_ISSUES:
            self.found.append(Issue("ELEMENT_INVALID", at, {"reason": reason}))

    def too_many(self, at: str, element: str, limit: int = 1) -> None:
        """Note an element given more often than it may."""
        self.add("ELEMENT_TOO_MANY", at, element=element, limit=limit)

    def raise_if_any(self) -> None:
        """Refuse when something was noted."""
        if self.found:
            raise Refusal(*self.found)
