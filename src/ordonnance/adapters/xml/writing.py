"""A described document as XML: UTF-8, namespaces declared once, nothing interpreted."""

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from ordonnance.domain.markup import NAMESPACES, Element

_ILLEGAL = {code: None for code in range(32) if code not in (9, 10, 13)} | {
    0xFFFE: None,
    0xFFFF: None,
}
"""Characters that XML 1.0 cannot hold: left out of texts."""


def write(document: Element, spaces: Mapping[str, str] = NAMESPACES) -> bytes:
    """The document as XML with its declaration. `spaces` gives prefix to address."""
    names = {f"xmlns:{prefix}" if prefix else "xmlns": at for prefix, at in spaces.items()}
    root = Element(document.tag, {**names, **document.attributes}, document.children)
    parts = ['<?xml version="1.0" encoding="UTF-8"?>\n']
    _write(root, parts)
    return "".join(parts).encode("utf-8")


def _write(element: Element, parts: list[str]) -> None:
    attributes = "".join(
        f" {name}={quoteattr(value.translate(_ILLEGAL))}"
        for name, value in element.attributes.items()
    )
    if not element.children:
        parts.append(f"<{element.tag}{attributes}/>")
        return
    parts.append(f"<{element.tag}{attributes}>")
    for child in element.children:
        if isinstance(child, str):
            parts.append(escape(child.translate(_ILLEGAL)))
        else:
            _write(child, parts)
    parts.append(f"</{element.tag}>")
