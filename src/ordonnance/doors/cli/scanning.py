"""Reads the QR code of a rendered sheet, as the camera of a counter would."""

from ordonnance.doors.cli.problems import REFUSED, Problem

DOTS_PER_INCH = 150
"""What a plain office scanner gives."""

_POINTS_PER_INCH = 72


def scan(pdf: bytes) -> tuple[str, ...]:
    """The texts of every QR code of the first page. Raises Problem when a module is missing."""
    try:
        import pypdfium2  # type: ignore[import-untyped]  # ships no types
        import zxingcpp
    except ImportError as error:
        raise Problem.local(
            "TOOL_MISSING",
            f"La lecture du QR code demande le module {error.name}.",
            f"L'installer\u202f: pip install {error.name}",
            exit_code=REFUSED,
        ) from error
    document = pypdfium2.PdfDocument(pdf)
    try:
        image = document[0].render(scale=DOTS_PER_INCH / _POINTS_PER_INCH).to_pil()
    finally:
        document.close()
    qr = zxingcpp.barcode_formats_from_str("QRCode")
    found = zxingcpp.read_barcodes(image.convert("L"), formats=qr)
    return tuple(barcode.text for barcode in found)
