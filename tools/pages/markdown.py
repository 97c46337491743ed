"""Markdown of the generated pages."""

from collections.abc import Iterable

NOTE = "<!-- Written by ./dev docs: change the source, not this page. -->"


def page(title: str, lines: Iterable[str]) -> str:
    """A page of Markdown with its title and the note that says where it comes from."""
    return "\n".join([f"# {title}", "", NOTE, "", *lines]).rstrip() + "\n"


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """A Markdown table; bars inside a cell are escaped."""
    heads = list(heads)
    body = [[cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    rule = ["---"] * len(heads)
    return ["| " + " | ".join(cells) + " |" for cells in (heads, rule, *body)]
