"""Words that are met in nearly every ordonnance, so that deflating need not spell them out again.

A dictionary is part of what opens the bytes deflated with it: its file is never changed. A better
one takes a new file and a new form. They name no person and no drug.
"""

import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_FOLDER = Path(__file__).parent / "dictionaries"
_LEVEL, _MEMORY = 3, 5


class Dictionary:
    """One file of words; `form` is the byte that names it in what is sealed."""

    __slots__ = ("_primed", "_window", "form", "text")

    def __init__(self, form: int, name: str, window: int) -> None:
        self.form: Final = bytes([form])
        # The line end belongs to the file, not to the words.
        self.text: Final = (_FOLDER / f"{name}.txt").read_bytes().removesuffix(b"\n")
        self._window = -window
        # Read once: a copy of the deflater that has read it costs a third of reading it again.
        self._primed = zlib.compressobj(
            _LEVEL, zlib.DEFLATED, -window, _MEMORY, zlib.Z_DEFAULT_STRATEGY, self.text
        )

    def deflate(self, plain: bytes) -> bytes:
        """The bytes made shorter, or longer when nothing in them was foreseen."""
        deflater = self._primed.copy()
        return deflater.compress(plain) + deflater.flush()

    def inflate(self, deflated: bytes) -> bytes:
        """What `deflate` was given. Raises zlib.error."""
        inflater = zlib.decompressobj(self._window, self.text)
        plain = inflater.decompress(deflated) + inflater.flush()
        if not inflater.eof:
            raise zlib.error("cut short")
        return plain


DOCUMENT = Dictionary(3, "document_1", 13)
"""FHIR as prescribers send it, with the seal beside."""

ROW = Dictionary(4, "row_1", 12)
"""What the base writes itself: progress, journal entries, answers."""

BY_FORM: Mapping[bytes, Dictionary] = {each.form: each for each in (DOCUMENT, ROW)}
