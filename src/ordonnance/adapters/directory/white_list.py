"""The white list as it is published: an XML file, read without trusting it.

Of its schema only the namespace and the path Domaine/Nom are known (a public program of 2018): the
outermost element may have any name, other elements are passed over. A domain that cannot be read is
not trusted, and is counted.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from ordonnance.adapters.directory.errors import DirectoryRefused
from ordonnance.adapters.drugs.tally import FileTally
from ordonnance.adapters.xml.reading import XmlUnreadable, read
from ordonnance.domain.ids import InvalidId
from ordonnance.domain.markup import LARGEST_DOCUMENT, Element
from ordonnance.domain.mssante import WhiteList, domain_name

NAMESPACE = "https://listeblanche.mssante.fr/schema"
LABEL = "Liste blanche MSSanté"
SOURCE = "espacedeconfiance.mssante.fr"
FEWEST_PERCENT = 90
"""A new list that keeps fewer of the former domains is held for a truncated one."""


@dataclass(frozen=True, slots=True)
class ReadList:
    """A list read, not yet kept, and what became of each of its entries."""

    white_list: WhiteList
    tally: FileTally

    def report(self, at: datetime) -> dict[str, object]:
        """Only JSON values."""
        found = self.white_list
        return {
            "label": LABEL,
            "source": found.source,
            "dated": found.dated.isoformat(),
            "digest": found.digest,
            "imported_at": at.isoformat(timespec="seconds"),
            "domains": len(found.domains),
            "files": [self.tally.as_json()],
        }


def read_white_list(path: Path, dated: date) -> ReadList:
    """The domains of the file; it carries no date, `dated` is that of its download.

    Raises DirectoryRefused: unreadable, not XML, or without a single domain.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_DOCUMENT + 1)
        root = read(content, {"": NAMESPACE}, None)
    except (OSError, XmlUnreadable) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise _unreadable(path, str(why)) from error
    digest = hashlib.sha256(content).hexdigest()
    tally = FileTally(path.name, digest, "XML")
    names = frozenset(_names(root, tally))
    if not names:
        raise _unreadable(path, "aucun domaine n'y est écrit")
    return ReadList(WhiteList(names, dated, digest, SOURCE), tally)


def require_succession(new: WhiteList, former: WhiteList) -> None:
    """Raises DirectoryRefused when too many domains of the former list are gone."""
    kept = len(new.domains & former.domains)
    if kept * 100 < len(former.domains) * FEWEST_PERCENT:
        raise DirectoryRefused(
            "DIRECTORY_IMPORT_REFUSED",
            f"{len(former.domains) - kept} des {len(former.domains)} domaines de la liste blanche "
            "en service manquent dans ce fichier.",
            "Vérifier qu'il est entier ; si c'est voulu, recommencer avec --accept-fewer.",
        )


def _names(root: Element, tally: FileTally) -> Iterator[str]:
    seen: set[str] = set()
    for place, entry in enumerate(_domains(root), start=1):
        tally.read += 1
        texts = ["".join(c for c in name.children if isinstance(c, str)).strip()
                 for name in entry.all("Nom")]  # fmt: skip
        if len(texts) != 1:
            tally.refuse("entrée sans un nom et un seul", place)
            continue
        try:
            name = domain_name(texts[0])
        except InvalidId:
            tally.refuse("nom de domaine illisible", place)
            continue
        if name in seen:
            tally.repair("domaine écrit deux fois, gardé une fois", place)
        elif name != texts[0]:
            tally.repair("domaine mis en minuscules, ou dans sa forme ASCII", place)
        seen.add(name)
        yield name


def _domains(root: Element) -> Iterator[Element]:
    """The entries, at any depth."""
    for child in root.elements:
        if child.tag == "Domaine":
            yield child
        else:
            yield from _domains(child)


def _unreadable(path: Path, why: str) -> DirectoryRefused:
    return DirectoryRefused(
        "DIRECTORY_SOURCE_UNREADABLE",
        f"{path} n'est pas une liste blanche lisible\u202f: {why}.",
        "Télécharger de nouveau la liste blanche de l'espace de confiance MSSanté (XML).",
    )
