"""The imported versions of the drug facts of a base, in its data folder; one is in service."""

import zlib
from pathlib import Path
from typing import Any

import msgspec

from ordonnance.adapters.drugs.details import Details
from ordonnance.adapters.drugs.errors import DrugsRefused
from ordonnance.adapters.drugs.stored import packed, unpacked
from ordonnance.adapters.versions.store import CURRENT, Refusals, VersionStore
from ordonnance.domain.drug import Catalogue

__all__ = ["CATALOGUE", "CURRENT", "DETAILS", "FOLDER", "DrugStore"]

FOLDER = "drugs"
CATALOGUE, DETAILS = "catalogue", "details"


class DrugStore:
    """The folder of the versions of a base."""

    def __init__(self, data: Path) -> None:
        self._versions = VersionStore(data / FOLDER, Refusals(_damaged, _unknown))

    @property
    def folder(self) -> Path:
        """Where the versions are; it may not exist yet."""
        return self._versions.folder

    def keep(self, catalogue: Catalogue, details: Details, report: dict[str, Any]) -> None:
        """Write a version whole, then put it in service. Raises OSError: nothing has changed."""
        told = zlib.compress(msgspec.msgpack.encode(details), 6)
        files = {CATALOGUE: packed(catalogue), DETAILS: told}
        self._versions.keep(catalogue.version.digest, files, report)

    def in_service(self) -> str | None:
        """The digest of the version in service, None when nothing was imported."""
        return self._versions.in_service()

    def stamp(self) -> tuple[int, int] | None:
        """What changes when another version is put in service: cheap, to be asked often."""
        return self._versions.stamp()

    def catalogue(self, digest: str) -> Catalogue:
        """One version. Raises DrugsRefused when its file is not what was written."""
        return self._versions.read(digest, CATALOGUE, unpacked)

    def details(self, digest: str) -> Details:
        """The details of one version. Raises as `catalogue`."""
        return self._versions.read(digest, DETAILS, _details)

    def report(self, digest: str) -> dict[str, Any]:
        """What the import of one version said. Raises as `catalogue`."""
        return self._versions.report(digest)

    def versions(self) -> tuple[dict[str, Any], ...]:
        """What is said of every version kept, the oldest data first."""
        return self._versions.versions()

    def kept(self) -> tuple[dict[str, Any], ...]:
        """The same, `in_service` said of each."""
        return self._versions.kept()

    def named(self, text: str) -> str:
        """The digest of the version called by its date or by the start of its digest."""
        return self._versions.named(text)


def _details(content: bytes) -> Details:
    return msgspec.msgpack.decode(zlib.decompress(content), type=Details)


def _unknown(text: str, several: bool, dates: tuple[str, ...]) -> DrugsRefused:
    what = "désigne plusieurs versions" if several else "n'est pas une version importée"
    do = "Aucune version n'est importée dans ce dossier : donner un dossier ou un ZIP de fichiers."
    if dates:
        do = f"Donner la date ({dates[-1]}) ou le début de l'empreinte (« drugs versions »)."
    return DrugsRefused("DRUGS_VERSION_UNKNOWN", f"«\u202f{text[:40]}\u202f» {what}.", do)


def _damaged(path: Path) -> DrugsRefused:
    return DrugsRefused(
        "DRUGS_STORE_UNREADABLE",
        f"Les médicaments importés ne se lisent plus ({path}).",
        "Importer de nouveau les fichiers officiels : « ordonnance drugs import ».",
    )
