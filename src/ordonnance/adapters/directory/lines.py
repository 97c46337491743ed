"""Published files read as they come: by pieces, their digest taken on the way, nothing kept."""

import hashlib
from collections.abc import Iterator
from typing import IO

from ordonnance.adapters.directory.errors import DirectoryRefused
from ordonnance.adapters.drugs.tally import FileTally

_PIECE = 1024 * 1024
_MOST_LINE = 256 * 1024
MOST_BYTES = 6 * 1024 * 1024 * 1024
"""Largest file read, once decompressed: five times the largest one published."""


class Lines:
    """The lines of one file with their number, from 1; blank ones are counted and left out.

    A piece that is not UTF-8 is read line by line, the lines that are not as Windows-1252; each is
    counted as repaired. Raises DirectoryRefused for a line or a file without end.
    """

    def __init__(self, stream: IO[bytes], tally: FileTally) -> None:
        self._stream = stream
        self._tally = tally
        self._digest = hashlib.sha256()
        self._number = 0
        self.ended = False
        """The last line ends with a line feed."""

    def __iter__(self) -> Iterator[tuple[int, str]]:
        for piece in self._pieces():
            yield from self._split(piece)
        self._tally.sha256 = self._digest.hexdigest()

    def _pieces(self) -> Iterator[bytes]:
        """Whole lines, a megabyte or so at once."""
        rest, size = b"", 0
        while read := self._stream.read(_PIECE):
            self._digest.update(read)
            size += len(read)
            whole, feed, rest = (rest + read).rpartition(b"\n")
            if len(rest) > _MOST_LINE or size > MOST_BYTES:
                raise DirectoryRefused(
                    "DIRECTORY_SOURCE_UNREADABLE",
                    f"{self._tally.name} n'est pas un fichier de lignes, ou est trop gros.",
                    "Vérifier d'où vient ce fichier.",
                )
            if feed:
                yield whole
        self.ended = not rest
        if rest:
            yield rest

    def _split(self, piece: bytes) -> Iterator[tuple[int, str]]:
        try:
            texts = piece.decode("utf-8-sig" if not self._number else "utf-8").split("\n")
        except UnicodeDecodeError:
            texts = [self._decoded(line, place) for place, line in
                     enumerate(piece.split(b"\n"), start=self._number + 1)]  # fmt: skip
        for text in texts:
            self._number += 1
            line = text.rstrip("\r")
            if line:
                yield self._number, line
            else:
                self._tally.blank += 1

    def _decoded(self, line: bytes, place: int) -> str:
        try:
            return line.decode("utf-8-sig")
        except UnicodeDecodeError:
            self._tally.repair("ligne lue en Windows-1252", place)
            return line.decode("cp1252", "replace")
