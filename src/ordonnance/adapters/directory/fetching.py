"""Downloads the published files: resumed where it stopped, each one put in place whole.

The directory's own servers present a certificate of IGC-Santé, a private authority: its root is
given, and then it alone is trusted for the download. A certificate is never left unchecked.
"""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import HTTPSHandler, OpenerDirector, build_opener

from ordonnance.adapters.directory.errors import DirectoryRefused
from ordonnance.adapters.directory.lines import MOST_BYTES
from ordonnance.adapters.downloads import Progress, download, speaks_http

_SERVICE = "https://service.annuaire.sante.fr/annuaire-sante-webservices/V300/services/extraction"
SITES: Mapping[str, str] = {
    "Extraction_Correspondance_MSSante.zip": f"{_SERVICE}/Extraction_Correspondance_MSSante",
    "PS_LibreAcces.zip": f"{_SERVICE}/PS_LibreAcces",
    "listeblanchemssante.xml": "https://espacedeconfiance.mssante.fr/listeblanchemssante.xml",
}
"""As public programs write them in 2026; they were not asked from here. FINESS is brought: the
address of its file changes with each publication."""


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
    if not speaks_http(url):
        raise _refused(url, "une adresse https:// est attendue")
    try:
        found = download(opener, url, folder / name, MOST_BYTES, progress)
    except HTTPError as error:
        error.close()
        raise _refused(url, f"réponse {error.code}") from error
    except (OSError, HTTPException) as error:
        raise _refused(url, type(error).__name__) from error
    named = _published_name(found.told, name)
    return Fetched(named, found.path.replace(folder / named), found.size, found.sha256)


def _published_name(told: str, name: str) -> str:
    """The name that the site gives, for the day in it; never a path."""
    plain = told.replace("\\", "/").rpartition("/")[2]
    stem, _, suffix = name.rpartition(".")
    return plain if plain.startswith(stem) and plain.endswith(f".{suffix}") else name


def _refused(url: str, why: str) -> DirectoryRefused:
    return DirectoryRefused(
        "DIRECTORY_FETCH_FAILED",
        f"Le téléchargement de {url} n'a pas abouti ({why}).",
        "Recommencer : ce qui est déjà reçu est gardé. Le serveur présente un certificat "
        "IGC-Santé : donner sa racine par --root. Sans réseau, apporter dans un dossier "
        f"{', '.join(SITES)} et le fichier FINESS.",
    )
