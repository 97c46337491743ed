"""The only place that asks the machine what time it is."""

from datetime import UTC, datetime


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present instant, UTC."""
        return datetime.now(UTC)


class FrozenClock:
    """A clock that moves only when told to: tests and rehearsals."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        """The instant set last."""
        return self._at

    def set(self, at: datetime) -> None:
        """Move to another instant."""
        self._at = at
