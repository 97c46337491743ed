"""The drug facts of a base: imported into its data folder, followed by its processes."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.downloads import Progress
from ordonnance.adapters.drugs.demonstration import load_demonstration
from ordonnance.adapters.drugs.errors import DrugsRefused
from ordonnance.adapters.drugs.fetching import SITE, Fetched, fetch
from ordonnance.adapters.drugs.following import StoredDrugs
from ordonnance.adapters.drugs.importing import imported, require_succession
from ordonnance.adapters.drugs.published import read_published
from ordonnance.adapters.drugs.store import DrugStore
from ordonnance.domain.calendar import legal_day
from ordonnance.domain.drug import Catalogue

__all__ = ["DrugVersions", "DrugsRefused", "drugs_of"]


def drugs_of(data: Path) -> StoredDrugs:
    """The drug facts of a base. Raises DrugsRefused when the version in service is damaged."""
    return StoredDrugs(DrugStore(data))


@dataclass(frozen=True, slots=True)
class DrugVersions:
    """The versions kept in the data folder of a base."""

    data: Path

    def take(self, source: Path, dated: date | None, *, accept_fewer: bool) -> dict[str, Any]:
        """Import a folder or a ZIP and put it in service; the report.

        Raises DrugsRefused, OSError (the data folder): the former version then stays in service.
        """
        store, now = DrugStore(self.data), SystemClock().now()
        new = imported(read_published(source), legal_day(now, "Europe/Paris"), dated)
        former = None if accept_fewer else self._former(store)
        if former is not None:
            require_succession(new.catalogue, former)
        report = new.report(now)
        store.keep(new.catalogue, new.details, report)
        return report

    @staticmethod
    def fetch(site: str | None, folder: Path, progress: Progress) -> tuple[Fetched, ...]:
        """Download the official files into a folder, to be imported. Raises as `fetching.fetch`."""
        return fetch(site or SITE, folder, progress)

    def catalogue(self) -> Catalogue:
        """The facts in service, the demonstration when nothing was imported."""
        return drugs_of(self.data).current()

    def details(self, digest: str, cis: str) -> dict[str, object] | None:
        """What is only shown of a speciality; None in the demonstration."""
        if digest == load_demonstration().version.digest:
            return None
        return DrugStore(self.data).details(digest).get(cis)

    def kept(self) -> tuple[dict[str, Any], ...]:
        """The reports of the versions kept, the oldest data first, `in_service` on one of them."""
        return DrugStore(self.data).kept()

    @staticmethod
    def _former(store: DrugStore) -> Catalogue | None:
        """The version in service; None when there is none, or when it is damaged."""
        with suppress(DrugsRefused):
            digest = store.in_service()
            return None if digest is None else store.catalogue(digest)
        return None
