"""The imported versions of the thesaurus of a base, in its data folder; one is in service."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from ordonnance.adapters.interactions.errors import InteractionsRefused
from ordonnance.adapters.interactions.stored import packed, unpacked
from ordonnance.adapters.versions.store import Refusals, VersionStore
from ordonnance.domain.interactions import Edition, Thesaurus

FOLDER, THESAURUS = "interactions", "thesaurus"
MOST_FORMER = 2
"""Former versions kept in memory: what they said is not asked again at the counter."""


class InteractionStore:
    """The folder of the versions of a base."""

    def __init__(self, data: Path) -> None:
        self._versions = VersionStore(data / FOLDER, Refusals(_damaged, _unknown))

    @property
    def folder(self) -> Path:
        """Where the versions are; it may not exist yet."""
        return self._versions.folder

    def keep(self, thesaurus: Thesaurus, report: dict[str, Any]) -> None:
        """Write a version whole, then put it in service. Raises OSError: nothing has changed."""
        self._versions.keep(thesaurus.version.digest, {THESAURUS: packed(thesaurus)}, report)

    def in_service(self) -> str | None:
        """The digest of the version in service, None when nothing was imported."""
        return self._versions.in_service()

    def stamp(self) -> tuple[int, int] | None:
        """What changes when another version is put in service: cheap, to be asked often."""
        return self._versions.stamp()

    def thesaurus(self, digest: str) -> Thesaurus:
        """One version. Raises InteractionsRefused when its file is not what was written."""
        return self._versions.read(digest, THESAURUS, unpacked)

    def since(self, digest: str) -> datetime | None:
        """When that version was first put in service here; None when it was not."""
        reports = [each for each in self._versions.versions() if each["digest"] == digest]
        return _since(reports[0]) if reports else None

    def editions(self) -> tuple[Edition, ...]:
        """The version in service and the last ones before it, the oldest first.

        A former one that is damaged is left out: what it said counts as never said. Raises
        InteractionsRefused when the one in service is.
        """
        current = self.in_service()
        if current is None:
            return ()
        found: list[Edition] = []
        reports = sorted(self._versions.versions(), key=_since)
        for report in [each for each in reports if each["digest"] != current][-MOST_FORMER:]:
            with suppress(InteractionsRefused):
                found.append(self._edition(report))
        return (*found, self._edition(self._versions.report(current)))

    def _edition(self, report: dict[str, Any]) -> Edition:
        return Edition(_since(report).date(), self.thesaurus(str(report["digest"])))

    def kept(self) -> tuple[dict[str, Any], ...]:
        """The reports of the versions kept, the oldest data first, `in_service` said of each."""
        return self._versions.kept()


def _since(report: dict[str, Any]) -> datetime:
    """Reports of former imports say only when they were made."""
    return datetime.fromisoformat(report.get("in_service_since") or report["imported_at"])


def _unknown(text: str, several: bool, _dates: tuple[str, ...]) -> InteractionsRefused:
    what = "désigne plusieurs versions" if several else "n'est pas une version importée"
    return InteractionsRefused(
        "INTERACTIONS_STORE_UNREADABLE",
        f"«\u202f{text[:40]}\u202f» {what}.",
        "Voir « ordonnance interactions versions ».",
    )


def _damaged(path: Path) -> InteractionsRefused:
    return InteractionsRefused(
        "INTERACTIONS_STORE_UNREADABLE",
        f"Le thésaurus importé ne se lit plus ({path}).",
        "L'importer de nouveau : « ordonnance interactions import ».",
    )
