"""Files of the directory as they are published, about places and people that do not exist."""

from collections.abc import Iterable
from pathlib import Path

DOMAINS = (
    "officine-exemple.mssante.fr",
    "ehpad-exemple.mssante.fr",
    "chu-exemple.mssante.fr",
    "medecin.mssante.fr",
    "pharmacien.mssante.fr",
    "patient.mssante.fr",
)


def white_list(names: Iterable[str] = DOMAINS, root: str = "ListeBlanche") -> str:
    """A white list with one entry for each name."""
    entries = "".join(f"<Domaine><Nom>{name}</Nom></Domaine>\n" for name in names)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{root} xmlns="https://listeblanche.mssante.fr/schema">\n{entries}</{root}>\n'
    )


def written_list(folder: Path, names: Iterable[str] = DOMAINS) -> Path:
    """The file of a white list."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "listeblanchemssante.xml"
    path.write_text(white_list(names), "utf-8")
    return path
