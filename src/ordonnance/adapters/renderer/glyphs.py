"""Which characters the shipped fonts can draw, so that none vanishes into an empty box.

Read from the fonts' own character maps (OpenType `cmap`, formats 4 and 12). A character that no
font draws is written as its code, « [U+4E2D] »: ugly, but nobody can miss that a character stood
there.
"""

import re
import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
_STRAIGHT = re.compile(r"(?<=[^\W\d_])'(?=[^\W_])")
_END_OF_SEGMENTS = 0xFFFF

TEXT_FONTS = ("AtkinsonHyperlegible", "NotoSans", "NotoSansArabic")
"""Families of running text, in order of preference; each has a regular and a bold face."""


def drawable(text: str) -> str:
    """The text in composed form, without control characters, with nothing that cannot be drawn.

    Apostrophes become the curved one of print, whoever typed them.
    """
    composed = _STRAIGHT.sub("’", unicodedata.normalize("NFC", text))
    known = covered()
    if known.issuperset(composed):
        return composed
    return "".join(
        char if char in known else _replacement(char) for char in composed if not _silent(char)
    )


def _silent(char: str) -> bool:
    """Formatting characters, bidirectional overrides included: they draw nothing."""
    return unicodedata.category(char) in {"Cc", "Cf"} and not char.isspace()


def _replacement(char: str) -> str:
    return " " if char.isspace() else f"[U+{ord(char):04X}]"


@cache
def covered() -> frozenset[str]:
    """Characters that running text can show, in regular and in bold alike."""
    shown = _of_face("Regular") & _of_face("Bold")
    return frozenset(char for char in shown if unicodedata.category(char) not in {"Cc", "Cf"})


def _of_face(face: str) -> set[str]:
    files = [FONTS / f"{name}-{face}.ttf" for name in TEXT_FONTS]
    return {char for file in files for char in characters_of(file.read_bytes())}


def characters_of(font: bytes) -> Iterator[str]:
    """Every character that a TrueType font maps to a glyph. Raises ValueError on another file."""
    table = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, table + 2)
    for index in range(count):
        _, _, offset = struct.unpack_from(">HHL", font, table + 4 + 8 * index)
        (form,) = struct.unpack_from(">H", font, table + offset)
        if form == 4:
            yield from _format_4(font, table + offset)
        elif form == 12:
            yield from _format_12(font, table + offset)


def _table(font: bytes, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    for index in range(count):
        name, _, offset, _ = struct.unpack_from(">4sLLL", font, 12 + 16 * index)
        if name == tag:
            return int(offset)
    raise ValueError("font: no such table")


def _format_4(font: bytes, at: int) -> Iterator[str]:
    """Segments of the basic plane: last code, first code, delta, offset into the glyphs."""
    (twice,) = struct.unpack_from(">H", font, at + 6)
    segments = twice // 2
    lasts = struct.unpack_from(f">{segments}H", font, at + 14)
    firsts = struct.unpack_from(f">{segments}H", font, at + 16 + twice)
    deltas = struct.unpack_from(f">{segments}H", font, at + 16 + 2 * twice)
    offsets_at = at + 16 + 3 * twice
    for index, (first, last, delta) in enumerate(zip(firsts, lasts, deltas, strict=True)):
        here = offsets_at + 2 * index
        (offset,) = struct.unpack_from(">H", font, here)
        for code in range(first, last + 1):
            glyph = code
            if offset:
                (glyph,) = struct.unpack_from(">H", font, here + offset + 2 * (code - first))
            drawn = glyph and (glyph + delta) & 0xFFFF
            if drawn and code != _END_OF_SEGMENTS:
                yield chr(code)


def _format_12(font: bytes, at: int) -> Iterator[str]:
    (groups,) = struct.unpack_from(">L", font, at + 12)
    for index in range(groups):
        first, last, _ = struct.unpack_from(">LLL", font, at + 16 + 12 * index)
        yield from map(chr, range(first, last + 1))
