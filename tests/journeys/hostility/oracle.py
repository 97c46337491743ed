"""What every answer must be, whatever was asked."""

import json
from typing import Any

from ordonnance.domain.error_catalogue import CATALOGUE

PLACED = {
    "ELEMENT_UNKNOWN", "ELEMENT_MISSING", "ELEMENT_INVALID", "ELEMENT_TOO_MANY", "TEXT_TOO_LONG",
    "CODE_UNKNOWN", "CODE_SYSTEM_UNKNOWN", "EXTENSION_UNKNOWN", "REFERENCE_UNRESOLVED",
    "RESOURCE_UNEXPECTED", "IDENTIFIER_INVALID",
}  # fmt: skip
"""Codes about an element of what was sent: each names its place."""

ROOTS = ("Bundle", "Parameters", "resourceType", "line[")
DRAWN = {"application/pdf": b"%PDF-", "application/xml": b"<?xml", "application/zip": b"PK"}
"""What a document that was asked for begins with."""

DRAWING = {"render", "registers", "stock", "executions"}
"""Operations that answer such a document when one is asked for."""

LARGEST_REFUSAL = 256 * 1024
MOST_ISSUES = 400


def fault_of(operation: str, status: int, body: bytes, content_type: str) -> str:
    """Why this answer is not one that the operation may give; empty when it is."""
    if status >= 500:
        return f"a fault of ours: {status} {body[:300]!r}"
    if status == 200 and operation in DRAWING and content_type in DRAWN:
        return "" if body.startswith(DRAWN[content_type]) else f"no {content_type}: {body[:20]!r}"
    if not content_type.startswith("application/fhir+json"):
        return f"content type {content_type!r}"
    try:
        told = json.loads(body)
    except ValueError as error:
        return f"not JSON: {error}"
    if status == 200:
        return "" if told["resourceType"] == "Parameters" else "a success without Parameters"
    return _refusal_fault(status, body, told)


def _refusal_fault(status: int, body: bytes, told: Any) -> str:
    if told.get("resourceType") != "OperationOutcome" or not told.get("issue"):
        return "a refusal without OperationOutcome"
    if len(body) > LARGEST_REFUSAL or len(told["issue"]) > MOST_ISSUES:
        return f"a refusal of {len(body)} bytes, {len(told['issue'])} issues"
    first = code_of(told["issue"][0])
    if first not in CATALOGUE or CATALOGUE[first].status != status:
        return f"{first} answered with {status}"
    faults = (_issue_fault(issue) for issue in told["issue"])
    return next((fault for fault in faults if fault), "")


def code_of(issue: Any) -> str:
    """The code of one issue."""
    code: str = issue["details"]["coding"][0]["code"]
    return code


def _issue_fault(issue: Any) -> str:
    code = code_of(issue)
    if not issue["details"]["text"] or not issue["diagnostics"]:
        return f"{code} says nothing"
    if issue["details"]["coding"][0]["system"] == "urn:ordonnance:rule":
        return ""
    if code not in CATALOGUE or CATALOGUE[code].issue != issue["code"]:
        return f"{code} is not that of the catalogue"
    at = issue.get("expression", [])
    if code == "JSON_DUPLICATE_KEY":
        # Before anything is known of the document, its root is what it calls itself.
        return "" if len(at) == 1 else f"{code} at {at}"
    if code in PLACED and (len(at) != 1 or not at[0].startswith(ROOTS)):
        return f"{code} at {at}"
    return ""
