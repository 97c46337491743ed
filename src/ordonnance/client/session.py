"""A session of a demonstration base."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class DemoToken:
    """A session of the demonstration, and when it ends if the base says so."""

    token: str
    expires_at: datetime | None = None

    def __repr__(self) -> str:
        return "DemoToken(•••)"
