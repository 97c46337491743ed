"""The user guides, read once from their Markdown: no network, no HTML of theirs let through."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from markupsafe import Markup

from ordonnance.domain.french.typography import typeset

_PACKAGE = Path(__file__).resolve().parents[2]
FOLDER = _PACKAGE / "guides"
if not FOLDER.is_dir():
    # In a checkout they stand in the documentation.
    FOLDER = _PACKAGE.parents[1] / "docs" / "guides"

NAMES = (
    "prescripteur", "pharmacien", "regulateur", "patient", "administrateur", "administrateur-samu",
    "editeur", "cpam",
)  # fmt: skip
"""The guides, in the order in which they are offered."""

_TITLE = re.compile(r"# (?P<title>.+)\n+(?P<summary>[^\n]+)\n")
_LINK = re.compile(r'href="([a-z-]+)\.md"')


@dataclass(frozen=True, slots=True)
class Guide:
    """One guide: where it is, its title, its first sentence, and the page as HTML."""

    name: str
    title: str
    summary: str
    page: Markup


@cache
def guides() -> dict[str, Guide]:
    """Those that this installation has, by name."""
    found = (FOLDER / f"{name}.md" for name in NAMES)
    return {path.stem: _read(path) for path in found if path.is_file()}


def _read(path: Path) -> Guide:
    text = path.read_text("utf-8")
    head = _TITLE.match(text)
    if head is None:
        raise ValueError(f"{path.name}: a title and a sentence are expected first")
    # « js-default » keeps HTML out: what is drawn is only what Markdown makes.
    drawn = typeset(MarkdownIt("js-default").render(text))
    page = Markup(_LINK.sub(r'href="/documentation/\1"', drawn))
    return Guide(path.stem, typeset(head["title"]), typeset(head["summary"]), page)
