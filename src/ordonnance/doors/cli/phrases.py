"""Phrases on standard input, one a line: streamed, and none of them stops the others."""

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

LONGEST = 64 * 1024
"""Bytes of a line that are kept; the rest of a longer one is passed over unread."""

_MARK = b"\xef\xbb\xbf"
"""What some editors write before the first line."""


class Phrase(NamedTuple):
    """One line without its end; `error` says in French why it cannot be read."""

    text: str
    error: str | None = None


def phrases(stream: BinaryIO) -> Iterator[Phrase]:
    """The lines of a stream as they come, in order, empty ones included.

    A line that is not UTF-8 comes with its broken bytes shown as « � », one that is too long with
    its beginning.
    """
    first = True
    while raw := stream.readline(LONGEST):
        whole = raw.endswith(b"\n") or len(raw) < LONGEST
        kept = raw.removeprefix(_MARK) if first else raw
        first = False
        if not whole:
            _pass_over(stream)
            yield Phrase(_shown(kept[:1_000]), f"Une ligne a {LONGEST} octets au plus.")
            continue
        kept = kept.rstrip(b"\r\n")
        try:
            yield Phrase(kept.decode())
        except UnicodeDecodeError:
            yield Phrase(_shown(kept), "Cette ligne n'est pas en UTF-8\u202f: elle n'est pas lue.")


def _shown(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _pass_over(stream: BinaryIO) -> None:
    """Read up to the end of the line, holding little at a time."""
    while (more := stream.readline(LONGEST)) and not more.endswith(b"\n"):
        continue
