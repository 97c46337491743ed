"""What each practice prints on its own paper: its heading, and the stock that its printer takes.

`ORDONNANCE_PAPER` names a folder that holds one folder for each structure, named by its FINESS or
SIRET: `en-tete.toml` with the logo that it names, `papier.toml`. They are read once, at the start.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ordonnance.bootstrap.given_files import OpeningRefused
from ordonnance.bootstrap.paper_files import logo_of, read_letterhead, read_stock
from ordonnance.documents.letterhead import LARGEST_LOGO, Letterhead
from ordonnance.documents.stock import GENERIC, Stock
from ordonnance.domain.ids import Finess, InvalidId, Siret
from ordonnance.domain.people import Practice

HEADING_FILE, STOCK_FILE = "en-tete.toml", "papier.toml"
_LARGEST = 64 * 1024
"""Most bytes of one of these files: they hold some lines of words or of places."""


@dataclass(frozen=True, slots=True)
class PracticePaper:
    """What one practice prints."""

    letterhead: Letterhead | None = None
    stock: Stock = GENERIC


PLAIN = PracticePaper()
"""A practice that configured nothing."""


@dataclass(frozen=True, slots=True)
class PracticePapers:
    """The paper of every practice that configured some, by FINESS or SIRET."""

    by_structure: Mapping[str, PracticePaper] = field(default_factory=dict)

    def of(self, practice: Practice | None) -> PracticePaper:
        """The paper of a practice as an ordonnance names it: by its FINESS, else its SIRET."""
        if practice is None:
            return PLAIN
        for known in (practice.finess, practice.siret):
            found = self.by_structure.get(known.value) if known is not None else None
            if found is not None:
                return found
        return PLAIN


def read_practice_papers(folder: Path | None) -> PracticePapers:
    """The papers of ORDONNANCE_PAPER; none without it. Raises OpeningRefused, naming the file."""
    if folder is None:
        return PracticePapers()
    try:
        structures = sorted(each for each in folder.iterdir() if each.is_dir())
    except OSError as error:
        raise _refused(folder.name, "ce dossier ne se lit pas.") from error
    return PracticePapers({each.name: _paper(each) for each in structures})


def _paper(folder: Path) -> PracticePaper:
    if not _names_a_structure(folder.name):
        raise _refused(folder.name, "un FINESS ou un SIRET est attendu comme nom.")
    heading, stock = folder / HEADING_FILE, folder / STOCK_FILE
    return PracticePaper(
        _letterhead(heading) if heading.exists() else None,
        _stock(stock) if stock.exists() else GENERIC,
    )


def _names_a_structure(name: str) -> bool:
    for kind in (Finess, Siret):
        try:
            kind(name)
        except InvalidId:
            continue
        return True
    return False


def _letterhead(path: Path) -> Letterhead:
    content = _content(path)
    try:
        named = logo_of(content)
        # A name alone: a heading never reads a file of another practice.
        logo = _content(path.parent / Path(named).name, LARGEST_LOGO) if named else b""
        return read_letterhead(content, logo)
    except ValueError as error:
        raise _refused(f"{path.parent.name}/{path.name}", str(error)) from error


def _stock(path: Path) -> Stock:
    try:
        return read_stock(_content(path))
    except ValueError as error:
        raise _refused(f"{path.parent.name}/{path.name}", str(error)) from error


def _content(path: Path, most: int = _LARGEST) -> bytes:
    try:
        if path.stat().st_size > most:
            raise _refused(f"{path.parent.name}/{path.name}", f"plus de {most // 1024} Kio.")
        return path.read_bytes()
    except OSError as error:
        raise _refused(f"{path.parent.name}/{path.name}", "ce fichier ne se lit pas.") from error


def _refused(name: str, reason: str) -> OpeningRefused:
    return OpeningRefused(
        "PAPER_INVALID",
        f"Le papier d'un cabinet n'est pas utilisable\u202f: {name}\u202f: {reason}",
        "Corriger ce fichier du dossier ORDONNANCE_PAPER, ou le retirer.",
    )
