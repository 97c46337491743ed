"""The official files as they are brought: a folder or a ZIP, each file plain or compressed."""

import gzip
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from ordonnance.adapters.drugs.availability import SHORTAGES
from ordonnance.adapters.drugs.bdpm import (
    ATC,
    BIOSIMILARS,
    HYBRID_GROUPS,
    HYBRIDS,
    MAJOR_INTEREST,
    OFFICIAL,
)
from ordonnance.adapters.drugs.errors import DrugsRefused

SMR, ASMR = "CIS_HAS_SMR_bdpm.txt", "CIS_HAS_ASMR_bdpm.txt"
OPINION_LINKS = "HAS_LiensPageCT_bdpm.txt"
NOTICES = "CIS_InfoImportantes.txt"
KNOWN = (
    *OFFICIAL, MAJOR_INTEREST, SHORTAGES, SMR, ASMR, OPINION_LINKS, NOTICES, ATC, BIOSIMILARS,
    HYBRID_GROUPS, HYBRIDS,
)  # fmt: skip

MAX_BYTES = 200 * 1024 * 1024
"""The largest file read, once decompressed: ten times the largest published one."""

_BY_FOLDED = {name.casefold(): name for name in KNOWN}
_DATED_NOTICES = re.compile(r"cis_infoimportantes(?:_\d+)?(?:_bdpm)?\.txt")


def read_published(source: Path) -> dict[str, bytes]:
    """The contents of the files known, by official name. Raises DrugsRefused."""
    try:
        found = dict(_zipped(source) if source.is_file() else _beside(source))
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error, RuntimeError) as error:
        raise DrugsRefused(
            "DRUGS_SOURCE_UNREADABLE",
            f"{source} ne se lit pas en entier ({type(error).__name__}).",
            "Donner un dossier ou un ZIP lisible ; recommencer le téléchargement s'il est coupé.",
        ) from error
    require_official(found, str(source))
    return found


def require_official(found: Mapping[str, bytes], source: str) -> None:
    """Raises DrugsRefused naming every required file that is absent or empty."""
    missing = [name for name in OFFICIAL if not found.get(name)]
    if missing:
        raise DrugsRefused(
            "DRUGS_SOURCE_UNREADABLE",
            f"Il manque dans {source} : {', '.join(missing)}.",
            "Réunir les fichiers de la base de données publique des médicaments, sous leur nom.",
        )


def official_name(name: str) -> str | None:
    """The official name of a file, whatever the case, the date in it or the compression."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1].casefold().removesuffix(".gz")
    return NOTICES if _DATED_NOTICES.fullmatch(base) else _BY_FOLDED.get(base)


def _beside(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.iterdir()):
        name = official_name(path.name)
        if name is not None and path.is_file():
            with path.open("rb") as file:
                yield name, _plain(path.name, file.read(MAX_BYTES + 1))


def _zipped(path: Path) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            name = official_name(entry.filename)
            if name is not None and not entry.is_dir():
                with archive.open(entry) as file:
                    yield name, _plain(entry.filename, file.read(MAX_BYTES + 1))


def _plain(name: str, content: bytes) -> bytes:
    if name.casefold().endswith(".gz"):
        decompress = zlib.decompressobj(wbits=31)
        plain = decompress.decompress(content, MAX_BYTES + 1)
        if not decompress.eof and len(plain) <= MAX_BYTES:
            raise gzip.BadGzipFile("the end of the file is missing")
        content = plain
    if len(content) > MAX_BYTES:
        raise DrugsRefused(
            "DRUGS_SOURCE_UNREADABLE",
            f"{name} est trop gros pour un fichier de la base publique.",
            "Vérifier d'où vient ce fichier.",
        )
    return content
