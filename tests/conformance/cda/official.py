"""The official schema, schematrons and examples of CDA, read where they stand."""

from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from tests.conformance.cda.schematron import Fired, validate

HERE = Path(__file__).resolve().parents[4] / "shared" / "spec/interop/examples/cda"
PRESCRIPTION = "CI-SIS_EP-MED-DM_2024.01.sch"
DISPENSATION = "CI-SIS_eDISP-MED_2024.01.sch"

LEFT_OUT = {
    "DICOM": "imaging entries, which no prescription holds",
    "templateObservationMedia": "needs a variable of a main file that is not published here",
    'root="1.2.250.1.213.1.1.3.84"': "asks for a model that the official examples do not declare",
}
"""What is not run, and why: by a mark in the name or the text of a file."""


def needed() -> None:
    """A skip where the official files are not."""
    if not HERE.exists():
        pytest.skip("the official CDA files (../shared) are not beside the project")


@cache
def schema() -> etree.XMLSchema:
    """The XSD of French CDA, pharmacy included."""
    return etree.XMLSchema(etree.parse(HERE / "infrastructure/cda/CDA_extended.xsd"))


def schema_errors(document: bytes) -> list[str]:
    """What the XSD refuses."""
    needed()
    found = schema()
    found.validate(etree.fromstring(document))
    return [f"{each.line}: {each.message}" for each in found.error_log]


@cache
def _entries() -> tuple[Path, ...]:
    every = sorted((HERE / "schematrons/include/entrees").glob("*.sch"))
    return tuple(
        path
        for path in every
        if not any(m in path.name or m in path.read_text("utf-8") for m in LEFT_OUT)
    )


def rules_of(document: bytes, main: str) -> Fired:
    """The schematrons of the document and those of every entry it may hold."""
    needed()
    return validate(document, HERE / "schematrons" / main, *_entries())


def example(name: str) -> bytes:
    """One official document."""
    needed()
    return (HERE / "ExemplesCDA" / name).read_bytes()
