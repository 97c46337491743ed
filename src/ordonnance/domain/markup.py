"""One XML element as a value, between what describes a document and what writes or reads it.

`prefix:name` stands for the namespaces of CDA.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

LARGEST_DOCUMENT = 20 * 1024 * 1024
"""Most bytes of a document: it carries a PDF, sometimes of scanned pages."""
LARGEST_ARCHIVE = 50 * 1024 * 1024
"""Most bytes of an archive of documents, packed or unpacked."""

NAMESPACES: Mapping[str, str] = {
    "": "urn:hl7-org:v3",
    "pharm": "urn:ihe:pharm:medication",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
"""Prefix to address in CDA documents; the empty prefix is that of CDA itself."""


@dataclass(frozen=True, slots=True)
class Element:
    """A tag, its attributes in order, and what stands inside: elements and texts."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: tuple["Element | str", ...] = ()

    def __repr__(self) -> str:
        """The tag and how much it holds, never what: a document names its patient everywhere."""
        told = [self.tag]
        if self.attributes:
            told.append(f"{len(self.attributes)} attribute{'s' * (len(self.attributes) > 1)}")
        if self.children:
            told.append(f"{len(self.children)} inside")
        return f"Element({', '.join(told)})"

    def get(self, name: str) -> str | None:
        """The value of an attribute, or None."""
        return self.attributes.get(name)

    @property
    def elements(self) -> Iterator["Element"]:
        """The elements inside, without the texts."""
        return (child for child in self.children if isinstance(child, Element))

    def all(self, *path: str) -> Iterator["Element"]:
        """The elements at that path below this one, in the order of the document."""
        if not path:
            yield self
            return
        for child in self.elements:
            if child.tag == path[0]:
                yield from child.all(*path[1:])

    def first(self, *path: str) -> "Element | None":
        """The first element at that path, or None."""
        return next(self.all(*path), None)

    @property
    def text(self) -> str:
        """Everything written inside, spaces made single."""
        return " ".join("".join(self.texts()).split())

    def texts(self) -> Iterator[str]:
        """The texts inside in their order, a space after each element."""
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child.texts()
                yield " "


Inside = Element | str | Iterable[Element | str] | None
"""What may be given as content: nothing is written for None."""


def e(tag: str, *inside: Inside, **attributes: str | None) -> Element:
    """An element; `xsi_type` is written `xsi:type`, `class_` is `class`, None is left out."""
    children: list[Element | str] = []
    for each in inside:
        if isinstance(each, Element | str):
            children.append(each)
        elif each is not None:
            children.extend(each)
    named = {
        "xsi:type" if name == "xsi_type" else name: value
        for name, value in attributes.items()
        if value is not None
    }
    return Element(tag, named, tuple(children))
