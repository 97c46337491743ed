"""The file of a backup: a tar of the dump, the anchors, the deposits, the imports, the manifest."""

import hashlib
import os
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import IO

from ordonnance.adapters.backup import manifest as manifests
from ordonnance.adapters.backup.beside import may_stand_beside
from ordonnance.adapters.backup.manifest import Kept, Manifest
from ordonnance.adapters.backup.refusals import reading, source_unreadable, unreadable

DUMP, MANIFEST = "base.dump", "manifeste.json"
DEPOSITS, ANCHORS, IMPORTS = "depots/", "ancres/", "importes/"

_CHUNK = 1 << 20
_LARGEST_MANIFEST = 1 << 24


@dataclass
class Files:
    """Files counted, and one digest over their names and contents, in the order of the archive."""

    files: int = 0
    _digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def add(self, name: str, digest: str) -> None:
        """One more file."""
        self.files += 1
        self._digest.update(f"{name}\0{digest}\n".encode())

    @property
    def kept(self) -> Kept:
        """All of them, as the manifest tells them."""
        return Kept(self.files, self._digest.hexdigest())


class Writer:
    """Writes an archive into an open file."""

    def __init__(self, file: IO[bytes]) -> None:
        self._tar = tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT)  # noqa: SIM115
        self.deposits, self.anchors, self.imports = Files(), Files(), Files()
        self._names: set[str] = set()

    def dump(self, path: Path) -> str:
        """Add the dump; its digest."""
        with path.open("rb") as file:
            return self._add(DUMP, file, os.fstat(file.fileno()).st_size)

    def anchor_lines(self, name: str, lines: bytes) -> None:
        """Add a file of the anchors, as it was before the dump."""
        self.anchors.add(name, self._add(ANCHORS + name, BytesIO(lines), len(lines)))

    def deposit(self, path: Path, withdrawn: str = "") -> None:
        """Add a file of the record folder, once; withdrawn since it was listed, under its new name.

        `withdrawn` is what is added to the name of a copy when it is withdrawn.
        """
        for each in (path, path.with_name(path.name + withdrawn)):
            if each.name in self._names:
                return
            try:
                file = each.open("rb")
            except FileNotFoundError:
                continue
            except OSError as error:
                raise source_unreadable(each, error) from error
            with file:
                digest = self._add(DEPOSITS + each.name, file, os.fstat(file.fileno()).st_size)
                self.deposits.add(each.name, digest)
            self._names.add(each.name)
            return

    def imported(self, name: str, path: Path) -> None:
        """Add a file that is beside the base, under its name in the data folder."""
        with reading(path):
            opened = path.open("rb")
        with opened as file:
            digest = self._add(IMPORTS + name, file, os.fstat(file.fileno()).st_size)
        self.imports.add(name, digest)

    def close(self, manifest: Manifest) -> None:
        """End with the manifest."""
        text = manifests.write(manifest)
        self._add(MANIFEST, BytesIO(text), len(text))
        self._tar.close()

    def _add(self, name: str, file: IO[bytes], size: int) -> str:
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = size, 0o600
        reading = _Digesting(file)
        self._tar.addfile(entry, reading)
        return reading.digest


class _Digesting:
    """A file that is digested as it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        try:
            data = self._file.read(size)
        except OSError as error:  # never of what is in memory: it has no name
            raise source_unreadable(Path(self._file.name), error) from error
        self._digest.update(data)
        return data

    @property
    def digest(self) -> str:
        """The digest of what was read."""
        return self._digest.hexdigest()


def examine(
    path: Path,
    dump: Path | None = None,
    folders: Mapping[str, Path] | None = None,
) -> Manifest:
    """Read a whole archive and compare it with its manifest; unpack what a target is given for.

    `folders`: where the files of DEPOSITS, ANCHORS, IMPORTS go. Raises BackupRefused
    BACKUP_UNREADABLE when anything is missing, more, or altered.
    """
    try:
        with tarfile.open(path, "r:") as tar:
            return _examine(path, tar, dump, folders or {})
    except (tarfile.TarError, EOFError, UnicodeDecodeError) as error:
        raise unreadable(path, "le fichier est coupé ou n'en est pas un") from error


def _examine(
    path: Path, tar: tarfile.TarFile, dump: Path | None, folders: Mapping[str, Path]
) -> Manifest:
    dump_digest, text = "", b""
    found = {part: Files() for part in (DEPOSITS, ANCHORS, IMPORTS)}
    for entry in tar:
        file = tar.extractfile(entry) if entry.isreg() else None
        if file is None or text:
            raise unreadable(path, "une entrée inattendue s'y trouve")
        if entry.name == DUMP:
            dump_digest = _copied(file, dump)
        elif entry.name == MANIFEST:
            text = file.read(_LARGEST_MANIFEST)
        else:
            part, name = _part_and_name(path, entry.name)
            folder = folders.get(part)
            found[part].add(name, _copied(file, None if folder is None else folder / name))
    if not text:
        raise unreadable(path, "la fin manque")
    try:
        manifest = manifests.read(text)
    except ValueError as error:
        raise unreadable(path, "son manifeste n'est pas lisible") from error
    expected = (manifest.dump_digest, manifest.deposits, manifest.anchors, manifest.imports)
    if expected != (dump_digest, *(each.kept for each in found.values())):
        raise unreadable(path, "un contenu n'est plus celui qui a été sauvegardé")
    return manifest


def _part_and_name(path: Path, entry: str) -> tuple[str, str]:
    part, slash, name = entry.partition("/")
    # Never a way out of the folder.
    flat = bool(name) and "/" not in name and not name.startswith(".")
    allowed = {DEPOSITS: flat, ANCHORS: flat, IMPORTS: may_stand_beside(name)}
    if not allowed.get(part + slash, False):
        raise unreadable(path, "une entrée inattendue s'y trouve")
    return part + slash, name


def _copied(file: IO[bytes], target: Path | None) -> str:
    """The digest of an entry, written to a private file when a target is given."""
    digest = hashlib.sha256()
    if target is None:
        for chunk in _chunks(file):
            digest.update(chunk)
        return digest.hexdigest()
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as written:
        for chunk in _chunks(file):
            digest.update(chunk)
            written.write(chunk)
        written.flush()
        os.fsync(written.fileno())
    return digest.hexdigest()


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk
