"""The port `Interactions` of a base: the version in service, or what stands in for it."""

from ordonnance.adapters.interactions.demonstration import load_demonstration
from ordonnance.adapters.interactions.store import InteractionStore
from ordonnance.domain.interactions import InteractionSource, Thesaurus


class StoredInteractions:
    """The version in service, kept in memory; `refresh` takes the new one, whole.

    When nothing was imported, a base of demonstration consults its list and any other nothing: a
    short list would pass for a control.
    """

    def __init__(self, store: InteractionStore, *, demonstration: bool, oldest_days: int) -> None:
        """Read the version in service. Raises InteractionsRefused when it is damaged."""
        self._store = store
        self._demonstration = demonstration
        self._oldest_days = oldest_days
        self._seen = store.stamp()
        self._current = self._read()

    def current(self) -> InteractionSource:
        """What may be consulted; an act takes it once."""
        return self._current

    def refresh(self) -> bool:
        """Take the version in service if it is another one; True then. Reads a file: use a thread.

        Raises InteractionsRefused when it is damaged, once: the version in memory stays.
        """
        stamp = self._store.stamp()
        if stamp == self._seen:
            return False
        self._seen = stamp
        former = self._current.thesaurus
        if former is not None and self._store.in_service() == former.version.digest:
            return False
        self._current = self._read()
        return True

    def _read(self) -> InteractionSource:
        editions = self._store.editions()
        thesaurus = editions[-1].thesaurus if editions else self._standing_in()
        return InteractionSource(thesaurus, self._oldest_days, editions)

    def _standing_in(self) -> Thesaurus | None:
        return load_demonstration() if self._demonstration else None
