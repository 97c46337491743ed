"""XML bytes to a described CDA document; hostile XML is refused before anything is read."""

from typing import Final

from lxml import etree

from ordonnance.domain.markup import NAMESPACES, Element

MOST_BYTES: Final = 20 * 1024 * 1024
"""Largest document read: a sheet of some pages, as PDF in base 64, stays far below."""
MOST_DEPTH: Final = 100
_PREFIXES: Final = {address: prefix for prefix, address in NAMESPACES.items()}


class CdaUnreadable(ValueError):
    """The bytes are not a CDA document that can be read; the reason is French, without content."""


def parse(body: bytes) -> Element:
    """The document. Raises CdaUnreadable: too large, not XML, DTD or entities, not CDA."""
    if len(body) > MOST_BYTES:
        raise CdaUnreadable(f"le document dépasse {MOST_BYTES // 1024 // 1024} Mio")
    # Neither entities nor DTD nor network: what they would bring is never part of a CDA document.
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 0
        raise CdaUnreadable(f"ce n’est pas du XML bien formé (ligne {line})") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise CdaUnreadable("une déclaration DOCTYPE n’est pas admise")
    if root.tag != f"{{{NAMESPACES['']}}}ClinicalDocument":
        raise CdaUnreadable("la racine n’est pas ClinicalDocument (HL7 CDA)")
    return _element(root, 0)


def _element(node: "etree._Element", depth: int) -> Element:
    if depth > MOST_DEPTH:
        raise CdaUnreadable("les éléments sont trop imbriqués")
    children: list[Element | str] = []
    if node.text:
        children.append(node.text)
    for child in node:
        if not isinstance(child.tag, str):
            raise CdaUnreadable("une entité n’est pas admise")
        children.append(_element(child, depth + 1))
        if child.tail:
            children.append(child.tail)
    attributes = {_named(str(name)): str(value) for name, value in node.attrib.items()}
    return Element(_named(str(node.tag)), attributes, tuple(children))


def _named(name: str) -> str:
    """`pharm:code`, or the whole name in a namespace that CDA documents do not use."""
    if not name.startswith("{"):
        return name
    address, _, local = name[1:].partition("}")
    prefix = _PREFIXES.get(address)
    if prefix is None:
        return name
    return f"{prefix}:{local}" if prefix else local
