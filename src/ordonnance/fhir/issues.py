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
    """The issues of one stage, in document order.

    `faults` counts those that stop the reading. The others wait: what they concern is read and
    kept, so that the document can be checked, and refused at issue.
    """

    __slots__ = ("faults", "found")

    def __init__(self) -> None:
        self.found: list[Issue] = []
        self.faults = 0

    def add(self, code: str, at: str | None = None, /, **facts: object) -> None:
        """Note one issue; those after the fiftieth are not kept."""
        self.faults += 1
        self.wait(code, at, **facts)

    def wait(self, code: str, at: str | None = None, /, **facts: object) -> None:
        """Note what is read and kept, but stops the issue."""
        if len(self.found) < MAX_ISSUES:
            self.found.append(Issue(code, at, {name: shown(f) for name, f in facts.items()}))

    def invalid(self, at: str, reason: str) -> None:
        """Note a value that is not admitted, and why (in French, without the value)."""
        self.faults += 1
        # Reasons are ours and may be long: they are not cut.
        if len(self.found) < MAX_ISSUES:
            self.found.append(Issue("ELEMENT_INVALID", at, {"reason": reason}))

    def too_many(self, at: str, element: str, limit: int = 1) -> None:
        """Note an element given more often than it may."""
        self.add("ELEMENT_TOO_MANY", at, element=element, limit=limit)

    def forgive(self, faults: int) -> None:
        """What was noted since there were so many faults no longer stops the reading."""
        self.faults = faults

    def raise_if_any(self) -> None:
        """Refuse when something was noted."""
        if self.found:
            raise Refusal(*self.found)
