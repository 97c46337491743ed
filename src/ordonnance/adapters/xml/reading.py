"""XML bytes to a described document; hostile XML is refused before anything of it is kept."""

from collections.abc import Mapping
from typing import Final, cast

from lxml import etree

from ordonnance.domain.markup import LARGEST_DOCUMENT, Element

"""Largest document read: a sheet of some pages, as PDF in base 64, stays far below."""
MOST_DEPTH: Final = 100
MOST_ELEMENTS: Final = 100_000
"""Elements and attributes together: sixty lines of a CDA document are twenty thousand."""
_AT_ONCE: Final = 64 * 1024


class XmlUnreadable(ValueError):
    """The bytes are no document that can be read; the reason is French, without content."""


def read(body: bytes, spaces: Mapping[str, str], root: str | None) -> Element:
    """The document, whose outermost element is `root` (None: any). `spaces`: prefix to address.

    Raises XmlUnreadable: too large, not XML, DTD or entities, too many elements, another root.
    """
    if len(body) > LARGEST_DOCUMENT:
        raise XmlUnreadable(f"le document dépasse {LARGEST_DOCUMENT // 1024 // 1024} Mio")
    builder = _Builder(spaces)
    # Neither DTD nor network: what they would bring is never part of a document.
    parser = etree.XMLParser(
        target=builder,  # type: ignore[arg-type]  # what the parser calls, typed more narrowly
        # « &amp; » in attributes too; a DOCTYPE, which alone declares others, is refused.
        resolve_entities="internal",  # type: ignore[arg-type]  # lxml 5 takes it, its types do not
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
    )
    try:
        # Bit by bit: what is refused at its beginning is not read to its end.
        for start in range(0, len(body), _AT_ONCE):
            parser.feed(body[start : start + _AT_ONCE])
        found = cast(object, parser.close())
    except etree.XMLSyntaxError as error:
        line = error.lineno or 0
        raise XmlUnreadable(f"ce n’est pas du XML bien formé (ligne {line})") from error
    if not isinstance(found, Element) or root not in (None, found.tag):
        raise XmlUnreadable(f"la racine n’est pas {root}")
    return found


class _Builder:
    """Makes elements while the parser reads, and stops it at the first limit passed."""

    def __init__(self, spaces: Mapping[str, str]) -> None:
        self._prefixes = {address: prefix for prefix, address in spaces.items()}
        self._names: dict[str, str] = {}
        self._open: list[tuple[str, dict[str, str], list[Element | str]]] = []
        self._texts: list[str] = []
        self._count = 0
        self._root: Element | None = None

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> None:
        raise XmlUnreadable("une déclaration DOCTYPE n’est pas admise")

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._count += 1 + len(attributes)
        if self._count > MOST_ELEMENTS:
            raise XmlUnreadable("les éléments sont trop nombreux")
        if len(self._open) > MOST_DEPTH:
            raise XmlUnreadable("les éléments sont trop imbriqués")
        self._flush()
        named = {self._named(name): value for name, value in attributes.items()}
        name = self._named(tag) if tag.startswith("{") else f"{{}}{tag}"
        self._open.append((name, named, []))

    def end(self, _tag: str) -> None:
        self._flush()
        name, attributes, children = self._open.pop()
        element = Element(name, attributes, tuple(children))
        if self._open:
            self._open[-1][2].append(element)
        else:
            self._root = element

    def data(self, text: str) -> None:
        self._texts.append(text)

    def close(self) -> Element | None:
        return self._root

    def _flush(self) -> None:
        if self._texts and self._open:
            self._open[-1][2].append("".join(self._texts))
        self._texts = []

    def _named(self, name: str) -> str:
        """`pharm:code`, or the whole name in a namespace that is not among those given."""
        known = self._names.get(name)
        if known is None:
            known = self._names[name] = self._prefixed(name)
        return known

    def _prefixed(self, name: str) -> str:
        if not name.startswith("{"):
            return name
        address, _, local = name[1:].partition("}")
        prefix = self._prefixes.get(address)
        if prefix is None:
            return name
        return f"{prefix}:{local}" if prefix else local
