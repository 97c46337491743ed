"""From the bytes of a published file to rows of the right size, every repair counted.

The files of one publication do not share their encoding, their line ends nor, over the years,
their number of columns. Nothing is guessed beyond that: a row that does not fit is refused.
"""

import hashlib
import re
from collections.abc import Callable, Iterator

from ordonnance.adapters.drugs import published
from ordonnance.adapters.drugs.bdpm import (
    COLUMNS,
    COMPOSITIONS,
    CONDITIONS,
    HYBRID_GROUPS,
    MAJOR_INTEREST,
    OFFICIAL,
    PACKS,
    SPECIALITIES,
)
from ordonnance.adapters.drugs.errors import DrugsRefused
from ordonnance.adapters.drugs.rows import Row
from ordonnance.adapters.drugs.tally import FileTally

SIZES = COLUMNS | {
    published.SMR: 6,
    published.ASMR: 6,
    published.OPINION_LINKS: 2,
    published.NOTICES: 4,
}
OLDER = {SPECIALITIES: 11, PACKS: 9, CONDITIONS: 1, published.NOTICES: 3, MAJOR_INTEREST: 2}
"""The fewest columns that a file had in its older forms: those that lack are empty."""
FREE_TEXT = frozenset(
    {CONDITIONS, PACKS, published.SMR, published.ASMR, published.NOTICES, HYBRID_GROUPS}
)
"""Files whose last column is a free text: a tabulation there is only a space."""

_WIDE = (b"\xff\xfe", b"\xfe\xff")
"""How UTF-16 begins: a table program wrote the file again."""
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")
_PRICE_COLUMNS = range(9, 12)
_GROUPED_PRICE = re.compile(r"\d{1,3}(?:[,. \u00a0\u202f]\d{3})+,\d{2}")
_NO_FIGURE = re.compile(r"\D")
_C1 = re.compile(r"[\x80-\x9f]")


def cleaned(name: str, content: bytes) -> tuple[list[Row], FileTally]:
    """The rows of a file and what was read, repaired and refused. Raises DrugsRefused if cut."""
    if content.startswith(_WIDE):
        _refuse_recoded(name)
    content = content.removeprefix(b"\xef\xbb\xbf")
    decode, encoding = _decoder(content)
    tally = FileTally(name, hashlib.sha256(content).hexdigest(), encoding)
    rows = list(_rows(name, content, decode, tally))
    if name in OFFICIAL and content and not content.endswith(b"\n"):
        _refuse_cut(name)
    return rows, tally


def _rows(
    name: str, content: bytes, decode: Callable[[bytes], str], tally: FileTally
) -> Iterator[Row]:
    lines = content.split(b"\n")
    for number, raw in enumerate(lines, start=1):
        line = raw.rstrip(b"\r")
        if not line.strip():
            # What follows the last line end is no line.
            tally.blank += number < len(lines)
            continue
        tally.read += 1
        if raw.endswith(b"\r\r"):
            tally.repair("fin de ligne doublée", number)
        text = decode(line)
        if not line.isascii():
            text = _letters(text, line, number, tally)
        cells = _sized(name, [cell.strip() for cell in text.split("\t")], number, tally)
        if len(cells) == SIZES[name]:
            yield Row(name, number, tuple(_repaired(name, cells, number, tally)))
        elif number == len(lines):
            _refuse_cut(name)
        else:
            tally.refuse(f"nombre de colonnes : {SIZES[name]} attendues, {len(cells)} lues", number)


def _decoder(content: bytes) -> tuple[Callable[[bytes], str], str]:
    """UTF-8 when the whole file is; else cp1252, in which five bytes have no meaning."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return lambda line: line.decode("cp1252", errors="replace"), "cp1252"
    return lambda line: line.decode("utf-8"), "ascii" if content.isascii() else "utf-8"


def _letters(text: str, line: bytes, number: int, tally: FileTally) -> str:
    """Letters of a line whose encoding is not that of its file, and control characters."""
    if tally.encoding == "cp1252" and _MULTIBYTE.search(line):
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            pass  # As in the rest of the file, then: « Ã© » may truly be written.
        else:
            tally.repair("ligne en UTF-8 dans un fichier cp1252", number)
    if _C1.search(text):
        # A byte of cp1252 taken for a letter of its own when the file was turned into UTF-8.
        text = _C1.sub(lambda c: c[0].encode("latin-1").decode("cp1252", errors="replace"), text)
        tally.repair("caractère de contrôle C1", number)
    if "\ufffd" in text:
        tally.repair("octet sans signification", number)
    return text


def _sized(name: str, cells: list[str], number: int, tally: FileTally) -> list[str]:
    """The expected number of columns, when it is only a matter of form."""
    size = SIZES[name]
    if len(cells) > size:
        if not any(cells[size:]):
            tally.repair("tabulations en fin de ligne", number)
            return cells[:size]
        if name in FREE_TEXT:
            tally.repair("tabulation dans un texte", number)
            return [*cells[: size - 1], " ".join(filter(None, cells[size - 1 :]))]
    elif OLDER.get(name, size) <= len(cells) < size:
        tally.repair("colonnes absentes des anciens fichiers", number)
        return cells + [""] * (size - len(cells))
    return cells


def _repaired(name: str, cells: list[str], number: int, tally: FileTally) -> list[str]:
    """Cells whose writing differs from the notice."""
    if name == PACKS:
        for place in _PRICE_COLUMNS:
            if len(cells[place]) > 6 and _GROUPED_PRICE.fullmatch(cells[place]):
                figures = _NO_FIGURE.sub("", cells[place])
                cells[place] = f"{figures[:-2]},{figures[-2:]}"
                tally.repair("milliers séparés dans un prix", number)
    elif name == CONDITIONS:
        if not cells[1]:
            tally.repair("condition sans texte", number)
        elif cells[1].endswith(":"):
            tally.repair("intitulé publié sans ses sous-conditions (gardé tel quel)", number)
    elif name == COMPOSITIONS and cells[6] == "FT":
        tally.repair("nature FT, écrite ST dans la notice", number)
    return cells


def _refuse_recoded(name: str) -> None:
    raise DrugsRefused(
        "DRUGS_IMPORT_REFUSED",
        f"{name} a été recodé en UTF-16.",
        "Donner le fichier tel qu'il est publié ; la version précédente reste en service.",
    )


def _refuse_cut(name: str) -> None:
    raise DrugsRefused(
        "DRUGS_IMPORT_REFUSED",
        f"{name} est coupé : sa dernière ligne n'est pas entière.",
        "Télécharger de nouveau ce fichier ; la version précédente reste en service.",
    )
