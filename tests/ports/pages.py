"""What is read on a drawn page: its text, its characters with their places, its frames, in mm."""

import re
from dataclasses import dataclass
from io import BytesIO

import pikepdf
import pypdfium2

from ordonnance.documents.sheet import Sheets
from tests.ports.drawn import BUNDLE, RENDERER

MM = 72 / 25.4


@dataclass(frozen=True)
class Box:
    """A rectangle in millimetres from the top left corner of the page."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, other: "Box", slack: float = 0.3) -> bool:
        return (
            self.left - slack <= other.left
            and self.top - slack <= other.top
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )


def drawn(sheets: object) -> bytes:
    return RENDERER.render(sheets, BUNDLE)


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, with plain spaces."""
    document = pypdfium2.PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def pages(sheets: Sheets) -> list[str]:
    return pages_of(drawn(sheets))


def where(pdf: bytes, words: str, page: int = 0) -> list[Box]:
    """The places of a text on a page: one box for each occurrence on one line."""
    sheet = pypdfium2.PdfDocument(pdf)[page]
    text, height = sheet.get_textpage(), sheet.get_height()
    searcher, found = text.search(words, match_case=True), []
    while (place := searcher.get_next()) is not None:
        start, count = place
        boxes = [text.get_charbox(index) for index in range(start, start + count)]
        found.append(Box(
            min(box[0] for box in boxes) / MM, (height - max(box[3] for box in boxes)) / MM,
            max(box[2] for box in boxes) / MM, (height - min(box[1] for box in boxes)) / MM,
        ))  # fmt: skip
    return found


def strokes(pdf: bytes, page: int = 0) -> list[Box]:
    """The boxes of the straight lines drawn on a page, frames and struck spaces included."""
    sheet = pypdfium2.PdfDocument(pdf)[page]
    height, found = sheet.get_height(), []
    for each in sheet.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH], max_depth=4):
        left, bottom, right, top = each.get_bounds()
        found.append(Box(left / MM, (height - top) / MM, right / MM, (height - bottom) / MM))
    return found


def sizes(pdf: bytes) -> set[float]:
    """The sizes of every character of the file, in points."""
    found = set()
    for page in pypdfium2.PdfDocument(pdf):
        text = page.get_textpage()
        for index in range(text.count_chars()):
            size = pypdfium2.raw.FPDFText_GetFontSize(text, index)
            if size > 1:
                found.add(round(size, 1))
    return found


def fonts(pdf: bytes) -> set[str]:
    """The families embedded in the file."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return {
            re.sub(r"-.*", "", str(font.BaseFont).partition("+")[2])
            for page in opened.pages
            for font in page.Resources.get("/Font", {}).values()
        }
