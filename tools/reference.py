"""Writes the generated pages of `docs/reference`: `./dev docs`.

To add a page: write a function without argument that returns the whole page as text, importing
what it describes inside the function, and name it in `PAGES`. For example the page of settings:

    def settings() -> str:
        from ordonnance.settings import Settings
        ...
        return page("Settings", lines)

    PAGES = {..., "settings.md": settings}

A page depends on the code alone, never on the day or the machine: `tests/house` compares each
one with what its function returns now.
"""

import sys
import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "reference"
GLOSSARY = ROOT / "docs" / "glossary.toml"


def page(title: str, lines: Iterable[str]) -> str:
    """A page of Markdown with its title and the note that says where it comes from."""
    note = "<!-- Written by ./dev docs: change the source, not this page. -->"
    return "\n".join([f"# {title}", "", note, "", *lines]) + "\n"


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """A Markdown table; bars inside a cell are escaped."""
    heads = list(heads)
    body = [[cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    rule = ["---"] * len(heads)
    return ["| " + " | ".join(cells) + " |" for cells in (heads, rule, *body)]


def glossary() -> str:
    """The words: French, FHIR R4, code, definition, source."""
    words = tomllib.loads(GLOSSARY.read_text("utf-8"))["word"]
    rows = (
        (word["french"], word["fhir"], f"`{word['code']}`", word["definition"], word["source"])
        for word in sorted(words, key=lambda word: str(word["code"]).lower())
    )
    return page("Glossary", table(("français", "FHIR R4", "code", "definition", "source"), rows))


PAGES: Mapping[str, Callable[[], str]] = {
    "glossary.md": glossary,
}


def main() -> int:
    """Writes every page of `PAGES`; pages that no function writes any more are named."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, write in PAGES.items():
        (FOLDER / name).write_text(write(), "utf-8")
    for path in sorted(FOLDER.glob("*.md")):
        if path.name not in PAGES:
            print(f"{path.name}: no generator writes this page any more", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
