"""The imported white lists of a base, in its data folder; one is in service."""

from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from ordonnance.adapters.directory.errors import DirectoryRefused, unknown_version
from ordonnance.adapters.versions.store import Refusals, VersionStore
from ordonnance.domain.mssante import WhiteList

FOLDER, DOMAINS = "white_list", "domains"
FORMAT = 1
"""Changes with what is stored: a list kept in another one is imported again."""


class WhiteListStore:
    """The folder of the lists of a base."""

    def __init__(self, data: Path) -> None:
        self._versions = VersionStore(data / FOLDER, Refusals(_damaged, unknown_version))

    def keep(self, found: WhiteList, report: dict[str, Any]) -> None:
        """Write a list whole, then put it in service. Raises OSError: nothing has changed."""
        content = [FORMAT, sorted(found.domains), found.dated.isoformat(), found.source]
        self._versions.keep(found.digest, {DOMAINS: msgspec.msgpack.encode(content)}, report)

    def in_service(self) -> WhiteList | None:
        """The list in service, None before any import.

        Raises DirectoryRefused when its file is not what was written.
        """
        digest = self._versions.in_service()
        if digest is None:
            return None
        return self._versions.read(digest, DOMAINS, lambda content: _read(content, digest))

    def stamp(self) -> tuple[int, int] | None:
        """What changes when another list is put in service: cheap, to be asked often."""
        return self._versions.stamp()

    def kept(self) -> tuple[dict[str, Any], ...]:
        """The reports of the lists kept, the oldest first, `in_service` said of each."""
        return self._versions.kept()


class StoredTrustSpace:
    """The port `TrustSpace` of a base: the list in service, read again when another one is.

    Asked before each message: what is asked is the date of one small file.
    """

    def __init__(self, store: WhiteListStore) -> None:
        """Read the list in service. Raises DirectoryRefused when it is damaged."""
        self._store = store
        self._seen = store.stamp()
        self._current = store.in_service()

    def current(self) -> WhiteList | None:
        """The list in service now. Raises DirectoryRefused when it is damaged: nothing leaves."""
        stamp = self._store.stamp()
        if stamp != self._seen:
            # Read first: a list that cannot be read is asked for again, never passed over.
            self._current = self._store.in_service()
            self._seen = stamp
        return self._current


def _read(content: bytes, digest: str) -> WhiteList:
    head, domains, dated, source = msgspec.msgpack.decode(content)
    if head != FORMAT:
        raise ValueError(f"format {head}")
    return WhiteList(frozenset(domains), date.fromisoformat(dated), digest, source)


def _damaged(path: Path) -> DirectoryRefused:
    return DirectoryRefused(
        "DIRECTORY_STORE_UNREADABLE",
        f"La liste blanche importée ne se lit plus ({path}).",
        "L'importer de nouveau : « ordonnance directory white-list ».",
    )
