"""Small values of CDA: instants, days, numbers, references to the narrative."""

from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

from ordonnance.domain.markup import Element, e
from ordonnance.domain.quantity import Unit

UCUM: Final = "http://unitsofmeasure.org"
_USUAL: Final = {"mg": "mg", "g": "g", "µg": "ug", "microgramme": "ug", "ml": "mL", "mL": "mL"}
_LABELS: Final = {"ug": "µg", "mL": "ml"}


def instant(at: datetime, zone: str) -> str:
    """« 20260105093000+0100 » on the clocks of a place."""
    return at.astimezone(ZoneInfo(zone)).strftime("%Y%m%d%H%M%S%z")


def day(on: date) -> str:
    """« 20260105 »."""
    return on.strftime("%Y%m%d")


def number(value: Decimal) -> str:
    """A decimal without exponent nor useless zeros."""
    text = format(value.normalize(), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def unit_code(unit: Unit) -> str:
    """UCUM: the code, or an annotation that keeps the French word (« {comprimé} »)."""
    if unit.code is not None and "unitsofmeasure" in (unit.system or ""):
        return unit.code
    usual = _USUAL.get(unit.label)
    return usual or "{" + "_".join(unit.label.split()) + "}"


def unit_read(code: str | None) -> Unit:
    """« {comprimé} » is a word, « mg » a code."""
    if code is None or code == "1":
        return Unit("unité")
    if code.startswith("{") and code.endswith("}"):
        return Unit(code[1:-1].replace("_", " "))
    return Unit(_LABELS.get(code, code), code, UCUM)


def id_of(document: UUID, path: str) -> Element:
    """A stable id of a part of the document: the same each time it is written."""
    return e("id", root=str(uuid5(document, path)).upper())


def document_id(number_of_base: str) -> UUID:
    """The id of the document made for a number: a digest, from which the number is not read."""
    return uuid5(NAMESPACE_URL, f"urn:ordonnance:cda:{number_of_base}")


def oid(identifier: UUID) -> str:
    """A UUID as an OID (ITU-T X.667, arc 2.25): documents are named by OIDs in XDS."""
    return f"2.25.{identifier.int}"


def reference(anchor: str) -> Element:
    """A pointer to a part of the narrative."""
    return e("reference", value=f"#{anchor}")


def told_at(anchor: str, tag: str = "text") -> Element:
    """An element whose words stand in the narrative."""
    return e(tag, reference(anchor))


def line_id(document: UUID, identifier: str) -> Element:
    """The id of a line: its own, which is a UUID in every issued ordonnance."""
    try:
        return e("id", root=str(UUID(identifier)).upper())
    except ValueError:
        return id_of(document, f"ligne/{identifier}")
