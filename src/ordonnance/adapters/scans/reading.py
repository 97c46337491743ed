"""Reads one file, in the process made for it: what is wrong is a `Refused` with a code.

Nothing here is trusted to end or to stay small: `child` sets the limits of the process.
"""

import codecs
import io
from base64 import b64encode
from collections.abc import Iterator
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import zxingcpp
from PIL import Image, ImageSequence, MpoImagePlugin, TiffImagePlugin

from ordonnance.adapters.scans.limits import (
    LARGEST_ATTACHED,
    LOOK,
    MOST_ATTACHED,
    MOST_CODES,
    MOST_PAGES,
    MOST_PIXELS,
    MOST_WORDS,
    Refused,
)

_SIGNS = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpeg", b"\x89PNG\r\n\x1a\n": "png",
          b"II*\x00": "tiff", b"MM\x00*": "tiff"}  # fmt: skip

_LOADED = (MpoImagePlugin, TiffImagePlugin)
"""What Pillow would otherwise load when a picture calls for it."""
_ENCODINGS = ("ascii", "latin-1", "utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1252")

_END = b"%%EOF"
_ARCHIVE_END = b"PK\x05\x06"
_LONGEST_ARCHIVE_END = 22 + 65_535
_POINTS_PER_INCH = 72
_DOTS_PER_INCH = 200
_PAGE_PIXELS = 12_000_000
"""Most pixels of a page that is drawn: a larger one is drawn smaller."""

_QR = zxingcpp.barcode_formats_from_str("QRCode")


def prepare() -> None:
    """Load all that a reading may need: nothing can be opened once the process is closed."""
    Image.preinit()
    for name in _ENCODINGS:
        codecs.lookup(name)


def read(content: bytes) -> dict[str, Any]:
    """What the file holds, as plain values. Raises Refused."""
    kind = next((kind for sign, kind in _SIGNS.items() if content.startswith(sign)), None)
    if kind is None:
        raise Refused("FILE_KIND")
    return _pdf(content) if kind == "pdf" else _picture(content, kind)


def _pdf(content: bytes) -> dict[str, Any]:
    _refuse_polyglot(content)
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise Refused("FILE_ENCRYPTED") from error
        raise Refused("FILE_DAMAGED", kind="PDF") from error
    try:
        # A document that opens without a password may still be encrypted.
        if pypdfium2.raw.FPDF_GetSecurityHandlerRevision(document) != -1:
            raise Refused("FILE_ENCRYPTED")
        pages = len(document)
        if not 1 <= pages <= MOST_PAGES:
            raise Refused("FILE_TOO_MANY_PAGES", pages=str(pages), limit=str(MOST_PAGES))
        codes: list[str] = []
        words: list[str] = []
        looks: list[str] = []
        for page in document:
            drawn = _drawn(page)
            codes += _codes(drawn)
            looks.append(_look(drawn))
            words.append(page.get_textpage().get_text_bounded()[:MOST_WORDS])
        attached = list(_attached(document))
    except pypdfium2.PdfiumError as error:
        raise Refused("FILE_DAMAGED", kind="PDF") from error
    finally:
        document.close()
    return {"kind": "pdf", "pages": pages, "codes": codes[:MOST_CODES], "words": words,
            "looks": looks, "attached": attached}  # fmt: skip


def _refuse_polyglot(content: bytes) -> None:
    """A file that is also something else is read differently by whoever opens it next."""
    end = content.rfind(_END)
    if end < 0:
        raise Refused("FILE_DAMAGED", kind="PDF")
    if content[end + len(_END) :].strip(b"\r\n\t \x00") or _ends_as_archive(content):
        raise Refused("FILE_POLYGLOT")


def _ends_as_archive(content: bytes) -> bool:
    """True when the end is that of a ZIP, whose last comment may look like the end of a PDF."""
    at = content.rfind(_ARCHIVE_END, -_LONGEST_ARCHIVE_END)
    if at < 0:
        return False
    comment = int.from_bytes(content[at + 20 : at + 22], "little")
    return at + 22 + comment >= len(content.rstrip(b"\r\n\t \x00"))


def _drawn(page: Any) -> Image.Image:
    width, height = page.get_size()
    scale = _DOTS_PER_INCH / _POINTS_PER_INCH
    area = max(1.0, width * height) * scale * scale
    if area > _PAGE_PIXELS:
        scale *= (_PAGE_PIXELS / area) ** 0.5
    drawn: Image.Image = page.render(scale=scale, grayscale=True, may_draw_forms=False).to_pil()
    return drawn


def _look(drawn: Image.Image) -> str:
    """The page in large grey cells: what is drawn over it or left out shows."""
    cells = drawn.convert("L").resize(LOOK, Image.Resampling.BOX)
    return b64encode(cells.tobytes()).decode()


def _attached(document: Any) -> Iterator[str]:
    """The attached files, in base64. All of them or none: one left unread would be vouched for."""
    left = LARGEST_ATTACHED
    if document.count_attachments() > MOST_ATTACHED:
        raise Refused("FILE_TOO_COSTLY")
    for index in range(document.count_attachments()):
        data = bytes(document.get_attachment(index).get_data())
        left -= len(data)
        if left < 0:
            raise Refused("FILE_TOO_COSTLY")
        yield b64encode(data).decode()


def _picture(content: bytes, kind: str) -> dict[str, Any]:
    # Never the default warning: what is too large is refused before a pixel is decoded.
    Image.MAX_IMAGE_PIXELS = None
    codes: list[str] = []
    pages = pixels = 0
    try:
        with Image.open(io.BytesIO(content), formats=[kind]) as picture:
            for frame in ImageSequence.Iterator(picture):
                pages += 1
                pixels += frame.width * frame.height
                if pages > MOST_PAGES:
                    raise Refused("FILE_TOO_MANY_PAGES", pages=f"plus de {MOST_PAGES}",
                                  limit=str(MOST_PAGES))  # fmt: skip
                if pixels > MOST_PIXELS:
                    raise Refused("FILE_TOO_LARGE_PICTURE", limit=str(MOST_PIXELS // 1_000_000))
                codes += _codes(frame.convert("L"))
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        # What Pillow raises for a picture that is cut short or lies about itself.
        raise Refused("FILE_DAMAGED", kind=kind.upper()) from error
    return {"kind": kind, "pages": pages, "codes": codes[:MOST_CODES], "words": [], "looks": [],
            "attached": []}  # fmt: skip


def _codes(picture: Image.Image) -> list[str]:
    return [each.text for each in zxingcpp.read_barcodes(picture, formats=_QR)]
