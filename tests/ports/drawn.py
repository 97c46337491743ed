"""Sheets drawn, and what is read on their pages."""

import pypdfium2
import zxingcpp
from PIL import Image

from ordonnance.adapters.renderer import TypstRenderer
from ordonnance.documents.sheet import Sheet
from tests.unit.documents.situations import (
    NUMBER,
)

BUNDLE = '{"resourceType":"Bundle","id":"été \u202f"}'.encode()

RENDERER = TypstRenderer()

EXPECTED = {f"https://ordonnance.example/o#{NUMBER}", "99900000011", "991000019"}


def pdf_of(sheet: Sheet) -> bytes:
    return RENDERER.render(sheet, BUNDLE)


def photographed(pdf: bytes, *, dpi: int, scale: float = 1, turned: int = 0) -> Image.Image:
    """Page 1 in grey, printed at `scale`, laid at an angle."""
    page = pypdfium2.PdfDocument(pdf)[0]
    image: Image.Image = page.render(scale=dpi / 72).to_pil().convert("L")
    if scale != 1:
        size = (round(image.width * scale), round(image.height * scale))
        image = image.resize(size, Image.Resampling.BICUBIC)
    return image.rotate(turned, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)


def scanned(image: Image.Image) -> set[str]:
    formats = (zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Code128)
    return {found.text for found in zxingcpp.read_barcodes(image, formats=formats)}
