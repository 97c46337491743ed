"""The white list of a base: imported into its data folder, read by whatever sends."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.directory.errors import DirectoryRefused
from ordonnance.adapters.directory.white_list import read_white_list, require_succession
from ordonnance.adapters.directory.white_lists import StoredTrustSpace, WhiteListStore
from ordonnance.domain.calendar import legal_day
from ordonnance.domain.mssante import WhiteList
from ordonnance.usecases.mssante import require_trusted

__all__ = ["DirectoryRefused", "WhiteLists", "trust_space_of"]


def trust_space_of(data: Path) -> StoredTrustSpace:
    """The port `TrustSpace` of a base. Raises DirectoryRefused when the list is damaged."""
    return StoredTrustSpace(WhiteListStore(data))


@dataclass(frozen=True, slots=True)
class WhiteLists:
    """The white lists kept in the data folder of a base; `oldest_days` before one is told old."""

    data: Path
    oldest_days: int

    def take(self, source: Path, dated: date | None, *, accept_fewer: bool) -> dict[str, Any]:
        """Import a list and put it in service; the report. `dated` None: today.

        Raises DirectoryRefused, OSError (the data folder): the former list stays in service.
        """
        store, now = WhiteListStore(self.data), SystemClock().now()
        new = read_white_list(source, dated or legal_day(now, "Europe/Paris"))
        former = None if accept_fewer else self._former(store)
        if former is not None:
            require_succession(new.white_list, former)
        report = new.report(now)
        store.keep(new.white_list, report)
        return report

    def kept(self) -> tuple[dict[str, Any], ...]:
        """The reports of the lists kept, the oldest first, `in_service` on one of them."""
        return WhiteListStore(self.data).kept()

    def check(self, address: str) -> dict[str, Any]:
        """What the list in service says of an address that may be written to.

        Raises Refusal when no message may leave for it, DirectoryRefused.
        """
        found = WhiteListStore(self.data).in_service()
        trusted = require_trusted(address, found)
        return {"address": str(trusted), "patient": trusted.is_patient, **self._dated(found)}

    def _dated(self, found: WhiteList | None) -> dict[str, Any]:
        if found is None:
            return {}
        age = found.age(legal_day(SystemClock().now(), "Europe/Paris"))
        old = age > self.oldest_days
        return {"dated": found.dated.isoformat(), "age_days": age, "old": old}

    @staticmethod
    def _former(store: WhiteListStore) -> WhiteList | None:
        """The list in service; None when there is none, or when it is damaged."""
        with suppress(DirectoryRefused):
            return store.in_service()
        return None
