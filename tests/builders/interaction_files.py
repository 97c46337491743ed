"""A small thesaurus in the structured layout, with the defects of the published one planted."""

import gzip
import json
from pathlib import Path
from typing import Any

CI, DISCOURAGED = "CONTRE-INDICATION", "Association DECONSEILLEE"
PRECAUTION, CONSIDER = "Précaution d'emploi", "A prendre en compte"


def entry(
    main: str, plus: str, *levels: tuple[str, str], mechanism: str = "Risque EXEMPLE."
) -> dict[str, Any]:
    """One couple as the file writes it."""
    return {
        "main_drug": main,
        "between_main_and_plus_drug": "",
        "plus_drug": plus,
        "severity_levels": [{"level": level, "info": info} for level, info in levels],
        "interaction_mechanism": mechanism,
        "description": "",
    }


def listed(name: str, *classes: str) -> dict[str, Any]:
    """One substance of the index."""
    return {"substance": name, "drug_classes": list(classes)}


SPLIT = "Effet cardio- toxique."
"""A word cut at the end of a line."""
COUPLES = [
    entry("EXEMPLINE", "DÉMOMYCINE", (CI, "")),
    entry("DÉMOMYCINE", "EXEMPLINE", (CI, "")),
    entry("EXEMPLINE", "CLASSE TÉMOIN", (DISCOURAGED, "Sauf \nnécessité.")),
    entry("CLASSE TÉMOIN", "EXEMPLINE", ("association déconseillée", "Sauf nécessité.")),
    entry("DÉMOMYCINE", "CLASSE TÉMOIN", (PRECAUTION, "Surveiller."), mechanism=SPLIT),
    entry("TÉMOINASE", "AUTRES CLASSE TÉMOIN", (CONSIDER, "")),
    entry("EXEMPLINE", "PAMPLEMOUSSE (JUS ET FRUIT)", (CONSIDER, "")),
]
INDEX = [
    listed("exempline"),
    listed("démomycine"),
    listed("temoinase", "classe témoin", "autres classe témoin"),
    listed("témoinase", "classe témoin"),
    listed("figurine", "classe témoin", "autres classe témoin"),
]


def written(folder: Path, couples: Any = None, index: Any = None) -> tuple[Path, Path]:
    """Both files in a folder, the first one compressed; the date is in their names."""
    folder.mkdir(parents=True, exist_ok=True)
    first, second = folder / "couples_20102025.json.gz", folder / "index_20102025.json"
    first.write_bytes(gzip.compress(json.dumps(COUPLES if couples is None else couples).encode()))
    second.write_text(json.dumps(INDEX if index is None else index), "utf-8")
    return first, second
