"""Faults put on purpose in a right document, one at a time."""

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

NS = {"c": "urn:hl7-org:v3", "p": "urn:ihe:pharm:medication"}
Node = etree._Element


@dataclass(frozen=True)
class Planted:
    """One change that makes a right document wrong."""

    name: str
    spoil: Callable[[Node], None]


def one(root: Node, path: str) -> Node:
    found = root.xpath(path, namespaces=NS)
    assert found, path
    return found[0]


def gone(path: str) -> Callable[[Node], None]:
    def spoil(root: Node) -> None:
        node = one(root, path)
        parent = node.getparent()
        assert parent is not None
        parent.remove(node)

    return spoil


def said(path: str, name: str, value: str) -> Callable[[Node], None]:
    return lambda root: one(root, path).set(name, value)


def twice(path: str) -> Callable[[Node], None]:
    def spoil(root: Node) -> None:
        node = one(root, path)
        node.addnext(etree.fromstring(etree.tostring(node)))

    return spoil


def added(name: str) -> Callable[[Node], None]:
    def spoil(root: Node) -> None:
        etree.SubElement(root, f"{{urn:hl7-org:v3}}{name}")

    return spoil


def every_gone(path: str) -> Callable[[Node], None]:
    def spoil(root: Node) -> None:
        for node in root.xpath(path, namespaces=NS):
            node.getparent().remove(node)

    return spoil


def model(oid: str) -> str:
    return f"//c:templateId[@root='{oid}']"


def planted_in(document: bytes, planted: Planted) -> bytes:
    """The document with that fault."""
    root = etree.fromstring(document)
    planted.spoil(root)
    return etree.tostring(root)
