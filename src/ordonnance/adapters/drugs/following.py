"""The port `Drugs` of a base: the version in service, the demonstration when there is none."""

from ordonnance.adapters.drugs.demonstration import load_demonstration
from ordonnance.adapters.drugs.store import DrugStore
from ordonnance.domain.drug import Catalogue


class StoredDrugs:
    """The version in service, kept in memory; `refresh` takes the new one, whole."""

    def __init__(self, store: DrugStore) -> None:
        """Read the version in service. Raises DrugsRefused when it is damaged."""
        self._store = store
        self._seen = store.stamp()
        self._current = self._read()

    def current(self) -> Catalogue:
        """The catalogue; an act takes it once, a version put in service meanwhile is another."""
        return self._current

    def refresh(self) -> bool:
        """Take the version in service if it is another one; True then. Reads a file: use a thread.

        Raises DrugsRefused when it is damaged, once: the version in memory stays.
        """
        stamp = self._store.stamp()
        if stamp == self._seen:
            return False
        self._seen = stamp
        if self._store.in_service() == self._current.version.digest:
            return False
        self._current = self._read()
        return True

    def _read(self) -> Catalogue:
        digest = self._store.in_service()
        return load_demonstration() if digest is None else self._store.catalogue(digest)
