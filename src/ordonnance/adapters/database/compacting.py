"""What is not written twice, nor at length, in the rows of a base that writes compactly.

A seal in text takes a third more than its bytes, and deflating gets little of it back: its parts
are kept as bytes. The answer to an issue repeats the seal that stands beside its document: a mark
is kept in its place.
"""

import base64
import binascii
from dataclasses import replace

from ordonnance.adapters.database.framing import join, split
from ordonnance.usecases.results import Issued, Replaced

_PACKED = b"\x01"
"""What a packed seal begins with; a seal in text never does."""

_AS_BESIDE = "="
"""What stands for the seal of the document; no seal is written so."""

_SEALED = (Issued, Replaced)


def pack_seal(seal: str) -> bytes:
    """A compact JWS by its three parts; anything else as it is, in UTF-8."""
    try:
        packed = _PACKED + join(*(_decoded(part) for part in seal.split(".")))
        if unpack_seal(packed) == seal:
            return packed
    except (ValueError, binascii.Error):
        pass  # not a compact JWS: nothing to make shorter
    return seal.encode()


def unpack_seal(packed: bytes) -> str:
    """What `pack_seal` was given."""
    if not packed.startswith(_PACKED):
        return packed.decode()
    return ".".join(_encoded(part) for part in split(packed[1:], 3))


def short_answer(result: object, seal: str) -> object:
    """A result without the seal that stands beside it."""
    if isinstance(result, _SEALED) and result.seal == seal != "":
        return replace(result, seal=_AS_BESIDE)
    return result


def full_answer(kept: object, seal: str) -> object:
    """What `short_answer` was given, from the seal beside."""
    if isinstance(kept, _SEALED) and kept.seal == _AS_BESIDE:
        return replace(kept, seal=seal)
    return kept


def _decoded(part: str) -> bytes:
    # Foreign characters are left out: `pack_seal` then finds that the text does not come back.
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _encoded(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()
