"""FINESS as Etalab publishes it: one row per structure, by position, then where they are.

Rows « structureet » (32 cells, no header) and « geolocalisation » (FINESS, x, y, source); the first
row of the file names it. Coordinates are metres in the map that their source names.
"""

import csv
import re
from collections.abc import Iterator

from ordonnance.adapters.directory.building import Builder
from ordonnance.adapters.directory.lines import Lines
from ordonnance.adapters.drugs.tally import FileTally
from ordonnance.domain.directory import department_code, department_of, kind_of

_FINESS = re.compile(r"(?:[0-9]{2}|2[AB])[0-9]{7}")
_LEAST = 23
_POSTED = re.compile(r"(\d{5})\s+(.*?)(?:\s+CEDEX.*)?")
_FRAME = re.compile(r"(LAMBERT_?93|UTM_?N?\w*|RGM04|RGR92|RGAF09|RGFG95)", re.IGNORECASE)


def read_establishments(builder: Builder, lines: Lines, tally: FileTally) -> None:
    """Every structure and its place on the map; other rows are refused and counted."""
    rows = csv.reader(_texts(lines), delimiter=";")
    for cells in rows:
        number = rows.line_num
        if cells[0] == "finess":
            continue
        tally.read += 1
        if cells[0] == "structureet":
            _structure(builder, cells, tally, number)
        elif cells[0] == "geolocalisation":
            _located(builder, cells, tally, number)
        else:
            tally.refuse("ligne d'une sorte inconnue", number)


def _texts(lines: Lines) -> Iterator[str]:
    for _, text in lines:
        yield text + "\n"


def _structure(builder: Builder, cells: list[str], tally: FileTally, number: int) -> None:
    if len(cells) < _LEAST or not _FINESS.fullmatch(cells[1].strip().upper()):
        tally.refuse("structure sans FINESS lisible", number)
        return
    (_, finess, _, name, long_name, complement, distribution, figure, way, street, way_complement,
     locality, _, department, _, posted, phone, _, category, category_label, aggregate,
     *_) = (cell.strip() for cell in cells)  # fmt: skip
    finess = finess.upper()
    found = _POSTED.fullmatch(posted)
    postcode, town = (found[1], found[2]) if found else ("", posted)
    if found is None:
        tally.repair("ligne d'acheminement sans code postal", number)
    told = (complement, distribution, figure, way, street, way_complement, locality)
    builder.place((
        finess, finess, long_name or name, name, " ".join(part for part in told if part),
        postcode, town, department_code(department) or department_of(postcode),
        kind_of(category, aggregate), category_label, phone,
    ))  # fmt: skip


def _located(builder: Builder, cells: list[str], tally: FileTally, number: int) -> None:
    source = cells[4] if len(cells) > 4 else ""
    frame = _FRAME.search(source.replace(" ", "_"))
    try:
        x, y = round(float(cells[2])), round(float(cells[3]))
    except (ValueError, IndexError, OverflowError):
        tally.refuse("coordonnées illisibles", number)
        return
    if frame is None:
        tally.refuse("coordonnées sans carte connue", number)
    elif not builder.located(cells[1].strip().upper(), x, y, _zone(source, frame[1])):
        tally.refuse("coordonnées d'une structure absente", number)


def _zone(source: str, frame: str) -> str:
    """The name of the map, with its zone: two maps are never compared."""
    zone = re.search(r"(\d{2})[NS]\b", source)
    name = frame.upper().replace("_", "")
    return f"{name[:5]}{zone[0]}" if zone and not name.startswith("LAMBERT") else name
