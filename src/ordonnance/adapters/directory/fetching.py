"""Downloads the published files: resumed where it stopped, each one put in place whole.

The directory's own servers present a certificate of IGC-Santé, a private authority: its root is
given, and then it alone is trusted for the download. A certificate is never left unchecked.
"""

import hashlib
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPSHandler, OpenerDirector, Request, build_opener

from ordonnance.adapters.directory.errors import DirectoryRefused
from ordonnance.adapters.directory.lines import MOST_BYTES

_SERVICE = "https://service.annuaire.sante.fr/annuaire-sante-webservices/V300/services/extraction"
SITES: Mapping[str, str] = {
    "Extraction_Correspondance_MSSante.zip": f"{_SERVICE}/Extraction_Correspondance_MSSante",
    "PS_LibreAcces.zip": f"{_SERVICE}/PS_LibreAcces",
    "listeblanchemssante.xml": "https://espacedeconfiance.mssante.fr/listeblanchemssante.xml",
}
"""As public programs write them in 2026; they were not asked from here. FINESS is brought: the
address of its file changes with each publication."""
TIMEOUT_SECONDS = 60
_PIECE = 256 * 1024

Progress = Callable[[str, int, int | None], None]
"""Told the file, the bytes that are there, and how many are expected when that is known."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """One file: its name as the site gives it (the day is in it), where it is, its digest."""

    name: str
    path: Path
    size: int
    sha256: str


def fetch(
    folder: Path, root: Path | None, progress: Progress, sites: Mapping[str, str] = SITES
) -> tuple[Fetched, ...]:
    """Download every file into `folder`; `root` is the PEM of the only authority to trust.

    Raises DirectoryRefused naming what to bring, OSError (the folder).
    """
    opener = _opener(root)
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(_fetched(opener, name, url, folder, progress) for name, url in sites.items())


def _opener(root: Path | None) -> OpenerDirector:
    if root is None:
        return build_opener()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        context.load_verify_locations(cafile=root)
    except OSError as error:
        raise DirectoryRefused(
            "DIRECTORY_FETCH_FAILED",
            f"{root} n'est pas un certificat d'autorité lisible (PEM).",
            "Donner la racine IGC-Santé, convertie en PEM.",
        ) from error
    return build_opener(HTTPSHandler(context=context))


def _fetched(
    opener: OpenerDirector, name: str, url: str, folder: Path, progress: Progress
) -> Fetched:
    part, mark = folder / f"{name}.part", folder / f"{name}.part.mark"
    try:
        with _asked(opener, url, part, mark) as answer:
            named = _published_name(answer, name)
            _received(answer, part, mark, lambda size, of: progress(name, size, of))
    except HTTPError as error:
        error.close()
        if error.code == 416:
            # What was kept is longer than what is published now: it is another file.
            part.unlink(missing_ok=True)
        raise _refused(url, f"réponse {error.code}") from error
    except (OSError, HTTPException) as error:
        raise _refused(url, type(error).__name__) from error
    with part.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    size = part.stat().st_size
    path = part.replace(folder / named)
    mark.unlink(missing_ok=True)
    return Fetched(named, path, size, digest)


def _asked(opener: OpenerDirector, url: str, part: Path, mark: Path) -> HTTPResponse:
    """The answer to a request for what is missing; the whole when the content changed."""
    if urlsplit(url).scheme not in ("http", "https"):
        raise _refused(url, "une adresse https:// est attendue")
    request = Request(url, headers={"User-Agent": "ordonnance"})
    if part.exists() and part.stat().st_size and mark.exists():
        request.add_header("Range", f"bytes={part.stat().st_size}-")
        request.add_header("If-Range", mark.read_text("utf-8"))
    answer: HTTPResponse = opener.open(request, timeout=TIMEOUT_SECONDS)
    return answer


def _published_name(answer: HTTPResponse, name: str) -> str:
    """The name that the site gives, for the day in it; never a path."""
    told = answer.headers.get_filename() or ""
    plain = told.replace("\\", "/").rpartition("/")[2]
    stem, _, suffix = name.rpartition(".")
    return plain if plain.startswith(stem) and plain.endswith(f".{suffix}") else name


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
        while piece := answer.read(_PIECE):
            file.write(piece)
            size += len(piece)
            progress(size, expected)
            if size > MOST_BYTES:
                raise HTTPException("too large")
    if expected is not None and size != expected:
        raise HTTPException("cut")


def _refused(url: str, why: str) -> DirectoryRefused:
    return DirectoryRefused(
        "DIRECTORY_FETCH_FAILED",
        f"Le téléchargement de {url} n'a pas abouti ({why}).",
        "Recommencer : ce qui est déjà reçu est gardé. Le serveur présente un certificat "
        "IGC-Santé : donner sa racine par --root. Sans réseau, apporter dans un dossier "
        f"{', '.join(SITES)} et le fichier FINESS.",
    )
