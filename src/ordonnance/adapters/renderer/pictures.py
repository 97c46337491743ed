"""Pictures that people give to be printed."""

from io import BytesIO

from PIL import Image


def readable_png(content: bytes) -> bool:
    """True when the whole picture can be decoded, within the limits of the decoder."""
    try:
        Image.open(BytesIO(content), formats=["PNG"]).verify()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return True
