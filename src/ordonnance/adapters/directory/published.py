"""The official files as they are brought: a folder, a ZIP, or one file, plain or compressed.

Names are those under which they are published; the date in a name is that of the file. When a kind
is there twice, the latest one is read.
"""

import gzip
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import IO, cast

from ordonnance.adapters.directory.errors import DirectoryRefused


class Kind(StrEnum):
    """The files that an import reads; only the first is required."""

    MAILBOXES = "Extraction_Correspondance_MSSante"
    ACTIVITIES = "PS_LibreAcces_Personne_activite"
    FINESS = "FINESS"


_NAMES = {
    Kind.MAILBOXES: re.compile(r"extraction_correspondance_mssante.*\.(?:txt|csv)"),
    Kind.ACTIVITIES: re.compile(r"ps_libreacces_personne_activite.*\.txt"),
    Kind.FINESS: re.compile(r".*(?:finess|cs11005\d\d).*\.csv"),
}
_DAY = re.compile(r"(20\d\d)-?(\d\d)-?(\d\d)")


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """One file: its name as published, and where it is (`member` when inside a ZIP)."""

    kind: Kind
    name: str
    path: Path
    member: str | None = None

    @property
    def dated(self) -> date | None:
        """The day in its name."""
        found = _DAY.search(self.name)
        try:
            return date(*map(int, found.groups())) if found else None
        except ValueError:
            return None

    @contextmanager
    def opened(self) -> Iterator[IO[bytes]]:
        """Its bytes, decompressed on the way. Raises DirectoryRefused when they are damaged."""
        try:
            if self.member is not None:
                with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as file:
                    yield file
            elif self.path.suffix.casefold() == ".gz":
                with gzip.open(self.path) as packed:
                    yield cast(IO[bytes], packed)
            else:
                with self.path.open("rb") as plain:
                    yield plain
        except (OSError, EOFError, zipfile.BadZipFile, RuntimeError, zlib.error) as error:
            raise unreadable(self.path, type(error).__name__) from error


def find(source: Path) -> dict[Kind, PublishedFile]:
    """The files of a folder, of a ZIP, or one file. Raises DirectoryRefused."""
    try:
        paths = sorted(source.iterdir()) if source.is_dir() else [source]
        found = [each for path in paths if path.is_file() for each in _inside(path)]
    except (OSError, zipfile.BadZipFile) as error:
        raise unreadable(source, type(error).__name__) from error
    latest: dict[Kind, PublishedFile] = {}
    for each in sorted(found, key=lambda each: (each.dated or date.min, each.name)):
        latest[each.kind] = each
    if Kind.MAILBOXES not in latest:
        raise DirectoryRefused(
            "DIRECTORY_SOURCE_UNREADABLE",
            f"Il manque dans {source} : {Kind.MAILBOXES}_….txt (ou son ZIP).",
            "Réunir les fichiers tels qu'ils sont publiés, sous leur nom : « directory fetch » "
            "les télécharge, ou dit où les prendre.",
        )
    return latest


def _inside(path: Path) -> Iterator[PublishedFile]:
    if path.suffix.casefold() == ".zip":
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                name = entry.filename.replace("\\", "/").rsplit("/", 1)[-1]
                kind = _kind(name)
                if kind is not None and not entry.is_dir():
                    yield PublishedFile(kind, name, path, entry.filename)
        return
    kind = _kind(path.name)
    if kind is not None:
        yield PublishedFile(kind, path.name, path)


def _kind(name: str) -> Kind | None:
    plain = name.casefold().removesuffix(".gz")
    return next((kind for kind, form in _NAMES.items() if form.fullmatch(plain)), None)


def unreadable(path: Path, why: str) -> DirectoryRefused:
    """What was brought cannot be read."""
    return DirectoryRefused(
        "DIRECTORY_SOURCE_UNREADABLE",
        f"{path} ne se lit pas en entier ({why}).",
        "Donner un dossier, un ZIP ou un fichier lisible ; le télécharger de nouveau s'il est "
        "coupé.",
    )
