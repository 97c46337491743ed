"""What `$stock-record` takes, for the journeys: a lot of one's own, and what happens to it."""

import json
import secrets

DAYS = {"on"}
WHOLE = {"declaration"}


def a_lot() -> str:
    """A lot that no other test has."""
    return f"EX{secrets.token_hex(8).upper()}"


def told(kind: str, **facts: object) -> bytes:
    """The body of an act of that kind."""
    parts = [{"name": "kind", "valueString": kind}]
    for name, value in facts.items():
        element = (
            "valueDate" if name in DAYS else "valueInteger" if name in WHOLE else "valueString"
        )
        parts.append({"name": name, element: value})  # type: ignore[dict-item]  # any JSON value
    return json.dumps({"resourceType": "Parameters", "parameter": parts}).encode()


def delivery(lot: str, sheets: str = "1-100", supplier: str = "Imprimerie EXEMPLE") -> bytes:
    """A delivery of that lot."""
    return told("received", lot=lot, sheets=sheets, supplier=supplier, on="2026-01-05")


def used(lot: str, sheets: str = "12") -> bytes:
    """Sheets filled by hand."""
    return told("used", lot=lot, sheets=sheets)


def declared(lot: str, sheets: str = "40-59") -> bytes:
    """Sheets stolen."""
    return told(
        "declared", lot=lot, sheets=sheets, loss="stolen", on="2026-03-01",
        where="Cabinet EXEMPLE", circumstances="Porte forcée.",
    )  # fmt: skip


def found(lot: str, sheets: str = "40-59") -> bytes:
    """Sheets found again."""
    return told("found", lot=lot, sheets=sheets, reason="tiroir")
