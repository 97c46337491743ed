"""A code taken from a terminology, with the system that gives it its meaning."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Coding:
    """One code of one system; `display` is what the sender wrote, never relied upon."""

    system: str
    code: str
    display: str | None = None

    def __post_init__(self) -> None:
        if not self.system.strip() or not self.code.strip():
            raise ValueError("un code et son système de codage sont obligatoires")

    @property
    def label(self) -> str:
        """What a reader may be shown: the display, else the bare code."""
        return self.display.strip() if self.display and self.display.strip() else self.code
