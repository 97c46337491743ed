"""Boxes scanned in a browser without scripts: each fills its line, whatever was typed stays.

With scripts the page does the same by itself (static/comptoir.js).
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ordonnance.doors.web.forms import Form
from ordonnance.doors.web.screens.counter_keys import american
from ordonnance.doors.web.screens.counter_rows import Row

SEPARATOR = "\x1d"
Box = tuple[str, str, str]
"""CIP13, lot and serial number, the last two empty when they are not read."""

_SEPARATORS = re.compile(r"\{GS\}|\^\]|~029|\u241d|\|")
_FIXED = {"01": 14, "17": 6, "11": 6, "15": 6}
_OPEN = re.compile(r"10|21|71[0-9]")
_SAID_OF_A_LINE = re.compile(r"(faire|vu|constat\||accord-par|porteur|bip)-?.*")


def box_of(typed: str) -> Box | None:
    """CIP13, lot and serial number of a GS1 DataMatrix; None for anything else.

    A lot that nothing ends is not guessed.
    """
    for text in (typed, american(typed)):
        plain = _SEPARATORS.sub(SEPARATOR, text).removeprefix("]d2").lstrip(f"{SEPARATOR}è")
        if re.match(r"01[0-9]{14}", plain):
            found = _fields(plain)
            lot = found.get("10", "")
            doubtful = len(lot) > 20 or (SEPARATOR not in plain and re.search(".21.", lot))
            return found["01"][1:], "" if doubtful else lot, found.get("21", "")
    return None


def with_box(form: Form, shown: Sequence[Row], box: Box) -> tuple[Form, str]:
    """The form with that box on the first line that waits for it, or why it has no place."""
    cip13, lot, serial = box
    fitting = [(row, each) for row in shown for each in row.choices if each.cip13 == cip13]
    served = [pair for pair in fitting if pair[0].servable] or fitting
    if not served:
        return form, f"La boîte {cip13} n’est pas attendue ici : rien n’a été ajouté."
    known = [each.split("|") for row in shown for each in form.several(f"bip-{row.line}")]
    if serial and any(each[0] == cip13 and each[3:] == [serial] for each in known):
        return form, "Cette boîte est déjà bipée : rien n’a été ajouté."
    row, choice = next((pair for pair in served if not _full(form, pair[0])), served[-1])
    name = f"bip-{row.line}"
    sent = f"{choice.value}|{lot}" + (f"|{serial}" if serial else "")
    fields = {**form.fields, name: (*form.several(name), sent)}
    return replace(form, fields=fields), ""


def said_something(form: Form) -> bool:
    """True when that page holds something that opening another one would lose."""
    return any(
        _SAID_OF_A_LINE.fullmatch(name) and any(values) for name, values in form.fields.items()
    )


def _full(form: Form, row: Row) -> bool:
    return row.packs is not None and len(form.several(f"bip-{row.line}")) >= row.packs


def _fields(plain: str) -> dict[str, str]:
    found, rest = dict[str, str](), plain
    while rest:
        key = rest[:3] if rest.startswith("71") else rest[:2]
        rest = rest[len(key) :]
        if key in _FIXED:
            end = _FIXED[key]
        elif _OPEN.fullmatch(key):
            end = rest.find(SEPARATOR) if SEPARATOR in rest else len(rest)
        else:
            break
        found[key], rest = rest[:end], rest[end:].removeprefix(SEPARATOR)
    return found
