"""Files that people could send to be verified, ordinary ones and others."""

import io
import struct
import zlib

import pikepdf
from PIL import Image


def a_pdf(pages: int = 1, **saving: object) -> bytes:
    """Blank pages."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(595, 842))
    return saved(document, **saving)


def saved(document: pikepdf.Pdf, **saving: object) -> bytes:
    """The bytes of a document."""
    out = io.BytesIO()
    document.save(out, **saving)  # type: ignore[arg-type]  # options of pikepdf
    return out.getvalue()


def a_bomb_of_pixels() -> bytes:
    """A few kilobytes that say they are 60,000 by 60,000 points."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(100))), (b"IEND", b""))
    )


def a_bomb_of_streams(megabytes: int = 3000) -> bytes:
    """A page whose drawing inflates to so many megabytes, in a few of them."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"0 0 m " * 170_000) for _ in range(megabytes))
    page = document.pages[0]
    stream = pikepdf.Stream(document, packed + packer.flush())
    stream.Filter = pikepdf.Name.FlateDecode
    page.Contents = stream
    return saved(document, compress_streams=False)


def a_bomb_of_attachments() -> bytes:
    """A hundred attached files."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    for rank in range(100):
        document.attachments[f"{rank}.json"] = b"{}"
    return saved(document)


def a_huge_page() -> bytes:
    """One page of 14,400 by 14,400 points, the most that PDF allows."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(14_400, 14_400))
    return saved(document)


def a_tiff(pages: int) -> bytes:
    """A scan of several small pages."""
    frames = [Image.new("L", (80, 80), 255) for _ in range(pages)]
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    return out.getvalue()


def pictured(image: Image.Image, kind: str, **saving: object) -> bytes:
    """The bytes of a picture in that format."""
    out = io.BytesIO()
    image.save(out, kind, **saving)
    return out.getvalue()
