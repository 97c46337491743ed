"""The versions of the drug facts that were in service since an instant, read when asked for.

A sheet prints what the catalogue of its day said beside what was prescribed: to tell whether it is
true later, that catalogue is read again. One takes a third of a second: few are read, and none is
kept.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

import structlog

from ordonnance.adapters.drugs.demonstration import load_demonstration
from ordonnance.adapters.drugs.errors import DrugsRefused
from ordonnance.adapters.drugs.store import DrugStore
from ordonnance.domain.drug import Catalogue

MOST = 3
"""Most versions read for one question: an import a month, a sheet verified within the season."""

_log = structlog.get_logger("ordonnance")


class FormerDrugs:
    """The versions kept in the folder of a base."""

    def __init__(self, store: DrugStore) -> None:
        self._store = store

    def since(self, instant: datetime, current: str) -> Iterator[Catalogue]:
        """Those in service at `instant` (aware) or later, the latest first, `current` apart.

        One that cannot be read is left out, and logged.
        """
        try:
            kept = [(_imported(each["imported_at"]), each["digest"])
                    for each in self._store.versions()]  # fmt: skip
        except DrugsRefused:
            _log.exception("ALERT a version of the drug facts cannot be read")
            return
        kept.sort(reverse=True)
        served = [digest for at, digest in kept if at > instant]
        served += [digest for at, digest in kept if at <= instant][:1]
        for digest in [each for each in served if each != current][:MOST]:
            try:
                yield self._store.catalogue(digest)
            except DrugsRefused:
                _log.exception("ALERT a version of the drug facts cannot be read")
        if kept and all(at > instant for at, _ in kept):
            # Nothing was imported yet: the base served what it comes with.
            yield load_demonstration()


def _imported(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
