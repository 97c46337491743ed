"""Downloads the official files: resumed where it stopped, checked, each one put in place whole.

Proxies are those of the environment (HTTPS_PROXY, NO_PROXY).
"""

from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import build_opener

from ordonnance.adapters.downloads import Progress, download, speaks_http
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
    if not speaks_http(site):
        raise _refused(site, "une adresse https:// est attendue")
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(_fetched(site, name, folder, progress) for name in (*OFFICIAL, *OPTIONAL))


def _fetched(site: str, name: str, folder: Path, progress: Progress) -> Fetched:
    url = f"{site.rstrip('/')}/{name}"
    try:
        found = download(build_opener(), url, folder / name, published.MAX_BYTES, progress)
    except HTTPError as error:
        error.close()
        if error.code == 404 and name in OPTIONAL:
            return Fetched(name, None)
        raise _refused(site, f"{name} : réponse {error.code}") from error
    except (OSError, HTTPException) as error:
        raise _refused(site, f"{name} : {type(error).__name__}") from error
    return Fetched(name, found.path, found.size, found.sha256)


def _refused(site: str, why: str) -> DrugsRefused:
    return DrugsRefused(
        "DRUGS_FETCH_FAILED",
        f"Le téléchargement depuis {site} n'a pas abouti ({why}).",
        "Recommencer : ce qui est déjà reçu est gardé. Sans réseau, apporter dans un dossier "
        f"{', '.join(OFFICIAL)} (et, s'ils existent, {', '.join(OPTIONAL)}), puis lancer "
        "« drugs import » sur ce dossier.",
    )
