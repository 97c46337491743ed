"""Writes the generated pages of `docs/reference`: `./dev docs`.

To add a page: write a function without argument that returns the whole page as text, in a module
of `tools/pages`, importing what it describes inside the function, and name it in `PAGES`. For
example the page of settings:

    def settings() -> str:
        from ordonnance.settings import Settings
        ...
        return page("Settings", lines)

    PAGES = {..., "settings.md": running.settings}

A page depends on the code alone, never on the day or the machine: `tests/house` compares each
one with what its function returns now.
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from tools.pages import (
    fhir,
    findings,
    rule_coverage,
    rule_indexes,
    rule_page,
    running,
    vocabulary,
)

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "reference"

PAGES: Mapping[str, Callable[[], str]] = {
    "access.md": vocabulary.access,
    "cases.md": vocabulary.cases,
    "preserie.md": vocabulary.preserie,
    "cda.md": fhir.cda,
    "commands.md": running.commands,
    "coverage.md": rule_coverage.coverage,
    "errors.md": vocabulary.errors,
    "extensions.md": fhir.extensions,
    "fidelity.md": fhir.fidelity,
    "findings-json.md": findings.findings_json,
    "glossary.md": vocabulary.glossary,
    "logs.md": running.logs,
    "metrics.md": running.metrics,
    "operations.md": fhir.operations,
    "routes.md": running.routes,
    "rules.md": rule_indexes.rules,
    "rules-by-article.md": rule_indexes.by_article,
    "rules-by-drug.md": rule_indexes.by_drug,
    "scenarios.md": vocabulary.situations,
    "settings.md": running.settings,
    "states.md": vocabulary.states,
}

FOLDERS: Mapping[str, Callable[[], Mapping[str, str]]] = {"rules": rule_page.rule_pages}
"""Folders of pages made together, one for each thing of a kind."""


def main() -> int:
    """Writes every page of `PAGES`; pages that no function writes any more are named."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, write in PAGES.items():
        (FOLDER / name).write_text(write(), "utf-8")
    for folder, write_all in FOLDERS.items():
        pages = write_all()
        (FOLDER / folder).mkdir(exist_ok=True)
        for name, content in pages.items():
            (FOLDER / name).write_text(content, "utf-8")
        for path in (FOLDER / folder).glob("*.md"):
            if f"{folder}/{path.name}" not in pages:
                path.unlink()
    for path in sorted(FOLDER.glob("*.md")):
        if path.name not in PAGES:
            print(f"{path.name}: no generator writes this page any more", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
