"""Encryption of contents under the data key of one ordonnance: AES-256-GCM, after deflating.

Layout of sealed bytes: form (1 byte: 1 as is, 2 deflated, more: deflated with the dictionary of
that form), nonce (12), ciphertext and tag (16).
The form is authenticated with the caller's associated data. Deflating before encrypting tells
the length of what is compressible, which matters when an attacker chooses part of a text and
watches lengths on the wire; here the texts are at rest and nobody chooses them, so it does not.
"""

import os
import zlib
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ordonnance.adapters.keys.dictionaries import BY_FORM, Dictionary
from ordonnance.adapters.keys.errors import SealBroken

NONCE_BYTES = 12
TAG_BYTES = 16
DEFLATE_ABOVE = 200
_AS_IS, _DEFLATED = b"\x01", b"\x02"
# Small window and memory: 9 µs for 6 kB where zlib's defaults take 60, for the same size.
_LEVEL, _WINDOW, _MEMORY = 3, -13, 6


@dataclass(frozen=True, slots=True)
class DataKey:
    """The key of one ordonnance: 32 bytes, never stored unwrapped."""

    plain: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.plain) != 32:
            raise ValueError("a data key is 32 bytes")


def seal_bytes(
    data_key: DataKey, plaintext: bytes, aad: bytes, dictionary: Dictionary | None = None
) -> bytes:
    """Encrypt; `aad` says what and where these bytes are, and must be given again to open.

    `dictionary` makes short what it foresees; versions older than it do not open the result.
    """
    form, body = _AS_IS, plaintext
    if dictionary is not None:
        deflated = dictionary.deflate(plaintext)
        if len(deflated) < len(plaintext):
            form, body = dictionary.form, deflated
    elif len(plaintext) > DEFLATE_ABOVE:
        deflater = zlib.compressobj(_LEVEL, zlib.DEFLATED, _WINDOW, _MEMORY)
        deflated = deflater.compress(plaintext) + deflater.flush()
        if len(deflated) < len(plaintext):
            form, body = _DEFLATED, deflated
    nonce = os.urandom(NONCE_BYTES)
    return form + nonce + AESGCM(data_key.plain).encrypt(nonce, body, form + aad)


def open_bytes(data_key: DataKey, sealed: bytes, aad: bytes) -> bytes:
    """Decrypt what seal_bytes made. Raises SealBroken on any difference of key, aad or bytes."""
    form, nonce = sealed[:1], sealed[1 : 1 + NONCE_BYTES]
    dictionary = BY_FORM.get(form)
    known = dictionary is not None or form in (_AS_IS, _DEFLATED)
    if not known or len(sealed) < 1 + NONCE_BYTES + TAG_BYTES:
        raise SealBroken
    try:
        body = AESGCM(data_key.plain).decrypt(nonce, sealed[1 + NONCE_BYTES :], form + aad)
        if dictionary is not None:
            return dictionary.inflate(body)
        return zlib.decompress(body, _WINDOW) if form == _DEFLATED else body
    except (InvalidTag, zlib.error):
        raise SealBroken from None
