"""The interactions of a base: imported into its data folder, shown, followed by its processes."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.interactions.errors import InteractionsRefused
from ordonnance.adapters.interactions.following import StoredInteractions
from ordonnance.adapters.interactions.importing import imported, require_succession
from ordonnance.adapters.interactions.store import InteractionStore
from ordonnance.bootstrap.drug_versions import drugs_of
from ordonnance.domain.interactions import Thesaurus
from ordonnance.settings import Settings
from ordonnance.usecases.interacting import between_names, coverage, search

__all__ = ["InteractionVersions", "InteractionsRefused", "interactions_of"]


def interactions_of(data: Path, settings: Settings, *, demonstration: bool) -> StoredInteractions:
    """The interactions of a base. Raises InteractionsRefused when the version is damaged."""
    return StoredInteractions(
        InteractionStore(data),
        demonstration=demonstration,
        oldest_days=settings.interactions_days,
    )


@dataclass(frozen=True, slots=True)
class InteractionVersions:
    """The versions of the thesaurus kept in the data folder of a base."""

    data: Path
    demonstration: bool = False

    def take(
        self, couples: Path, index: Path, dated: date | None, *, accept_fewer: bool
    ) -> dict[str, Any]:
        """Import the couples and the index and put them in service; the report.

        It says how many medicines of the base the thesaurus knows. Raises InteractionsRefused,
        OSError (the data folder): the former version then stays in service.
        """
        store = InteractionStore(self.data)
        new = imported(couples, index, dated)
        former = None if accept_fewer else self._former(store)
        if former is not None:
            require_succession(new.thesaurus, former)
        catalogue = drugs_of(self.data).current()
        now = SystemClock().now()
        since = store.since(new.thesaurus.version.digest) or now
        report = {
            **new.report(now),
            "in_service_since": since.isoformat(timespec="seconds"),
            "coverage": coverage(new.thesaurus, catalogue),
        }
        store.keep(new.thesaurus, report)
        return report

    def kept(self) -> tuple[dict[str, Any], ...]:
        """The reports of the versions kept, the oldest data first, `in_service` on one of them."""
        return InteractionStore(self.data).kept()

    def between(self, one: str, other: str) -> dict[str, Any]:
        """What the thesaurus in service says of two substances, classes or medicines."""
        return between_names(self._thesaurus(), drugs_of(self.data).current(), one, other)

    def search(self, text: str, limit: int) -> list[dict[str, Any]]:
        """The substances and classes whose name has every word, with what they interact with."""
        return search(self._thesaurus(), text, limit)

    def _thesaurus(self) -> Thesaurus:
        source = StoredInteractions(
            InteractionStore(self.data), demonstration=self.demonstration, oldest_days=1
        ).current()
        if source.thesaurus is None:
            raise InteractionsRefused(
                "INTERACTIONS_NONE",
                f"Aucun thésaurus des interactions n'est importé dans {self.data}.",
                "L'importer : « ordonnance interactions import » ; un autre dossier se donne par "
                "--data, celui de la démonstration par --demo.",
            )
        return source.thesaurus

    @staticmethod
    def _former(store: InteractionStore) -> Thesaurus | None:
        """The version in service; None when there is none, or when it is damaged."""
        with suppress(InteractionsRefused):
            digest = store.in_service()
            return None if digest is None else store.thesaurus(digest)
        return None
