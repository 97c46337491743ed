"""One published file, downloaded: resumed where it stopped, put in place whole.

A file under way is `NAME.part`, with the mark that the site gave to its content: another content
starts again from the beginning.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import OpenerDirector, Request

TIMEOUT_SECONDS = 60
_PIECE = 256 * 1024

Progress = Callable[[str, int, int | None], None]
"""Told the file, the bytes that are there, and how many are expected when that is known."""


@dataclass(frozen=True, slots=True)
class Downloaded:
    """One file that is there, whole: `told` is the name that the site gives it, often empty."""

    path: Path
    told: str
    size: int
    sha256: str


def speaks_http(url: str) -> bool:
    """True for an address that a download may ask: never a file of this machine."""
    return urlsplit(url).scheme in ("http", "https")


def download(
    opener: OpenerDirector, url: str, path: Path, most_bytes: int, progress: Progress
) -> Downloaded:
    """Download what is missing of one file to `path`.

    Raises HTTPError (what the site answers), HTTPException (cut, too large), OSError.
    """
    part, mark = (path.with_name(f"{path.name}{end}") for end in (".part", ".part.mark"))
    try:
        with _asked(opener, url, part, mark) as answer:
            told = answer.headers.get_filename() or ""
            _received(answer, part, mark, most_bytes, lambda *now: progress(path.name, *now))
    except HTTPError as error:
        if error.code == 416:
            # What was kept is longer than what is published now: it is another file.
            part.unlink(missing_ok=True)
        raise
    with part.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    size = part.stat().st_size
    part.replace(path)
    mark.unlink(missing_ok=True)
    return Downloaded(path, told, size, digest)


def _asked(opener: OpenerDirector, url: str, part: Path, mark: Path) -> HTTPResponse:
    """The answer to a request for what is still missing; the whole when the content changed."""
    request = Request(url, headers={"User-Agent": "ordonnance"})
    if part.exists() and part.stat().st_size and mark.exists():
        request.add_header("Range", f"bytes={part.stat().st_size}-")
        request.add_header("If-Range", mark.read_text("utf-8"))
    answer: HTTPResponse = opener.open(request, timeout=TIMEOUT_SECONDS)
    return answer


def _received(
    answer: HTTPResponse,
    part: Path,
    mark: Path,
    most_bytes: int,
    progress: Callable[[int, int | None], None],
) -> None:
    resumed = answer.status == 206
    told = answer.headers.get("ETag") or answer.headers.get("Last-Modified")
    if told and not told.startswith("W/"):
        mark.write_text(told, "utf-8")
    else:
        mark.unlink(missing_ok=True)
    size = part.stat().st_size if resumed else 0
    length = answer.headers.get("Content-Length")
    expected = size + int(length) if length else None
    with part.open("ab" if resumed else "wb") as file:
        while piece := answer.read(_PIECE):
            file.write(piece)
            size += len(piece)
            progress(size, expected)
            if size > most_bytes:
                raise HTTPException("too large")
    if expected is not None and size != expected:
        raise HTTPException("cut")
