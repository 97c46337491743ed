"""What a file shown as an ordonnance holds: its codes, its words, its attached document."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ordonnance.domain.number import InvalidNumber, OrdonnanceNumber

LARGEST_FILE = 8 * 1024 * 1024
"""Most bytes of a file shown: a photograph of a telephone has 3 to 6 MiB."""


class FileKind(StrEnum):
    """The files that can be verified."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    TIFF = "tiff"

    @property
    def has_words(self) -> bool:
        """True when the printed words can be read in the file; a picture only shows them."""
        return self is FileKind.PDF


@dataclass(frozen=True, slots=True, repr=False)
class Presented:
    """A file as it was read. It holds a number and a treatment: `repr` shows neither.

    `codes` are the texts of the QR codes, page after page; `words` the text of each page, empty for
    a picture; `looks` each page in grey cells; `attached` the contents of the attached files.
    """

    kind: FileKind
    pages: int
    codes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    looks: tuple[bytes, ...] = ()
    attached: tuple[bytes, ...] = ()

    def __repr__(self) -> str:
        return f"Presented({self.kind}, {self.pages} pages)"

    @property
    def numbers(self) -> tuple[OrdonnanceNumber, ...]:
        """The numbers in the codes, each once; failing those, the ones printed in the text."""
        found = _numbers(self.codes)
        return found or _numbers(each for page in self.words for each in _PRINTED.findall(page))

    @property
    def has_code(self) -> bool:
        """True when a code of ours was read, not only a number in print."""
        return bool(_numbers(self.codes))

    @property
    def bundles(self) -> tuple[bytes, ...]:
        """What is attached and looks like JSON: documents in FHIR."""
        return tuple(each for each in self.attached if _begins(each, b"{"))

    @property
    def cdas(self) -> tuple[bytes, ...]:
        """What is attached and looks like a CDA document."""
        return tuple(
            each for each in self.attached if _begins(each, b"<") and b"ClinicalDocument" in each
        )

    @property
    def others(self) -> int:
        """How many other files are attached, which nobody reads here."""
        return len(self.attached) - len(self.bundles) - len(self.cdas)

    def resembles(self, other: "Presented") -> bool:
        """True when every page looks as the other's, cell by cell."""
        return len(self.looks) == len(other.looks) and all(
            len(mine) == len(its)
            and all(abs(a - b) <= _TOLERANCE for a, b in zip(mine, its, strict=True))
            for mine, its in zip(self.looks, other.looks, strict=True)
        )


def _begins(content: bytes, sign: bytes) -> bool:
    return content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == sign


_TOLERANCE = 24
"""Levels of grey, of 256, by which a cell may differ: less than a letter makes."""

_PRINTED = re.compile(r"\bU(?:[\s\u00a0\u202f]?[0-9A-Z]){17}\b")
"""A number as sheets print it: capitals, in groups."""


def _numbers(texts: Iterable[str]) -> tuple[OrdonnanceNumber, ...]:
    found: dict[OrdonnanceNumber, None] = {}
    for text in texts:
        try:
            found[OrdonnanceNumber.parse(text)] = None
        except InvalidNumber:
            # Another code (a parcel's, a box's): not ours, and no reason to refuse the file.
            continue
    return tuple(found)
