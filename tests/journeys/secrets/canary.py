"""Marks that stand nowhere else, and the search for them under every form that a leak may take."""

import base64
import re
import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.journeys.sessions import luhn

_END = -1
"""Where a word ends, in a tree of bytes."""


def nir(stem: str) -> str:
    """13 digits and their key."""
    return f"{stem}{97 - int(stem) % 97:02d}"


def _fresh() -> str:
    # Letters alone: names are read as letters, and nothing that is spelt here is a French word.
    return "".join(secrets.choice("BCDFGHJKLMNPQRSTVWXZ") for _ in range(6))


def _box(place: str, domain: str) -> str:
    return f"zz{place}.{_fresh().lower()}@{domain}"


@dataclass
class Canary:
    """A marked patient, drug, posology, author, and marked words for each text that people type."""

    family: str = field(default_factory=lambda: f"ZZNOMÉ{_fresh()}")
    given: str = field(default_factory=lambda: f"Zzprénom{_fresh()}")
    author_family: str = field(default_factory=lambda: f"ZZAUTEUR{_fresh()}")
    posology: str = field(default_factory=lambda: f"zzposologie{_fresh()} le matin")
    word: str = field(default_factory=lambda: f"zzmotif{_fresh()}")
    rpps: str = field(default_factory=lambda: luhn(f"9997{secrets.randbelow(10**6):06d}"))
    ins: str = field(default_factory=lambda: nir(f"231079999{secrets.randbelow(10**4):04d}"))
    birth_date: date = date(1931, 7, 23)
    sentence: str = field(default_factory=lambda: f"zzphrase{_fresh().lower()}")
    next_of_kin: str = field(default_factory=lambda: f"ZZPROCHE{_fresh()}")
    centre_box: str = field(default_factory=lambda: _box("samu", "chu-exemple.mssante.fr"))
    home_box: str = field(default_factory=lambda: _box("ehpad", "ehpad-exemple.mssante.fr"))
    pharmacy_box: str = field(
        default_factory=lambda: _box("officine", "officine-exemple.mssante.fr")
    )
    codes: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)

    def people(self) -> list[str]:
        """What may stand nowhere at rest: people, drug, posology, reasons, mailboxes, codes."""
        born = self.birth_date
        return [
            self.family, self.given, self.author_family, self.posology.split()[0], self.word,
            self.rpps, self.ins, born.isoformat(), f"{born:%d/%m/%Y}", f"{born:%Y%m%d}",
            "LEVOTHYROX", "65143010", self.sentence, self.next_of_kin,
            *self.local_parts(), *self.codes,
        ]  # fmt: skip

    def local_parts(self) -> list[str]:
        """What names somebody in the mailboxes: of the centre, of the home, of the pharmacy."""
        boxes = (self.centre_box, self.home_box, self.pharmacy_box)
        return [each.partition("@")[0] for each in boxes]

    def everything(self) -> list[str]:
        """The same and the numbers, which logs, metrics and errors may not carry either."""
        return self.people() + self.numbers


def forms(mark: str) -> Iterator[bytes]:
    """A mark as text, percent-encoded, in hexadecimal, in UTF-16, JSON-escaped, without accents.

    In lower case.
    """
    grouped = {between.join(_fours(mark)) for between in ("-", " ", "\u202f")}
    for text in {mark, mark.lower(), mark.upper(), bare(mark)} | grouped:
        plain = text.encode()
        escaped = text.encode("ascii", "backslashreplace").replace(b"\\x", b"\\u00")
        wide = text.encode("utf-16-le")
        everywhere = "".join(f"%{each:02x}" for each in plain).encode()
        latin = text.encode("latin-1", "replace")
        told = [
            plain,
            latin,
            quote(text).encode(),
            everywhere,
            escaped,
            wide,
            text.encode("utf-16-be"),
        ]
        yield from {each.lower() for each in told}
        yield plain.hex().encode()
        yield wide.hex().encode()


def encoded(mark: str) -> Iterator[bytes]:
    """A mark inside a base64 text, wherever it begins, both alphabets; case counts."""
    for text in {mark, mark.lower(), mark.upper(), bare(mark)}:
        for content in (text.encode(), text.encode("utf-16-le")):
            for offset in range(3):
                # Characters that also depend on what stands before or after are left out.
                whole = base64.b64encode(bytes(offset) + content)
                kept = whole[-(-offset * 8 // 6) : (offset + len(content)) * 8 // 6]
                yield kept
                yield kept.replace(b"+", b"-").replace(b"/", b"_")


def bare(mark: str) -> str:
    """A mark as identities are compared: without accents."""
    return unicodedata.normalize("NFKD", mark).encode("ascii", "ignore").decode()


def _fours(mark: str) -> list[str]:
    return [mark[at : at + 4] for at in range(0, len(mark), 4)]


def any_of(words: Iterable[bytes]) -> re.Pattern[bytes]:
    """Any of those words: their beginnings stand once, which reads six times faster than a list."""
    tree: dict[int, Any] = {}
    for word in words:
        node = tree
        for byte in word:
            node = node.setdefault(byte, {})
        node[_END] = {}
    return re.compile(_branches(tree))


def _branches(node: dict[int, Any]) -> bytes:
    told = b"|".join(
        re.escape(bytes([byte])) + _branches(after) for byte, after in node.items() if byte != _END
    )
    if not told:
        return b""
    return b"(?:%b)?" % told if _END in node else b"(?:%b)" % told


class Search:
    """Looks for some marks in bytes and in files."""

    def __init__(self, marks: Iterable[str]) -> None:
        marks = list(marks)
        low = {form: mark for mark in marks for form in forms(mark)}
        exact = {form: mark for mark in marks for form in encoded(mark)}
        self._low = any_of(low)
        self._exact = any_of(exact)
        self._marks = {**low, **exact}

    def found(self, content: bytes) -> set[str]:
        """The marks in those bytes."""
        hits = {*self._low.findall(content.lower()), *self._exact.findall(content)}
        return {self._marks[hit] for hit in hits}

    def found_under(self, folder: Path) -> dict[str, set[str]]:
        """The marks in the names and the contents of the files below, by file."""
        told = {}
        for path in files(folder):
            name = str(path.relative_to(folder))
            try:
                marks = self.found(name.encode() + b"\n" + path.read_bytes())
            except FileNotFoundError:
                # A temporary file or a segment that PostgreSQL took away meanwhile.
                continue
            if marks:
                told[name] = marks
        return told


def files(folder: Path) -> list[Path]:
    """Every file below."""
    return [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
