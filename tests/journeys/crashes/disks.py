"""Small disks of the tests: mounted in the test's own folder, unmounted whatever happens."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

MEBIBYTE = 1024 * 1024


class Disk:
    """A file system in memory, of a size that can change, that can be filled and made read-only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / "ballast"

    def resize(self, mebibytes: int) -> None:
        """Change its size."""
        mounted("-o", f"remount,size={mebibytes}m", str(self.folder))

    def fill(self, left: int = 0) -> None:
        """Take all the room, but for `left` bytes."""
        disk = os.statvfs(self.folder)
        wanted = disk.f_bavail * disk.f_frsize - left
        with self._ballast.open("ab", buffering=0) as ballast:
            try:
                while wanted > 0:
                    wanted -= ballast.write(b"\0" * min(MEBIBYTE, wanted))
            except OSError:
                # Somebody else took the rest.
                assert os.statvfs(self.folder).f_bavail * disk.f_frsize <= left + MEBIBYTE

    def free(self) -> None:
        """Give the room back."""
        self._ballast.unlink(missing_ok=True)

    @contextmanager
    def read_only(self) -> Iterator[None]:
        """The whole disk, while nothing holds a file open for writing."""
        mounted("-o", "remount,ro", str(self.folder))
        try:
            yield
        finally:
            mounted("-o", "remount,rw", str(self.folder))


@contextmanager
def small_disk(folder: Path, mebibytes: int) -> Iterator[Disk]:
    """A disk mounted at `folder`. Where this account cannot mount, skip and say why, unless
    services are required."""
    folder.mkdir()
    try:
        mounted("-t", "tmpfs", "-o", f"size={mebibytes}m,mode=0711", "tmpfs", str(folder))
    except (subprocess.CalledProcessError, FileNotFoundError) as refused:
        if os.environ.get("ORDONNANCE_REQUIRE_SERVICES") == "1":
            raise
        pytest.skip(f"this account cannot mount a small disk: {refused}")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def read_only_over(folder: Path) -> Iterator[None]:
    """This folder read-only for whoever opens its files from now on."""
    mounted("--bind", str(folder), str(folder))
    try:
        mounted("-o", "remount,bind,ro", str(folder))
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def mounted(*arguments: str) -> None:
    """Run mount, quietly."""
    subprocess.run(["mount", *arguments], check=True, capture_output=True)
