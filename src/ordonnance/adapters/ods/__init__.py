"""A spreadsheet of described parts, packed: the same bytes for the same parts."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

from ordonnance.adapters.xml.writing import write
from ordonnance.domain.markup import Element

_EPOCH = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16
_UNIX = 3


def packed(mimetype: str, parts: Mapping[str, Element], spaces: Mapping[str, str]) -> bytes:
    """The archive of these parts. What it is comes first and is not deflated (ODF 1.3 2, 3.3).

    `spaces` gives prefix to address.
    """
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(_member("mimetype", zipfile.ZIP_STORED), mimetype)
        for name, part in parts.items():
            archive.writestr(_member(name, zipfile.ZIP_DEFLATED), write(part, spaces))
    return out.getvalue()


def _member(name: str, compression: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = compression
    info.external_attr, info.create_system = _READABLE, _UNIX
    return info
