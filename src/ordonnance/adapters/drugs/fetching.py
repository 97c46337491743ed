"""Downloads the official files: resumed where it stopped, checked, each one put in place whole.

Proxies are those of the environment (HTTPS_PROXY, NO_PROXY). A file under way is `NAME.part`, with
the mark that the site gave to its content: another content starts again from the beginning.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, build_opener

from ordonnance.adapters.drugs import published
from ordonnance.adapters.drugs.availability import SHORTAGES
from ordonnance.adapters.drugs.bdpm import MAJOR_INTEREST, OFFICIAL
from ordonnance.adapters.drugs.errors import DrugsRefused

SITE = "https://base-donnees-publique.medicaments.gouv.fr/download/file"
"""As a dozen public programs of 2025 and 2026 write it; the site was not asked from here."""
OPTIONAL = (
    MAJOR_INTEREST, SHORTAGES, published.SMR, published.ASMR, published.OPINION_LINKS,
    published.NOTICES,
)  # fmt: skip
TIMEOUT_SECONDS = 30
_PIECE = 64 * 1024

Progress = Callable[[str, int, int | None], None]
"""Told the file, the bytes that are there, and how many are expected when that is known."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """One file of the site: where it is now, its digest; `path` None when the site has none."""

    name: str
    path: Path | None
    size: int = 0
    sha256: str = ""


def fetch(site: str, folder: Path, progress: Progress) -> tuple[Fetched, ...]:
    """Download every official file into `folder`.

    Raises DrugsRefused naming the files to bring when the site is out of reach, OSError (folder).
    """
    if urlsplit(site).scheme not in ("http", "https"):
        raise _refused(site, "une adresse https:// est attendue")
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(_fetched(site, name, folder, progress) for name in (*OFFICIAL, *OPTIONAL))


def _fetched(site: str, name: str, folder: Path, progress: Progress) -> Fetched:
    part, mark = folder / f"{name}.part", folder / f"{name}.part.mark"
    try:
        with _opened(f"{site.rstrip('/')}/{name}", part, mark) as answer:
            _received(answer, part, mark, lambda size, of: progress(name, size, of))
    except HTTPError as error:
        error.close()
        if error.code == 404 and name in OPTIONAL:
            return Fetched(name, None)
        raise _refused(site, f"{name} : réponse {error.code}") from error
    except (OSError, HTTPException) as error:
        raise _refused(site, f"{name} : {type(error).__name__}") from error
    content = part.read_bytes()
    path = part.replace(folder / name)
    mark.unlink(missing_ok=True)
    return Fetched(name, path, len(content), hashlib.sha256(content).hexdigest())


def _opened(url: str, part: Path, mark: Path) -> HTTPResponse:
    """The answer to a request for what is still missing; the whole when the content changed."""
    request = Request(url, headers={"User-Agent": "ordonnance"})
    if part.exists() and part.stat().st_size and mark.exists():
        request.add_header("Range", f"bytes={part.stat().st_size}-")
        request.add_header("If-Range", mark.read_text("utf-8"))
    answer: HTTPResponse = build_opener().open(request, timeout=TIMEOUT_SECONDS)
    return answer


def _received(
    answer: HTTPResponse, part: Path, mark: Path, progress: Callable[[int, int | None], None]
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
        for piece in _pieces(answer):
            file.write(piece)
            size += len(piece)
            progress(size, expected)
            if size > published.MAX_BYTES:
                raise HTTPException("too large")
    if expected is not None and size != expected:
        raise HTTPException("cut")


def _pieces(answer: HTTPResponse) -> Iterator[bytes]:
    while piece := answer.read(_PIECE):
        yield piece


def _refused(site: str, why: str) -> DrugsRefused:
    return DrugsRefused(
        "DRUGS_FETCH_FAILED",
        f"Le téléchargement depuis {site} n'a pas abouti ({why}).",
        "Recommencer : ce qui est déjà reçu est gardé. Sans réseau, apporter dans un dossier "
        f"{', '.join(OFFICIAL)} (et, s'ils existent, {', '.join(OPTIONAL)}), puis lancer "
        "« drugs import » sur ce dossier.",
    )
