"""The words and figures of a document that its reader must find again in French."""

from collections.abc import Iterator
from typing import Any

UNTOLD = {
    "resourceType", "id", "url", "system", "fullUrl", "reference", "status", "intent", "type",
    "periodUnit", "when", "gender", "unit", "valueMarkdown", "sequence", "frequency", "period",
}  # fmt: skip
"""Technical elements, and those whose French is other words: they are compared elsewhere."""

IN_FRENCH = {"authoredOn", "birthDate", "start", "end", "whenHandedOver", "valueDateTime"}
TRANSLATED = {"route", "boundsDuration", "doseQuantity", "low", "high", "timing", "daysSupply",
              "medicationReference", "meta"}  # fmt: skip
"""Elements whose codes are told as French words."""


def words_of(document: Any) -> list[str]:
    """Displays, names, identifiers, codes and days."""
    return list(_words("", document))


def _words(name: str, node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for each in node:
            yield from _words(name, each)
    elif isinstance(node, dict):
        measured = "value" in node and {"code", "unit"} & set(node)
        for key, each in node.items():
            if key not in UNTOLD and key not in TRANSLATED and not (measured and key == "code"):
                yield from _words(key, each)
    elif isinstance(node, str) and name in IN_FRENCH:
        year, month, day = node[:10].split("-")
        yield f"{day}/{month}/{year}"
    elif isinstance(node, str) and node != "not-performed":
        yield node
