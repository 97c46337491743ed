"""The imported versions of a base, in its data folder; one of them is in service.

`drugs/<digest>/` holds the catalogue, the details and the report of one version, written once;
`drugs/current.json` names the version in service. It is replaced in one step after everything else
is on the disk: an import that stops half way leaves the former version.
"""

import hashlib
import json
import os
import re
import shutil
import tempfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from ordonnance.adapters.drugs.details import Details
from ordonnance.adapters.drugs.errors import DrugsRefused
from ordonnance.adapters.drugs.stored import packed, unpacked
from ordonnance.domain.drug import Catalogue

FOLDER = "drugs"
CURRENT, CATALOGUE, DETAILS, REPORT = "current.json", "catalogue", "details", "report.json"
_NAME = re.compile(r"[0-9a-f]{64}")
_SHORTEST = 6


@dataclass(frozen=True, slots=True)
class DrugStore:
    """The folder of the versions of a base."""

    data: Path

    @property
    def folder(self) -> Path:
        """Where the versions are; it may not exist yet."""
        return self.data / FOLDER

    def keep(self, catalogue: Catalogue, details: Details, report: dict[str, Any]) -> None:
        """Write a version whole, then put it in service. Raises OSError: nothing has changed."""
        self.folder.mkdir(parents=True, exist_ok=True)
        name = catalogue.version.digest
        made = Path(tempfile.mkdtemp(prefix=".import-", dir=self.folder))
        try:
            made.chmod(0o755)
            encoded = zlib.compress(msgspec.msgpack.encode(details), 6)
            _written(made / CATALOGUE, _sealed(packed(catalogue)))
            _written(made / DETAILS, _sealed(encoded))
            _written(made / REPORT, json.dumps(report, ensure_ascii=False, indent=1).encode())
            _synced(made)
            self._install(made, name)
        finally:
            shutil.rmtree(made, ignore_errors=True)
        pointer = self.folder / f".{CURRENT}.{os.getpid()}"
        _written(pointer, json.dumps({"digest": name}).encode())
        pointer.replace(self.folder / CURRENT)
        _synced(self.folder)

    def _install(self, made: Path, name: str) -> None:
        """Give a version its name; the same one imported again takes the place of the former."""
        place, aside = self.folder / name, made.with_name(f"{made.name}.former")
        if place.exists():
            place.rename(aside)
        made.rename(place)
        shutil.rmtree(aside, ignore_errors=True)

    def in_service(self) -> str | None:
        """The digest of the version in service, None when nothing was imported."""
        try:
            text = (self.folder / CURRENT).read_text("utf-8")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _damaged(self.folder / CURRENT) from error
        try:
            name = json.loads(text)["digest"]
            if not _NAME.fullmatch(name):
                raise ValueError(name)
        except (ValueError, KeyError, TypeError) as error:
            raise _damaged(self.folder / CURRENT) from error
        return str(name)

    def stamp(self) -> tuple[int, int] | None:
        """What changes when another version is put in service: cheap, to be asked often."""
        try:
            found = os.stat(self.folder / CURRENT)
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ino

    def catalogue(self, digest: str) -> Catalogue:
        """One version. Raises DrugsRefused when its file is not what was written."""
        path = self.folder / digest / CATALOGUE
        try:
            return unpacked(_opened(path))
        except (OSError, ValueError, TypeError, KeyError, IndexError, zlib.error) as error:
            raise _damaged(path) from error

    def details(self, digest: str) -> Details:
        """The details of one version. Raises as `catalogue`."""
        path = self.folder / digest / DETAILS
        try:
            return msgspec.msgpack.decode(zlib.decompress(_opened(path)), type=Details)
        except (OSError, ValueError, zlib.error) as error:
            raise _damaged(path) from error

    def report(self, digest: str) -> dict[str, Any]:
        """What the import of one version said. Raises as `catalogue`."""
        path = self.folder / digest / REPORT
        try:
            found: dict[str, Any] = json.loads(path.read_bytes())
        except (OSError, ValueError) as error:
            raise _damaged(path) from error
        return found

    def versions(self) -> tuple[dict[str, Any], ...]:
        """What is said of every version kept, the oldest data first."""
        digests = [path.name for path in self.folder.glob("*") if _NAME.fullmatch(path.name)]
        found = [self.report(digest) for digest in digests]
        return tuple(sorted(found, key=lambda report: (report["dated"], report["imported_at"])))

    def named(self, text: str) -> str:
        """The digest of the version called by its date or by the start of its digest."""
        found = [
            str(each["digest"])
            for each in self.versions()
            if each["dated"] == text
            or (len(text) >= _SHORTEST and str(each["digest"]).startswith(text.casefold()))
        ]
        if len(found) == 1:
            return found[0]
        what = "désigne plusieurs versions" if found else "n'est pas une version importée"
        raise DrugsRefused(
            "DRUGS_VERSION_UNKNOWN",
            f"«\u202f{text[:40]}\u202f» {what}.",
            "Donner la date (2026-05-19) ou le début de l'empreinte (« drugs versions »).",
        )


def _sealed(content: bytes) -> bytes:
    return hashlib.sha256(content).digest() + content


def _opened(path: Path) -> bytes:
    whole = path.read_bytes()
    content = whole[32:]
    if hashlib.sha256(content).digest() != whole[:32]:
        raise ValueError("digest")
    return content


def _written(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _synced(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _damaged(path: Path) -> DrugsRefused:
    return DrugsRefused(
        "DRUGS_STORE_UNREADABLE",
        f"Les médicaments importés ne se lisent plus ({path}).",
        "Importer de nouveau les fichiers officiels : « ordonnance drugs import ».",
    )
