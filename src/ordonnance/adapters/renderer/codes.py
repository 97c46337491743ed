"""QR and Code 128 as vector drawings."""

import re
from functools import lru_cache
from io import BytesIO
from typing import Any, Final

import zxingcpp
from PIL import Image

_WIDTH = re.compile(r'<svg width="(?P<modules>\d+)"')
_PROLOGUE = re.compile(r"^.*?(?=<svg )", re.DOTALL)
_LABEL = re.compile(r"\s*<desc>.*?</desc>")
_MOST = 256
_PIXELS = 6
"""Pixels for one module of a picture."""

_KINDS: Final[dict[str, tuple[Any, dict[str, str]]]] = {
    "qr": (zxingcpp.BarcodeFormat.QRCode, {"ec_level": "M"}),
    "code128": (zxingcpp.BarcodeFormat.Code128, {}),
}


def drawing(symbology: str, text: str) -> dict[str, object]:
    """The code as SVG and its width in modules, without quiet zones: the layout leaves them.

    A QR code has error correction M: the lines of a prescription are folded and stained. Raises
    ValueError for an unknown symbology or a text that the code cannot hold.
    """
    if symbology == "code128":
        # The codes of a prescriber and of a practice come back on every sheet; a number never does.
        return dict(_kept(text))
    return dict(_drawn(symbology, text))


@lru_cache(maxsize=_MOST)
def _kept(text: str) -> tuple[tuple[str, object], ...]:
    return _drawn("code128", text)


def _drawn(symbology: str, text: str) -> tuple[tuple[str, object], ...]:
    if symbology not in _KINDS:
        raise ValueError("unknown symbology")
    form, options = _KINDS[symbology]
    code = zxingcpp.create_barcode(text, form, **options)
    svg = zxingcpp.write_barcode_to_svg(code, add_quiet_zones=False)
    width = _WIDTH.search(svg)
    if width is None:
        raise ValueError("the encoder gave no drawing")
    return (
        ("svg", _LABEL.sub("", _PROLOGUE.sub("", svg))),
        ("modules", int(width["modules"])),
    )


def picture(text: str) -> bytes:
    """The QR code of a text as a PNG picture, quiet zone included."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image = Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=_PIXELS))
    kept = BytesIO()
    image.save(kept, "PNG", optimize=True)
    return kept.getvalue()
