"""The export of journals: JSON lines that anybody can verify elsewhere, without a key.

First `{"format"}`; then one line per anchor; then for each
ordonnance one line `{"number", "count", "head"}` and one per entry `{"sequence", "at", "entry",
"hash"}`; last `{"end"}` with the counts, so that a file cut short is seen. Bytes are in base64,
hashes in hexadecimal. Numbers are in clear, because the hashes cover them: the file is a secret.
"""

import base64
import json
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from ordonnance.adapters.database.anchors import Anchor, instant
from ordonnance.adapters.database.journals import Chain, Journals

FORMAT = "ordonnance-journal/1"

Line = dict[str, Any]


class ExportUnreadable(Exception):
    """The file is not a whole export; the text says where, and quotes nothing."""


async def write_export(journals: Journals, path: Path) -> dict[str, int]:
    """Write a new file, readable by its owner only; returns its counts. Raises OSError."""
    counts = {"anchors": 0, "ordonnances": 0, "entries": 0}
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        _put(file, {"format": FORMAT})
        async for anchor in journals.anchors:
            counts["anchors"] += 1
            _put(file, _anchor_line(anchor))
        async for chain in journals.chains:
            counts["ordonnances"] += 1
            counts["entries"] += _put_chain(file, chain)
        _put(file, {"end": counts})
        file.flush()
        os.fsync(file.fileno())
    return counts


def _put(file: TextIO, line: Line) -> None:
    file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")


def _anchor_line(anchor: Anchor) -> Line:
    return {
        "anchor": anchor.sequence,
        "at": instant(anchor.at),
        "up_to": instant(anchor.up_to) if anchor.up_to is not None else None,
        "jws": anchor.jws,
        "leaves": base64.b64encode(anchor.leaves).decode(),
    }


def _put_chain(file: TextIO, chain: Chain) -> int:
    first, written = chain.rows[0], 0
    head = first["journal_head"]
    _put(file, {"number": chain.number, "count": first["journal_count"],
                "head": head.hex() if head is not None else None})  # fmt: skip
    for row in chain.rows:
        if row["sequence"] is not None:
            entry = base64.b64encode(row["entry"]).decode()
            _put(file, {"sequence": row["sequence"], "at": instant(row["at"]), "entry": entry,
                        "hash": row["hash"].hex()})  # fmt: skip
            written += 1
    return written


@contextmanager
def export_of(path: Path) -> Iterator[Journals]:
    """The journals of an export, line after line. Raises OSError, ExportUnreadable (later too)."""
    with path.open(encoding="utf-8", newline="\n") as file:
        lines = _Lines(file)
        with lines.strictly():
            if lines.next() != {"format": FORMAT}:
                raise ValueError("format")
        counts = {"anchors": 0, "ordonnances": 0, "entries": 0}
        yield Journals(_anchors(lines, counts), _chains(lines, counts))


class _Lines:
    """The lines of a file, one ahead."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.rank = 0
        self.coming: Line = {}
        with self.strictly():
            self.coming = self._read()

    @contextmanager
    def strictly(self) -> Iterator[None]:
        """Whatever is not as it was written becomes ExportUnreadable."""
        try:
            yield
        except (ValueError, KeyError, TypeError, RecursionError):
            raise ExportUnreadable(f"line {self.rank}") from None

    def next(self) -> Line:
        """The line that was coming."""
        line = self.coming
        self.coming = {} if "end" in line else self._read()
        return line

    def ended(self) -> bool:
        """True when nothing follows."""
        return self._file.read(1) == ""

    def _read(self) -> Line:
        self.rank += 1
        text = self._file.readline()
        line = json.loads(text)
        if not isinstance(line, dict) or not text.endswith("\n"):
            raise ValueError("not a whole line")
        return line


def _anchor(line: Line) -> Anchor:
    up_to = line["up_to"]
    return Anchor(
        _integer(line["anchor"]),
        _instant(line["at"]),
        _instant(up_to) if up_to is not None else None,
        str(line["jws"]),
        base64.b64decode(line["leaves"], validate=True),
    )


async def _anchors(lines: _Lines, counts: dict[str, int]) -> AsyncIterator[Anchor]:
    while "anchor" in lines.coming:
        with lines.strictly():
            anchor = _anchor(lines.next())
        counts["anchors"] += 1
        yield anchor


async def _chains(lines: _Lines, counts: dict[str, int]) -> AsyncIterator[Chain]:
    before = ""
    while "end" not in lines.coming:
        with lines.strictly():
            chain = _chain(lines)
            if chain.number <= before:
                raise ValueError("not in the order of the numbers")
        before = chain.number
        counts["ordonnances"] += 1
        counts["entries"] += sum(row["sequence"] is not None for row in chain.rows)
        yield chain
    with lines.strictly():
        if lines.next() != {"end": counts} or not lines.ended():
            raise ValueError("counts")


def _chain(lines: _Lines) -> Chain:
    told = lines.next()
    number, count, head = str(told["number"]), told["count"], told["head"]
    apart = {
        "journal_count": None if count is None else _integer(count),
        "journal_head": None if head is None else bytes.fromhex(head),
    }
    rows: list[Line] = []
    while "sequence" in lines.coming:
        line = lines.next()
        rows.append({
            **apart,
            "sequence": _integer(line["sequence"]),
            "at": _instant(line["at"]),
            "entry": base64.b64decode(line["entry"], validate=True),
            "hash": bytes.fromhex(line["hash"]),
        })  # fmt: skip
    nothing: Line = {"sequence": None, "at": None, "entry": None, "hash": None}
    return Chain(number, rows or [{**apart, **nothing}])


def _integer(value: object) -> int:
    if type(value) is not int or not -(2**31) <= value < 2**31:
        raise ValueError("not an integer")
    return value


def _instant(value: str) -> datetime:
    at = datetime.fromisoformat(value)
    if at.utcoffset() is None:
        raise ValueError("not an instant")
    return at
