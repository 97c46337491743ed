"""Files of the directory as they are published, about places and people that do not exist."""

from collections.abc import Iterable
from pathlib import Path

from bench.directory_files import HEAD

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


CHU, HALLES, GARE, LACS, HOME, CORSICA = (
    "690000001", "690000002", "690000003", "690000004", "690000005", "2A0000006",
)  # fmt: skip
ALICE, JEAN = "99000000019", "99000000027"


def organisation(address: str, finess: str, name: str, service: str = "Accueil") -> str:
    """A row of an organisational mailbox."""
    return _row(f"ORG|{address}||||1|{finess}|{service}||||||||||O|{name}|{name}")


def person(
    address: str, rpps: str, family: str, given: str, finess: str, profession: str = "21"
) -> str:
    """A row of a personal mailbox."""
    label = {"21": "Pharmacien", "10": "Médecin"}[profession]
    return _row(
        f"PER|{address}|8|{rpps}|8{rpps}|1|{finess}||DR|{family}|{given}|C|Civil|{profession}|"
        f"{label}|||N|PHARMACIE|PHARMACIE"
    )


def _row(told: str) -> str:
    return f"{told}|||12||R|DES EXEMPLES||69003 LYON|69003|69|FRANCE"


ROWS = (
    organisation("accueil@chu-exemple.mssante.fr", CHU, "CHU EXEMPLE", "Régulation SAMU"),
    organisation("contact@officine-exemple.mssante.fr", HALLES, "PHARMACIE DES HALLES EXEMPLE"),
    organisation("soins@ehpad-exemple.mssante.fr", HOME, "EHPAD LES EXEMPLES"),
    person("alice.exemple@pharmacien.mssante.fr", ALICE, "EXEMPLE", "Alice", GARE),
    person("alice.exemple@pharmacien.mssante.fr", ALICE, "EXEMPLE", "Alice", HALLES),
    person("jean.demo@medecin.mssante.fr", JEAN, "DÉMO", "Jean", CHU, "10"),
)


def structure(finess: str, name: str, category: str, aggregate: str, posted: str) -> str:
    """A row of FINESS."""
    department = "9D" if finess.startswith("97") else finess[:2]
    return (
        f"structureet;{finess};{finess};{name[:20]};{name};;;12;R;DES EXEMPLES;;;001;{department};"
        f"EXEMPLE;{posted};0400000000;;{category};{name};{aggregate};;;;;;;;;;;"
    )


def located(finess: str, x: float, y: float, frame: str = "LAMBERT_93") -> str:
    """Where a structure is."""
    return (
        f"geolocalisation;{finess};{x};{y};1,ATLASANTE,100,IGN,BD_ADRESSE,V2.2,{frame};2026-11-01"
    )


STRUCTURES = (
    structure(CHU, "CHU EXEMPLE", "101", "1101", "69003 LYON CEDEX 03"),
    structure(HALLES, "PHARMACIE DES HALLES EXEMPLE", "620", "3201", "69003 LYON"),
    structure(GARE, "PHARMACIE DE LA GARE EXEMPLE", "620", "3201", "69003 LYON"),
    structure(LACS, "PHARMACIE DES LACS EXEMPLE", "620", "3201", "69100 VILLEURBANNE"),
    structure(HOME, "EHPAD LES EXEMPLES", "500", "4401", "69100 VILLEURBANNE"),
    structure(CORSICA, "PHARMACIE DU PORT EXEMPLE", "620", "3201", "20000 AJACCIO"),
    located(HALLES, 842_000.4, 6_519_000.0),
    located(GARE, 843_000.4, 6_519_000.0),
    located(LACS, 842_000.4, 6_523_000.0),
)


def publication(
    folder: Path,
    rows: Iterable[str] = ROWS,
    structures: Iterable[str] | None = STRUCTURES,
    day: str = "20261121",
) -> Path:
    """A folder with the extraction, and with FINESS unless None."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"Extraction_Correspondance_MSSante_{day}0600.txt"
    path.write_text("\n".join([HEAD, *rows, ""]), "utf-8")
    if structures is not None:
        finess = folder / "etalab-cs1100507-stock-20261112-0339.csv"
        finess.write_text("\n".join(["finess;etalab;111;2026-11-12", *structures, ""]), "utf-8")
    return folder


ACTIVITY_COLUMNS = (
    "Type d'identifiant PP", "Identifiant PP", "Libellé civilité exercice", "Nom d'exercice",
    "Prénom d'exercice", "Code profession", "Numéro FINESS site", "Raison sociale site",
    "Enseigne commerciale site", "Numéro Voie (coord. structure)",
    "Libellé type de voie (coord. structure)", "Libellé Voie (coord. structure)",
    "Code postal (coord. structure)", "Libellé commune (coord. structure)",
    "Téléphone (coord. structure)", "Code secteur d'activité", "Une colonne de plus",
)  # fmt: skip


def activities(folder: Path, *rows: tuple[str, ...]) -> Path:
    """A PS_LibreAcces file with these cells, and a bar at the end of each row."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "PS_LibreAcces_Personne_activite_202611210600.txt"
    lines = ["|".join([*ACTIVITY_COLUMNS, ""])]
    lines += ["|".join([*row, *[""] * (len(ACTIVITY_COLUMNS) - len(row)), ""]) for row in rows]
    path.write_text("\n".join([*lines, ""]), "utf-8")
    return path
