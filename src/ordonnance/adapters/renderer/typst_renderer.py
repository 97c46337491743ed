"""A sheet becomes a PDF: one description of the page, three forms of file (`PdfForm`).

Text from people is data: it reaches the layout as JSON through `sys.inputs`, and is never part of
a Typst source. The description is read by its shape (dataclasses made of texts), so that this
adapter knows nothing of what a sheet means.
"""

import json
import re
import threading
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from ordonnance.adapters.renderer.codes import drawing
from ordonnance.adapters.renderer.glyphs import FONTS, drawable
from ordonnance.domain.errors import Refusal
from ordonnance.usecases.ports import PdfForm

LAYOUTS = Path(__file__).parent / "layouts"
STANDARDS: Mapping[PdfForm, list[str]] = {
    PdfForm.A3A: ["a-3a", "ua-1"],
    PdfForm.A1B: ["a-1b"],
    PdfForm.PLAIN: [],
}
"""What each form claims to conform to, in the words of Typst."""
PICTURE_DOTS = 96.0
"""Dots per inch of a picture: twice what half a page takes on a screen of 48 to the inch."""

_COUNTED = re.compile(r"(?<=\d) (?=[a-zà-ÿµ]|(?:M?UI|L|°C)\b)")
"""The space between a figure and what it counts: « 7 jours » is never cut at the end of a line."""
_OVERFLOW = "SHEET_OVERFLOW"
"""What a layout says of a line that its pre-printed paper has no room for."""


class UnknownLayout(ValueError):
    """No layout has that name."""


class TypstRenderer:
    """Draws sheets. One instance serves every thread: each keeps its own compilers, warm."""

    def __init__(self) -> None:
        self._fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]
        )
        self._layouts = frozenset(path.stem for path in LAYOUTS.glob("*.typ"))
        self._mine = threading.local()

    def render(
        self,
        sheet: object,
        attachment: bytes,
        *,
        form: PdfForm = PdfForm.A3A,
        cda: bytes | None = None,
    ) -> bytes:
        """The PDF of `sheet` (`ordonnance.documents`) in the form asked for.

        A3A carries `attachment`, FHIR JSON in UTF-8, and `cda`, XML in UTF-8; the others carry
        nothing. The same arguments give the same bytes: the file is dated `sheet.issued_at`.
        Raises UnknownLayout, ValueError when an argument is not what is said here, and Refusal
        PAPER_TOO_SMALL when a line has no room on pre-printed paper.
        """
        if not is_dataclass(sheet) or isinstance(sheet, type):
            raise ValueError("a sheet is expected")
        issued_at = getattr(sheet, "issued_at", None)
        if not isinstance(issued_at, datetime) or issued_at.utcoffset() is None:
            raise ValueError("the sheet is not dated by an aware instant")
        carried = {"attachment": attachment, "cda": cda or b""} if form is PdfForm.A3A else {}
        words = _Words()
        inputs = {"sheet": json.dumps(words.of(sheet), ensure_ascii=False)}
        inputs["longest"] = str(words.longest)
        inputs |= {name: content.decode("utf-8") for name, content in carried.items()}
        compiler = self._compiler(str(getattr(sheet, "layout", None)))
        try:
            pdf = compiler.compile(
                format="pdf",
                sys_inputs=inputs,
                pdf_standards=STANDARDS[form],  # type: ignore[arg-type]  # a list of its literals
                timestamp=issued_at.astimezone(UTC).replace(microsecond=0),
            )
        except typst.TypstError as error:
            if _OVERFLOW not in str(error):
                raise
            raise Refusal.of("PAPER_TOO_SMALL") from None
        if not isinstance(pdf, bytes):
            raise ValueError("the layout gave no document")
        return pdf

    def picture(self, sheet: object) -> bytes:
        """The first page of `sheet` as a PNG picture, at half its size on a common screen.

        For the eye only: nothing is attached and nothing is claimed. Raises as `render`.
        """
        if not is_dataclass(sheet) or isinstance(sheet, type):
            raise ValueError("a sheet is expected")
        words = _Words()
        inputs = {"sheet": json.dumps(words.of(sheet), ensure_ascii=False)}
        inputs["longest"] = str(words.longest)
        compiler = self._compiler(str(getattr(sheet, "layout", None)))
        pages = compiler.compile(format="png", ppi=PICTURE_DOTS, sys_inputs=inputs)
        first = pages[0] if isinstance(pages, list) else pages
        if not isinstance(first, bytes):
            raise ValueError("the layout gave no page")
        return first

    def _compiler(self, layout: str) -> typst.Compiler:
        if layout not in self._layouts:
            raise UnknownLayout(layout)
        kept: dict[str, typst.Compiler] = self._mine.__dict__.setdefault("compilers", {})
        if layout not in kept:
            kept[layout] = typst.Compiler(
                input=LAYOUTS / f"{layout}.typ", root=LAYOUTS, font_paths=self._fonts
            )
        return kept[layout]


class _Words:
    """A description as JSON: texts that can be drawn, codes with their drawing.

    `longest` is the length of the longest word: layouts look for words to cut only when there are
    any, since looking costs more than all the rest of a page's setting.
    """

    def __init__(self) -> None:
        self.longest = 0

    def of(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._drawable(value)
        if is_dataclass(value) and not isinstance(value, type):
            return self._described(value)
        if isinstance(value, (list, tuple)):
            # A picture is a list of numbers, long and without any word.
            return value if value and type(value[0]) is int else [self.of(each) for each in value]
        if isinstance(value, Mapping):
            return {name: self.of(each) for name, each in value.items()}
        return value.isoformat() if isinstance(value, datetime) else value

    def _described(self, value: Any) -> dict[str, Any]:
        kind: Any = type(value)
        names = _names(kind)
        if "symbology" not in names:
            said = {name: self.of(getattr(value, name)) for name in names}
            # A title is also that of the file, which no line cuts.
            return said | {"title": drawable(value.title)} if "title" in names else said
        spoken = {name: self.of(getattr(value, name)) for name in names if name != "text"}
        return spoken | drawing(str(value.symbology), value.text)

    def _drawable(self, value: str) -> str:
        text = _COUNTED.sub("\u00a0", drawable(value))
        if len(text) > self.longest:
            self.longest = max(self.longest, *map(len, text.split()), 0)
        return text


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))
