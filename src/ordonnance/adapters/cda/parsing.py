"""XML bytes to a described CDA document, and back to bytes."""

from ordonnance.adapters.xml.reading import read
from ordonnance.domain.markup import NAMESPACES, Element


def parse(body: bytes) -> Element:
    """The document. Raises XmlUnreadable: too large, not XML, DTD or entities, not CDA."""
    return read(body, NAMESPACES, "ClinicalDocument")
