"""The versions of one kind of reference data, in its folder of the data folder of a base.

`<folder>/<digest>/` holds the files and the report of one version, written once;
`<folder>/current.json` names the version in service. It is replaced in one step after everything
else is on the disk: an import that stops half way leaves the former version, and what it had
written is swept by the next one.
"""

import fcntl
import hashlib
import json
import os
import re
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from ordonnance.adapters.durability import flush_folder

CURRENT, REPORT = "current.json", "report.json"
VERSION_NAME = re.compile(r"[0-9a-f]{64}")
_SHORTEST = 6
LOCK = ".lock"
_UNDER_WAY, _DIGEST = ".import-", ".sha256"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Refusals:
    """What to raise: a file that is not what was written, a version that is not (or not one)."""

    damaged: Callable[[Path], Exception]
    unknown: Callable[[str, bool, tuple[str, ...]], Exception]
    """Called with what was typed, whether several versions answer to it, and the dates kept."""


@dataclass(frozen=True, slots=True)
class VersionStore:
    """The folder of the versions of one kind of data."""

    folder: Path
    refusals: Refusals

    def keep(
        self,
        digest: str,
        files: Mapping[str, bytes],
        report: Mapping[str, Any],
        built: Mapping[str, Path] | None = None,
    ) -> None:
        """Write a version whole, then put it in service. Raises OSError: nothing has changed.

        `built` are files too large for memory, already written on this disk: they are moved, and
        their digest is written beside them. One import at a time: another waits here for its end.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._alone():
            self._sweep()
            made = Path(tempfile.mkdtemp(prefix=_UNDER_WAY, dir=self.folder))
            try:
                made.chmod(0o755)
                for name, content in files.items():
                    _written(made / name, hashlib.sha256(content).digest() + content)
                for name, path in (built or {}).items():
                    _written(made / f"{name}{_DIGEST}", _sha256(path).hex().encode())
                    path.replace(made / name)
                _written(made / REPORT, json.dumps(report, ensure_ascii=False, indent=1).encode())
                flush_folder(made)
                self._install(made, digest)
            finally:
                shutil.rmtree(made, ignore_errors=True)
            pointer = self.folder / f".{CURRENT}.{os.getpid()}"
            _written(pointer, json.dumps({"digest": digest}).encode())
            pointer.replace(self.folder / CURRENT)
            flush_folder(self.folder)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """No other import writes until the block ends; the system frees a lock of the dead."""
        with (self.folder / LOCK).open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _sweep(self) -> None:
        """What imports that were killed left behind."""
        for left in self.folder.glob(f"{_UNDER_WAY}*"):
            shutil.rmtree(left, ignore_errors=True)

    def _install(self, made: Path, name: str) -> None:
        """Give a version its name. The same one imported again: each file takes the place of the
        former in one step, so that who reads never finds it missing."""
        place = self.folder / name
        if not place.exists():
            made.rename(place)
            return
        for path in sorted(made.iterdir()):
            path.replace(place / path.name)
        flush_folder(place)

    def in_service(self) -> str | None:
        """The digest of the version in service, None when nothing was imported."""
        try:
            text = (self.folder / CURRENT).read_text("utf-8")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self.refusals.damaged(self.folder / CURRENT) from error
        try:
            name = json.loads(text)["digest"]
            if not VERSION_NAME.fullmatch(name):
                raise ValueError(name)
        except (ValueError, KeyError, TypeError) as error:
            raise self.refusals.damaged(self.folder / CURRENT) from error
        return str(name)

    def stamp(self) -> tuple[int, int] | None:
        """What changes when another version is put in service: cheap, to be asked often."""
        try:
            found = os.stat(self.folder / CURRENT)
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ino

    def read(self, digest: str, file: str, read: Callable[[bytes], T]) -> T:
        """What `read` makes of a file of a version; refused when it is not what was written."""
        path = self.folder / digest / file
        try:
            return read(_opened(path))
        except (OSError, ValueError, TypeError, KeyError, IndexError, zlib.error) as error:
            raise self.refusals.damaged(path) from error

    def place(self, digest: str, file: str) -> Path:
        """Where a file given as `built` is; refused when it is not what was written."""
        path = self.folder / digest / file
        try:
            told = bytes.fromhex(path.with_name(f"{file}{_DIGEST}").read_text("ascii"))
            if _sha256(path) != told:
                raise ValueError("digest")
        except (OSError, ValueError) as error:
            raise self.refusals.damaged(path) from error
        return path

    def report(self, digest: str) -> dict[str, Any]:
        """What the import of one version said. Raises as `read`."""
        path = self.folder / digest / REPORT
        try:
            found: dict[str, Any] = json.loads(path.read_bytes())
        except (OSError, ValueError) as error:
            raise self.refusals.damaged(path) from error
        return found

    def versions(self) -> tuple[dict[str, Any], ...]:
        """What is said of every version kept, the oldest data first."""
        digests = [path.name for path in self.folder.glob("*") if VERSION_NAME.fullmatch(path.name)]
        found = [self.report(digest) for digest in digests]
        return tuple(sorted(found, key=lambda report: (report["dated"], report["imported_at"])))

    def kept(self) -> tuple[dict[str, Any], ...]:
        """The same, `in_service` said of each."""
        current = self.in_service()
        return tuple({**each, "in_service": each["digest"] == current} for each in self.versions())

    def named(self, text: str) -> str:
        """The digest of the version called by its date or by the start of its digest."""
        versions = self.versions()
        found = [
            str(each["digest"])
            for each in versions
            if each["dated"] == text
            or (len(text) >= _SHORTEST and str(each["digest"]).startswith(text.casefold()))
        ]
        if len(found) == 1:
            return found[0]
        dates = tuple(dict.fromkeys(str(each["dated"]) for each in versions))
        raise self.refusals.unknown(text, bool(found), dates)


def _opened(path: Path) -> bytes:
    whole = path.read_bytes()
    content = whole[32:]
    if hashlib.sha256(content).digest() != whole[:32]:
        raise ValueError("digest")
    return content


def _sha256(path: Path) -> bytes:
    """The digest of a file, once its bytes are on the disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
        return hashlib.file_digest(file, "sha256").digest()


def _written(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
